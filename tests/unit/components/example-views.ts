import type { ItemView, JobView, SessionView, SettingsState } from '../../../utils/protocol/views';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const QUEUE_ID = '11111111-2222-4333-8444-555555555555';
const HOUR = 3_600_000;

const WHO = {
  region: 'mypurecloud.com',
  orgId: 'org-1',
  orgName: 'Example Care',
  userId: 'user-1',
  userName: 'Sam Example',
  userEmail: 'supervisor@example.test',
};

const BUDGET = {
  allowedPerMinute: 300,
  reservedPerMinute: 12,
  remainingThisMinute: 41,
  perMinuteNow: 280,
};

/** A complete list of 5,065 waiting e-mails, of which 65 were left out. */
export function draftJob(more: Partial<JobView> = {}): JobView {
  return {
    id: 'job-1',
    source: 'waiting',
    state: 'draft',
    queue: { id: QUEUE_ID, name: 'Support e-mail' },
    who: WHO,
    createdAt: NOW,
    draft: {
      collecting: false,
      complete: true,
      depth: 5065,
      oldestSince: NOW - 23 * HOUR,
      media: { rows: [{ name: 'email', count: 5065 }], others: 0 },
      senders: {
        rows: [
          { name: 'flood.example.test', count: 5000 },
          { name: 'customer.example.test', count: 40 },
        ],
        others: 25,
      },
      keptSenders: [],
    },
    total: 5065,
    counts: { pending: 5000, 'left out': 65 },
    endedPerMinute: 0,
    confirmation: 'nonce-1',
    reasonRequired: false,
    budget: BUDGET,
    ...more,
  };
}

/** The same job in full swing. */
export function runningJob(more: Partial<JobView> = {}): JobView {
  const { confirmation: _, ...job } = draftJob();
  return {
    ...job,
    state: 'running',
    total: 5000,
    confirmedAt: NOW - 700_000,
    startedAt: NOW - 690_000,
    counts: { pending: 1751, sending: 4, accepted: 8, ended: 3204, skipped: 31, 'not cleared': 2 },
    endedPerMinute: 284,
    leftMs: 380_000,
    ...more,
  };
}

export function item(order: number, more: Partial<ItemView> = {}): ItemView {
  return {
    conversationId: `${String(order).padStart(8, '0')}-aaaa-4bbb-8ccc-dddddddddddd`,
    order,
    state: 'pending',
    media: 'email',
    from: `sender${order}@flood.example.test`,
    since: NOW - 22 * HOUR,
    attempts: [],
    ...more,
  };
}

export function session(more: Partial<SessionView> = {}): SessionView {
  return { who: WHO, missingPermissions: [], region: 'mypurecloud.com', configured: true, ...more };
}

export const SIGNED_OUT: SessionView = {
  missingPermissions: [],
  region: 'mypurecloud.com',
  configured: true,
};

export function settingsState(more: Partial<SettingsState> = {}): SettingsState {
  return {
    settings: {
      region: 'auto',
      clientId: 'client-1',
      grant: 'pkce',
      undoSeconds: 5,
      reservePercent: 4,
      retentionDays: 30,
    },
    locked: [],
    policyProblems: [],
    policy: { bulkEnabled: true, allowLive: false, requireReason: false },
    redirectUri: 'https://extension-id.example.test/oauth',
    regions: ['mypurecloud.com', 'mypurecloud.de'],
    ...more,
  };
}
