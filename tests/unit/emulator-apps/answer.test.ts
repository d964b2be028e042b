import { describe, expect, it } from 'vitest';
import { answer } from '../../emulator/apps/answer.ts';
import type { InteractionRow } from '../../emulator/apps/interaction-rows.ts';
import type { UiSnapshot } from '../../emulator/apps/ui-snapshot.ts';

const QUEUE = '11111111-1111-4111-8111-111111111111';
const AGENT = '22222222-2222-4222-8222-222222222222';
const WAITING = '33333333-3333-4333-8333-333333333333';
const HELD = '44444444-4444-4444-8444-444444444444';

const interaction = (id: string, state: InteractionRow['state'], userIds: string[]): InteractionRow => ({
  id,
  mediaType: 'email',
  direction: 'inbound',
  users: userIds.map(() => 'Ada Example'),
  userIds,
  remote: 'a@flood.example.test',
  queueId: QUEUE,
  queueName: 'Support e-mail',
  subject: null,
  startedAt: 1_000,
  endedAt: null,
  state,
});

const snapshot: UiSnapshot = {
  asOf: 60_000,
  organizationName: 'Example Care',
  userName: 'Sam Supervisor',
  interactions: [interaction(WAITING, 'waiting', []), interaction(HELD, 'interacting', [AGENT])],
  queues: [
    {
      id: QUEUE,
      name: 'Support e-mail',
      divisionName: 'Home',
      waiting: 1,
      interacting: 1,
      oldestWaitingAt: 1_000,
      agentsOnQueue: 1,
    },
  ],
  agents: [
    {
      id: AGENT,
      name: 'Ada Example',
      presence: 'ON_QUEUE',
      routingStatus: 'INTERACTING',
      queueIds: [QUEUE],
    },
  ],
};

const get = (path: string, init?: RequestInit) =>
  answer(new Request(`https://apps.mypurecloud.com${path}`, init), () => snapshot);

describe('the apps host', () => {
  it.each(['/directory/', '/analytics-ui/', '/interaction-details-ui/'])(
    'serves %s under a policy without inline script or style',
    async (path) => {
      const page = await get(path);
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN');
      const body = await page.text();
      expect(body).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)/);
      const scripts = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
      expect(scripts.length).toBeGreaterThan(2);
      for (const script of scripts) expect((await get(script)).status, script).toBe(200);
    },
  );

  it('lets only the shell take the one style of the vendor library', async () => {
    const policy = async (path: string) => (await get(path)).headers.get('content-security-policy') ?? '';
    expect(await policy('/directory/')).toMatch(/style-src 'self' 'sha256-[\w+/=]+'/);
    expect(await policy('/analytics-ui/')).toContain("style-src 'self';");
  });

  it("hands out the vendor's own library", async () => {
    expect(await (await get('/vendor/iframe-coordinator/host.js')).text()).toContain('frame-router');
    expect(await (await get('/vendor/iframe-coordinator/client.js')).text()).toContain('requestNavigation');
  });

  it.each([
    '/directory/../../answer.ts',
    '/..%2f..%2fanswer.ts',
    '/assets/',
    '/none.js',
    '/directory/none.css',
  ])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('leads to the shell, and takes only questions', async () => {
    expect((await get('/')).headers.get('location')).toBe('/directory/');
    expect((await get('/directory?theme=dark')).headers.get('location')).toBe('/directory/?theme=dark');
    expect((await get('/directory/', { method: 'POST' })).status).toBe(405);
    expect(await (await get('/directory/', { method: 'HEAD' })).text()).toBe('');
  });

  it('tells a queue: what waits, what is handled, and who holds what', async () => {
    const detail = await (await get(`/_replica/queues/${QUEUE}`)).json();
    expect(detail.waiting.rows.map((each: InteractionRow) => each.id)).toEqual([WAITING]);
    expect(detail.interacting.rows.map((each: InteractionRow) => each.id)).toEqual([HELD]);
    expect(detail.agents[0].interactions.map((each: InteractionRow) => each.id)).toEqual([HELD]);
  });

  it('knows no queue and no interaction that does not exist', async () => {
    expect((await get(`/_replica/queues/${WAITING}`)).status).toBe(404);
    expect((await get(`/_replica/interactions/${QUEUE}`)).status).toBe(404);
    expect((await get('/_replica/everything')).status).toBe(404);
  });
});
