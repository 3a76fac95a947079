// Reading what others recorded, natively; and opening, in the browser, a link that somebody made to do harm.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { note, root } from './figures.mjs';

/** A transcript of so many octets. */
function transcript(octets) {
  const text = `S: ${'all work and no play '.repeat(3)}\n`.repeat(30);
  const one = `C: STAT\nS: +OK 2 320\nC: RETR 1\nS: +OK\nS: Subject: one\nS:\n${text}S: .\n`;
  return `S: +OK ready\n${one.repeat(Math.ceil(octets / one.length))}C: QUIT\nS: +OK\n`;
}

/** A capture (pcap, raw IPv4) of one session with messages, of about so many octets. */
function capture(octets) {
  const seqs = { client: 1000, server: 5000 };
  const packets = [];
  const packet = (from, flags, data) => {
    const to = from === 'client' ? 'server' : 'client';
    const body = Buffer.from(data);
    const ip = Buffer.alloc(40);
    ip[0] = 0x45;
    ip.writeUInt16BE(40 + body.length, 2);
    ip[8] = 64;
    ip[9] = 6;
    ip.set(from === 'client' ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1], 12);
    ip.writeUInt16BE(from === 'client' ? 40000 : 110, 20);
    ip.writeUInt16BE(from === 'client' ? 110 : 40000, 22);
    ip.writeUInt32BE(seqs[from], 24);
    ip.writeUInt32BE(seqs[to], 28);
    ip[32] = 0x50;
    ip[33] = flags;
    ip.writeUInt16BE(65535, 34);
    const head = Buffer.alloc(16);
    head.writeUInt32LE(1_000_000 + Math.floor(packets.length / 1000), 0);
    head.writeUInt32LE((packets.length % 1000) * 1000, 4);
    head.writeUInt32LE(40 + body.length, 8);
    head.writeUInt32LE(40 + body.length, 12);
    packets.push(Buffer.concat([head, ip, body]));
    seqs[from] += body.length + (flags & 2 ? 1 : 0);
  };
  packet('client', 2, '');
  packet('server', 18, '');
  packet('server', 24, '+OK ready\r\n');
  packet('client', 24, 'USER ada\r\n');
  packet('server', 24, '+OK\r\n');
  packet('client', 24, 'PASS x\r\n');
  packet('server', 24, '+OK\r\n');
  const line = `${'all work and no play '.repeat(3)}\r\n`;
  for (let size = 0; size < octets; ) {
    packet('client', 24, 'RETR 1\r\n');
    packet('server', 24, '+OK\r\n');
    for (let i = 0; i < 700; i++, size += 1340) packet('server', 24, line.repeat(20));
    packet('server', 24, '.\r\n');
  }
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65535, 16);
  head.writeUInt32LE(101, 20);
  return Buffer.concat([head, ...packets]);
}

/** Notes how long it takes to read large files, and what the page makes of a hostile link. */
export async function reading(browser, url) {
  const dir = mkdtempSync(join(tmpdir(), 'popscope-bench'));
  try {
    for (const [what, content] of [
      ['a capture of 30 MB', capture(30e6)],
      ['a transcript of 7 MB', transcript(7e6)],
    ]) {
      const file = join(dir, 'read');
      writeFileSync(file, content);
      const began = performance.now();
      const { status, stderr } = spawnSync(join(root, 'build/popscope'), ['read', file], {
        maxBuffer: 1 << 30,
      });
      if (status !== 0) throw new Error(`${what} could not be read: ${stderr}`);
      note(`reading ${what}`, Math.round(performance.now() - began), 'ms');
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
  await hostile(browser, url);
}

/** A link of 2,000 characters that unpacks to a million lines. */
async function hostile(browser, url) {
  const data = Buffer.from('\n'.repeat(1_000_000)).toString('base64');
  const inputs = [
    { at: 0, conn: 1, from: 'client', kind: 'open' },
    { at: 0, conn: 1, kind: 'octets', data },
  ];
  const saved = { version: 2, branches: [{ parent: -1, at: -1, name: 'x', inputs }] };
  const link = deflateRawSync(JSON.stringify({ t: 'x', l: 'first-session', s: saved, b: 0, e: 0 }));
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('popscope:ready').length > 0);
  const wire = await page.context().newCDPSession(page);
  await wire.send('Performance.enable');
  const memory = async () => {
    const { usedSize, backingStorageSize = 0 } = await wire.send('Runtime.getHeapUsage');
    return usedSize + backingStorageSize;
  };
  const before = await memory();
  const took = await page.evaluate(
    async (hash) => {
      const { store } = document.querySelector('pop-scope');
      const began = performance.now();
      const told = new Promise((done) => {
        const leave = store.subscribe(() => {
          if (store.notices.length === 0) return;
          leave();
          done();
        });
      });
      location.hash = hash;
      await told;
      return performance.now() - began;
    },
    `#s1=${link.toString('base64url')}`,
  );
  note('a hostile link, until it is refused', Math.round(took), 'ms', { most: 2000 });
  note('a hostile link, memory', Math.round(((await memory()) - before) / 1e6), 'MB', { most: 100 });
  await page.close();
}
