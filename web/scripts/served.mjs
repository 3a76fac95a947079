// Runs the built program on a port of its own choosing, so that whatever else
// this machine does, or an earlier run has left behind, is not in the way.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../build/popscope', import.meta.url));

/** Serves the page, with further flags; gives its address once it answers. */
export function served(...flags) {
  const run = spawn(program, ['serve', '--addr', '127.0.0.1:0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => run.once('close', done));
  const stop = async () => {
    run.kill('SIGTERM');
    await ended;
  };
  return new Promise((done, failed) => {
    let said = '';
    const heard = (text) => {
      said += text;
      const url = /open (http:\S+) in a browser/.exec(said)?.[1];
      if (url) done({ url, stop });
    };
    run.stdout.on('data', heard);
    run.stderr.on('data', heard);
    run.once('error', (e) => failed(new Error(`${program} did not start (make build?): ${e.message}`)));
    ended.then(() => failed(new Error(`popscope serve has ended: ${said}`)));
  });
}
