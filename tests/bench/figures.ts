/** Named numbers; what each one means stands with the part that measures it. */
export type Figures = Record<string, number>;

/** What one part of the bench has measured, by strategy; our own is called `ours`. */
export type Strategies = Record<string, Figures>;

export interface PartReport {
  /** What was measured and under which circumstances, one line for people. */
  title: string;
  strategies: Strategies;
}
