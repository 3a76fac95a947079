import { translate } from './html-words';
import type { Store } from './store';

/**
 * The lesson's text, which stays in the page's own tree: marks the passage and
 * the line of dialogue that belong to the current step, and turns its links
 * and tasks into intents.
 */
export class Passages {
  #marked: Element[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly store: Store,
  ) {
    root.addEventListener('click', (e) => this.#clicked(e));
    for (const section of root.querySelectorAll<HTMLElement>('section.task[data-task]')) this.#offer(section);
  }

  /** Marks what belongs to the current step, and brings it into view if wanted. */
  mark(show = true): void {
    const sheet = this.store.active;
    const { step } = sheet;
    const ours = sheet.key === 'lesson' && step !== undefined && step.last <= sheet.shared;
    const marked = ours ? this.#find(step.number) : [];
    if (marked.length === this.#marked.length && marked.every((m, i) => m === this.#marked[i])) return;
    for (const m of this.#marked) {
      m.classList.remove('here');
      m.removeAttribute('aria-current');
    }
    for (const m of marked) {
      m.classList.add('here');
      if (m.tagName === 'A') m.setAttribute('aria-current', 'step');
    }
    this.#marked = marked;
    const first = marked[marked.length - 1];
    if (first && show) requestAnimationFrame(() => reveal(first, this.root));
  }

  #find(step: number): Element[] {
    const found: Element[] = [];
    for (const s of this.root.querySelectorAll<HTMLElement>('section[data-from]')) {
      const from = Number(s.dataset.from);
      const to = Number(s.dataset.to ?? s.dataset.from);
      if (from <= step && step <= to) found.push(s);
    }
    found.push(...this.root.querySelectorAll(`a[data-step="${step}"]`));
    return found;
  }

  #clicked(e: MouseEvent): void {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
    const link = (e.target as Element).closest<HTMLElement>('a[data-step]');
    if (!link) return;
    e.preventDefault();
    this.store.goRecorded(Number(link.dataset.step));
  }

  #offer(section: HTMLElement): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'start';
    button.dataset.word = 'start';
    button.addEventListener('click', () => this.store.startTask(section.dataset.task ?? ''));
    section.querySelector('.goals')?.after(button);
    if (!button.isConnected) section.append(button);
    translate(section);
  }
}

/** Scrolls the text only if what is marked can't be seen. */
function reveal(what: Element, root: HTMLElement): void {
  const box = root.getBoundingClientRect();
  const at = what.getBoundingClientRect();
  if (at.height === 0 || (at.top >= box.top && at.bottom <= box.bottom)) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const top = root.scrollTop + at.top - box.top - box.height / 4;
  root.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
}
