import { expect, test } from 'vitest';
import { missingPermissions } from '../../../utils/session/permissions.ts';
import { NEEDED } from './fakes.ts';

test.each([
  ['all of them', NEEDED, undefined, []],
  ['none of them', [], undefined, NEEDED],
  ['wildcards', ['conversation:*:*', 'analytics:queueObservation:*', '*:*:*'], undefined, []],
  ['one wildcard', ['conversation:communication:*'], undefined, NEEDED.slice(2)],
  ['no division', NEEDED, false, NEEDED.slice(0, 1)],
  ['a division, though the list says nothing', NEEDED.slice(1), true, []],
  ['no answer about divisions', NEEDED.slice(1), undefined, NEEDED.slice(0, 1)],
  ['others', ['conversation:call:view', 'routing:queue:edit'], undefined, NEEDED],
])('%s', (_name, held, mayDisconnect, missing) => {
  expect(missingPermissions(held, mayDisconnect)).toEqual(missing);
});
