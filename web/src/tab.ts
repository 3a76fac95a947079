/**
 * Which window of the page this is, and which others are open. What a window
 * keeps stands under its name, so that no other ever writes over it.
 */
export interface Tab {
  readonly id: string;
  /** The window that this one was before a reload that came unawares, or whose copy it is. */
  readonly before?: string | undefined;
  /** Of these windows, those that are open. */
  open(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

const KEY = 'popscope:window';
/** Milliseconds in which a window answers that it is open. */
const ANSWER = 300;

const fresh = (): string => Math.random().toString(36).slice(2, 10).padEnd(8, '0');

/** Reads and writes what stays with a window over reloads; it may be forbidden. */
function session(value?: string): string {
  try {
    if (value === undefined) return sessionStorage.getItem(KEY) ?? '';
    sessionStorage.setItem(KEY, value);
  } catch {
    // Then a reload is another window.
  }
  return '';
}

/** The window that this page stands in. */
export function thisTab(): Tab {
  // "id" was left by a page that has gone; "id!" belongs to one that is there, or that has crashed.
  const [, left = '', there] = /^([a-z0-9]{8})(!?)$/.exec(session()) ?? [];
  const id = left !== '' && there === '' ? left : fresh();
  session(`${id}!`);
  window.addEventListener('pagehide', () => session(id));
  window.addEventListener('pageshow', () => session(`${id}!`));
  const name = (of: string): string => `popscope:window:${of}`;
  const locks = navigator.locks as LockManager | undefined;
  // Held as long as the page lives: nobody need say that it has gone.
  locks?.request(name(id), () => new Promise<void>(() => {})).catch(() => {});
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(KEY) : undefined;
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'who') channel.postMessage(id);
  });
  return {
    id,
    before: left === id ? undefined : left || undefined,
    async open(ids) {
      if (ids.length === 0) return new Set();
      if (locks) {
        const held = await locks.query().then(
          (all) => new Set(all.held?.map((l) => l.name)),
          () => undefined,
        );
        if (held) return new Set(ids.filter((of) => held.has(name(of))));
      }
      if (!channel) return new Set();
      const answered = new Set<string>();
      const hear = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data === 'string') answered.add(data);
      };
      channel.addEventListener('message', hear);
      channel.postMessage('who');
      await new Promise((done) => setTimeout(done, ANSWER));
      channel.removeEventListener('message', hear);
      return new Set(ids.filter((of) => answered.has(of)));
    },
  };
}
