import { html, nothing, type TemplateResult } from 'lit';
import { area } from '../../words';
import en from '../../words/en/predict.json';
import { anySeed, MOST, type Wish, within } from './run';

const say = area('predict', en);

/** What a learner has chosen or typed as an answer. */
export interface Choice {
  /** Index of an option; -1: none yet. */
  option: number;
  text: string;
}

const PROTOCOLS = ['POP1', 'POP2', 'POP3', 'POP4'];

/** The form that asks what to be asked. */
export function form(
  wish: Wish,
  on: { busy: boolean; none: boolean; change(wish: Wish): void; begin(): void },
): TemplateResult {
  const value = (e: Event): string => (e.target as HTMLInputElement | HTMLSelectElement).value;
  const number = (e: Event, key: 'seed' | 'length', least: number, most: number): void => {
    const n = within(value(e), least, most, wish[key]);
    (e.target as HTMLInputElement).value = String(n);
    on.change({ ...wish, [key]: n });
  };
  return html`<form
    @submit=${(e: Event) => {
      e.preventDefault();
      on.begin();
    }}
  >
    <fieldset class="field">
      <legend>${say('about')}</legend>
      ${(['made', 'lesson'] as const).map(
        (about) => html`<label class="choice">
          <input
            type="radio"
            name="about"
            .checked=${wish.about === about}
            @change=${() => on.change({ ...wish, about })}
          />
          <span class="what">${say(`about.${about}`)}</span>
        </label>`,
      )}
    </fieldset>
    ${
      wish.about === 'lesson'
        ? nothing
        : html`<div class="field">
              <label for="protocol">${say('protocol')}</label>
              <select id="protocol" .value=${wish.protocol} @change=${(e: Event) => on.change({ ...wish, protocol: value(e) })}>
                ${PROTOCOLS.map((p) => html`<option ?selected=${p === wish.protocol}>${p}</option>`)}
              </select>
            </div>
            <div class="field">
              <label for="difficulty">${say('difficulty')}</label>
              <select id="difficulty" @change=${(e: Event) => on.change({ ...wish, difficulty: Number(value(e)) })}>
                ${([1, 2, 3] as const).map(
                  (d) =>
                    html`<option value=${d} ?selected=${d === wish.difficulty}>${say(`difficulty.${d}`)}</option>`,
                )}
              </select>
            </div>`
    }
    <div class="field">
      <label for="length">${say('length')}</label>
      <input
        id="length"
        type="number"
        min="1"
        max=${MOST}
        aria-describedby="length-note"
        .value=${String(wish.length)}
        @change=${(e: Event) => number(e, 'length', 1, MOST)}
      />
      <p class="soft" id="length-note">${say('length.note', { most: MOST })}</p>
    </div>
    <div class="field">
      <label for="seed">${say('seed')}</label>
      <div class="row">
        <input
          id="seed"
          class="seed"
          type="number"
          min="0"
          max=${Number.MAX_SAFE_INTEGER}
          aria-describedby="seed-note"
          .value=${String(wish.seed)}
          @change=${(e: Event) => number(e, 'seed', 0, Number.MAX_SAFE_INTEGER)}
        />
        <button type="button" @click=${() => on.change({ ...wish, seed: anySeed(wish.seed) })}>${say('seed.other')}</button>
      </div>
      <p class="soft" id="seed-note">${say('seed.note')}</p>
    </div>
    <button class="firm" ?disabled=${on.busy}>${say('begin')}</button>
    <div role="status">
      ${on.busy ? html`<p class="soft">${say('wait')}</p>` : nothing}
      ${on.none ? html`<p>${say('none')}</p>` : nothing}
    </div>
  </form>`;
}
