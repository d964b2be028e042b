import { parseArgs } from 'node:util';
import { fillDemoWorld } from './demo-world.ts';
import { createEmulator } from './emulator.ts';
import { serveEmulator } from './serve.ts';

// node tests/emulator/main.ts [--port 8443] [--control-port 8081] [--seed 1] [--spam 5000] [--rate 300]
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8443' },
    'control-port': { type: 'string', default: '8081' },
    seed: { type: 'string', default: '1' },
    spam: { type: 'string', default: '5000' },
    rate: { type: 'string', default: '300' },
  },
});

const emulator = createEmulator({ seed: Number(values.seed), knobs: { ratePerMinute: Number(values.rate) } });
fillDemoWorld(emulator, { spam: Number(values.spam) });
const served = await serveEmulator(emulator, {
  port: Number(values.port),
  controlPort: Number(values['control-port']),
});

const lines = [
  `Genesys Cloud on loopback: login., api. and apps.mypurecloud.com at 127.0.0.1:${served.port} (TLS)`,
  `Control API: http://127.0.0.1:${served.controlPort}/ lists its commands`,
  `Applications: ${[...emulator.login.clients.values()].map((each) => `${each.name} ${each.clientId}`).join(', ')}`,
  `A browser gets there with --host-resolver-rules="MAP *.mypurecloud.com:443 127.0.0.1:${served.port}"`,
];
process.stdout.write(`${lines.join('\n')}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void served.close().then(() => process.exit(0)));
}
