import { css, html, nothing, type TemplateResult } from 'lit';
import type { Event } from '../abi';
import { LONG } from '../links/codec';
import { isPublished, momentLink, recordedMoment } from '../links/share';
import { type Handout, PopHandout } from '../panes/handout';
import { type Step, stepsOf } from '../steps';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/print.json';
import type { Blanks } from '../worksheet';
import { Dialog } from './dialog';

const say = area('print', en);

const BLANKS: readonly Blanks[] = ['none', 'replies', 'states', 'octets'];

/** What is to be printed, as far as it may leave the page. */
interface Told {
  events: readonly Event[];
  steps: readonly Step[];
  /** In place of these, where it was seen on a wire. */
  transcript: string;
}

/** It is not known yet. */
const NOTHING: Told = { events: [], steps: [], transcript: '' };

/** Prints the session that is looked at: a hand-out, or a worksheet. */
export class PopPrint extends Dialog {
  static override styles = [
    Dialog.styles,
    css`
      dialog {
        width: min(60rem, calc(100vw - 2rem));
      }

      .both {
        display: grid;
        grid-template-columns: minmax(14rem, 1fr) minmax(0, 2.2fr);
        gap: var(--space-5);
      }

      .preview {
        max-height: 60dvh;
        padding: var(--space-4);
        overflow: auto;
        border: var(--hair) solid var(--rule-firm);
        background: #fff;
      }

      .seed {
        max-width: 10rem;
      }

      @media (max-width: 40em) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  #blanks: Blanks = 'none';
  #seed = 1;
  #told: Told = NOTHING;

  override render(): TemplateResult {
    const { store } = this;
    const what = store && this.window?.open !== undefined ? this.#what(store) : undefined;
    const seen = store?.active.seen === true;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title')}</h2>
      <div class="both">
        <div>
          <fieldset>
            <legend>${say('what')}</legend>
            ${BLANKS.map((b) => this.#option(b, seen && b !== 'none'))}
          </fieldset>
          ${
            this.#blanks === 'none'
              ? nothing
              : html`<label class="field seed">
                  <span>${say('seed')}</span>
                  <input type="number" min="1" max="9999" .value=${String(this.#seed)} @input=${this.#seeded} />
                </label>
                <p class="soft">${say('seed.note')}</p>`
          }
        </div>
        <div class="preview" tabindex="0" role="group" aria-label=${say('preview')}>
          <pop-handout .what=${what}></pop-handout>
        </div>
      </div>
      <div class="choice">
        <button type="button" class="firm" data-first ?disabled=${this.#told === NOTHING} @click=${this.#print}>${say('print')}</button>
        ${this.leave()}
      </div>
    </dialog>`;
  }

  #option(blanks: Blanks, off: boolean): TemplateResult {
    return html`<label class="option">
      <input
        type="radio"
        name="blanks"
        .checked=${this.#blanks === blanks}
        ?disabled=${off}
        @change=${() => {
          this.#blanks = blanks;
          this.requestUpdate();
        }}
      />
      <span>${say(`blanks.${blanks}`)}</span>
    </label>`;
  }

  protected override opened(): void {
    const { store } = this;
    if (!store) return;
    if (store.active.seen) this.#blanks = 'none';
    void this.#look(store);
  }

  #seeded(e: globalThis.Event): void {
    const n = Number((e.target as HTMLInputElement).value);
    if (!Number.isInteger(n) || n < 1) return;
    this.#seed = n;
    this.requestUpdate();
  }

  #what(store: Store): Handout {
    const { active, lesson, tables } = store;
    const { events, steps, transcript } = this.#told;
    const link = recordedMoment(store) ? momentLink(store).url : '';
    const view = (seq: number) => active.view(seq, (id, at) => store.ask((engine) => engine.view(id, at)));
    return {
      title: active === store.sheets[0] ? lesson.title : active.title,
      protocol: `${tables.protocol}${tables.revision ? ` (${tables.revision})` : ''}`,
      link: link.length > LONG ? '' : link,
      events,
      steps,
      transcript,
      before: view(0),
      after: view(active.last),
      blanks: this.#blanks,
      seed: this.#seed,
    };
  }

  /**
   * What of the session may leave the page. What was typed may hold a password,
   * and what was seen on a wire somebody's: the engine masks both. In a lesson's
   * session as it was recorded there is nothing to hide.
   */
  async #look(store: Store): Promise<void> {
    const { active } = store;
    const { id, branch, seen, saved, events, steps } = active;
    this.#told = NOTHING;
    if (id === null || (!seen && saved === '')) this.#told = { events, steps, transcript: '' };
    else {
      const engine = await store.whole();
      if (!engine || active !== store.active || active.id === null) return;
      const now = active.id; // the session may have moved to another engine
      const masked = engine.masked(now, branch, isPublished(store, active)).slice(0, events.length);
      const transcript = seen ? engine.transcript(now, branch) : '';
      this.#told = { events: masked, steps: stepsOf(masked), transcript };
    }
    this.requestUpdate();
  }

  /** The paper stands beside the page, which is not printed then (page.css). */
  async #print(): Promise<void> {
    const { store } = this;
    if (!store) return;
    const paper = new PopHandout();
    paper.className = 'on-paper';
    paper.what = this.#what(store);
    this.shut();
    document.body.append(paper);
    await paper.updateComplete;
    window.addEventListener('afterprint', () => paper.remove(), { once: true });
    window.print();
  }
}

if (!customElements.get('pop-print')) customElements.define('pop-print', PopPrint);
