import { describe, expect, test } from 'vitest';
import type { WorkerClient } from '../../../utils/protocol/client';
import { ProblemError } from '../../../utils/protocol/envelope';
import type { SingleView } from '../../../utils/protocol/views';
import { createRowStates } from '../../../utils/views/row-states';
import { createSimulatedClock } from '../clock/simulated-clock';

const START = Date.parse('2026-11-21T12:00:00Z');
const ID = '11111111-aaaa-4bbb-8ccc-000000000001';
const OTHER = '22222222-aaaa-4bbb-8ccc-000000000002';

function single(more: Partial<SingleView> = {}): SingleView {
  return {
    jobId: 'job-1',
    conversationId: ID,
    verdict: 'ghost',
    evidence: [],
    friction: 'undo',
    summary: {},
    who: {
      region: 'mypurecloud.com',
      orgId: 'o',
      orgName: 'Example Care',
      userId: 'u',
      userName: 'Supervisor',
      userEmail: 'supervisor@example.test',
    },
    jobState: 'running',
    itemState: 'pending',
    undoUntil: START + 5000,
    attempts: [],
    reasonRequired: false,
    ...more,
  };
}

/** A worker that answers from a table and keeps what it was asked. */
function workerOf(answers: Record<string, (payload: never) => unknown>) {
  const asked: { command: string; payload: unknown }[] = [];
  const client = {
    async ask(command: string, payload: unknown) {
      asked.push({ command, payload });
      const answer = answers[command];
      if (!answer) throw new ProblemError({ code: 'internal', detail: `unexpected ${command}` });
      return answer(payload as never);
    },
  } as WorkerClient;
  const count = (command: string) => asked.filter((one) => one.command === command).length;
  return { client, asked, count };
}

function setUp(answers: Record<string, (payload: never) => unknown>) {
  const clock = createSimulatedClock(START);
  const stop = new AbortController();
  const worker = workerOf(answers);
  const page = { visible: true };
  const states = createRowStates({
    client: worker.client,
    clock,
    signal: stop.signal,
    isVisible: () => page.visible,
  });
  return { clock, stop, states, page, ...worker };
}

describe('a click on a ghost', () => {
  test('goes from checking over undo to what became of it, and then nobody polls any more', async () => {
    let now = single();
    const { states, clock, count } = setUp({
      'interaction.disconnect': () => now,
      'interaction.get': () => now,
    });
    const phases: string[] = [];
    states.subscribe(ID, () => phases.push(states.get(ID).phase));
    await states.disconnect(ID);
    expect(phases).toEqual(['checking', 'under way']);
    await clock.advance(2100);
    expect(count('interaction.get')).toBe(3);
    now = single({ jobState: 'finished', itemState: 'done', outcome: 'ended' });
    await clock.advance(700);
    expect(states.get(ID)).toMatchObject({ phase: 'settled', single: { outcome: 'ended' } });
    const polled = count('interaction.get');
    await clock.advance(60_000);
    expect(count('interaction.get')).toBe(polled);
  });

  test('is asked for once, however often it is pressed meanwhile', async () => {
    const { states, count } = setUp({ 'interaction.disconnect': () => single() });
    await Promise.all([states.disconnect(ID), states.disconnect(ID)]);
    await states.disconnect(ID);
    expect(count('interaction.disconnect')).toBe(1);
  });

  test('can be taken back, says so for a moment and offers the button again', async () => {
    let now = single();
    const { states, clock, asked } = setUp({
      'interaction.disconnect': () => now,
      'interaction.get': () => now,
      'job.cancel': () => {
        now = single({ jobState: 'cancelled', itemState: 'done', outcome: 'cancelled', reason: 'undone' });
      },
    });
    await states.disconnect(ID);
    await states.undo(ID);
    expect(asked.find(({ command }) => command === 'job.cancel')?.payload).toEqual({ jobId: 'job-1' });
    expect(states.get(ID).phase).toBe('kept');
    await clock.advance(4000);
    expect(states.get(ID).phase).toBe('idle');
  });

  test('too late to take back: the row shows what is really going on', async () => {
    const { states, clock } = setUp({
      'interaction.disconnect': () => single(),
      'interaction.get': () => single({ itemState: 'sending' }),
      'job.cancel': () => {
        throw new ProblemError({ code: 'wrong state' });
      },
    });
    await states.disconnect(ID);
    await states.undo(ID);
    expect(states.get(ID)).toMatchObject({
      phase: 'under way',
      undoing: false,
      single: { itemState: 'sending' },
    });
    await clock.advance(1);
  });

  test('an answer about another conversation is never shown as this one’s', async () => {
    const { states } = setUp({ 'interaction.disconnect': () => single({ conversationId: OTHER }) });
    await states.disconnect(ID);
    expect(states.get(ID)).toMatchObject({ phase: 'problem', problem: { code: 'internal' } });
    expect(states.get(OTHER).phase).toBe('idle');
  });
});

describe('something that needs an answer', () => {
  const draft = single({ friction: 'confirm', verdict: 'waiting', jobState: 'draft', confirmation: 'nonce' });

  test('is listed in the order of asking, and confirmed with what the worker gave', async () => {
    const second = { ...draft, conversationId: OTHER, jobId: 'job-2' };
    const { states, asked } = setUp({
      'interaction.disconnect': ({ conversationId }: { conversationId: string }) =>
        conversationId === ID ? draft : second,
      'interaction.confirm': () => single({ jobState: 'finished', itemState: 'done', outcome: 'ended' }),
    });
    let heard = 0;
    states.onAsking(() => {
      heard += 1;
    });
    await states.disconnect(ID);
    await states.disconnect(OTHER);
    expect(states.asking().map(({ conversationId }) => conversationId)).toEqual([ID, OTHER]);
    await states.confirm(ID, 'asked by the customer');
    expect(asked.at(-1)).toEqual({
      command: 'interaction.confirm',
      payload: { jobId: 'job-1', confirmation: 'nonce', reason: 'asked by the customer' },
    });
    expect(states.asking().map(({ conversationId }) => conversationId)).toEqual([OTHER]);
    expect(states.get(ID).phase).toBe('settled');
    expect(heard).toBe(3);
  });

  test('a ghost that needs a reason asks like any other, and cannot be undone because nothing was begun', async () => {
    const ghost = single({
      friction: 'confirm',
      jobState: 'draft',
      confirmation: 'nonce',
      reasonRequired: true,
    });
    const { states, asked } = setUp({
      'interaction.disconnect': () => ghost,
      'interaction.confirm': () => single({ friction: 'confirm' }),
    });
    await states.disconnect(ID);
    expect(states.asking()).toMatchObject([{ conversationId: ID, single: { reasonRequired: true } }]);
    await states.undo(ID);
    expect(asked.map(({ command }) => command)).toEqual(['interaction.disconnect']);
    await states.confirm(ID, 'spam wave');
    expect(asked.at(-1)).toMatchObject({ payload: { reason: 'spam wave' } });
    expect(states.get(ID).phase).toBe('under way');
  });

  test('without a confirmation from the worker nothing can be sent', async () => {
    const { confirmation: _, ...refused } = draft;
    const { states, count } = setUp({ 'interaction.disconnect': () => refused });
    await states.disconnect(ID);
    await states.confirm(ID);
    expect(count('interaction.confirm')).toBe(0);
    expect(states.get(ID).phase).toBe('asking');
  });

  test('kept: the draft is thrown away, even if nobody answers', async () => {
    const { states, clock, count } = setUp({ 'interaction.disconnect': () => draft });
    await states.disconnect(ID);
    await states.keep(ID);
    expect(count('job.cancel')).toBe(1);
    expect(states.get(ID).phase).toBe('kept');
    await clock.advance(4000);
    expect(states.get(ID).phase).toBe('idle');
  });
});

describe('what a page that was reloaded shows', () => {
  test('what is under way is asked for in one batch, once per id', async () => {
    const { states, clock, asked } = setUp({
      'interaction.active': () => [single({ itemState: 'accepted', acceptedAt: START - 1000 })],
      'interaction.get': () => single({ itemState: 'accepted', acceptedAt: START - 1000 }),
    });
    states.appeared(ID);
    states.appeared(OTHER);
    states.appeared(ID);
    await clock.advance(100);
    states.appeared(OTHER);
    await clock.advance(100);
    const batches = asked.filter(({ command }) => command === 'interaction.active');
    expect(batches.map(({ payload }) => payload)).toEqual([{ conversationIds: [ID, OTHER] }]);
    expect(states.get(ID).phase).toBe('under way');
    expect(states.get(OTHER).phase).toBe('idle');
  });

  test('never more ids at once than the worker takes', async () => {
    const { states, clock, asked } = setUp({ 'interaction.active': () => [] });
    for (let i = 0; i < 1201; i += 1) states.appeared(`${i}`);
    await clock.advance(100);
    const sizes = asked.map(
      ({ payload }) => (payload as { conversationIds: string[] }).conversationIds.length,
    );
    expect(sizes).toEqual([500, 500, 201]);
  });
});

describe('a hidden page, a lost worker, an update', () => {
  test('a hidden page asks nothing, and goes on when it is seen again', async () => {
    const { states, clock, page, count } = setUp({
      'interaction.disconnect': () => single(),
      'interaction.get': () => single(),
    });
    await states.disconnect(ID);
    page.visible = false;
    await clock.advance(10_000);
    expect(count('interaction.get')).toBeLessThanOrEqual(1);
    const before = count('interaction.get');
    page.visible = true;
    states.visibilityChanged();
    await clock.advance(1400);
    expect(count('interaction.get')).toBe(before + 2);
  });

  test('a worker that cannot be reached is said and asked again; a job it does not know ends the waiting', async () => {
    let problem: 'internal' | 'no such job' | undefined = 'internal';
    const { states, clock } = setUp({
      'interaction.disconnect': () => single(),
      'interaction.get': () => {
        if (problem) throw new ProblemError({ code: problem });
        return single();
      },
    });
    await states.disconnect(ID);
    await clock.advance(700);
    expect(states.get(ID)).toMatchObject({ phase: 'under way', problem: { code: 'internal' } });
    problem = undefined;
    await clock.advance(700);
    expect(states.get(ID)).not.toHaveProperty('problem');
    problem = 'no such job';
    await clock.advance(700);
    expect(states.get(ID)).toMatchObject({ phase: 'problem', problem: { code: 'no such job' } });
  });

  test('after the end of the script nothing is asked or said', async () => {
    const { states, clock, stop, count } = setUp({
      'interaction.disconnect': () => single(),
      'interaction.get': () => single(),
    });
    await states.disconnect(ID);
    let heard = 0;
    states.subscribe(ID, () => {
      heard += 1;
    });
    stop.abort();
    await clock.advance(5000);
    expect(count('interaction.get')).toBe(0);
    expect(heard).toBe(0);
  });
});

describe('signing in from a row', () => {
  test('ends in asking for the click again, never in sending by itself', async () => {
    const { who } = single();
    const { states, clock, count } = setUp({
      'interaction.disconnect': () => {
        throw new ProblemError({ code: 'not signed in' });
      },
      'session.signIn': () => ({ who, missingPermissions: [], configured: true }),
    });
    await states.disconnect(ID);
    expect(states.get(ID)).toMatchObject({ phase: 'problem', problem: { code: 'not signed in' } });
    await states.signIn(ID);
    expect(states.get(ID).phase).toBe('signed in');
    await clock.advance(10_000);
    expect(count('interaction.disconnect')).toBe(1);
  });

  test('a sign-in that failed says why', async () => {
    const { states } = setUp({
      'session.signIn': () => ({
        missingPermissions: [],
        configured: true,
        problem: { code: 'sign-in closed' },
      }),
    });
    await states.signIn(ID);
    expect(states.get(ID)).toMatchObject({ phase: 'problem', problem: { code: 'sign-in closed' } });
  });

  test('a job that waits for it goes on', async () => {
    const { who } = single();
    const { states, asked } = setUp({
      'interaction.disconnect': () => single({ jobState: 'paused', pause: 'sign-in' }),
      'session.signIn': () => ({ who, missingPermissions: [], configured: true }),
      'job.resume': () => ({}),
    });
    await states.disconnect(ID);
    await states.signIn(ID);
    expect(asked.at(-1)).toEqual({ command: 'job.resume', payload: { jobId: 'job-1' } });
  });
});
