/** A browser storage area, as far as it is used here. `storage.local` and `storage.session` are two. */
export interface StorageArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** `storage.managed`: what the organisation's IT has rolled out. Rejects in Firefox while there is none. */
export interface ManagedArea {
  get(): Promise<Record<string, unknown>>;
}
