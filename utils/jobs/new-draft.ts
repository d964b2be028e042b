import type { Job } from './ledger-schema.ts';

/** A draft that this life of the worker has just begun to collect. */
export function emptyDraft(bootId: string): Job['draft'] {
  return {
    bootId,
    collecting: true,
    complete: false,
    media: { rows: [], others: 0 },
    senders: { rows: [], others: 0 },
  };
}
