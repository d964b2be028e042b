import { describe, expect, test } from 'vitest';
import { createStage, fails, problemOf } from './fakes.ts';

const MINUTE = 60_000;

async function signedIn(lifetimeSeconds = 3600) {
  const stage = createStage();
  stage.lifetimeSeconds = lifetimeSeconds;
  await stage.session.signIn({ interactive: true });
  const { who } = await stage.session.current();
  if (who === undefined) throw new Error('nobody is signed in');
  return { stage, who, first: await stage.session.token() };
}
const silent = (stage: ReturnType<typeof createStage>) =>
  stage.windows.filter((one) => !one.interactive).length;

describe('silent renewal', () => {
  test('not before its time', async () => {
    const { stage, first } = await signedIn();
    stage.pass(57 * MINUTE);
    expect(await stage.session.token()).toBe(first);
    expect(silent(stage)).toBe(0);
  });

  test('two minutes before the end, without a window, once for all who ask', async () => {
    const { stage, first } = await signedIn();
    stage.pass(58.5 * MINUTE);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => stage.session.token()));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(first);
    expect(silent(stage)).toBe(1);
    expect((await stage.session.current()).expiresAt).toBe(stage.now() + 60 * MINUTE);
  });

  test('a token of 5 minutes is not renewed all the time', async () => {
    const { stage } = await signedIn(300);
    for (let second = 0; second < 900; second += 1) {
      stage.pass(1000);
      await stage.session.token();
    }
    expect(silent(stage)).toBeLessThanOrEqual(4);
  });

  test('one that fails is tried again, but not with each request, and the token serves to its end', async () => {
    const { stage, first } = await signedIn();
    stage.window = fails('User interaction required.');
    stage.pass(58.5 * MINUTE);
    for (let second = 0; second < 60; second += 1) {
      expect(await stage.session.token()).toBe(first);
      stage.pass(1000);
    }
    expect(silent(stage)).toBe(2);
  });

  test('an expired one that needs a person: token expired, and nothing is left', async () => {
    const { stage } = await signedIn();
    stage.window = fails('User interaction required.');
    stage.pass(61 * MINUTE);
    expect((await problemOf(stage.session.token())).code).toBe('token expired');
    expect((await stage.session.current()).problem?.code).toBe('token expired');
    expect(stage.sessionArea.kept.has('token')).toBe(false);
  });

  test('an expired one while offline is renewed when the network is back', async () => {
    const { stage, first } = await signedIn();
    stage.window = fails('Authorization page could not be loaded.');
    stage.answer = () => Promise.reject(new TypeError('fetch failed'));
    stage.pass(61 * MINUTE);
    expect(await stage.session.access()).toBeUndefined();
    expect((await stage.session.current()).who).toBeUndefined();
    stage.window = (asked) => stage.cameBack(asked);
    stage.answer = undefined;
    stage.pass(31_000);
    const token = await stage.session.token();
    expect(token).not.toBe(first);
  });

  test('a person who signs in does not settle for a silent one that fails', async () => {
    const { stage } = await signedIn();
    stage.pass(58.5 * MINUTE);
    stage.window = (asked, interactive) =>
      interactive ? stage.cameBack(asked) : Promise.reject(new Error('User interaction required.'));
    stage.pass(10 * MINUTE);
    const [access, view] = await Promise.all([
      stage.session.access(),
      stage.session.signIn({ interactive: true }),
    ]);
    expect(access).toBeUndefined();
    expect(view.who?.userId).toBe('u1');
    expect(stage.windows.map((one) => one.interactive)).toEqual([true, false, true]);
  });
});

describe('after a 401', () => {
  test('a new token for the same user', async () => {
    const { stage, first } = await signedIn();
    expect(await stage.session.renew()).toBe(true);
    expect(await stage.session.token()).not.toBe(first);
  });

  test('a person is needed: the token is given up', async () => {
    const { stage } = await signedIn();
    stage.window = fails('User interaction required.');
    expect(await stage.session.renew()).toBe(false);
    expect((await stage.session.current()).problem?.code).toBe('token expired');
    expect(await stage.session.access()).toBeUndefined();
  });

  test('offline: the token that Genesys refused is not used again', async () => {
    const { stage } = await signedIn();
    stage.window = fails('Authorization page could not be loaded.');
    stage.answer = () => Promise.reject(new TypeError('fetch failed'));
    expect(await stage.session.renew()).toBe(false);
    expect(await stage.session.access()).toBeUndefined();
  });

  test('nobody signed in: there is nothing to renew', async () => {
    const stage = createStage();
    expect(await stage.session.renew()).toBe(false);
    expect(stage.windows).toEqual([]);
  });
});

describe('in the middle of a job, only the same user in the same org goes on', () => {
  test('the same', async () => {
    const { stage, who } = await signedIn();
    stage.pass(61 * MINUTE);
    const view = await stage.session.renewFor(who);
    expect(view.who).toEqual(who);
  });

  test.each([
    ['another user', { userId: 'u2' }],
    ['another organisation', { orgId: 'o2' }],
  ])('%s', async (code, change) => {
    const { stage, who } = await signedIn();
    stage.pass(61 * MINUTE);
    Object.assign(stage.person, change);
    expect((await problemOf(stage.session.renewFor(who))).code).toBe(code);
    expect((await stage.session.current()).who).toBeUndefined();
    expect(stage.requests.at(-1)?.method).toBe('DELETE');
  });

  test('a silent renewal never changes the user', async () => {
    const { stage } = await signedIn();
    stage.pass(61 * MINUTE);
    stage.person.userId = 'u2';
    expect((await problemOf(stage.session.token())).code).toBe('another user');
  });

  test('somebody else who is signed in already', async () => {
    const { stage, who } = await signedIn();
    const problem = await problemOf(stage.session.renewFor({ ...who, userId: 'u9' }));
    expect(problem.code).toBe('another user');
    expect((await stage.session.current()).who).toEqual(who);
  });
});
