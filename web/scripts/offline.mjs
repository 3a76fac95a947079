// Makes the service worker of a site, which keeps it for visits without a
// network: node scripts/offline.mjs FOLDER. It comes after the lessons' pages
// are made, for it lists them, and before anything is compressed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';

const site = argv[2] && resolve(argv[2]);
if (!site) {
  stderr.write('offline.mjs: which folder?\n');
  exit(2);
}
const web = join(dirname(fileURLToPath(import.meta.url)), '..');

const KEPT = new Set(['.html', '.css', '.js', '.json', '.svg', '.png', '.woff2', '.wasm', '.webmanifest']);
/** Fetched when it is wanted, or of use to other sites only. */
const APART = /^(lessons\/|api\/|sw\.js$|popscope\.js$|assets\/popscope-whole-)/;
/** The bundler's names change with the contents: such a file needs no revision. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;

const names = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile())
  .map((e) => relative(site, join(e.parentPath, e.name)).split(sep).join('/'))
  .sort();
const kept = names.filter((n) => KEPT.has(extname(n)) && !APART.test(n));
const whole = names.find((n) => /^assets\/popscope-whole-.*\.wasm$/.test(n));
if (!whole || !kept.includes('index.html')) {
  stderr.write(`offline.mjs: ${site} is no site: make it first\n`);
  exit(1);
}
const files = kept.map((url) => ({
  url,
  revision: HASHED.test(url)
    ? null
    : createHash('sha256')
        .update(readFileSync(join(site, url)))
        .digest('hex')
        .slice(0, 16),
}));

await build({
  configFile: false,
  root: web,
  logLevel: 'warn',
  define: { SITE: JSON.stringify({ files, whole }), 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: site,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'es2022',
    rollupOptions: {
      input: join(web, 'src/sw.ts'),
      output: { entryFileNames: 'sw.js', format: 'iife' },
    },
  },
});

/** Octets as they travel. */
const travels = (name) => {
  const data = readFileSync(join(site, name));
  return ['.png', '.woff2'].includes(extname(name)) ? data.length : brotliCompressSync(data).length;
};
const sum = kept.reduce((all, name) => all + travels(name), 0);
stdout.write(
  `sw.js keeps ${kept.length} files, about ${Math.round(sum / 1000)} kB over the wire, most of it there after the first visit\n`,
);
