import { expect, test } from 'vitest';
import { changesOf, draftOf, wrongsOf } from '../../../components/options/settings-form';
import { settingsState } from './example-views';

const SAVED = settingsState().settings;
const draft = draftOf(SAVED);

test('saves exactly what was changed', () => {
  expect(changesOf(draft, SAVED, [])).toEqual({});
  expect(changesOf({ ...draft, undoSeconds: '9', clientId: ' client-2 ' }, SAVED, [])).toEqual({
    undoSeconds: 9,
    clientId: 'client-2',
  });
});

test('never saves, nor complains about, what the policy locks', () => {
  const locked = ['undoSeconds', 'clientId'];
  const wild = { ...draft, undoSeconds: 'x', clientId: '' };
  expect(wrongsOf(wild, locked)).toEqual({});
  expect(changesOf(wild, SAVED, locked)).toEqual({});
});

test.each([
  ['undoSeconds', '31', [0, 30]],
  ['undoSeconds', '-1', [0, 30]],
  ['undoSeconds', '1.5', [0, 30]],
  ['reservePercent', '', [0, 50]],
  ['retentionDays', '0', [1, 365]],
  ['clientId', '  ', 'missing'],
] as const)('%s cannot be "%s"', (key, value, wrong) => {
  expect(wrongsOf({ ...draft, [key]: value }, [])).toEqual({ [key]: wrong });
});

test.each(['0', '30', ' 7 '])('undo may be %s', (undoSeconds) => {
  expect(wrongsOf({ ...draft, undoSeconds }, [])).toEqual({});
});
