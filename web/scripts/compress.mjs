// Writes a brotli (.br) and a gzip (.gz) copy beside each file worth it, so
// that the server only has to choose: node scripts/compress.mjs FOLDER
// What was compressed before is kept beside the folder, by its contents: the
// engine takes half a minute, and is most often the same.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { argv, exit, pid, stderr, stdout } from 'node:process';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

// woff2 and png are compressed already.
const WORTH_IT = new Set([
  '.html',
  '.css',
  '.js',
  '.json',
  '.svg',
  '.wasm',
  '.txt',
  '.map',
  '.webmanifest',
  '.xml',
]);

const folder = argv[2];
if (!folder) {
  stderr.write('compress.mjs: which folder?\n');
  exit(2);
}

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

const kept = join(dirname(folder), 'compressed');
await mkdir(kept, { recursive: true });

let halves = 0;

/** Makes something of octets, or takes what was made of the same octets before. */
async function once(data, suffix, make) {
  const file = join(kept, createHash('sha256').update(data).digest('hex') + suffix);
  try {
    return await readFile(file);
  } catch {
    const made = await make();
    // Whole or not at all: half a file would be taken for the whole next time.
    // Two files may have the same octets: each has its own half.
    const half = `${file}.${pid}.${++halves}`;
    await writeFile(half, made);
    await rename(half, file);
    return made;
  }
}

async function compress(path) {
  const data = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  const [br, zip] = await Promise.all([
    once(data, '.br', () => brotli(data, { params })),
    once(data, '.gz', () => gz(data, { level: 9 })),
  ]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, zip)]);
  return { path, plain: data.length, br: br.length, gz: zip.length };
}

const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const paths = entries
  .filter((e) => e.isFile() && WORTH_IT.has(extname(e.name)))
  .map((e) => join(e.parentPath ?? e.path, e.name))
  .sort();
for (const { path, plain, br, gz } of await Promise.all(paths.map(compress)))
  stdout.write(
    `${String(plain).padStart(9)} ${String(br).padStart(9)} br ${String(gz).padStart(9)} gz  ${path}\n`,
  );
