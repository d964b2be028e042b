import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REGIONS } from '../../utils/genesys/regions';

const ROOT = new URL('../../.output/', import.meta.url);

describe.each(['chrome-mv3', 'firefox-mv3'])('the manifest of %s', (folder) => {
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/manifest.json`, ROOT), 'utf8'));

  test('asks for exactly what is written down', async () => {
    await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot(`manifest.${folder}.json`);
  });

  test('reaches the three hosts of the 18 regions and nothing broader', () => {
    const hosts = REGIONS.flatMap((region) =>
      ['apps', 'api', 'login'].map((host) => `https://${host}.${region}/*`),
    );
    expect(manifest.host_permissions.toSorted()).toEqual(hosts.toSorted());
  });

  test('offers pages nothing to load or to talk to', () => {
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.externally_connectable).toBeUndefined();
  });
});
