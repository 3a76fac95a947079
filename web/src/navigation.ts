import type { Event } from './abi';
import { stepped } from './painted';
import { PACE, Player, type Speed } from './player';
import type { Sheet } from './sheet';
import type { Selection } from './state';
import { stepAfter } from './steps';
import type { WayKey } from './ways';

/** What one step is: a message with all that it brings about, one event, one octet. */
export type Stride = 'message' | 'event' | 'octet';

/** How much faster events and octets follow one another than messages. */
const QUICKER: Readonly<Record<Stride, number>> = { message: 1, event: 2.5, octet: 8 };
/** The bounds of a wait while playing in true time, milliseconds: nobody waits for eleven minutes. */
const SHORTEST = 60;
const LONGEST = 8000;

/** Where we look: at which session, at which of its events, and what is selected there. */
export abstract class Navigation {
  selection: Selection;
  /** The way of working that is shown; undefined: the lesson's text, or the task. */
  way: WayKey | undefined;

  #listeners = new Set<() => void>();
  #octet: { of: Event; at: number } | undefined;
  #player = new Player(
    () => this.#playOn(),
    () => this.#pace(),
  );
  #stride: Stride = 'message';
  #speed: Speed = 1;

  /** The sessions on the page; the lesson's is the first. */
  abstract sheets: Sheet[];
  abstract active: Sheet;

  /** Looks at another session. */
  abstract show(key: string): void;

  /** Looks at another branch of this session. */
  abstract pick(branch: number): void;

  /** Called when the cursor has moved. */
  protected abstract moved(): void;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Shows a way of working, or the text again. */
  take(way: WayKey | undefined): void {
    if (way === this.way) return;
    this.pause();
    this.way = way;
    this.changed();
  }

  go(seq: number): void {
    const sheet = this.active;
    const to = sheet.clamp(seq);
    if (to === sheet.cursor) return;
    stepped(() => {
      sheet.cursor = to;
      sheet.resume = undefined;
      this.moved();
      this.changed();
    });
  }

  /** To the end of the step at this place in the list of steps. */
  goTo(index: number): void {
    const { steps } = this.active;
    const step = steps[Math.max(0, Math.min(index, steps.length - 1))];
    if (step) this.go(step.last);
  }

  next(): void {
    const { steps, cursor } = this.active;
    const step = stepAfter(steps, cursor);
    if (step) this.go(step.last);
  }

  back(): void {
    this.goTo(this.active.at - 1);
  }

  /** What one step is. */
  get stride(): Stride {
    return this.#stride;
  }

  set stride(to: Stride) {
    this.#stride = to;
    this.changed();
  }

  /** One step on, as long as a step is now. */
  forth(): void {
    if (this.#stride === 'octet') this.nextOctet();
    else if (this.#stride === 'event') this.nextEvent();
    else this.next();
  }

  /** One step back, as long as a step is now. */
  rewind(): void {
    if (this.#stride === 'octet') this.backOctet();
    else if (this.#stride === 'event') this.backEvent();
    else this.back();
  }

  first(): void {
    this.goTo(0);
  }

  end(): void {
    this.go(this.active.last);
  }

  nextEvent(): void {
    this.go(this.active.cursor + 1);
  }

  backEvent(): void {
    this.go(this.active.cursor - 1);
  }

  /** The message whose octets are to be seen: that of the current step. */
  get message(): Event | undefined {
    const { step, events } = this.active;
    return step && step.sent >= 0 ? events[step.sent] : undefined;
  }

  /** Which octet of the message is looked at, from 0; undefined: the whole of it. */
  get octet(): number | undefined {
    return this.#octet && this.#octet.of === this.message ? this.#octet.at : undefined;
  }

  /** Looks at one octet of the message; at the whole of it, where there is no such octet. */
  goOctet(at: number | undefined): void {
    const of = this.message;
    const there = of && at !== undefined && at >= 0 && at < of.size;
    stepped(() => {
      this.#octet = there ? { of, at } : undefined;
      this.changed();
    });
  }

  /** To the next octet; after the last one of a message, to the first of the next step's. */
  nextOctet(): void {
    const to = (this.octet ?? -1) + 1;
    const { cursor } = this.active;
    const within = to < (this.message?.size ?? 0);
    if (!within) this.next();
    if (within || this.active.cursor !== cursor) this.goOctet(within ? to : 0);
  }

  /** To the octet before; before the first one of a message, to the last of the step before. */
  backOctet(): void {
    const to = (this.octet ?? 0) - 1;
    const { cursor } = this.active;
    if (to < 0) this.back();
    if (to >= 0 || this.active.cursor !== cursor) this.goOctet(to < 0 ? (this.message?.size ?? 0) - 1 : to);
  }

  /** To a step of the recorded session, from wherever we are. */
  goRecorded(number: number): void {
    const lesson = this.sheets[0];
    if (!lesson) return;
    if (this.active !== lesson) this.show(lesson.key);
    let step = lesson.steps.find((s) => s.number === number);
    if (lesson.branch !== 0 && (!step || step.last > lesson.shared)) {
      this.pick(0);
      step = lesson.steps.find((s) => s.number === number);
    }
    if (step) this.go(step.last);
  }

  /** To an event of the recorded session, from wherever we are. */
  goRecordedEvent(seq: number): void {
    const lesson = this.sheets[0];
    if (!lesson) return;
    this.show(lesson.key);
    if (seq > lesson.shared) this.pick(0);
    this.go(seq);
  }

  get playing(): boolean {
    return this.#player.playing;
  }

  play(): void {
    if (this.playing) return;
    if (this.active.cursor >= this.active.last) this.first();
    this.#player.start();
    this.changed();
  }

  pause(): void {
    if (!this.playing) return;
    this.#player.stop();
    this.changed();
  }

  /** How fast it plays. */
  get speed(): Speed {
    return this.#speed;
  }

  set speed(to: Speed) {
    this.#speed = to;
    if (this.playing) this.#player.start();
    this.changed();
  }

  #playOn(): boolean {
    this.forth();
    const { cursor, last } = this.active;
    const within = this.#stride === 'octet' && (this.octet ?? 0) + 1 < (this.message?.size ?? 0);
    if (cursor < last || within) return true;
    this.pause();
    return false;
  }

  /** Milliseconds until the next step. */
  #pace(): number {
    const { events, cursor, steps } = this.active;
    if (this.#speed !== 'true') return PACE / this.#speed / QUICKER[this.#stride];
    const next = this.#stride === 'message' ? stepAfter(steps, cursor)?.last : cursor + 1;
    const passed = ((events[next ?? cursor]?.at ?? 0) - (events[cursor]?.at ?? 0)) / 1e6;
    return Math.max(SHORTEST, Math.min(LONGEST, passed));
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.changed();
  }
}
