import { type Conversation, communicationsOf, isClosed, mediaOf } from '../genesys/conversation.ts';
import { GenesysError } from '../genesys/error.ts';
import type { Platform } from '../genesys/platform.ts';
import { JobError, problemOf } from './job-problem.ts';
import type { Judged, Proposal } from './ledger-schema.ts';
import { kept, type Triage } from './triage-part.ts';

export interface IdsSourceParts {
  platform: Pick<Platform, 'getConversation'>;
  triage: Triage;
  now: () => number;
  signal?: AbortSignal | undefined;
}

const CUSTOMER = new Set(['customer', 'external']);

/**
 * Reads one conversation live and judges it. Throws `JobError` with `not a conversation` when Genesys knows none
 * by this id (a row's id may be an agent's or a queue's), else with what went wrong.
 */
export async function proposeOne(
  conversationId: string,
  { platform, triage, now, signal }: IdsSourceParts,
): Promise<{ proposal: Proposal; judged: Judged }> {
  let conversation: Conversation;
  try {
    conversation = await platform.getConversation(conversationId, { lane: 'interactive', signal });
  } catch (error) {
    const unknown = error instanceof GenesysError && ['not found', 'bad request'].includes(error.kind);
    throw new JobError(unknown ? { ...problemOf(error), code: 'not a conversation' } : problemOf(error));
  }
  const judged = kept(triage(conversation, now()));
  return { judged, proposal: { conversationId, order: 0, confirmed: judged, ...summaryOf(conversation) } };
}

/** What a person recognises the conversation by. */
function summaryOf(conversation: Conversation): Partial<Proposal> {
  const legs = [...communicationsOf(conversation)];
  const customer = legs.find(({ participant }) => CUSTOMER.has(participant.purpose ?? ''));
  const queued =
    legs.find((leg) => leg.participant.purpose === 'acd' && !isClosed(leg.communication)) ??
    legs.findLast((leg) => leg.participant.queueId !== undefined);
  const open = legs.find((leg) => !isClosed(leg.communication));
  return {
    media: (open ?? customer)?.media ?? mediaOf(conversation)[0],
    direction: customer?.communication.direction,
    remote:
      customer?.participant.name ??
      customer?.participant.address ??
      customer?.participant.ani ??
      conversation.address,
    queueName: queued?.participant.queueName,
    since: conversation.startTime,
  };
}
