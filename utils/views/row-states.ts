import type { Clock } from '../clock/clock';
import type { WorkerClient } from '../protocol/client';
import { ProblemError } from '../protocol/envelope';
import type { Problem, SingleView } from '../protocol/views';

/** What a row shows for one conversation. Everything that was ever asked of the worker keeps its last answer here. */
export type RowState =
  | { phase: 'idle' }
  | { phase: 'checking' }
  /** The worker wants an answer first; the dialog is open or next in line. */
  | { phase: 'asking'; single: SingleView }
  | { phase: 'confirming'; single: SingleView }
  /** Taken on: being undone, sent or verified. `since` is when this page first saw it so. */
  | { phase: 'under way'; single: SingleView; since: number; undoing: boolean; problem?: Problem }
  | { phase: 'settled'; single: SingleView }
  /** The person decided to keep it; said for a moment. */
  | { phase: 'kept' }
  | { phase: 'signing in' }
  | { phase: 'signed in' }
  | { phase: 'problem'; problem: Problem };

/** The states of a frame's conversations, by id. Rows come, go and are used again; the states stay with the ids. */
export interface RowStates {
  get(conversationId: string): RowState;
  /** Calls `listener` after each change for this id, until the returned function is called. */
  subscribe(conversationId: string, listener: () => void): () => void;
  /** The conversations that wait for an answer, oldest first; `onAsking` hears of every change to them. */
  asking(): { conversationId: string; single: SingleView }[];
  onAsking(listener: () => void): void;
  /** A row with this id is on screen: anything under way for it is shown again. Asked for in batches, once per id. */
  appeared(conversationId: string): void;
  disconnect(conversationId: string): Promise<void>;
  undo(conversationId: string): Promise<void>;
  confirm(conversationId: string, reason?: string): Promise<void>;
  keep(conversationId: string): Promise<void>;
  signIn(conversationId: string): Promise<void>;
  setUp(conversationId: string): Promise<void>;
  /** The page became visible or hidden. */
  visibilityChanged(): void;
}

const POLL_MS = 700;
const BATCH_MS = 60;
const SAID_FOR_MS = 4000;
const MOST_IDS_AT_ONCE = 500;
const IDLE: RowState = { phase: 'idle' };

/** Makes a frame's store. `isVisible` is asked before each poll: a hidden page asks nothing. */
export function createRowStates(parts: {
  client: WorkerClient;
  clock: Clock;
  isVisible: () => boolean;
  signal: AbortSignal;
}): RowStates {
  const { client, clock, isVisible, signal } = parts;
  const states = new Map<string, RowState>();
  const listeners = new Map<string, Set<() => void>>();
  const askingListeners = new Set<() => void>();
  const known = new Set<string>();
  let batch: string[] = [];
  let polling = false;

  const get = (id: string) => states.get(id) ?? IDLE;

  function set(id: string, state: RowState) {
    if (signal.aborted) return;
    const before = get(id);
    if (state.phase === 'idle') states.delete(id);
    else states.set(id, state);
    for (const listener of listeners.get(id) ?? []) listener();
    if (before.phase === 'asking' || state.phase === 'asking')
      for (const listener of askingListeners) listener();
    if (state.phase === 'under way') void poll();
  }

  /** Says something for a moment, and goes back to the button unless something else happened meanwhile. */
  function say(id: string, state: RowState) {
    set(id, state);
    void pause(SAID_FOR_MS).then((slept) => {
      if (slept && get(id) === state) set(id, IDLE);
    });
  }

  async function pause(ms: number): Promise<boolean> {
    try {
      await clock.sleep(ms, signal);
      return true;
    } catch {
      return false;
    }
  }

  function take(id: string, single: SingleView) {
    if (single.conversationId.toLowerCase() !== id) {
      set(id, { phase: 'problem', problem: { code: 'internal', detail: 'answer for another interaction' } });
      return;
    }
    const before = get(id);
    if (single.jobState === 'draft') {
      set(id, { phase: 'asking', single });
    } else if (single.jobState === 'cancelled' || single.outcome === 'cancelled') {
      say(id, { phase: 'kept' });
    } else if (single.jobState === 'finished' || single.itemState === 'done') {
      set(id, { phase: 'settled', single });
    } else {
      const same = before.phase === 'under way' && before.single.jobId === single.jobId;
      set(id, {
        phase: 'under way',
        single,
        since: same ? before.since : clock.now(),
        // Once the worker is sending, it was too late to take it back.
        undoing: same && before.undoing && single.itemState === 'pending',
      });
    }
  }

  function underWay(): [string, Extract<RowState, { phase: 'under way' }>][] {
    return [...states]
      .flatMap(([id, state]) => (state.phase === 'under way' ? [[id, state] as const] : []))
      .map(([id, state]) => [id, state]);
  }

  async function poll() {
    if (polling || signal.aborted || !isVisible()) return;
    polling = true;
    while (underWay().length > 0 && isVisible() && (await pause(POLL_MS))) {
      await Promise.all(underWay().map(([id, state]) => look(id, state)));
    }
    polling = false;
    // Something may have been taken on between the last look and here.
    if (underWay().length > 0 && isVisible() && !signal.aborted) void poll();
  }

  async function look(id: string, state: Extract<RowState, { phase: 'under way' }>) {
    const { jobId } = state.single;
    try {
      const single = await client.ask('interaction.get', { jobId });
      const now = get(id);
      if (now.phase === 'under way' && now.single.jobId === jobId) take(id, single);
    } catch (error) {
      const problem = problemIn(error);
      const now = get(id);
      if (now.phase !== 'under way' || now.single.jobId !== jobId) return;
      if (problem.code === 'no such job') set(id, { phase: 'problem', problem });
      else set(id, { ...now, problem });
    }
  }

  async function restore() {
    if (!(await pause(BATCH_MS))) return;
    const ids = batch;
    batch = [];
    for (let from = 0; from < ids.length; from += MOST_IDS_AT_ONCE) {
      const conversationIds = ids.slice(from, from + MOST_IDS_AT_ONCE);
      try {
        for (const single of await client.ask('interaction.active', { conversationIds })) {
          const id = single.conversationId.toLowerCase();
          if (conversationIds.includes(id) && get(id).phase === 'idle') take(id, single);
        }
      } catch {
        // Nothing is shown that is not known; the ids are asked for again when their rows appear again.
        for (const id of conversationIds) known.delete(id);
      }
    }
  }

  async function attempt(id: string, work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      set(id, { phase: 'problem', problem: problemIn(error) });
    }
  }

  return {
    get,
    subscribe(id, listener) {
      const of = listeners.get(id) ?? new Set();
      listeners.set(id, of.add(listener));
      return () => {
        of.delete(listener);
        if (of.size === 0 && listeners.get(id) === of) listeners.delete(id);
      };
    },
    asking: () =>
      [...states].flatMap(([conversationId, state]) =>
        state.phase === 'asking' ? [{ conversationId, single: state.single }] : [],
      ),
    onAsking: (listener) => askingListeners.add(listener),
    appeared(id) {
      if (known.has(id)) return;
      known.add(id);
      batch.push(id);
      if (batch.length === 1) void restore();
    },
    async disconnect(id) {
      const { phase } = get(id);
      if (!['idle', 'kept', 'signed in', 'problem', 'settled'].includes(phase)) return;
      set(id, { phase: 'checking' });
      await attempt(id, async () =>
        take(id, await client.ask('interaction.disconnect', { conversationId: id })),
      );
    },
    async undo(id) {
      const state = get(id);
      if (state.phase !== 'under way' || state.undoing) return;
      set(id, { ...state, undoing: true });
      try {
        await client.ask('job.cancel', { jobId: state.single.jobId });
      } catch {
        // Too late or out of reach: only a look at the job tells which.
        const now = get(id);
        if (now.phase === 'under way') set(id, { ...now, undoing: false });
      }
      await look(id, state);
    },
    async confirm(id, reason) {
      const state = get(id);
      if (state.phase !== 'asking') return;
      const { jobId, confirmation } = state.single;
      if (confirmation === undefined) return;
      set(id, { phase: 'confirming', single: state.single });
      await attempt(id, async () => {
        const payload = { jobId, confirmation, ...(reason === undefined ? {} : { reason }) };
        take(id, await client.ask('interaction.confirm', payload));
      });
    },
    async keep(id) {
      const state = get(id);
      if (state.phase !== 'asking') return;
      say(id, { phase: 'kept' });
      // A draft that stays behind cannot send anything, so a failure here is nobody's concern.
      await client.ask('job.cancel', { jobId: state.single.jobId }).catch(() => undefined);
    },
    async signIn(id) {
      const state = get(id);
      if (state.phase === 'signing in') return;
      if (state.phase === 'under way') {
        try {
          const session = await client.ask('session.signIn', {});
          if (session.who) await client.ask('job.resume', { jobId: state.single.jobId });
          else if (session.problem) set(id, { ...state, problem: session.problem });
        } catch (error) {
          set(id, { ...state, problem: problemIn(error) });
        }
        return;
      }
      set(id, { phase: 'signing in' });
      await attempt(id, async () => {
        const session = await client.ask('session.signIn', {});
        if (session.who) set(id, { phase: 'signed in' });
        else set(id, { phase: 'problem', problem: session.problem ?? { code: 'not signed in' } });
      });
    },
    async setUp(id) {
      await attempt(id, async () => void (await client.ask('page.open', { page: 'options' })));
    },
    visibilityChanged: () => void poll(),
  };
}

function problemIn(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
