import type { InteractionRow } from './interaction-rows.ts';

export interface QueueRow {
  id: string;
  name: string;
  divisionName: string;
  waiting: number;
  interacting: number;
  /** When the longest waiting one began to wait, epoch ms. */
  oldestWaitingAt: number | null;
  agentsOnQueue: number;
}

export interface AgentRow {
  id: string;
  name: string;
  /** System presence, e.g. `ON_QUEUE`, `AVAILABLE`, `OFFLINE`. */
  presence: string;
  /** e.g. `IDLE`, `INTERACTING`, `OFF_QUEUE`. */
  routingStatus: string;
  queueIds: string[];
}

/** All that the web UI knows at one moment; the lists are cut from it. */
export interface UiSnapshot {
  /** Epoch ms of the moment shown, on the emulator's clock. */
  asOf: number;
  organizationName: string;
  userName: string;
  interactions: readonly InteractionRow[];
  queues: readonly QueueRow[];
  agents: readonly AgentRow[];
}
