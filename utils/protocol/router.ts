import { type AnswerOf, COMMANDS, type CommandName, type PayloadOf, type SenderKind } from './commands';
import { ProblemError, type Reply, requestSchema } from './envelope';
import type { Sender } from './senders';

/** What a handler learns of who asked, besides the payload. */
export interface Asked {
  kind: SenderKind;
  sender: Sender;
}

/** One handler per command; a missing one does not compile. */
export type Handlers = {
  [N in CommandName]: (payload: PayloadOf<N>, asked: Asked) => Promise<AnswerOf<N>>;
};

/**
 * Turns a raw message into a reply. Order matters: who asks is settled before what is asked is read.
 * Never rejects. `undefined` means the message is not ours to answer.
 */
export async function answer(
  raw: unknown,
  sender: Sender,
  parts: {
    handlers: Handlers;
    kindOf: (sender: Sender) => SenderKind | undefined;
    explain: (error: unknown) => Extract<Reply, { ok: false }>['problem'];
  },
): Promise<Reply | undefined> {
  const request = requestSchema.safeParse(raw);
  if (!request.success) return undefined;
  const kind = parts.kindOf(sender);
  const name = request.data.command;
  if (kind === undefined) return refuse('sender refused', name);
  if (!Object.hasOwn(COMMANDS, name)) return refuse('bad message', `unknown command ${name.slice(0, 60)}`);
  const command = COMMANDS[name as CommandName];
  if (!(command.from as readonly SenderKind[]).includes(kind)) return refuse('sender refused', name);
  const payload = command.payload.safeParse(request.data.payload);
  if (!payload.success) {
    const [issue] = payload.error.issues;
    return refuse(
      'bad message',
      `${name}: ${issue?.path.join('.') || 'payload'}: ${issue?.message ?? 'not as expected'}`,
    );
  }
  try {
    const handler = parts.handlers[name as CommandName] as (
      payload: unknown,
      asked: Asked,
    ) => Promise<unknown>;
    return { ok: true, value: await handler(payload.data, { kind, sender }) };
  } catch (error) {
    return { ok: false, problem: error instanceof ProblemError ? error.problem : parts.explain(error) };
  }
}

function refuse(code: 'sender refused' | 'bad message', detail: string): Reply {
  return { ok: false, problem: { code, detail } };
}
