import type { Conversation, Media, Placement } from '../world/conversation.ts';
import { isAgent, isOpen, owesWrapup } from '../world/conversation.ts';
import type { RealTimeView } from '../world/views.ts';
import type { World } from '../world/world.ts';
import type { InteractionRow, InteractionState, MediaType } from './interaction-rows.ts';
import type { AgentRow, QueueRow, UiSnapshot } from './ui-snapshot.ts';

/** How the pages group what the API calls a communication; social and internal messages are messages to them. */
const MEDIA_TYPES: Record<Media, MediaType> = {
  call: 'voice',
  callback: 'callback',
  chat: 'chat',
  cobrowse: 'cobrowse',
  email: 'email',
  message: 'message',
  internalMessage: 'message',
  screenshare: 'screenshare',
  social: 'message',
  video: 'video',
};

/**
 * The world as the web UI shows it at `asOf` (epoch ms). The real pages are seconds to a minute behind: what ended
 * since then still stands there as it was.
 */
export function worldSnapshot(world: World, view: RealTimeView, asOf: number): UiSnapshot {
  view.catchUp(asOf);
  const interactions: InteractionRow[] = [];
  for (const conversation of view.open.values()) {
    interactions.push(rowOf(world, conversation, view.placement(conversation.id), asOf));
  }
  for (const conversation of world.conversations.values()) {
    if (conversation.endedAt === undefined || view.open.has(conversation.id)) continue;
    if (conversation.endedAt <= asOf) interactions.push(rowOf(world, conversation, undefined, asOf));
  }
  return {
    asOf,
    organizationName: world.organization.name,
    userName: supervisorName(world),
    interactions,
    queues: queueRows(world, view),
    agents: agentRows(world, interactions),
  };
}

function rowOf(
  world: World,
  conversation: Conversation,
  placement: Placement | undefined,
  asOf: number,
): InteractionRow {
  const queueId = placement?.queueId ?? conversation.queueIds.at(-1) ?? null;
  const userIds = usersOn(conversation, placement, asOf);
  const { endedAt } = conversation;
  return {
    id: conversation.id,
    mediaType: MEDIA_TYPES[conversation.media],
    direction: conversation.direction,
    userIds,
    users: userIds.map((id) => world.user(id).name),
    remote: remoteText(conversation),
    queueId,
    queueName: queueId === null ? '' : world.queue(queueId).name,
    subject: conversation.remote.subject ?? null,
    startedAt: conversation.startedAt,
    endedAt: endedAt !== undefined && endedAt <= asOf ? endedAt : null,
    state: stateOf(conversation, placement, asOf),
  };
}

/** An e-mail is known by its address, a call by its number, everything else by the name that was given. */
function remoteText({ media, remote }: Conversation): string {
  const number = remote.ani?.replace(/^tel:/, '');
  const known =
    media === 'email' ? [remote.addressFrom] : media === 'call' ? [number] : [remote.name, number];
  return [...known, remote.addressFrom, remote.name].find((text) => text !== undefined) ?? '';
}

function stateOf(
  conversation: Conversation,
  placement: Placement | undefined,
  asOf: number,
): InteractionState {
  if (placement) return placement.kind;
  if (conversation.endedAt !== undefined && conversation.endedAt <= asOf) return 'ended';
  const { participants } = conversation;
  if (participants.some((each) => isAgent(each) && each.legs.some(isOpen))) return 'interacting';
  return participants.some(owesWrapup) ? 'wrapup' : 'idle';
}

/** Of what merely waits nobody looks at the participants, which would have to be built for every one of thousands. */
function usersOn(conversation: Conversation, placement: Placement | undefined, asOf: number): string[] {
  if (placement?.kind === 'waiting') return [];
  const ids = placement?.userId === undefined ? [] : [placement.userId];
  for (const each of conversation.participants) {
    if (isAgent(each) && each.userId !== undefined && each.startedAt <= asOf) ids.push(each.userId);
  }
  return [...new Set(ids)];
}

function queueRows(world: World, view: RealTimeView): QueueRow[] {
  const names = new Map(world.organization.divisions.map((division) => [division.id, division.name]));
  return [...world.organization.queues.values()].map((queue) => {
    const { waiting, alerting, interacting } = view.queue(queue.id);
    let oldestWaitingAt: number | null = null;
    for (const { since } of waiting.values()) oldestWaitingAt = Math.min(oldestWaitingAt ?? since, since);
    return {
      id: queue.id,
      name: queue.name,
      divisionName: names.get(queue.divisionId) ?? '',
      waiting: waiting.size,
      interacting: alerting.size + interacting.size,
      oldestWaitingAt,
      agentsOnQueue: queue.memberIds.length,
    };
  });
}

function agentRows(world: World, interactions: readonly InteractionRow[]): AgentRow[] {
  const busy = new Set<string>();
  for (const row of interactions) {
    if (row.state === 'interacting') for (const id of row.userIds) busy.add(id);
  }
  const queues = [...world.organization.queues.values()];
  return [...world.organization.users.values()].flatMap((user) => {
    const queueIds = queues.filter((queue) => queue.memberIds.includes(user.id)).map((queue) => queue.id);
    if (queueIds.length === 0) return [];
    const routingStatus = busy.has(user.id) ? 'INTERACTING' : 'IDLE';
    return [{ id: user.id, name: user.name, presence: 'ON_QUEUE', routingStatus, queueIds }];
  });
}

/** Whoever serves no queue is the one who supervises them, and who sits before these pages. */
function supervisorName(world: World): string {
  const serving = new Set([...world.organization.queues.values()].flatMap((queue) => queue.memberIds));
  for (const user of world.organization.users.values()) if (!serving.has(user.id)) return user.name;
  return '';
}
