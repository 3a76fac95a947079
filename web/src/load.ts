import coreURL from '../gen/popscope.wasm?url';
import wholeAddress from '../gen/popscope-whole.wasm?url';
import type { Request } from './abi';
import { Engine, type RawEngine, type RawWholeEngine, WholeEngine } from './engine';
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
  // A page that is a file has no worker to fetch.
  if (request && fetches() && !modules.has(coreURL)) {
    const module = compile(coreURL);
    modules.set(coreURL, module);
    await module.then((m) => warm(m, request)).catch(() => {});
  }
  return new Engine(await start(coreURL, ended));
}

/** Milliseconds that a worker may take to warm a module up. */
const WARM = 4000;

/** Lets a worker go through what the page is going to do first. Never rejects. */
function warm(module: WebAssembly.Module, request: Request): Promise<void> {
  return new Promise((done) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./warm.ts', import.meta.url), { type: 'module' });
    } catch {
      done(); // a page that is a file may have none
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      worker.terminate();
      done();
    };
    const timer = setTimeout(end, WARM);
    worker.addEventListener('message', end);
    worker.addEventListener('error', end);
    worker.postMessage({ module, request: JSON.stringify(request) });
  });
}

/** The same for the whole engine, of which nothing is fetched before. */
export async function loadWhole(ended: () => void): Promise<WholeEngine> {
  return new WholeEngine((await start(wholeURL, ended)) as RawWholeEngine);
}

async function start(url: string, ended: () => void): Promise<RawEngine> {
  const module = modules.get(url) ?? compile(url);
  modules.set(url, module);
  try {
    const [compiled] = await Promise.all([module, import('../gen/wasm_exec.js')]);
    return await run(compiled, ended);
  } catch (e) {
    modules.delete(url);
    throw e;
  }
}

async function compile(url: string): Promise<WebAssembly.Module> {
  if (url.startsWith('#')) return WebAssembly.compile(await inlined(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  // A host may serve .wasm with another media type, which streaming refuses.
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** An engine that stands in the page: gzipped, in base64. */
async function inlined(url: string): Promise<ArrayBuffer> {
  const text = document.querySelector(url)?.textContent ?? '';
  const octets = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
