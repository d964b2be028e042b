import type { Conversation } from '../genesys/conversation.ts';
import type { Judged } from './ledger-schema.ts';

/** Judges a live conversation; `now` is epoch ms. The real one is `triage`. */
export type Triage = (conversation: Conversation, now: number) => Judged;

/** A judgement as it is kept: without the advice, which the words of the day give anew. */
export function kept({ verdict, evidence, confidence }: Judged): Judged {
  return { verdict, evidence, ...(confidence === undefined ? {} : { confidence }) };
}
