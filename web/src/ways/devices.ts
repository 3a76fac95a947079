import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Scenario, View } from '../abi';
import { Pane } from '../pane';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/devices.json';
import { type Day, dayAt, daysOf, type Happening } from './devices/calendar';
import { type Deed, EXPERIMENTS, type Experiment, restOfWeek } from './devices/experiments';
import { type Row, rowsOf, type Sum, sumOf } from './devices/places';
import { dayName, deviceName, happening, sentences } from './devices/said';
import { deviceStyles } from './devices/styles';
import { DAY, HABITS, letter, request, USUAL, type Week, weekOf } from './devices/week';

const say = area('devices', en);

const NAMINGS = ['kept', 'new', 'none'] as const;

/** Two devices: laptop and phone on one maildrop, over days. */
export class PopDevices extends Pane {
  static override styles = [shared, wayStyles, deviceStyles];

  #days: { of: unknown; all: Day[] } = { of: undefined, all: [] };
  /** The experiment that a session is, as long as nothing more is done in it. */
  #experiments = new Map<string, { which: Experiment; last: number }>();

  protected facts(store: Store): readonly unknown[] {
    const { active, status, selection } = store;
    return [active, active.events, active.cursor, active.id, status, selection];
  }

  /** The heading, for who has just come here. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const scenario = this.#scenario(store);
    return html`
      <h2 tabindex="-1">${say('title')}</h2>
      <p>${say('intro')}</p>
      ${scenario ? this.#week(store, scenario) : nothing}
      ${this.#trials(store)} ${this.#settings(store, scenario)}
    `;
  }

  /** The scenario that is looked at, if it has devices on a maildrop. */
  #scenario(store: Store): Scenario | undefined {
    const { scenario } = store.active.request;
    return scenario?.devices?.length ? scenario : undefined;
  }

  get #off(): boolean {
    return this.store?.status !== 'ready';
  }

  // --- the week --------------------------------------------------------------------

  #week(store: Store, scenario: Scenario): TemplateResult {
    const names = (scenario.devices ?? []).map((d) => d.name);
    const view = store.view();
    const rows = view ? rowsOf(view, names) : [];
    return html`
      ${this.#calendar(store, scenario, names)} ${this.#deeds(store, scenario, names)}
      <section aria-label=${say('places')}>
        <h3>${say('places')}</h3>
        ${rows.length > 0 ? this.#table(store, rows, names) : html`<p class="soft">${say('places.none')}</p>`}
        ${rows.length > 0 ? this.#verdict(store, sumOf(rows, names), names) : nothing}
      </section>
    `;
  }

  #all(store: Store, scenario: Scenario): Day[] {
    const { active, status } = store;
    const of = status === 'ready' && active.id !== null ? active.events : undefined;
    if (of === undefined || of !== this.#days.of) {
      const view = (seq: number): View | undefined =>
        active.view(seq, (id, s) => store.ask((engine) => engine.view(id, s)));
      this.#days = { of, all: daysOf(active.events, scenario.epoch ?? 0, view) };
    }
    return this.#days.all;
  }

  #calendar(store: Store, scenario: Scenario, names: readonly string[]): TemplateResult {
    const days = this.#all(store, scenario);
    const epoch = scenario.epoch ?? 0;
    const { current, cursor } = store.active;
    const today = current ? dayAt(current.at, epoch) : 0;
    const lines: (string | undefined)[] = [undefined, ...names];
    return html`<section aria-label=${say('calendar')}>
      <h3>${say('calendar')}</h3>
      <div class="scroll" role="group" tabindex="0" aria-label=${say('calendar')} @keydown=${(e: KeyboardEvent) => this.#turn(e, days, today)}>
        <table class="calendar">
          <thead>
            <tr>
              <td></td>
              ${days.map(
                (d) => html`<th scope="col">
                  <button
                    type="button"
                    class="postmark"
                    ?disabled=${d.last < 0}
                    aria-current=${ifDefined(d.number === today ? 'date' : undefined)}
                    aria-label=${say('day.go', { day: dayName(epoch, d.number, 'long') })}
                    @click=${() => store.go(d.last)}
                  >
                    ${dayName(epoch, d.number, 'short')}<b>${d.number + 1}</b>
                  </button>
                </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${lines.map(
              (name) => html`<tr>
                <th scope="row">${name === undefined ? say('letters') : deviceName(name)}</th>
                ${days.map(
                  (d) => html`<td>
                    ${d.happenings.filter((h) => h.device === name).map((h) => this.#happening(store, h, cursor, dayName(epoch, d.number, 'long')))}
                  </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="legend soft">${say('legend')}</p>
    </section>`;
  }

  #happening(store: Store, h: Happening, cursor: number, day: string): TemplateResult {
    const { label, sign } = happening(h, day);
    const here = h.first <= cursor && cursor <= h.last;
    return html`<button
      type="button"
      class="happening ${h.first > cursor ? 'ahead' : ''}"
      aria-label=${label}
      title=${label}
      aria-current=${ifDefined(here ? 'step' : undefined)}
      @click=${() => store.go(h.last)}
    >
      ${sign}
    </button>`;
  }

  /** The arrow keys lead from day to day. */
  #turn(e: KeyboardEvent, days: readonly Day[], today: number): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step || e.shiftKey || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    for (let n = today + step; n >= 0 && n < days.length; n += step) {
      const day = days[n];
      if (!day || day.last < 0) continue;
      this.store?.go(day.last);
      void this.updateComplete.then(() => {
        if (this.shadowRoot?.activeElement?.matches('.postmark'))
          this.renderRoot.querySelector<HTMLElement>('.postmark[aria-current]')?.focus();
      });
      return;
    }
  }

  // --- what one can do ---------------------------------------------------------------

  #deeds(store: Store, scenario: Scenario, names: readonly string[]): TemplateResult {
    const button = (label: string, deeds: readonly Deed[]): TemplateResult =>
      html`<button type="button" ?disabled=${this.#off} @click=${() => this.#do(store, deeds)}>${label}</button>`;
    const done = this.#all(store, scenario).findLastIndex((d) => d.last >= 0) + 1;
    const rest = restOfWeek(done);
    const pair = names.includes('laptop') && names.includes('phone');
    return html`<div class="deeds" role="group" aria-label=${say('deeds')}>
      ${button(say('do.letter'), ['letter'])}
      ${
        pair
          ? html`${button(say('do.phone'), ['phone'])} ${button(say('do.laptop'), ['laptop'])} ${button(say('do.both'), ['both'])}`
          : names.map(
              (name) =>
                html`<button type="button" ?disabled=${this.#off} @click=${() => store.act(`run ${name}`)}>${say('do.run', { device: name })}</button>`,
            )
      }
      ${button(say('do.day'), ['day'])} ${pair && rest.length > 0 ? button(say('do.week'), rest) : nothing}
    </div>`;
  }

  /** Does things one after the other, up to one that can't be done. */
  #do(store: Store, deeds: readonly Deed[]): boolean {
    return deeds.every((deed) => {
      if (deed === 'letter') return this.#deliver(store);
      if (deed === 'day') return this.#act(store, `sleep ${DAY}`) && this.#deliver(store);
      return this.#act(store, deed === 'both' ? 'run laptop + phone' : `run ${deed}`);
    });
  }

  #act(store: Store, what: string): boolean {
    return store.alter((engine, id, seq) => engine.act(id, seq, what));
  }

  #deliver(store: Store): boolean {
    const drop = store.view()?.maildrops[0];
    if (!drop) return false;
    const text = letter(drop.messages.length);
    return store.alter((engine, id, seq) => engine.deliver(id, seq, drop.mailbox, text));
  }

  // --- who has what --------------------------------------------------------------------

  #table(store: Store, rows: readonly Row[], names: readonly string[]): TemplateResult {
    const chosen = store.selection;
    return html`<table class="places">
      <thead>
        <tr>
          <th scope="col">${say('letter')}</th>
          <th scope="col">${say('server')}</th>
          ${names.map((name) => html`<th scope="col">${deviceName(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((r) => {
          const on = chosen?.kind === 'item' && chosen.item === r.item;
          return html`<tr class=${on ? 'same' : ''}>
            <th scope="row">
              <button type="button" lang="en" aria-pressed=${on ? 'true' : 'false'} @click=${() => store.select(on ? undefined : { kind: 'item', item: r.item })}>
                ${r.subject}
              </button>
            </th>
            <td class=${r.server}>${say(`fate.${r.server}`)}</td>
            ${names.map((name) => {
              const { fate, times } = r.devices.get(name) ?? { fate: 'waiting' as const, times: 0 };
              return html`<td class=${fate}>
                ${say(`fate.${fate}`)}${times > 1 ? html` <b class="times">${say('times', { n: times })}</b>` : nothing}
              </td>`;
            })}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #verdict(store: Store, sum: Sum, names: readonly string[]): TemplateResult {
    const { key, last, branch } = store.active;
    const trial = this.#experiments.get(key);
    const ended = trial && trial.last === last && branch === 0 && store.active.cursor === last;
    const lines = sentences(sum, names);
    return html`<div class="verdict" role="status">
      <p><b>${say(sum.alike ? 'alike' : 'not.alike')}</b></p>
      <ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
      ${ended ? html`<p class="end">${this.#ending(store, trial.which, sum)}</p>` : nothing}
    </div>`;
  }

  /** What an experiment has shown, in the numbers that came of it. */
  #ending(store: Store, { key }: Experiment, sum: Sum): string {
    const laptop = sum.devices.get('laptop');
    const phone = sum.devices.get('phone');
    const visits = this.#days.all.flatMap((d) => d.happenings).filter((h) => h.device !== undefined);
    return say(`trial.${key}.end`, {
      all: sum.all,
      server: sum.server,
      laptop: laptop?.has ?? 0,
      phone: phone?.has ?? 0,
      never: phone?.never ?? 0,
      vain: (laptop?.vain ?? 0) + (phone?.vain ?? 0),
      let: visits.filter((v) => v.in).length,
      away: visits.filter((v) => !v.in).length,
      n: store.active.cursor < 0 ? 0 : sum.all,
    });
  }

  // --- setting up ------------------------------------------------------------------------

  #trials(store: Store): TemplateResult {
    const key = this.#experiments.get(store.active.key)?.which.key;
    return html`<section aria-label=${say('trials')}>
      <h3>${say('trials')}</h3>
      <ol class="trials">
        ${EXPERIMENTS.map(
          (x) => html`<li>
            <button type="button" ?disabled=${this.#off} aria-pressed=${x.key === key ? 'true' : 'false'} @click=${() => this.#try(store, x)}>
              <b>${say(`trial.${x.key}.name`)}</b> <span>${say(`trial.${x.key}.note`)}</span>
            </button>
          </li>`,
        )}
      </ol>
    </section>`;
  }

  #try(store: Store, which: Experiment): void {
    const before = store.active;
    const sheet = store.open(say(`trial.${which.key}.name`), request(which.week), 'devices');
    if (!sheet || sheet === before || !this.#do(store, which.deeds)) return;
    this.#experiments.set(sheet.key, { which, last: sheet.last });
    this.requestUpdate();
    this.scrollTop = 0;
  }

  #settings(store: Store, scenario: Scenario | undefined): TemplateResult {
    const week = scenario ? weekOf(scenario) : USUAL;
    return html`<details class="settings" ?open=${!scenario}>
      <summary>${say('settings')}</summary>
      <form @submit=${(e: SubmitEvent) => this.#begin(e, store)}>
        ${(['laptop', 'phone'] as const).map(
          (name) => html`<fieldset>
            <legend>${deviceName(name)}</legend>
            <select name="${name}.agent" aria-label=${say('agent', { device: deviceName(name) })}>
              ${HABITS.map((agent, i) => html`<option value=${agent} ?selected=${agent === week[name].agent}>${say(i === 0 ? 'habit.delete' : 'habit.leave')}</option>`)}
            </select>
            <label>
              ${say('days')}
              <input name="${name}.days" type="number" min="0" max="60" .value=${String(week[name].days)} />
            </label>
          </fieldset>`,
        )}
        <fieldset>
          <legend>${say('server')}</legend>
          <select name="naming" aria-label=${say('naming')}>
            ${NAMINGS.map((n) => html`<option value=${n} ?selected=${n === week.naming}>${say(`naming.${n}`)}</option>`)}
          </select>
        </fieldset>
        <p class="soft">${say('settings.note')}</p>
        <button class="firm" ?disabled=${this.#off}>${say('begin')}</button>
      </form>
    </details>`;
  }

  #begin(e: SubmitEvent, store: Store): void {
    e.preventDefault();
    const data = new FormData(e.target as HTMLFormElement);
    const device = (name: string): Week['laptop'] => ({
      agent: String(data.get(`${name}.agent`)),
      days: Math.max(0, Math.floor(Number(data.get(`${name}.days`)))),
    });
    const naming = NAMINGS.find((n) => n === data.get('naming')) ?? 'kept';
    const week: Week = { laptop: device('laptop'), phone: device('phone'), naming };
    const before = store.active;
    const sheet = store.open(say('title'), request(week), 'devices');
    if (!sheet || sheet === before) return;
    this.#do(store, ['letter']);
    this.scrollTop = 0;
  }
}

if (!customElements.get('pop-devices')) customElements.define('pop-devices', PopDevices);
