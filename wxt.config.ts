import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { originOf, REGIONS, type RegionHost } from './utils/genesys/regions';

const HOSTS: RegionHost[] = ['apps', 'api', 'login'];
const hostPermissions = REGIONS.flatMap((region) => HOSTS.map((host) => `${originOf(host, region)}/*`));

// The public half of a key whose only use is to fix the extension id, and with it the OAuth redirect URI.
const CHROME_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAh4gS7AFw8HGPMg5TAa6hP76r4WVM6sTfpe1B/vVyLiL0uxI7gCwLvulWHZIB9sswAAJOjwJUet/e0NjyyiATL07GqEZv3/yqPwhhal9uIjVo28PwFqvdTJahGhaTiNvgqU3npDMqPTdswbNoYtUuPWfeUzDLeToVBCjfCnVTzkqLYyKFBxjhq+NN2rqSmX8yfQUzQQxPRaM71B/ZGYpWYfAWopTlP09yhY26ag3YUhneLPokLT/9H/204kTAlrNAckUFHrS7fTfQbmRDrifZaXBBh1eT4SDOmP+O4z2fO0IX5hJKDfymhUKGnMlNlgEdjTr8oQvtDz7CCt/3OE2YWwIDAQAB';

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  i18n: { localesDir: 'components/locales' },
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact()] }),
  zip: {
    includeSources: [
      'components/**',
      'entrypoints/**',
      'public/**',
      'utils/**',
      'wxt.config.ts',
      'tsconfig.json',
      'package.json',
      'package-lock.json',
      '.npmrc',
      'LICENSE',
      'README.md',
    ],
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    short_name: 'Unstick',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'identity'],
    host_permissions: hostPermissions,
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: '{6d2a7f0e-3c51-4b8e-9a64-5f1c0e7b2d98}',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          key: CHROME_KEY,
          minimum_chrome_version: '120',
          storage: { managed_schema: 'policy.schema.json' },
        }),
  }),
});
