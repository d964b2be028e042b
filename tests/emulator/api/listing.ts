/** The vendor's paged listing: one page of entities with the addresses of its neighbours. */
export function listing<T>(
  path: string,
  query: URLSearchParams,
  all: readonly T[],
  pageNumber: number,
  pageSize: number,
): Record<string, unknown> {
  const pageCount = Math.ceil(all.length / pageSize);
  const uri = (page: number): string => {
    const own = new URLSearchParams(query);
    own.set('pageSize', String(pageSize));
    own.set('pageNumber', String(page));
    return `${path}?${own}`;
  };
  return {
    entities: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: all.length,
    firstUri: uri(1),
    selfUri: uri(pageNumber),
    lastUri: uri(Math.max(1, pageCount)),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
    pageCount,
  };
}
