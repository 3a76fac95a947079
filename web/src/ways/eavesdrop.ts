import { html, nothing, type TemplateResult } from 'lit';
import type { Guesses } from '../abi';
import { EngineFailure, type WholeEngine } from '../engine';
import { Pane } from '../pane';
import { controlStyles } from '../parts/controls';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/eavesdrop.json';
import { PopAttack, type Try } from './eavesdrop/attack';
import { dialogue } from './eavesdrop/dialogue';
import { type Hearing, listen, USER } from './eavesdrop/scenes';
import { eavesdropStyles } from './eavesdrop/styles';
import { verdicts } from './eavesdrop/verdicts';

const say = area('eavesdrop', en);

/** The one that stands in the list, for as long as nobody chooses another. */
const PASSWORD = 'analytical';

/**
 * The eavesdropper's seat: the same errand with every way to log in, as
 * somebody hears it who sits on the wire; and what can be made of it at home.
 */
export class PopEavesdrop extends Pane {
  static override styles = [shared, wayStyles, controlStyles, eavesdropStyles];

  #engine: WholeEngine | undefined;
  #hearings: readonly Hearing[] = [];
  #dictionary: readonly string[] = [];
  #password = PASSWORD;
  #failed = false;
  /** What the engine said that went wrong. */
  #trouble = '';

  protected facts(store: Store): readonly unknown[] {
    return [store.status];
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('store') && this.store) void this.#listen();
  }

  async #listen(): Promise<void> {
    this.#failed = false;
    this.requestUpdate();
    const engine = await this.store?.whole();
    this.#failed = !engine;
    if (engine && this.isConnected) {
      this.#drop();
      try {
        const heard = listen(engine, this.#password);
        this.#engine = engine;
        this.#hearings = heard.hearings;
        this.#dictionary = heard.dictionary;
        this.#trouble = '';
      } catch (e) {
        this.#say(e);
      }
    }
    this.requestUpdate();
  }

  #drop(): void {
    for (const { id } of this.#hearings) {
      try {
        this.#engine?.drop(id);
      } catch {
        // An engine that has stopped holds nothing any more.
      }
    }
    this.#hearings = [];
  }

  #say(e: unknown): void {
    this.#trouble = e instanceof EngineFailure ? e.message : String(e);
    this.requestUpdate();
  }

  #try: Try = ({ id, login }, word): Guesses | undefined => {
    try {
      return this.#engine?.guess(id, { seq: login.seq, words: [word] });
    } catch (e) {
      this.#say(e);
      return undefined;
    }
  };

  override render(): TemplateResult {
    return html`<div class="page">
      <h2 tabindex="-1">${say('title')}</h2>
      <p class="lead">${say.rich('lead')}</p>
      <form
        @submit=${(e: Event) => {
          e.preventDefault();
          void this.#listen();
        }}
      >
        <label for="password">${say('password', { user: USER })}</label>
        <input
          id="password"
          required
          maxlength="40"
          pattern="[ -~]+"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby="password-note"
          .value=${this.#password}
          @change=${(e: Event) => {
            this.#password = (e.target as HTMLInputElement).value;
          }}
        />
        <button>${say('listen')}</button>
        <p class="soft" id="password-note">${say('password.note')}</p>
      </form>
      ${this.#trouble ? html`<p role="alert" lang="en">${this.#trouble}</p>` : nothing}
      ${this.#hearings.length > 0 ? this.#heard(this.#hearings) : this.#waits()}
    </div>`;
  }

  #waits(): TemplateResult {
    if (!this.#failed) return html`<p class="soft" role="status">${say('wait')}</p>`;
    return html`<p role="alert">${say('failed')}</p>
      <button type="button" @click=${() => void this.#listen()}>${say('again')}</button>`;
  }

  #heard(hearings: readonly Hearing[]): TemplateResult {
    const open = hearings.find((h) => h.mail.some((l) => l.hidden === undefined));
    const closed = hearings.find((h) => h.mail.every((l) => l.hidden !== undefined));
    return html`
      <div class="strips">
        ${hearings.map(
          ({ login, exchange }) => html`<section class="strip" aria-label=${login.mechanism}>
            <h3 lang="en">${login.mechanism}</h3>
            ${dialogue(exchange)}
            <p class="reads" lang="en">${login.reads}</p>
          </section>`,
        )}
      </div>
      <section class="part">${verdicts(hearings)}</section>
      <section class="part">
        <h3>${say('rest')}</h3>
        <p class="note">${say('rest.note')}</p>
        <div class="pair">
          <div><h4>${say('rest.any')}</h4>${dialogue(open?.mail ?? [])}</div>
          <div><h4>${say('rest.tls')}</h4>${dialogue(closed?.mail ?? [])}</div>
        </div>
      </section>
      <section class="part">
        <h3>${say('attack')}</h3>
        <p class="note">${say.rich('attack.note')}</p>
        <pop-attack
          .hearings=${this.#guessable(hearings)}
          .dictionary=${this.#dictionary}
          .guess=${this.#try}
        ></pop-attack>
      </section>
      <section class="part">
        <h3>${say('good')}</h3>
        <ul class="good">
          <li>${say.rich('good.long')}</li>
          <li>${say.rich('good.slow')}</li>
          <li>${say.rich('good.tls')}</li>
        </ul>
      </section>
    `;
  }

  #of: readonly Hearing[] | undefined;
  #these: readonly Hearing[] = [];

  /** Those on which words can be tried: the same list as long as what was heard is the same. */
  #guessable(hearings: readonly Hearing[]): readonly Hearing[] {
    if (this.#of !== hearings) {
      this.#of = hearings;
      this.#these = hearings.filter((h) => h.login.dictionary);
    }
    return this.#these;
  }
}

if (!customElements.get('pop-attack')) customElements.define('pop-attack', PopAttack);
if (!customElements.get('pop-eavesdrop')) customElements.define('pop-eavesdrop', PopEavesdrop);
