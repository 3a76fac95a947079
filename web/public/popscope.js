/*
 * A lesson of Popscope on a page of your own:
 *
 *   <script type="module" src="https://YOUR.HOST/popscope.js"></script>
 *   <pop-scope lesson="first-session"></pop-scope>
 *
 * Attributes, all optional: lesson, step, way, theme, lang, projector. The
 * lesson stands in a frame, so that neither page's styles or keys disturb the
 * other's. It says what happens by events: "ready", "step", "score", "done",
 * with what it has to say in `detail`. The page "For teachers" explains them,
 * and what a frame of your own needs that has the attribute sandbox.
 */

const ATTRIBUTES = ['lesson', 'step', 'way', 'theme', 'lang', 'projector'];
const EVENTS = ['ready', 'step', 'score', 'done'];

/** Where the site is: beside this file. */
const SITE = new URL('.', import.meta.url);

class Scope extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #frame = document.createElement('iframe');
  /** Whether the lesson in the frame has said that it is there. */
  #ready = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent =
      ':host { display: block } iframe { display: block; width: 100%; height: 46rem; border: 1px solid #857b67 }';
    this.#frame.allow = 'clipboard-write; fullscreen';
    root.append(style, this.#frame);
  }

  connectedCallback() {
    this.#load();
    window.addEventListener('message', this.#heard);
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.#heard);
  }

  attributeChangedCallback(name, before, now) {
    // Before it is shown, all attributes count together.
    if (!this.#frame.src || before === now) return;
    if (name === 'step' && this.#ready) this.go(Number(now));
    else this.#load();
  }

  /** To a step of the recorded session, from 1. */
  go(step) {
    if (this.#ready) this.#frame.contentWindow?.postMessage({ type: 'go', step }, SITE.origin);
  }

  #load() {
    this.#ready = false;
    const lesson = (this.getAttribute('lesson') ?? '').replace(/^\d\d-/, '');
    const url = new URL(lesson ? `${encodeURIComponent(lesson)}.html` : './', SITE);
    url.searchParams.set('embed', '1');
    for (const name of ATTRIBUTES)
      if (name !== 'lesson' && this.hasAttribute(name))
        url.searchParams.set(name, this.getAttribute(name) || '1');
    this.#frame.title = this.getAttribute('title') ?? 'Popscope';
    this.#frame.src = url.href;
  }

  #heard = (e) => {
    if (e.source !== this.#frame.contentWindow || e.origin !== SITE.origin) return;
    const told = e.data;
    if (told?.source !== 'popscope') return;
    if (told.type === 'height') this.#frame.style.height = `${told.height}px`;
    if (told.type === 'ready') {
      this.#ready = true;
      this.#frame.title = `Popscope: ${told.title}`;
    }
    if (EVENTS.includes(told.type)) this.dispatchEvent(new CustomEvent(told.type, { detail: told }));
  };
}

if (!customElements.get('pop-scope')) customElements.define('pop-scope', Scope);
