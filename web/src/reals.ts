import { type Seen, watch } from './real';
import type { Relay } from './relay';
import { Sheet } from './sheet';
import type { Surroundings } from './state';
import { area } from './words';
import en from './words/en/real.json';

const say = area('real', en);

/** Whom to tell of what happens on the connections to real servers. */
export interface Told {
  seen(sheet: Sheet, it: Seen): void;
  changed(): void;
}

/** The connections to real servers, each with its sheet. */
export class Reals {
  #relays = new Map<string, Relay>();
  #count = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly told: Told,
  ) {}

  /** A sheet for a server that the relay knows by name; it is not connected yet. */
  sheet(name: string): Sheet {
    this.#count++;
    const sheet = new Sheet(`real:${name}:${this.#count}`, name, { kind: 'real' });
    sheet.link = () => say('loading');
    return sheet;
  }

  connect(sheet: Sheet): void {
    const relay = watch(sheet.title, this.around.relay, this.around.now, {
      seen: (it) => {
        this.told.seen(sheet, it);
        this.told.changed();
      },
      link: (words, over) => {
        if (over) this.#relays.delete(sheet.key);
        sheet.link = words;
        this.told.changed();
      },
    });
    this.#relays.set(sheet.key, relay);
  }

  connected(sheet: Sheet): boolean {
    return this.#relays.has(sheet.key);
  }

  /** Sends a line; says whether it could go. */
  send(sheet: Sheet, line: string): boolean {
    return this.#relays.get(sheet.key)?.send(`${line}\r\n`) ?? false;
  }

  /** Closes the connection as its client; what the server still says is seen. */
  hangUp(sheet: Sheet): void {
    this.#relays.get(sheet.key)?.close();
  }

  /** Closes the connection and forgets it. */
  drop(sheet: Sheet): void {
    this.hangUp(sheet);
    this.#relays.delete(sheet.key);
  }
}
