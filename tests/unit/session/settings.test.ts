import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REGIONS } from '../../../utils/genesys/regions.ts';
import { POLICY_KEYS, policyFrom, readPolicy } from '../../../utils/session/policy.ts';
import { createSettings } from '../../../utils/session/settings.ts';
import { createArea, problemOf, REDIRECT } from './fakes.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../public/policy.schema.json', import.meta.url), 'utf8'),
);

function settingsWith(policy: Record<string, unknown> = {}, local = createArea()) {
  return createSettings({ local, managed: { get: async () => policy }, redirectUri: () => REDIRECT });
}

describe('the policy', () => {
  const whole = {
    region: 'mypurecloud.de',
    clientId: 'client-1',
    grant: 'implicit',
    maxJobSize: 5000,
    bulkEnabled: false,
    allowLive: true,
    requireReason: true,
    reservePercent: 10,
    retentionDays: 90,
  };
  test('is taken as it is', () => {
    expect(readPolicy(whole)).toEqual({ policy: whole, problems: [] });
  });
  test.each(Object.keys(whole))('a wrong %s is named and the rest holds', (key) => {
    const { policy, problems } = readPolicy({ ...whole, [key]: ['?'] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${key}: .+`));
    expect({ ...policy, [key]: null }).toEqual({ ...whole, [key]: null });
  });
  test.each([
    ['region', 'example.test'],
    ['grant', 'password'],
    ['reservePercent', 51],
    ['retentionDays', 0],
    ['retentionDays', 1.5],
    ['maxJobSize', 0],
    ['clientId', ' '],
    ['bulkEnabled', 'false'],
  ])('%s cannot be %o', (key, value) => {
    expect(readPolicy({ [key]: value }).problems).toHaveLength(1);
  });
  test('a misspelt key is named', () => {
    expect(readPolicy({ bulkEnable: false }).problems).toEqual(['bulkEnable: not a key of this policy']);
  });
  test('without one, hanging up on live interactions is not allowed', () => {
    const defaults = { bulkEnabled: true, allowLive: false, requireReason: false };
    expect(readPolicy(undefined)).toEqual({ policy: defaults, problems: [] });
    expect(readPolicy([]).policy).toEqual(defaults);
  });
  test('a browser without one rejects, which means none', async () => {
    const { problems } = await policyFrom({
      get: () => Promise.reject(new Error('Managed storage manifest not found')),
    });
    expect(problems).toEqual([]);
  });
  test('the schema that browsers read has the same keys and bounds', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...POLICY_KEYS].sort());
    type Property = { type: string; minimum?: number; maximum?: number; enum?: string[] };
    const properties: [string, Property][] = Object.entries(schema.properties);
    for (const [key, { type, minimum = Number.NaN, maximum = Number.NaN, enum: words }] of properties) {
      const fits = (value: unknown) => readPolicy({ [key]: value }).problems.length === 0;
      if (type === 'boolean') expect([fits(true), fits(1)]).toEqual([true, false]);
      if (type === 'integer') {
        expect([fits(minimum), fits(maximum), fits(minimum - 1), fits(maximum + 1)]).toEqual([
          true,
          true,
          false,
          false,
        ]);
      }
      for (const word of words ?? []) expect(fits(word)).toBe(true);
    }
  });
});

describe('settings', () => {
  test('the defaults', async () => {
    expect(await settingsWith().get()).toEqual({
      settings: {
        region: 'auto',
        clientId: '',
        grant: 'pkce',
        undoSeconds: 5,
        reservePercent: 4,
        retentionDays: 30,
      },
      locked: [],
      policyProblems: [],
      policy: { bulkEnabled: true, allowLive: false, requireReason: false },
      redirectUri: REDIRECT,
      regions: [...REGIONS],
    });
  });
  test('what is saved stays, and the rest with it', async () => {
    const local = createArea();
    await settingsWith({}, local).save({ clientId: '  client-1 ', undoSeconds: 0 });
    await settingsWith({}, local).save({ region: 'mypurecloud.jp' });
    expect((await settingsWith({}, local).get()).settings).toMatchObject({
      clientId: 'client-1',
      undoSeconds: 0,
      region: 'mypurecloud.jp',
    });
    expect([...local.kept.keys()]).toEqual(['settings']);
  });
  test('two that are saved at the same time are both kept', async () => {
    const settings = settingsWith();
    await Promise.all([settings.save({ undoSeconds: 9 }), settings.save({ retentionDays: 7 })]);
    expect((await settings.get()).settings).toMatchObject({ undoSeconds: 9, retentionDays: 7 });
  });
  test('the policy wins, is shown as locked, and cannot be saved over', async () => {
    const local = createArea();
    await settingsWith({}, local).save({ clientId: 'mine', undoSeconds: 9 });
    const settings = settingsWith({ clientId: 'theirs', grant: 'implicit', maxJobSize: 10 }, local);
    const state = await settings.get();
    expect(state.settings).toMatchObject({ clientId: 'theirs', grant: 'implicit', undoSeconds: 9 });
    expect(state.locked).toEqual(['clientId', 'grant']);
    expect(state.policy.maxJobSize).toBe(10);
    const problem = await problemOf(settings.save({ clientId: 'mine', undoSeconds: 3 }));
    expect(problem).toMatchObject({
      code: 'forbidden by policy',
      detail: expect.stringContaining('clientId'),
    });
    expect((await settings.get()).settings.undoSeconds).toBe(9);
  });
  test.each([
    [{ region: 'example.test' }, 'region'],
    [{ undoSeconds: 31 }, 'undoSeconds'],
    [{ reservePercent: -1 }, 'reservePercent'],
    [{ retentionDays: 366 }, 'retentionDays'],
    [{ clientId: 'a b' }, 'clientId'],
    [{ colour: 'red' } as object, 'colour'],
  ])('%o is refused by name, and nothing is saved', async (changes, key) => {
    const local = createArea();
    const problem = await problemOf(settingsWith({}, local).save({ grant: 'implicit', ...changes }));
    expect(problem).toMatchObject({ code: 'bad message', detail: expect.stringContaining(`${key}: `) });
    expect(local.kept.size).toBe(0);
  });
  test('a stored value that is no longer understood gives way to the default', async () => {
    const chosen = { clientId: 'client-1', undoSeconds: 'soon', region: 'atlantis' };
    const local = createArea({ settings: { version: 1, chosen } });
    expect((await settingsWith({}, local).get()).settings).toMatchObject({
      clientId: 'client-1',
      undoSeconds: 5,
      region: 'auto',
    });
  });
  test('an empty client id means: not set up', async () => {
    const settings = settingsWith();
    await settings.save({ clientId: 'client-1' });
    expect((await settings.save({ clientId: '' })).settings.clientId).toBe('');
  });
});

describe('the region of a sign-in', () => {
  test('a set one, whatever tab asks', async () => {
    const settings = settingsWith({ region: 'mypurecloud.de' });
    expect(await settings.regionFor('mypurecloud.ie')).toBe('mypurecloud.de');
  });
  test('else the tab that asks, else the last one seen, else none', async () => {
    const settings = settingsWith();
    expect(await settings.regionFor()).toBeUndefined();
    expect(await settings.regionFor('mypurecloud.ie')).toBe('mypurecloud.ie');
    expect(await settings.regionFor()).toBe('mypurecloud.ie');
    await settings.save({ undoSeconds: 1 });
    expect(await settings.regionFor()).toBe('mypurecloud.ie');
  });
  test('one that is not on the list has no name here', async () => {
    expect((await problemOf(settingsWith().regionFor('example.test'))).code).toBe('unknown region');
  });
});
