import { type BudgetSnapshot, budgetSnapshotSchema } from '../../utils/genesys/budget-state';
import type { StorageArea } from '../../utils/session/storage-areas';

const KEY = 'budget';

/**
 * Keeps the limiter's memory in `storage.session`, so that a worker that was stopped and started again neither
 * bursts nor forgets a pause. What cannot be read counts as no memory, which the limiter takes carefully.
 */
export function createBudgetMemory(area: StorageArea) {
  return {
    async restore(): Promise<BudgetSnapshot | undefined> {
      const read = budgetSnapshotSchema.safeParse((await area.get(KEY))[KEY]);
      return read.success ? read.data : undefined;
    },
    persist(snapshot: BudgetSnapshot): void {
      // A save that fails costs a little speed after a restart, never the limit.
      area.set({ [KEY]: snapshot }).catch(() => {});
    },
  };
}
