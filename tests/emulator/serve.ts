import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { generate } from 'selfsigned';
import { handleControl } from './control.ts';
import type { Emulator } from './emulator.ts';
import { readAll } from './read-body.ts';

/** A served emulator. Both ports are on 127.0.0.1 only. */
export interface ServedEmulator {
  /** TLS, for `login.`, `api.` and `apps.mypurecloud.com`; the Host header decides. */
  port: number;
  /** Plain HTTP: the control API. */
  controlPort: number;
  /** The self-signed certificate of this start, PEM; a Node client can trust exactly this one. */
  certificate: string;
  close(): Promise<void>;
}

/** Serves an emulator on loopback. `port` 0 or absent: any free one. Rejects when the port is taken. */
export async function serveEmulator(
  emulator: Emulator,
  options: { port?: number; controlPort?: number } = {},
): Promise<ServedEmulator> {
  const { cert, private: key } = await makeCertificate();
  const open = new Set<Socket>();
  const raw = new Map<number, Socket>();
  const hosts = createTlsServer({ cert, key, keepAliveTimeout: 30_000 }, (request, response) => {
    answer(emulator, request, response, () => raw.get(request.socket.remotePort ?? 0)).catch(() => {
      response.destroy();
    });
  });
  hosts.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    raw.set(remotePort, socket);
    socket.on('close', () => raw.delete(remotePort));
  });
  const control = createServer((request, response) => {
    handleControl(emulator, request, response).catch(() => response.destroy());
  });
  for (const server of [hosts, control]) {
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
  }
  const port = await listen(hosts, options.port ?? 0);
  const controlPort = await listen(control, options.controlPort ?? 0);
  return {
    port,
    controlPort,
    certificate: cert,
    close: async () => {
      const closed = [hosts, control].map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of open) socket.destroy();
      await Promise.all(closed);
    },
  };
}

async function makeCertificate(): Promise<{ cert: string; private: string }> {
  return generate([{ name: 'commonName', value: '*.mypurecloud.com' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: '*.mypurecloud.com' },
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function answer(
  emulator: Emulator,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  rawSocket: () => Socket | undefined,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort(new Error('The client has gone.')));
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
  if (!/^(login|api|apps)\.mypurecloud\.com$/.test(host)) {
    outgoing.writeHead(421, { 'content-type': 'text/plain' }).end('Misdirected request');
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const body = await readAll(incoming);
  const request = new Request(`https://${host}${incoming.url ?? '/'}`, {
    method,
    headers,
    signal: gone.signal,
    ...(body.length > 0 && method !== 'GET' && method !== 'HEAD' ? { body: new Uint8Array(body) } : {}),
  });
  let response: Response;
  try {
    response = await emulator.fetch(request);
  } catch (error) {
    if (gone.signal.aborted) return;
    // a lost connection is lost on the wire, not a polite end of the stream
    const socket = error instanceof TypeError ? rawSocket() : undefined;
    if (socket) socket.resetAndDestroy();
    else outgoing.destroy();
    return;
  }
  const cookies = response.headers.getSetCookie();
  response.headers.delete('set-cookie');
  const sent: Record<string, string | string[]> = Object.fromEntries(response.headers);
  if (cookies.length > 0) sent['set-cookie'] = cookies;
  const bytes = Buffer.from(await response.arrayBuffer());
  if (method !== 'HEAD' && response.status !== 204) sent['content-length'] = String(bytes.length);
  outgoing.writeHead(response.status, sent);
  outgoing.end(bytes);
}
