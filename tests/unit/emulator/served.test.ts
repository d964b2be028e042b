import { Agent, request } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmulator } from '../../emulator/emulator';
import type { ServedEmulator } from '../../emulator/serve';
import { serveEmulator } from '../../emulator/serve';

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function served() {
  const emulator = createEmulator({ knobs: { latency: { minMs: 0, maxMs: 0, tailMs: 0, tailChance: 0 } } });
  const server = await serveEmulator(emulator);
  const agent = new Agent({ keepAlive: true, ca: server.certificate });
  open.push(() => agent.destroy(), server.close);
  return {
    emulator,
    server,
    get: (host: string, path: string, more = {}) => get(server, agent, host, path, more),
  };
}

function get(server: ServedEmulator, agent: Agent, host: string, path: string, more: object) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: server.port, servername: host, path, agent, ...more },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString(),
              headers: response.headers,
            }),
          );
          response.on('error', reject);
        },
      );
      asked.setHeader('host', host);
      asked.on('error', reject);
      asked.end();
    },
  );
}

const control = async (server: ServedEmulator, name: string, args: unknown[] = [], headers = {}) => {
  const response = await fetch(`http://127.0.0.1:${server.controlPort}/${name}`, {
    method: 'POST',
    body: JSON.stringify(args),
    headers,
  });
  return { status: response.status, json: await response.json() };
};

describe('served on one TLS port', () => {
  test('the Host header decides which of the three answers, and a fourth is misdirected', async () => {
    const { get } = await served();
    expect((await get('api.mypurecloud.com', '/api/v2/users/me')).status).toBe(401);
    expect((await get('login.mypurecloud.com', '/logout')).text).toContain('signed out');
    expect((await get('apps.mypurecloud.com', '/directory/')).status).toBe(200);
    expect((await get('other.mypurecloud.com', '/')).status).toBe(421);
  });

  test('an injected reset resets the connection; the next request is answered', async () => {
    const { emulator, get } = await served();
    const { token } = emulator.issueToken();
    emulator.faults.add({ times: 1, effect: 'reset' });
    const headers = { authorization: `Bearer ${token}` };
    await expect(get('api.mypurecloud.com', '/api/v2/users/me', { headers })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect((await get('api.mypurecloud.com', '/api/v2/users/me', { headers })).status).toBe(200);
  });

  test('an injected time-out says nothing until the client hangs up', async () => {
    const { emulator, get } = await served();
    const { token } = emulator.issueToken();
    emulator.faults.add({ times: 1, effect: 'timeout' });
    const options = { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(150) };
    await expect(get('api.mypurecloud.com', '/api/v2/users/me', options)).rejects.toThrow(/abort/i);
    expect(emulator.truth.requests().at(-1)?.status).toBe('timeout');
  });
});

describe('the control API', () => {
  test('lists its commands, turns knobs, adds work and tells the truth', async () => {
    const { emulator, server } = await served();
    const names = await (await fetch(`http://127.0.0.1:${server.controlPort}/`)).json();
    expect(names).toContain('truth/disconnects');
    expect((await control(server, 'turn', [{ ratePerMinute: 42 }])).status).toBe(200);
    expect(emulator.knobs.ratePerMinute).toBe(42);
    const made = await control(server, 'world/waiting', ['email', { queue: 'Web', count: 3 }]);
    expect((await control(server, 'truth/queue', ['Web'])).json).toMatchObject({ waiting: made.json });
    expect((await control(server, 'faults/add', [{ effect: 'reset' }])).json).toBe('fault-1');
    expect((await control(server, 'turn', [{ nope: 1 }])).status).toBe(400);
    expect((await control(server, 'constructor')).status).toBe(404);
  });

  test('is not for web pages', async () => {
    const { server } = await served();
    const refused = await control(server, 'knobs', [], { origin: 'https://apps.mypurecloud.com' });
    expect(refused.status).toBe(403);
  });
});
