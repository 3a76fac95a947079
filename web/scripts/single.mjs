// Makes the whole site one file that opens by double click, without a server
// and without a network: node scripts/single.mjs BUILT SITE OUT
// BUILT is the page bundled into one script, with the lessons rendered into it;
// SITE is the site, whose other files are taken.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [built, site, out] = argv.slice(2);
if (!built || !site || !out) {
  stderr.write('single.mjs: which folders, and which file?\n');
  exit(2);
}
const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const text = (...path) => readFileSync(join(...path), 'utf8');
const base64 = (...path) => readFileSync(join(...path)).toString('base64');
/** Text in a script element ends at the first end tag, and a comment in it opens another rule. */
const script = (code) => code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const json = (value) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The one part of a page between two marks of the template. */
function between(page, from, to) {
  const start = page.indexOf(from);
  const end = page.indexOf(to, start + from.length);
  if (start < 0 || end < 0) throw new Error(`a page lacks ${from} … ${to}`);
  return page.slice(start + from.length, end);
}

/** Links between pages become links within the file. */
const names = readdirSync(built)
  .filter((f) => f.endsWith('.html') && f !== 'index.html')
  .map((f) => f.replace('.html', ''));
const pageLink = new RegExp(`href="(${names.join('|')})\\.html(#[^"]*)?"`, 'g');
const relink = (html) => html.replace(pageLink, 'href="?lesson=$1$2"').replaceAll('href="./"', 'href="?"');

const TEXT = /<div(?: slot="lesson")? class="text" id="text" tabindex="-1">/;
const pages = names.map((name) => {
  const page = text(built, `${name}.html`);
  const [open] = TEXT.exec(page) ?? [''];
  const plain = !page.includes('<pop-scope>');
  return {
    name,
    plain,
    title: between(page, '<title>', '</title>'),
    nav: relink(between(page, '</summary>', '</details>')),
    body: relink(between(page, open, plain ? '</div>\n    </div>' : '</div>\n    </pop-scope>')),
  };
});

/** Puts the page that the address asks for in the place of the first one. */
const route = `
  const asked = new URLSearchParams(location.search).get('lesson')?.replace(/^\\d\\d-/, '');
  const page = asked && document.getElementById('page:' + asked);
  const first = document.getElementById('lesson');
  if (page) {
    const { name, plain, title, nav, body } = JSON.parse(page.textContent);
    document.querySelector('title').innerHTML = title;
    document.querySelector('.lessons summary b').innerHTML = title;
    document.querySelector('.lessons ol').outerHTML = nav;
    document.getElementById('text').innerHTML = body;
    if (plain) {
      const scope = document.querySelector('pop-scope');
      const box = document.createElement('div');
      box.className = 'plain';
      box.append(...scope.childNodes);
      scope.replaceWith(box);
      first.remove();
    } else first.textContent = document.getElementById('file:lessons/' + name + '.json').textContent;
  }
`;

let page = relink(text(built, 'index.html'));
const assets = readdirSync(join(built, 'assets'));
const css = text(
  built,
  'assets',
  assets.find((f) => f.endsWith('.css')),
).replace(
  /url\(["']?(?:\.\/)?([\w.-]+\.woff2)["']?\)/g,
  (_, font) => `url(data:font/woff2;base64,${base64(built, 'assets', font)})`,
);
const main = /<script type="module"[^>]*src="\.\/(assets\/[^"]+)"><\/script>/.exec(page);
if (!main) throw new Error('the page has no script');

const files = [
  ...readdirSync(site).filter((f) => f.endsWith('.json')),
  ...readdirSync(join(site, 'lessons'))
    .filter((f) => f.endsWith('.json'))
    .map((f) => `lessons/${f}`),
];
const data = [
  ...files.map((f) => `<script type="application/json" id="file:${f}">${script(text(site, f))}</script>`),
  ...pages.map((p) => `<script type="application/json" id="page:${p.name}">${json(p)}</script>`),
  `<script type="text/plain" id="engine">${gzipSync(readFileSync(join(web, 'gen/popscope-whole.wasm')), { level: 9 }).toString('base64')}</script>`,
];
const mark = base64(web, 'public/mark.svg');
const theme = script(text(web, 'public/theme.js'));
const routing = `{${route}}`;
const program = script(text(built, main[1]));
/** How a policy names what stands in the page: by its hash, so that nothing else counts. */
const hash = (code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
// Nothing can be fetched, even by mistake, and no script runs that is not of this file.
const policy = [
  "default-src 'none'",
  `script-src ${[theme, routing, program].map(hash).join(' ')} 'wasm-unsafe-eval'`,
  `style-src ${hash(css)}`,
  'img-src data: blob:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const swap = (from, to) => {
  const next = page.replace(from, () => to);
  if (next === page) throw new Error(`the page lacks ${from}`);
  page = next;
};
swap(/<link rel="manifest"[^>]*>\s*/, '');
swap(/<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/svg+xml;base64,${mark}">`);
page = page.replace(/\s*<link rel="(?:preload|modulepreload)"[^>]*>/g, '');
swap(
  /<meta http-equiv="Content-Security-Policy"[^>]*>/,
  `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
);
swap('<script src="./theme.js"></script>', `<script>${theme}</script>`);
swap(/<link rel="stylesheet"[^>]*>/, `<style>${css}</style>`);
swap(main[0], '');
swap(
  '</body>',
  `${data.join('\n')}\n<script>${routing}</script>\n<script type="module">${program}</script>\n</body>`,
);

const left = /(?:src|href)="\.\/[^"]+"/.exec(page.replace(/<script[\s\S]*?<\/script>/g, ''));
if (left) throw new Error(`the page would still fetch ${left[0]}`);
writeFileSync(out, page);
stdout.write(`${out}: ${(Buffer.byteLength(page) / 1e6).toFixed(1)} MB in one file\n`);
