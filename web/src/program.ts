import type { RawEngine } from './engine';

interface GoProgram {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

const here = globalThis as unknown as { Go?: new () => GoProgram; popscope?: RawEngine };

/**
 * Starts the engine's Go program and gives its methods. Go's support code must
 * have been loaded. `ended` is called if the program ends, which it never should.
 */
export async function run(module: WebAssembly.Module, ended: () => void): Promise<RawEngine> {
  const { Go } = here;
  if (!Go) throw new Error('the support code of the engine is missing');
  delete here.popscope;
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  let running = true;
  const end = (): void => {
    running = false;
    ended();
  };
  go.run(instance).then(end, end);
  // Go runs until its first wait before run() returns: the methods are there.
  for (let i = 0; i < 100 && running && !here.popscope; i++) await new Promise((r) => setTimeout(r, 10));
  if (!here.popscope) throw new Error('the engine did not start');
  return here.popscope;
}
