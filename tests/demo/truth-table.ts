import type { DemoWorld } from '../emulator/demo-world.ts';
import type { Emulator } from '../emulator/emulator.ts';

/** What really happened in the demo's world, as a short table. */
export function truthTable(genesys: Emulator, world: DemoWorld): string {
  const { truth } = genesys;
  const sent = truth.disconnects().filter(({ executed }) => executed);
  const sentIds = new Set(sent.map(({ conversationId }) => conversationId));
  const ended = new Set(truth.ended('our call'));
  const taken = new Set(genesys.actors.offered());
  const { requests, refused429 } = truth.rate();
  const endedSpam = world.spamIds.filter((id) => ended.has(id)).length;
  const rows: [string, string | number][] = [
    ['spam e-mails in the queue', world.spamIds.length],
    ['  ended by Unstick', endedSpam],
    ['  left: an agent had taken them', world.spamIds.filter((id) => taken.has(id) && !ended.has(id)).length],
    ['customers’ e-mails in the queue', world.realIds.length],
    ['  ended by Unstick', world.realIds.filter((id) => ended.has(id)).length],
    [
      'ghosts and others ended by one click',
      [...ended].filter((id) => Object.values(world.specialIds).includes(id)).length,
    ],
    ['wrongly ended (agent and customer were talking)', truth.wronglyEnded().length],
    ['sent twice without a read in between', truth.sentTwiceWithoutRead().length],
    ['requests in all', requests],
    ['requests per ended interaction', sentIds.size === 0 ? '–' : (requests / sentIds.size).toFixed(3)],
    ['answers 429', refused429],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return [
    '',
    'The emulator’s truth',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}${String(value).padStart(7)}`),
    '',
  ].join('\n');
}
