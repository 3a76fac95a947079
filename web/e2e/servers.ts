import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { served } from '../scripts/served.mjs';
import { test as base, expect } from './page';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A server of mail that others wrote. */
export interface Dovecot {
  address: string;
  /** The texts of the messages that lie in ada's maildrop, in order. */
  maildrop(): string[];
}

interface Fixtures {
  mail: string[];
  dovecot: Dovecot;
  /** Serves the page with a relay to these servers; gives its address. */
  serve: (...relays: string[]) => Promise<string>;
}

/** Tests with a real server and a page that may reach it. */
export const test = base.extend<Fixtures>({
  mail: [[], { option: true }],

  // Debian's Dovecot, as server/dovecot_test.go starts it: for ada, whose password is "analytical".
  dovecot: async ({ mail }, use) => {
    const program = ['/usr/sbin/dovecot', '/usr/bin/dovecot', '/usr/local/sbin/dovecot'].find(existsSync);
    if (!program) throw new Error('dovecot is missing: apt-get install dovecot-pop3d');
    const user = process.getuid?.() === 0 ? 'nobody' : id('-un');
    const group = id('-gn', user);
    // Dovecot's sockets need a short path that another user may enter.
    const dir = mkdtempSync(join('/tmp', 'dovecot'));
    const port = await freePort();
    const facts: Record<string, string> = { dir, port: String(port), user, group };
    const conf = readFileSync(join(root, 'server/testdata/dovecot.conf'), 'utf8');
    writeFileSync(
      join(dir, 'dovecot.conf'),
      conf.replace(/\{(dir|port|user|group)\}/g, (_, fact: string) => facts[fact] ?? ''),
    );
    const folder = join(dir, 'mail/ada/new');
    mkdirSync(folder, { recursive: true });
    for (const [i, text] of mail.entries()) writeFileSync(join(folder, `${i + 1}.x`), text);
    if (user === 'nobody') execFileSync('chown', ['-R', `${user}:${group}`, dir]);
    const as = user === 'nobody' ? { uid: Number(id('-u', user)), gid: Number(id('-g', user)) } : {};
    const run = spawn(program, ['-F', '-c', 'dovecot.conf'], { cwd: dir, stdio: 'ignore', ...as });
    try {
      await answers(run, port, () =>
        existsSync(join(dir, 'log')) ? readFileSync(join(dir, 'log'), 'utf8') : '',
      );
      await use({
        address: `127.0.0.1:${port}`,
        maildrop: () =>
          ['new', 'cur']
            .flatMap((box) => {
              const path = join(dir, 'mail/ada', box);
              return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
            })
            .sort((a, b) => (a.split('/').at(-1) ?? '').localeCompare(b.split('/').at(-1) ?? ''))
            .map((path) => readFileSync(path, 'utf8')),
      });
    } finally {
      await stop(run);
      rmSync(dir, { recursive: true, force: true });
    }
  },

  serve: async ({ page }, use) => {
    const running: (() => Promise<void>)[] = [];
    await use(async (...relays) => {
      const { url, stop } = await served(...relays.flatMap((relay) => ['--relay', relay]));
      running.push(stop);
      return url;
    });
    // Whatever the page still fetches it may leave, before there is nobody to ask.
    await page.goto('about:blank');
    await Promise.all(running.map((stop) => stop()));
  },
});

export { expect };

function id(...flags: string[]): string {
  return execFileSync('id', flags, { encoding: 'utf8' }).trim();
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = await listening();
  const port = portOf(server);
  await new Promise((done) => server.close(done));
  return port;
}

function listening(): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => done(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until a program takes connections; fails with what it said if it ends instead. */
async function answers(run: ChildProcess, port: number, said: () => string): Promise<void> {
  const open = () =>
    new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
  await expect
    .poll(
      async () => {
        if (run.exitCode !== null) throw new Error(`${run.spawnfile} has ended: ${said()}`);
        return open();
      },
      { timeout: 15_000 },
    )
    .toBe(true);
}

async function stop(run: ChildProcess): Promise<void> {
  if (run.exitCode !== null || run.signalCode !== null) return;
  const ended = new Promise((done) => run.once('exit', done));
  run.kill('SIGTERM');
  await ended;
}
