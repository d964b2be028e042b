/** One permission a user holds, and where. A permission may hold wildcards, as `conversation:*:*`. */
export interface Grant {
  permission: string;
  divisions: 'all' | string[];
}

/** True when the granted permission covers the asked one; `*` stands for one part or, at the end, for all the rest. */
function covers(granted: string, asked: string): boolean {
  if (granted === asked) return true;
  const have = granted.split(':');
  const want = asked.split(':');
  for (const [index, part] of have.entries()) {
    if (part === '*' && index === have.length - 1) return true;
    if (part !== '*' && part !== want[index]) return false;
  }
  return have.length === want.length;
}

/** The divisions in which any of the grants covers any of the asked permissions; `undefined`: none at all. */
export function divisionsOf(grants: Grant[], anyOf: string[]): 'all' | Set<string> | undefined {
  const found = new Set<string>();
  let held = false;
  for (const grant of grants) {
    if (!anyOf.some((asked) => covers(grant.permission, asked))) continue;
    held = true;
    if (grant.divisions === 'all') return 'all';
    for (const division of grant.divisions) found.add(division);
  }
  return held ? found : undefined;
}
