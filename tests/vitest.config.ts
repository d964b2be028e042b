import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  test: {
    projects: [
      {
        root,
        plugins: [WxtVitest()],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] },
      },
      { root, test: { name: 'built', include: ['tests/built/**/*.test.ts'] } },
    ],
  },
});
