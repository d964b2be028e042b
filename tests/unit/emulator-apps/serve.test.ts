import { beforeEach, describe, expect, it } from 'vitest';
import type { InteractionRow } from '../../emulator/apps/interaction-rows.ts';
import { type AppsBackground, serveApps } from '../../emulator/apps/serve.ts';
import { Conversation } from '../../emulator/world/conversation.ts';
import { alertAgent, answer, customerLeaves } from '../../emulator/world/lifecycle.ts';
import { leg, participant } from '../../emulator/world/parts.ts';
import { createWorld, type World } from '../../emulator/world/world.ts';

const START = Date.UTC(2026, 10, 21, 12);
const LAG = 2_000;

let world: World;
let now: number;
let emulator: AppsBackground;
let built: number;

beforeEach(() => {
  now = START;
  built = 0;
  world = createWorld(1, START);
  emulator = { world, clock: { now: () => now }, knobs: { uiLagMs: LAG } };
});

function waitingEmail(queueName: string, at: number): Conversation {
  const queue = world.queue(queueName);
  const conversation = new Conversation({
    id: world.random.uuid(),
    media: 'email',
    startedAt: at,
    queueIds: [queue.id],
    remote: { addressFrom: 'Kx@WIN.example.test', subject: 'Last chance' },
    participants: (self) => {
      built += 1;
      return (['external', 'acd'] as const).map((purpose, index) => {
        const joined = participant(self, index, { purpose, startedAt: at, connectedAt: at });
        leg(self, joined, index, { state: 'connected', startedAt: at });
        return joined;
      });
    },
  });
  world.add(conversation, { kind: 'waiting', queueId: queue.id, since: at }, at);
  return conversation;
}

async function ask(path: string) {
  const response = await serveApps(new Request(`https://apps.mypurecloud.com${path}`), emulator);
  expect(response.status).toBe(200);
  return response.json();
}

async function shown(path = '/_replica/interactions'): Promise<InteractionRow[]> {
  return (await ask(path)).rows;
}

describe('what the pages show of the world', () => {
  it('is a waiting e-mail as it was when it came, without anybody having built it', async () => {
    const email = waitingEmail('Support e-mail', START - 60_000);
    expect(await shown()).toMatchObject([
      {
        id: email.id,
        mediaType: 'email',
        remote: 'Kx@WIN.example.test',
        subject: 'Last chance',
        queueName: 'Support e-mail',
        users: [],
        endedAt: null,
        state: 'waiting',
      },
    ]);
    expect(built).toBe(0);
  });

  it('lags: an arrival is not there yet, and what has ended still stands', async () => {
    const email = waitingEmail('Support', START);
    now = START + LAG - 1;
    expect(await shown()).toEqual([]);
    now = START + 10_000;
    expect(await shown()).toHaveLength(1);
    customerLeaves(world, email, now);
    now += LAG - 1;
    expect(await shown()).toMatchObject([{ id: email.id, state: 'waiting', endedAt: null }]);
    now += 1_000;
    expect(await shown()).toEqual([]);
    expect(await shown('/_replica/interactions?status=all')).toMatchObject([
      { id: email.id, state: 'ended' },
    ]);
  });

  it('moves an interaction from waiting to interacting with its agent, as late as everything else', async () => {
    const email = waitingEmail('Web', START - 60_000);
    const queue = world.queue('Web');
    const agent = world.user('Ada Example');
    alertAgent(world, email, agent.id, START);
    answer(world, email, START + 3_000);
    const detail = async () => {
      const { waiting, interacting, queue: counts } = await ask(`/_replica/queues/${queue.id}`);
      return [counts.waiting, waiting.total, counts.interacting, interacting.rows[0]?.state];
    };
    now = START + 1_000;
    expect(await detail()).toEqual([1, 1, 0, undefined]);
    now = START + 2_500;
    expect(await detail()).toEqual([0, 0, 1, 'alerting']);
    now = START + 5_500;
    expect(await detail()).toEqual([0, 0, 1, 'interacting']);
    const { agents } = await ask('/_replica/agents');
    expect(agents.find((each: { id: string }) => each.id === agent.id)).toMatchObject({
      routingStatus: 'INTERACTING',
      interactions: [{ id: email.id, users: ['Ada Example'] }],
    });
  });

  it('lists agents, never the supervisor who looks at them', async () => {
    const { agents } = await ask('/_replica/agents');
    expect(agents).toHaveLength(6);
    expect(await ask('/_replica/session')).toMatchObject({
      organizationName: 'Example Care',
      userName: 'Sam Supervisor',
    });
  });

  it('counts a queue and its oldest waiting one', async () => {
    waitingEmail('Support', START - 5_000);
    waitingEmail('Support', START - 90_000);
    const { queues } = await ask('/_replica/queues');
    expect(queues.find((each: { name: string }) => each.name === 'Support')).toMatchObject({
      waiting: 2,
      interacting: 0,
      oldestWaitingAt: START - 90_000,
      divisionName: 'Home',
    });
  });
});
