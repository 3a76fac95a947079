import coreURL from '../gen/popscope.wasm?url';
import wholeAddress from '../gen/popscope-whole.wasm?url';
import type { Request } from './abi';
import { compiled } from './compiled';
import { Engine, type RawEngine, type RawWholeEngine, WholeEngine } from './engine';
import { pause } from './later';
import { needed } from './obstacle';
import type { Preparation, Prepared } from './prepare';
import { run } from './program';
import { fetches } from './site';

/** Where the whole engine is. */
export const wholeURL = wholeAddress;

/** By address; compiled once, for a restart only makes a new instance. */
const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Fetches and starts the engine that a first visit needs. Rejects where it
 * can't be had (no network, no WebAssembly). `ended` is called if the program
 * ends, which it never should.
 */
export async function loadEngine(ended: () => void, request?: Request): Promise<Engine> {
  needed();
  // A page that is a file has no worker to fetch.
  if (request && fetches() && !modules.has(coreURL)) {
    const module = await prepared(coreURL, request);
    if (module) modules.set(coreURL, Promise.resolve(module));
  }
  return new Engine(await start(coreURL, ended));
}

/** Milliseconds that a worker may take to warm a module up. */
const WARM = 4000;

/**
 * Lets a worker fetch and compile a module, and go through what the page is
 * going to do first: meanwhile the page answers. Undefined where no worker can;
 * then the page does it, and hears why it can't be done. Never rejects.
 */
function prepared(url: string, request: Request): Promise<WebAssembly.Module | undefined> {
  return new Promise((done) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./prepare.ts', import.meta.url), { type: 'module' });
    } catch {
      done(undefined); // it may be forbidden
      return;
    }
    let module: WebAssembly.Module | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      worker.terminate();
      done(module);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Prepared>) => {
      if (data.kind === 'module') {
        ({ module } = data);
        timer = setTimeout(end, WARM);
      } else end();
    });
    worker.addEventListener('error', end);
    worker.addEventListener('messageerror', end);
    worker.postMessage({ url, request: JSON.stringify(request) } satisfies Preparation);
  });
}

/** The same for the whole engine, of which nothing is fetched before. */
export async function loadWhole(ended: () => void): Promise<WholeEngine> {
  needed();
  return new WholeEngine((await start(wholeURL, ended)) as RawWholeEngine);
}

async function start(url: string, ended: () => void): Promise<RawEngine> {
  const module = modules.get(url) ?? compile(url);
  modules.set(url, module);
  try {
    const [ready] = await Promise.all([module, import('../gen/wasm_exec.js')]);
    const engine = await run(ready, ended);
    // Before there are sessions to open.
    await pause();
    return engine;
  } catch (e) {
    modules.delete(url);
    throw e;
  }
}

/** Compiles what is at an address, or what stands in the page. */
async function compile(url: string): Promise<WebAssembly.Module> {
  return url.startsWith('#') ? WebAssembly.compile(await inlined(url)) : compiled(url);
}

/** An engine that stands in the page: gzipped, in base64. */
async function inlined(url: string): Promise<ArrayBuffer> {
  const text = document.querySelector(url)?.textContent ?? '';
  const octets = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
