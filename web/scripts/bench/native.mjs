// The engine and the simulated server, natively; the server beside Dovecot in the same run.
import { execFileSync } from 'node:child_process';
import { note, root, round } from './figures.mjs';

/** Runs Go benchmarks, and gives what finds a figure in what they print. */
function goBench(folder, which, time) {
  const args = ['test', folder, '-run', '^$', '-bench', which, '-benchtime', time, '-timeout', '30m'];
  const text = execFileSync('go', args, { cwd: root, encoding: 'utf8' });
  return (name, unit) => {
    const line = text.split('\n').find((l) => new RegExp(`^Benchmark${name}(-\\d+)?\\s`).test(l)) ?? '';
    return Number(new RegExp(`([\\d.e+]+) ${unit}(\\s|$)`).exec(line)?.[1] ?? Number.NaN);
  };
}

/** Notes how fast the engine is. */
export function engine() {
  const figure = goBench('./sim', '.', '1s');
  note('engine, events (native)', Math.round(figure('Events', 'events/s')), 'events/s');
  note('engine, octets of RETR (native)', Math.round(figure('RETR', 'MB/s')), 'MB/s');
  for (const events of [1000, 10000, 100000]) {
    const n = events.toLocaleString('en');
    note(`engine, going to any of ${n} events`, round(figure(`Seek/${events}`, 'ns/op') / 1000), 'µs');
    note(`engine, replaying ${n} events`, round(figure(`Replay/${events}`, 'ns/op') / 1e6), 'ms');
  }
}

/** Notes how the simulated server fares, and Dovecot. */
export function lab() {
  const figure = goBench('./server', 'Sessions|Large|Idle', '3s');
  for (const who of ['Popscope', 'Dovecot']) {
    for (const clients of [1, 50]) {
      const name = `Sessions/${who}/clients=${clients}`;
      const at = `${who}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
      note(`${at}: sessions`, Math.round(figure(name, 'sessions/s')), 'per second');
      note(`${at}: octets`, Math.round(figure(name, 'octets/s') / 1e5) / 10, 'MB/s');
    }
    note(`${who}, large message`, Math.round(figure(`Large/${who}`, 'octets/s') / 1e6), 'MB/s');
  }
  note('Popscope, an idle client', round(figure('Idle/connected', 'octets/client') / 1000), 'kB');
  hostile();
}

/** Notes what clients cost the simulated server who mean no good, or have a slow line. */
function hostile() {
  const figure = goBench('./server', 'Stalled|Top|Meanwhile', '2s');
  note('256 clients that do not read 32 MiB', round(figure('Stalled', 'octets') / 1e6), 'MB', { most: 200 });
  note('TOP 1 0 of 16 MiB of line ends', round(figure('Top', 'us/command') / 1000), 'ms', { most: 5 });
  note("another user's STAT meanwhile, at worst", round(figure('Meanwhile', 'us/worst') / 1000), 'ms', {
    most: 50,
  });
}
