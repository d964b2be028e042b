import type { Random } from './random.ts';

/** What goes wrong. Of the last four the socket, or a rejected fetch, is the answer. */
type FaultEffect =
  | { status: number; code?: string; message?: string; retryAfterSeconds?: number }
  | 'reset'
  | 'timeout'
  | 'slow'
  | 'bad json';

/** Which requests go wrong. All given conditions must hold. */
interface FaultRule {
  method?: string;
  /** A regular expression on host and path, for instance `^api\\..*\\/disconnect$`. */
  path?: string;
  /** An operation's name, as in the truth. */
  operation?: string;
  conversationId?: string;
  /** How often it strikes; default: for ever. */
  times?: number;
  /** Chance that it strikes, 0 to 1; default 1. */
  probability?: number;
  /** Matching requests that pass first. */
  after?: number;
  effect: FaultEffect;
  /** The operation is carried out all the same: only its answer is lost or wrong. */
  executes?: boolean;
  /** How much longer a `slow` one takes, ms; default 10 s. */
  slowMs?: number;
}

export interface Fault extends FaultRule {
  id: string;
  /** Matching requests so far. */
  seen: number;
  /** How often it struck. */
  struck: number;
}

export interface Faults {
  /** Returns the rule's id. Throws when `path` is no regular expression. */
  add(rule: FaultRule): string;
  /** Without an id: all of them. */
  clear(id?: string): void;
  list(): Fault[];
  /** The fault that strikes this request, if any, and counts it. */
  strike(request: {
    method: string;
    host: string;
    path: string;
    operation: string;
    ids: readonly string[];
  }): Fault | undefined;
}

/** Rules are tried in the order in which they were added. */
export function createFaults(random: Random): Faults {
  let rules: { fault: Fault; path: RegExp | undefined }[] = [];
  let next = 1;
  return {
    add: (rule) => {
      const fault: Fault = { ...rule, id: `fault-${next++}`, seen: 0, struck: 0 };
      rules.push({ fault, path: rule.path === undefined ? undefined : new RegExp(rule.path) });
      return fault.id;
    },
    clear: (id) => {
      rules = id === undefined ? [] : rules.filter((each) => each.fault.id !== id);
    },
    list: () => rules.map((each) => ({ ...each.fault })),
    strike: (request) => {
      for (const { fault, path } of rules) {
        if (fault.times !== undefined && fault.struck >= fault.times) continue;
        if (fault.method !== undefined && fault.method !== request.method) continue;
        if (fault.operation !== undefined && fault.operation !== request.operation) continue;
        if (path && !path.test(request.path) && !path.test(request.host + request.path)) continue;
        if (fault.conversationId !== undefined && !request.ids.includes(fault.conversationId)) continue;
        fault.seen += 1;
        if (fault.after !== undefined && fault.seen <= fault.after) continue;
        if (fault.probability !== undefined && random.next() >= fault.probability) continue;
        fault.struck += 1;
        return fault;
      }
      return undefined;
    },
  };
}
