import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from './emulator.ts';
import { readAll } from './read-body.ts';

/** What the control API can do: the name in the path, the body a JSON list of arguments, the answer the JSON result. */
type Command = (...args: never[]) => unknown;

function commandsOf(emulator: Emulator): Record<string, Command> {
  const { truth, faults, actors, login } = emulator;
  const idsOf = (made: { id: string }[]): string[] => made.map((each) => each.id);
  const waiting: Emulator['addWaiting'] = (media, options) => emulator.addWaiting(media, options);
  const special: Emulator['addSpecial'] = (options) => emulator.addSpecial(options);
  return {
    knobs: () => emulator.knobs,
    turn: emulator.turn,
    faults: faults.list,
    'faults/add': faults.add,
    'faults/clear': faults.clear,
    'world/waiting': (...args: Parameters<typeof waiting>) => idsOf(waiting(...args)),
    'world/special': (...args: Parameters<typeof special>) => special(...args).id,
    'world/queues': () => [...emulator.world.organization.queues.values()],
    'actors/agents-pick-up': actors.agentsPickUp,
    'actors/customers-arrive': actors.customersArrive,
    'actors/customers-hang-up': actors.customersHangUp,
    'actors/agent-finishes': actors.agentFinishes,
    'actors/customer-writes-again': actors.customerWritesAgain,
    'actors/other-client': emulator.otherClient,
    'actors/picked-up': actors.pickedUp,
    'actors/arrived': actors.arrived,
    'login/client': emulator.addClient,
    'login/clients': () => [...login.clients.values()],
    'login/redirect-uri': emulator.addRedirectUri,
    'login/end-tokens': emulator.endTokens,
    'login/expire-sessions': login.expireSessions,
    'login/grant': emulator.grant,
    'truth/requests': truth.requests,
    'truth/disconnects': truth.disconnects,
    'truth/conversation': truth.conversation,
    'truth/queue': truth.queue,
    'truth/wrongly-ended': truth.wronglyEnded,
    'truth/sent-twice-without-read': truth.sentTwiceWithoutRead,
    'truth/ended': truth.ended,
    'truth/rate': truth.rate,
  };
}

/**
 * Answers one request of the control API: `POST /<command>` with a JSON list. Only this machine may ask, and no web page:
 * whatever comes with an Origin or for another host is refused.
 */
export async function handleControl(
  emulator: Emulator,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const say = (status: number, value: unknown): void => {
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(`${JSON.stringify(value ?? null)}\n`);
  };
  const remote = incoming.socket.remoteAddress ?? '';
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
  const local =
    ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remote) && ['127.0.0.1', 'localhost'].includes(host);
  if (!local || incoming.headers.origin !== undefined) {
    say(403, { problem: 'Only this machine may control the emulator.' });
    return;
  }
  const commands = commandsOf(emulator);
  const name = (incoming.url ?? '/').slice(1);
  if (name === '') {
    say(200, Object.keys(commands));
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || incoming.method !== 'POST') {
    say(404, { problem: `There is no command “${name}”; POST one of the names that GET / lists.` });
    return;
  }
  const text = (await readAll(incoming)).toString();
  try {
    const args: unknown = text === '' ? [] : JSON.parse(text);
    if (!Array.isArray(args)) throw new RangeError('The body must be a JSON list of arguments.');
    say(200, await Reflect.apply(command, undefined, args));
  } catch (error) {
    say(400, { problem: error instanceof Error ? error.message : String(error) });
  }
}
