import type { CallOptions, WriteAnswer } from '../genesys/transport.ts';
import type { EnginePlatform } from './engine.ts';
import type { Item } from './ledger-schema.ts';
import type { SendCall } from './states.ts';

/** One way to end a conversation. */
export interface Rung {
  call: SendCall;
  send(platform: EnginePlatform, item: Item, options: CallOptions): Promise<WriteAnswer>;
}

/**
 * The ways in the order they are tried: an item that stays open after one was accepted is read again and sent
 * by the next. The first is the documented full teardown, which also closes pending wrap-ups.
 */
const RUNGS: readonly Rung[] = [
  {
    call: 'POST disconnect',
    send: (platform, item, options) => platform.disconnect(item.conversationId, options),
  },
];

/** The way that this item is sent by; undefined when all were tried. */
export function rungAt(position: number): Rung | undefined {
  return RUNGS[position];
}
