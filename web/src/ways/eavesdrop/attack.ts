import { html, nothing, type TemplateResult } from 'lit';
import type { Guess, Guesses } from '../../abi';
import { icon } from '../../parts/icons';
import { Spoken } from '../../spoken';
import { shared } from '../../styles/shared';
import { area } from '../../words';
import en from '../../words/en/eavesdrop.json';
import { attackStyles } from './attack-styles';
import type { Hearing } from './scenes';

const say = area('eavesdrop', en);

/** Milliseconds from one word to the next. */
const PACE = 90;

/** Tries one word on what was heard; undefined: the engine can't. */
export type Try = (hearing: Hearing, word: string) => Guesses | undefined;

/** A toy dictionary attack: word by word, against a simulated session. */
export class PopAttack extends Spoken {
  static override properties = {
    hearings: { attribute: false },
    dictionary: { attribute: false },
    guess: { attribute: false },
  };
  static override styles = [shared, attackStyles];

  /** Those logins on which words can be tried. */
  declare hearings: readonly Hearing[];
  declare dictionary: readonly string[];
  declare guess: Try;

  #target = '';
  #words: string | undefined;
  #tries: Guess[] = [];
  #last: Guesses | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('hearings')) this.#restart();
  }

  get #hearing(): Hearing | undefined {
    return this.hearings.find((h) => h.login.mechanism === this.#target) ?? this.hearings[0];
  }

  get #list(): string[] {
    const text = this.#words ?? this.dictionary.join('\n');
    return text.split('\n').filter((w) => w !== '');
  }

  override render(): TemplateResult | typeof nothing {
    const hearing = this.#hearing;
    if (!hearing) return nothing;
    const over = this.#over;
    return html`
      <div class="words">
        <label for="words">${say('words')}</label>
        <textarea
          id="words"
          class="scroll"
          dir="ltr"
          lang="en"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          .value=${this.#words ?? this.dictionary.join('\n')}
          @input=${(e: Event) => this.#write((e.target as HTMLTextAreaElement).value)}
        ></textarea>
        <button type="button" ?disabled=${this.#words === undefined} @click=${() => this.#write(undefined)}>${say('words.reset')}</button>
      </div>
      <div class="bench">
        <fieldset>
          <legend>${say('target')}</legend>
          ${this.hearings.map(
            (h) => html`<label class="target"
              ><input type="radio" name="target" .checked=${h === hearing} @change=${() => this.#aim(h)} /><span lang="en">${h.login.mechanism}</span></label
            >`,
          )}
        </fieldset>
        <dl>
          <dt>${say('heard')}</dt>
          <dd class="mono" dir="ltr">${hearing.login.answer}</dd>
          ${
            this.#last
              ? html`<dt>${say('recipe')}</dt>
                  <dd lang="en">${this.#last.recipe}</dd>`
              : nothing
          }
        </dl>
        <div class="acts">
          <button type="button" class="firm" ?disabled=${over} @click=${() => this.#play()}>
            ${icon(this.#timer ? 'pause' : 'play')} ${say(this.#timer ? 'pause' : 'play')}
          </button>
          <button type="button" ?disabled=${over} @click=${() => this.#once()}>${icon('next')} ${say('step')}</button>
          <button type="button" ?disabled=${this.#tries.length === 0} @click=${() => this.#again()}>${icon('first')} ${say('restart')}</button>
        </div>
        ${this.#end(over)}
      </div>
      ${this.#log()}
    `;
  }

  get #over(): boolean {
    return this.#last?.found !== undefined || this.#tries.length >= this.#list.length;
  }

  #log(): TemplateResult {
    // The last one tried stands first, so that it is in sight.
    const tries = [...this.#tries].reverse();
    return html`<div class="tries scroll" tabindex="0" role="group" aria-label=${say('tries')}>
      ${tries.length === 0 ? html`<p class="soft">${say('tries.none')}</p>` : nothing}
      <ol reversed dir="ltr">
        ${tries.map(
          (t) =>
            html`<li class=${t.hit ? 'hit' : ''}>
              <span class="word">${t.word}</span><span class="digest">${t.made}</span
              ><span class="eq" role="img" aria-label=${say(t.hit ? 'try.hit' : 'try.miss')}>${t.hit ? '=' : '≠'}</span>
            </li>`,
        )}
      </ol>
    </div>`;
  }

  #end(over: boolean): TemplateResult {
    const found = this.#last?.found;
    const digests = this.#tries.length * (this.#last?.digests ?? 0);
    return html`<p class="soft">${say('tried', { n: this.#tries.length, digests })}</p>
      <div role="status">
        ${
          found !== undefined
            ? html`<p class="stamp" lang="">${icon('check')} ${say('found', { word: found })}</p>
                <p>${say('found.note')}</p>`
            : over && this.#tries.length > 0
              ? html`<p class="stamp no">${icon('cross')} ${say('missed')}</p>
                  <p>${say('missed.note')}</p>`
              : nothing
        }
      </div>`;
  }

  #write(words: string | undefined): void {
    this.#words = words;
    this.#again();
  }

  #aim({ login }: Hearing): void {
    this.#target = login.mechanism;
    this.#again();
  }

  #again(): void {
    this.#restart();
    this.requestUpdate();
  }

  #restart(): void {
    this.#stop();
    this.#tries = [];
    this.#last = undefined;
  }

  #once(): void {
    this.#stop();
    this.#try();
  }

  #play(): void {
    if (this.#timer) this.#stop();
    else this.#tick();
    this.requestUpdate();
  }

  #tick(): void {
    this.#timer = setTimeout(() => {
      this.#try();
      if (this.#over || !this.#timer) this.#stop();
      else this.#tick();
    }, PACE);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #try(): void {
    const hearing = this.#hearing;
    const word = this.#list[this.#tries.length];
    const got = hearing && word !== undefined ? this.guess(hearing, word) : undefined;
    if (got) {
      this.#last = got;
      this.#tries = [...this.#tries, ...got.tries];
    } else this.#stop();
    this.requestUpdate();
  }
}
