import { createHash } from 'node:crypto';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import type { Models } from 'purecloud-platform-client-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator';
import { clientOf, createEmulator } from '../../emulator/emulator';
import type { ServedEmulator } from '../../emulator/serve';
import { serveEmulator } from '../../emulator/serve';
import { DAY, exactly, unendedIn, waitingIn } from './signed-in';

// The vendor's own client, as npm ships it for Node; nobody here has written a line of it.
const sdk: typeof import('purecloud-platform-client-v2') = createRequire(import.meta.url)(
  'purecloud-platform-client-v2',
);

const REDIRECT = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';
const VERIFIER = 'a-verifier-that-is-made-up-and-long-enough-0123456789';
const disconnected = { state: 'disconnected' };

let emulator: Emulator;
let served: ServedEmulator;
let agent: Agent;
const client = sdk.ApiClient.instance;

beforeAll(async () => {
  emulator = createEmulator({
    clients: [clientOf('implicit', [REDIRECT]), clientOf('pkce', [REDIRECT])],
    knobs: {
      latency: { minMs: 0, maxMs: 2, tailMs: 0, tailChance: 0 },
      disconnectEffectMs: { minMs: 20, maxMs: 40 },
      ratePerMinute: 3000,
      burstPerSecond: 'any',
      activityLagMs: 0,
      detailsLagMs: 0,
    },
  });
  served = await serveEmulator(emulator);
  // every name leads to the loopback port; the certificate is checked as on any other day
  agent = new Agent({ ca: served.certificate });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) =>
    connect({ ...options, host: '127.0.0.1', port: served.port }, done);
  client.setEnvironment('mypurecloud.com');
  client.getHttpClient().setHttpsAgent(agent);
});

afterAll(async () => {
  agent.destroy();
  await served.close();
});

/** What a person does on the sign-in page: gives the address that the browser is sent to. */
async function signInPage(grant: 'implicit' | 'pkce', more: Record<string, string>): Promise<URL> {
  const asked = new URLSearchParams({
    client_id: clientOf(grant).clientId,
    redirect_uri: REDIRECT,
    response_type: grant === 'implicit' ? 'token' : 'code',
    ...more,
  });
  const form = new URLSearchParams({
    asked: String(asked),
    email: 'supervisor@example.test',
    decision: 'sign in',
  });
  const answer = await emulator.fetch(
    new Request('https://login.mypurecloud.com/signin', { method: 'POST', body: form, redirect: 'manual' }),
  );
  return new URL(answer.headers.get('location') ?? '');
}

async function signInWithPkce(): Promise<void> {
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  const back = await signInPage('pkce', { code_challenge: challenge, code_challenge_method: 'S256' });
  const data = await client.authorizePKCEGrant(
    clientOf('pkce').clientId,
    VERIFIER,
    back.searchParams.get('code') ?? '',
    REDIRECT,
  );
  client.setAccessToken(data.accessToken);
}

describe('the vendor’s SDK, as a client', () => {
  beforeAll(signInWithPkce);

  test('signs in with PKCE, and with a token from the implicit grant', async () => {
    expect((await new sdk.UsersApi().getUsersMe()).email).toBe('supervisor@example.test');
    const back = await signInPage('implicit', { state: 'x' });
    client.setAccessToken(new URLSearchParams(back.hash.slice(1)).get('access_token') ?? '');
    expect((await new sdk.UsersApi().getUsersMe({ expand: ['organization'] })).organization?.name).toBe(
      'Example Care',
    );
  });

  test('reads who, where and how much', async () => {
    const me = await new sdk.UsersApi().getUsersMe({ expand: ['authorization'] });
    expect(me.authorization?.permissions).toContain('conversation:communication:disconnect');
    const organizations = new sdk.OrganizationApi();
    expect((await organizations.getOrganizationsMe()).domain).toBe('example-care');
    const limits = await organizations.getOrganizationsLimitsNamespace('platform.api');
    expect(limits.entities).toContainEqual({
      key: 'token.rate.per.minute',
      namespace: 'platform.api',
      value: 3000,
    });
    expect(
      (await organizations.getOrganizationsLimitsNamespaceDefaults('platform.api')).entities?.length,
    ).toBeGreaterThan(1);
    expect(await organizations.getOrganizationsLimitsNamespaces()).toMatchObject({ pageNumber: 1 });
    const permission = 'conversation:communication:disconnect';
    const divisions = await new sdk.AuthorizationApi().getAuthorizationDivisionspermittedMe(permission);
    expect(divisions.map((each) => each.name)).toEqual(['Home', 'Second line']);
    const paged = await new sdk.AuthorizationApi().getAuthorizationDivisionspermittedPagedMe(permission);
    expect(paged.allDivsPermitted).toBe(true);
    const queues = await new sdk.RoutingApi().getRoutingQueues({ name: '*mail*' });
    expect(queues.entities?.map((each) => each.name)).toEqual(['Support e-mail']);
    const [queue] = queues.entities ?? [];
    expect((await new sdk.RoutingApi().getRoutingQueue(queue?.id ?? '')).name).toBe('Support e-mail');
    const tokens = new sdk.TokensApi();
    expect((await tokens.getTokensMe()).OAuthClient?.name).toContain('Unstick');
    await tokens.headTokensMe();
  });

  test('asks the three analytics queries', async () => {
    const made = emulator.addWaiting('email', { queue: 'Web', count: 3, until: Date.now() - 1000 });
    const queueId = emulator.world.queue('Web').id;
    const analytics = new sdk.AnalyticsApi();
    const activity: Models.ConversationActivityQuery = waitingIn(queueId, true);
    const rows = await analytics.postAnalyticsConversationsActivityQuery(activity, {
      pageSize: 100,
      pageNumber: 1,
    });
    expect(rows.results?.map((each) => each.group?.conversationId)).toEqual(made.map((each) => each.id));
    expect(rows.results?.[0]?.entities?.[0]?.addressTo).toBe('desk@example.test');
    const chunk: Models.ConversationActivityQuery = exactly(made.map((each) => each.id));
    expect((await analytics.postAnalyticsConversationsActivityQuery(chunk)).results).toHaveLength(3);
    const observation: Models.QueueObservationQuery = {
      filter: { type: 'and', predicates: [{ type: 'dimension', dimension: 'queueId', value: queueId }] },
      metrics: ['oWaiting', 'oLongestWaiting'],
    };
    const observed = await analytics.postAnalyticsQueuesObservationsQuery(observation);
    expect(observed.results?.[0]?.data?.[0]?.stats?.count).toBe(3);
    const details: Models.ConversationQuery = unendedIn(queueId, Date.now() - DAY, Date.now() + DAY);
    const found = await analytics.postAnalyticsConversationsDetailsQuery(details);
    expect(new Set(found.conversations?.map((each) => each.conversationId))).toEqual(
      new Set(made.map((each) => each.id)),
    );
  });

  test('reads a conversation and ends one by each rung', async () => {
    const conversations = new sdk.ConversationsApi();
    const one = (media: 'call' | 'callback' | 'chat' | 'cobrowse' | 'email' | 'message') =>
      emulator.addSpecial({ kind: 'ghost: agent leg connected', media, queue: 'Support' }).id;
    const body = disconnected as Models.Conversation;
    const chat = one('chat');
    expect((await conversations.getConversation(chat)).participants[0]?.chats?.[0]?.state).toBe(
      'disconnected',
    );
    expect(await conversations.postConversationDisconnect(chat)).toBe('Accepted');
    await conversations.deleteConversation(one('email'));
    await conversations.patchConversationsCall(one('call'), body);
    await conversations.patchConversationsCallback(one('callback'), body);
    await conversations.patchConversationsEmail(one('email'), body);
    await conversations.patchConversationsMessage(one('message'), body);
    await conversations.patchConversationsCobrowsesession(one('cobrowse'), body);
    const live = one('message');
    const agentId = (await conversations.getConversation(live)).participants.at(-1)?.id ?? '';
    await conversations.patchConversationParticipant(live, agentId, { ...disconnected, wrapupSkipped: true });
    const sent = emulator.truth.disconnects().filter((each) => each.executed);
    expect(sent.map((each) => each.call)).toEqual([
      'POST disconnect',
      'DELETE',
      'PATCH calls',
      'PATCH callbacks',
      'PATCH emails',
      'PATCH messages',
      'PATCH cobrowsesessions',
      'PATCH participant',
    ]);
  });

  test('understands the refusals', async () => {
    const conversations = new sdk.ConversationsApi();
    await expect(conversations.getConversation('nope')).rejects.toMatchObject({
      code: 'not.found',
      status: 404,
    });
    const wrong = { metrics: [], groupBy: [] };
    await expect(new sdk.AnalyticsApi().postAnalyticsConversationsActivityQuery(wrong)).rejects.toMatchObject(
      {
        code: 'bad.request',
        details: [{ fieldName: 'metrics' }],
      },
    );
  });

  test('revokes its token, after which nothing works', async () => {
    const tokens = new sdk.TokensApi();
    await tokens.deleteTokensMe();
    await expect(tokens.getTokensMe()).rejects.toMatchObject({ code: 'bad.credentials', status: 401 });
    await signInWithPkce();
    expect((await new sdk.UsersApi().getUsersMe()).name).toBe('Sam Supervisor');
  });
});
