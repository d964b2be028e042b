import { describe, expect, test } from 'vitest';
import { conversationSchema } from '../../../utils/genesys/conversation.ts';
import { triage } from '../../../utils/triage/triage.ts';
import { type Friction, frictionOf, type Verdict } from '../../../utils/triage/verdicts.ts';
import type { SpecialOptions } from '../../emulator/world/special.ts';
import { signedIn } from '../emulator/signed-in.ts';

type Case = [SpecialOptions['kind'], SpecialOptions['media'], Verdict, Friction];

/** Each kind the emulator can make, read as the live API tells it. */
const CASES: Case[] = [
  ['ghost: agent leg connected', 'call', 'ghost', 'undo'],
  ['ghost: agent leg connected', 'chat', 'ghost', 'undo'],
  ['ghost: agent leg connected', 'message', 'ghost', 'undo'],
  ['ghost: agent leg connected', 'callback', 'ghost', 'confirm'],
  ['ghost: agent leg connected', 'email', 'ghost', 'confirm'],
  ['ghost: agent leg alerting', 'call', 'ghost', 'undo'],
  ['ghost: agent leg on hold', 'call', 'ghost', 'undo'],
  ['ghost: agent leg not released', 'call', 'ghost', 'confirm'],
  ['ghost in queue', 'call', 'ghost', 'undo'],
  ['ghost in queue', 'message', 'ghost', 'undo'],
  ['ghost in queue', 'callback', 'waiting', 'confirm'],
  ['ghost: held alone', 'call', 'ghost', 'confirm'],
  ['orphan', 'call', 'orphan', 'undo'],
  ['orphan', 'email', 'orphan', 'undo'],
  ['orphan: queue leg left open', 'email', 'waiting', 'confirm'],
  ['stuck alert', 'call', 'stuck alert', 'confirm'],
  ['wrap-up pending', 'call', 'wrap-up pending', 'confirm'],
  ['live', 'call', 'live', 'refuse'],
  ['live', 'callback', 'live', 'refuse'],
  ['live', 'email', 'live', 'refuse'],
  ['live', 'message', 'live', 'refuse'],
  ['live', 'video', 'live', 'refuse'],
  ['live', 'cobrowse', 'live', 'refuse'],
  ['live on hold', 'call', 'live', 'refuse'],
  ['parked', 'email', 'parked', 'refuse'],
  ['parked', 'message', 'parked', 'refuse'],
  ['scheduled callback', 'callback', 'scheduled', 'refuse'],
  ['agent-owned callback', 'callback', 'scheduled', 'refuse'],
  ['voicemail', 'callback', 'waiting', 'confirm'],
  ['ended', 'call', 'ended', 'none needed'],
];

describe('the emulator’s world is told apart', () => {
  test.each(CASES)('%s (%s): %s', async (kind, media, verdict, friction) => {
    const { emulator, call, clock } = signedIn();
    const { id } = emulator.addSpecial({ kind, media, queue: 'Support' });
    const { json } = await call('GET', `/conversations/${id}`);
    const judged = triage(conversationSchema.parse(json), clock.now());
    expect(judged.verdict).toBe(verdict);
    expect(frictionOf(judged.verdict, judged.confidence)).toBe(friction);
  });
});
