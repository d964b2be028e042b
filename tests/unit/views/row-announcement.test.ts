import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ADAPTERS } from '../../../utils/views/adapters';

const css = readFileSync(new URL('../../../utils/views/row-announcement.css', import.meta.url), 'utf8');

test('every row and toolbar selector of the adapters announces itself', () => {
  for (const adapter of ADAPTERS) {
    for (const selector of adapter.rows) expect(css).toContain(`${selector}:not(:has(> unstick-row))`);
    for (const { selector, place } of adapter.toolbar) {
      const without = place === 'inside' ? '> unstick-toolbar' : '+ unstick-toolbar';
      expect(css).toContain(`${selector}:not(:has(${without}))`);
    }
  }
});
