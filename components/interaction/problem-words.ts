import { i18n } from '#i18n';
import { ProblemError } from '../../utils/protocol/envelope';
import type { Problem, ProblemCode } from '../../utils/protocol/views';

const KEYS = {
  'not configured': 'notConfigured',
  'not signed in': 'notSignedIn',
  'sign-in closed': 'signInClosed',
  'sign-in denied': 'signInDenied',
  'wrong client': 'wrongClient',
  'state mismatch': 'stateMismatch',
  'unknown region': 'unknownRegion',
  'grant refused': 'grantRefused',
  'token expired': 'tokenExpired',
  'another user': 'anotherUser',
  'another organisation': 'anotherOrganisation',
  'permission missing': 'permissionMissing',
  'not a conversation': 'notAConversation',
  'not a queue': 'notAQueue',
  'bad message': 'badMessage',
  'sender refused': 'senderRefused',
  'stale confirmation': 'staleConfirmation',
  'name does not match': 'nameDoesNotMatch',
  'reason missing': 'reasonMissing',
  'draft incomplete': 'draftIncomplete',
  'nothing chosen': 'nothingChosen',
  'too many': 'tooMany',
  'forbidden by policy': 'forbiddenByPolicy',
  'refused as live': 'refusedAsLive',
  'no such job': 'noSuchJob',
  'wrong state': 'wrongState',
  'rate limited': 'rateLimited',
  offline: 'offline',
  'Genesys error': 'genesysError',
  'unreadable answer': 'unreadableAnswer',
  internal: 'internal',
} as const satisfies Record<ProblemCode, string>;

/** What the person can do about a problem right here, besides reading. */
export type Remedy = 'sign in' | 'set up';

/** A problem as it is shown: what happened, what to do next, and the plain facts a support desk asks for. */
export interface ProblemWords {
  what: string;
  next: string;
  facts: string[];
  remedy?: Remedy;
}

const SIGN_IN_HELPS: readonly ProblemCode[] = [
  'not signed in',
  'sign-in closed',
  'sign-in denied',
  'state mismatch',
  'token expired',
  'another user',
  'another organisation',
];
const SET_UP_HELPS: readonly ProblemCode[] = [
  'not configured',
  'wrong client',
  'unknown region',
  'grant refused',
];

/** Puts a problem into words. `detail` is shown as it came, because only a support desk can use it. */
export function problemWords(problem: Problem): ProblemWords {
  const key = KEYS[problem.code];
  const facts: string[] = [];
  if (problem.missingPermissions?.length) {
    facts.push(i18n.t('problem.missing', [problem.missingPermissions.join(', ')]));
  }
  if (problem.detail) facts.push(problem.detail);
  if (problem.status !== undefined) {
    facts.push([i18n.t('problem.status', [problem.status]), problem.genesysCode].filter(Boolean).join(' '));
  }
  if (problem.correlationId) facts.push(i18n.t('problem.correlation', [problem.correlationId]));
  const words: ProblemWords = {
    what: i18n.t(`problem.${key}.what`),
    next: i18n.t(`problem.${key}.next`),
    facts,
  };
  if (SIGN_IN_HELPS.includes(problem.code)) words.remedy = 'sign in';
  if (SET_UP_HELPS.includes(problem.code)) words.remedy = 'set up';
  return words;
}

/** The problem inside whatever was thrown; anything unexpected becomes `internal` with its message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
