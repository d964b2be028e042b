import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { isRegion, originOf, REGIONS, regionOfAppsHost } from '../../../utils/genesys/regions';

describe('regions', () => {
  test("are exactly the vendor SDK's", async () => {
    const path = 'purecloud-platform-client-v2/src/purecloud-platform-client-v2/PureCloudRegionHosts.js';
    const vendor = await import(pathToFileURL(createRequire(import.meta.url).resolve(path)).href);
    const vendorRegions = z.parse(z.record(z.string(), z.string()), vendor.default);
    expect([...REGIONS].sort()).toEqual(Object.values(vendorRegions).sort());
    expect(REGIONS).toHaveLength(18);
  });

  test('nothing that only looks like one is one', () => {
    for (const value of [
      'pure.cloud',
      'mypurecloud.com.example.test',
      'MYPURECLOUD.COM',
      ' mypurecloud.com',
      '',
      undefined,
      1,
    ]) {
      expect(isRegion(value), String(value)).toBe(false);
    }
  });

  test('hosts are built from the region and read back from an apps host only', () => {
    for (const region of REGIONS) {
      expect(originOf('api', region)).toBe(`https://api.${region}`);
      expect(regionOfAppsHost(`apps.${region}`)).toBe(region);
      expect(regionOfAppsHost(`api.${region}`)).toBeUndefined();
      expect(regionOfAppsHost(`apps.${region}.example.test`)).toBeUndefined();
    }
  });
});
