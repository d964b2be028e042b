/** How many items the next reading serves. */
export interface ChunkSizer {
  /** For so many pending items at so many sends a minute. */
  size(remaining: number, perMinute: number): number;
  /** A reading of `read` items found `taken` of them in agents' hands. */
  saw(read: number, taken: number): void;
}

/** Most conversations in one reading. */
const BIGGEST = 50;
/** While agents take from the items that are being sent: as many as are sent in this time, ms (16 at 300 a minute). */
const CAREFUL_MS = 3_200;
const FEWEST_CAREFUL = 16;
const SMALLEST = 5;
/** So many items in a row that no agent had, until a reading serves its most again. */
const CALM_AFTER = 200;
/** The sends of one reading may take so long, ms; well within a reading's life. */
const USABLE_MS = 10_500;

/**
 * Weighs the cost of a reading against its age at the last send, which is the time an agent has to pick an item up
 * unseen. Small readings until the queue has proved calm, and again whenever agents are seen to take from it; smaller
 * near the end, since the last ones are those that agents are given next.
 */
export function createChunkSizer(): ChunkSizer {
  let calmFor = 0;
  return {
    size(remaining, perMinute) {
      const sendable = Math.floor((USABLE_MS * perMinute) / 60_000);
      const careful = Math.max(FEWEST_CAREFUL, Math.floor((CAREFUL_MS * perMinute) / 60_000));
      const nearTheEnd = Math.max(SMALLEST, Math.ceil(remaining / 4));
      const most = calmFor < CALM_AFTER ? Math.min(careful, BIGGEST) : BIGGEST;
      return Math.max(1, Math.min(most, sendable, nearTheEnd));
    },
    saw(read, taken) {
      calmFor = taken > 0 ? 0 : calmFor + read;
    },
  };
}
