import coreURL from '../gen/popscope.wasm?url';
import wholeURL from '../gen/popscope-whole.wasm?url';
import { Engine, type RawEngine, type RawWholeEngine, WholeEngine } from './engine';

interface GoProgram {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

const page = globalThis as unknown as { Go?: new () => GoProgram; popscope?: RawEngine };

/** By address; compiled once, for a restart only makes a new instance. */
const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * Fetches and starts the engine that a first visit needs. Rejects where it
 * can't be had (no network, no WebAssembly). `ended` is called if the program
 * ends, which it never should.
 */
export async function loadEngine(ended: () => void): Promise<Engine> {
  return new Engine(await start(coreURL, ended));
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
    const Go = page.Go;
    if (!Go) throw new Error('the support code of the engine is missing');
    delete page.popscope;
    const go = new Go();
    const instance = await WebAssembly.instantiate(compiled, go.importObject);
    let running = true;
    go.run(instance).then(
      () => {
        running = false;
        ended();
      },
      () => {
        running = false;
        ended();
      },
    );
    // Go runs until its first wait before run() returns: the methods are there.
    for (let i = 0; i < 100 && running && !page.popscope; i++) await new Promise((r) => setTimeout(r, 10));
    if (!page.popscope) throw new Error('the engine did not start');
    return page.popscope;
  } catch (e) {
    modules.delete(url);
    throw e;
  }
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  // A host may serve .wasm with another media type, which streaming refuses.
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
