import { hearScores } from './score';
import type { Store } from './store';
import { area } from './words';
import en from './words/en/tools.json';

const say = area('tools', en);

/**
 * What a page in a frame tells the page around it, by postMessage. Nothing
 * private is in it, so that it is sent to whoever that page is.
 */
export type Told =
  | { type: 'ready'; lesson: string; title: string; steps: number }
  /** The height, in CSS pixels, that shows all of it without a scroll bar of its own. */
  | { type: 'height'; height: number }
  | { type: 'step'; step: number; of: number }
  | { type: 'score'; lesson: string; task: string; met: number; of: number; solved: boolean }
  /** A task is solved for the first time on this page, or the recorded session has been seen to its end. */
  | { type: 'done'; lesson: string; task: string };

/** The task's name in "done" where the recorded session has been seen to its end. */
const SESSION = '';

/** Heights, in the page's own "rem", that the instrument wants beside the text and below it. */
const WIDE = 46;
const NARROW = 42;

/** Tells the page around this one how it goes, and does what that page asks for. */
export function embed(store: Store): void {
  sign();
  document.addEventListener('popscope:words', sign);
  if (window.parent === window) return;
  const { name, title } = store.lesson;
  const tell = (what: Told): void => window.parent.postMessage({ source: 'popscope', ...what }, '*');
  const done = new Set<string>();
  const finish = (task: string): void => {
    if (done.has(task)) return;
    done.add(task);
    tell({ type: 'done', lesson: name, task });
  };

  let height = 0;
  const measure = (): void => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const wanted = Math.round((window.innerWidth >= 62 * rem ? WIDE : NARROW) * rem);
    if (wanted !== height) tell({ type: 'height', height: wanted });
    height = wanted;
  };

  let step = -1;
  const look = (): void => {
    const { active, sheets } = store;
    if (active !== sheets[0] || active.at === step) return;
    step = active.at;
    tell({ type: 'step', step: step + 1, of: active.steps.length });
    if (step === active.steps.length - 1 && active.branch === 0) finish(SESSION);
  };

  hearScores((score) => {
    const { task, met, of, solved } = score;
    tell({ type: 'score', lesson: name, task, met, of, solved });
    if (solved) finish(task);
  });
  window.addEventListener('message', (e) => {
    if (e.source !== window.parent) return;
    const asked = e.data as { type?: unknown; step?: unknown } | null;
    if (asked?.type !== 'go' || !Number.isInteger(asked.step)) return;
    store.goRecorded(asked.step as number);
  });
  window.addEventListener('resize', measure);

  tell({ type: 'ready', lesson: name, title, steps: store.sheets[0]?.steps.length ?? 0 });
  measure();
  look();
  store.subscribe(look);
}

/** The mark leads to the page itself; and the landmarks of two pages in one window are told apart. */
function sign(): void {
  document.querySelector('main')?.setAttribute('aria-label', 'Popscope');
  const brand = document.querySelector<HTMLAnchorElement>('.brand');
  if (!brand) return;
  const whole = new URL(location.href);
  whole.searchParams.delete('embed');
  brand.href = whole.href;
  brand.target = '_blank';
  brand.rel = 'noopener';
  brand.title = say('whole');
}
