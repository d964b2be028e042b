import type { StorageArea } from './storage-areas.ts';

/**
 * The same area with its reads answered from memory: a read is a trip to the browser's own process, and a running
 * job asks for the token and the settings several times per interaction. Right only where one worker does all
 * the writing, as ours does. What was written is read back once, so that memory never knows better than the area.
 */
export function remembered(area: StorageArea): StorageArea {
  const memory = new Map<string, Record<string, unknown>>();
  let writes = 0;

  /** Nothing that was read while a write was on its way is kept: it may be the old value. */
  async function writing(keys: string[], write: () => Promise<void>): Promise<void> {
    const forget = () => {
      writes += 1;
      for (const key of keys) memory.delete(key);
    };
    forget();
    try {
      await write();
    } finally {
      forget();
    }
  }

  return {
    async get(key) {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const before = writes;
      const read = await area.get(key);
      if (writes === before) memory.set(key, read);
      return read;
    },
    set: (items) => writing(Object.keys(items), () => area.set(items)),
    remove: (key) => writing([key], () => area.remove(key)),
  };
}
