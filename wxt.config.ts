import { preact } from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { REGIONS } from './utils/genesys/regions';

const hosts = REGIONS.flatMap((region) =>
  ['apps', 'api', 'login'].map((host) => `https://${host}.${region}/*`),
);

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  i18n: { localesDir: 'components/locales' },
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact()] }),
  manifest: () => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: ['storage', 'unlimitedStorage', 'alarms', 'identity'],
    host_permissions: hosts,
  }),
});
