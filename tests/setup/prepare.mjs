// The first step of `npm test`, `npm run demo` and `npm run bench`: makes a fresh clone ready. Node built-ins only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const say = (text) => process.stdout.write(`${text}\n`);

installPackages();
if (!process.argv.includes('--no-browser')) provideChromium();

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules/.unstick/lock-hash');
  const done = existsSync(mark) && readFileSync(mark, 'utf8') === lock;
  if (done) return;
  say('Installing packages (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci failed; its message is above.');
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, lock);
}

function provideChromium() {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium (Debian package) …');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (findChromium()) return;
  say("Downloading Chromium (Playwright's build) …");
  spawnSync('npx', ['playwright', 'install', 'chromium'], { cwd: root, stdio: 'inherit', timeout: 300_000 });
  if (findChromium()) return;
  say(
    'No Chromium was found and none could be installed: install the package "chromium", or set CHROMIUM_PATH to one.',
  );
  process.exit(1);
}

function run(command, args, failure) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  say(failure);
  process.exit(1);
}
