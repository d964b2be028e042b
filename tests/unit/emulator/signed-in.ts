import { createEmulator, type Emulator, type EmulatorOptions } from '../../emulator/emulator';
import { createSimulatedClock, type SimulatedClock } from '../clock/simulated-clock';

export const START = Date.parse('2026-11-21T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers whose shape it is about to check
type Json = any;

interface Answer {
  status: number;
  headers: Headers;
  json: Json;
}

export interface SignedIn {
  emulator: Emulator;
  clock: SimulatedClock;
  token: string;
  /** One request of the Platform API; `path` begins after `/api/v2`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  queueId(name: string): string;
}

/** An emulator on simulated time without latency, lag or budget worries, and somebody signed in to it. */
export function signedIn(knobs: EmulatorOptions['knobs'] = {}): SignedIn {
  const clock = createSimulatedClock(START);
  const emulator = createEmulator({
    clock,
    knobs: {
      latency: { minMs: 0, maxMs: 0, tailMs: 0, tailChance: 0 },
      ratePerMinute: 100_000,
      burstPerSecond: 'any',
      activityLagMs: 0,
      detailsLagMs: 0,
      detailsRefreshMs: 0,
      detailsDuplicates: 0,
      totalHitsError: 0,
      disconnectEffectMs: { minMs: 1000, maxMs: 1000 },
      ...knobs,
    },
  });
  const { token } = emulator.issueToken();
  return {
    emulator,
    clock,
    token,
    queueId: (name) => emulator.world.queue(name).id,
    call: async (method, path, body, headers = {}) => {
      const response = await emulator.fetch(
        new Request(`https://api.mypurecloud.com/api/v2${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        json: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

/** The request that lists a queue's waiting conversations one by one. */
export function waitingIn(queueId: string, details = false) {
  return {
    metrics: [{ metric: 'oWaiting', details }],
    groupBy: ['conversationId', 'queueId'],
    filter: { type: 'and', predicates: [{ dimension: 'queueId', value: queueId }] },
  };
}

/** The request that asks about exactly these conversations. */
export function exactly(ids: string[], metrics = ['oWaiting', 'oAlerting', 'oInteracting']) {
  const predicates = ids.map((value) => ({
    type: 'dimension',
    dimension: 'conversationId',
    operator: 'matches',
    value,
  }));
  return {
    metrics: metrics.map((metric) => ({ metric })),
    groupBy: ['conversationId', 'queueId'],
    filter: { type: 'and', clauses: [{ type: 'or', predicates }] },
  };
}

/** The request for what has not ended in a queue, among what began on the days from `from` to `to`. */
export function unendedIn(queueId: string, from: number, to: number, pageNumber = 1, pageSize = 100) {
  return {
    interval: `${new Date(from).toISOString()}/${new Date(to).toISOString()}`,
    order: 'asc',
    paging: { pageSize, pageNumber },
    conversationFilters: [
      { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
    ],
    segmentFilters: [{ type: 'and', predicates: [{ dimension: 'queueId', value: queueId }] }],
  };
}
