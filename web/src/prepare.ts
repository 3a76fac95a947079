import { compiled } from './compiled';
import { run } from './program';

/** What the page asks of the worker: an address, and the first request as JSON. */
export interface Preparation {
  url: string;
  request: string;
}

/** What the worker has done: there is a module; it has been run, or can't be. */
export type Prepared = { kind: 'module'; module: WebAssembly.Module } | { kind: 'end' };

const say = (done: Prepared): void => postMessage(done);

// Fetches and compiles the program, and runs it once, where nobody waits for it. A
// browser compiles each function of a module when it is first called, and shares what
// it has compiled between a page and its workers: so the page, which starts the same
// module afterwards, is not held up by it.
addEventListener('message', ({ data }: MessageEvent<Preparation>) => {
  void Promise.all([compiled(data.url), import('../gen/wasm_exec.js')])
    .then(([module]) => {
      say({ kind: 'module', module });
      return run(module, () => {});
    })
    .then((engine) => {
      const session = JSON.parse(engine.open(data.request)) as { id: number };
      engine.view(session.id, 0);
      engine.save(session.id);
    })
    .catch(() => {})
    .finally(() => say({ kind: 'end' }));
});
