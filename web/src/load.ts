import wasmURL from '../gen/popscope.wasm?url';
import { Engine, type RawEngine } from './engine';

interface GoProgram {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

const page = globalThis as unknown as { Go?: new () => GoProgram; popscope?: RawEngine };

/** Compiled once; a restart only makes a new instance of it. */
let module: Promise<WebAssembly.Module> | undefined;

/**
 * Fetches and starts the engine. Rejects where it can't be had (no network, no
 * WebAssembly). `ended` is called if the program ends, which it never should.
 */
export async function loadEngine(ended: () => void): Promise<Engine> {
  module ??= compile();
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
    return new Engine(page.popscope);
  } catch (e) {
    module = undefined;
    throw e;
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(wasmURL);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  // A host may serve .wasm with another media type, which streaming refuses.
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
