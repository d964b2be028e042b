/**
 * The 18 Genesys Cloud regions, by the domain that follows `api.`, `login.` and `apps.`
 * (the vendor's own list, `PureCloudRegionHosts` in SDK 262; a test compares the two).
 * Nothing outside this list is ever given a token.
 */
export const REGIONS = [
  'mypurecloud.com',
  'usw2.pure.cloud',
  'use2.us-gov-pure.cloud',
  'cac1.pure.cloud',
  'mxc1.pure.cloud',
  'sae1.pure.cloud',
  'mypurecloud.ie',
  'euw2.pure.cloud',
  'mypurecloud.de',
  'euc2.pure.cloud',
  'edee1.eusc-pure.cloud',
  'mec1.pure.cloud',
  'aps1.pure.cloud',
  'apse1.pure.cloud',
  'mypurecloud.com.au',
  'mypurecloud.jp',
  'apne2.pure.cloud',
  'apne3.pure.cloud',
] as const;

/** One of the 18 region domains, such as `mypurecloud.com`. */
export type Region = (typeof REGIONS)[number];

/** The hosts of a region that Unstick talks to or lives in. */
export type RegionHost = 'api' | 'login' | 'apps';

/** Whether `value` is one of the 18 regions, spelled exactly. */
export function isRegion(value: unknown): value is Region {
  return (REGIONS as readonly unknown[]).includes(value);
}

/** The https origin of one host of a region, for example `https://api.mypurecloud.com`. */
export function originOf(host: RegionHost, region: Region): string {
  return `https://${host}.${region}`;
}

/** The region of a Genesys apps host (`apps.<region>`, exactly), or undefined for any other host. */
export function regionOfAppsHost(hostname: string): Region | undefined {
  const domain = hostname.startsWith('apps.') ? hostname.slice('apps.'.length) : '';
  return isRegion(domain) ? domain : undefined;
}
