/** The extension API as it is inside the worker and our own pages, where `evaluate` runs. */
declare const chrome: {
  storage: Record<'session' | 'local', { get(): Promise<Record<string, unknown>> }>;
};
