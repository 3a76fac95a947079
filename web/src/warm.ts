import { run } from './program';

// Runs the program once where nobody waits for it, and ends. A browser compiles
// each function of a module when it is first called, and shares what it has
// compiled between a page and its workers: so the page, which starts the same
// module afterwards, is not held up by it.
addEventListener('message', (e: MessageEvent<{ module: WebAssembly.Module; request: string }>) => {
  void import('../gen/wasm_exec.js')
    .then(() => run(e.data.module, () => {}))
    .then((engine) => {
      const session = JSON.parse(engine.open(e.data.request)) as { id: number };
      engine.view(session.id, 0);
      engine.save(session.id);
    })
    .catch(() => {})
    .finally(() => postMessage('warm'));
});
