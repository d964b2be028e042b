/**
 * How long Genesys asks to wait, in ms: the `Retry-After` header, which is in seconds, else the number of
 * seconds in the message ("Retry the request in [12] seconds"), else undefined.
 */
export function retryAfterMsOf(headers: Headers, message: string | undefined): number | undefined {
  const header = secondsOf(headers.get('retry-after') ?? undefined);
  if (header !== undefined) return header * 1_000;
  const told = secondsOf(message?.match(/\[?(\d+(?:\.\d+)?)\]?\s*sec/i)?.[1]);
  return told === undefined ? undefined : told * 1_000;
}

function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}
