import { html, nothing, type TemplateResult } from 'lit';
import type { AgentInfo, Awaited, Device, DeviceMail, Sample, Scenario, Settings } from '../abi';
import { habit, setHabit } from '../habits';
import { Pane } from '../pane';
import { cite } from '../parts/cite';
import { awaited } from '../seated';
import { siteFile } from '../site';
import type { Store } from '../store';
import { seatStyles } from '../styles/seat';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/seat.json';

const say = area('seat', en);

/** Messages in the maildrop: few, for who answers has to type them. */
const FEW = 2;

/**
 * The server's seat: a client calls, and the learner answers it. What it waits
 * for stands here, and what a right reply looks like; the reply is typed in the
 * command line.
 */
export class PopSeat extends Pane {
  static override styles = [shared, seatStyles];

  #settings: readonly Settings[] = [];
  #samples: readonly Sample[] = [];
  #failed = false;
  /** Whether another client is being chosen, although one is there. */
  #choosing = false;

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [s, s.events, s.cursor, store.status, store.view()];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('popscope:habits', this.#habits);
    if (this.#settings.length === 0) void this.#fetch();
    void this.#whole();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('popscope:habits', this.#habits);
  }

  #habits = (): void => this.requestUpdate();

  /** Puts the focus on the heading. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  /** Only the whole engine knows the seat; it is fetched at once, for a session that was kept too. */
  async #whole(): Promise<boolean> {
    return (await this.store?.whole()) !== undefined;
  }

  async #fetch(): Promise<void> {
    this.#failed = false;
    this.requestUpdate();
    try {
      const [settings, samples] = await Promise.all([siteFile('settings.json'), siteFile('samples.json')]);
      this.#settings = settings as Settings[];
      this.#samples = samples as Sample[];
    } catch {
      this.#failed = true;
    }
    this.requestUpdate();
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const device = store.active.request.scenario?.devices?.[0];
    const playing = store.active.seated && device && !this.#choosing;
    return html`
      <h2 tabindex="-1">${say('title')}</h2>
      <div class="body scroll" tabindex="0" role="group" aria-label=${say('title')}>
        ${playing ? this.#play(store, device) : this.#choose(store)}
      </div>
    `;
  }

  // --- who is to call -------------------------------------------------------------

  #choose(store: Store): TemplateResult {
    const ready = store.status === 'ready';
    if (this.#failed)
      return html`<p role="alert">${say('failed')}</p>
        <button type="button" @click=${() => void this.#fetch()}>${say('again')}</button>`;
    if (this.#settings.length === 0) return html`<p class="soft" role="status">${say('wait')}</p>`;
    return html`
      <p>${say('intro')}</p>
      <form @submit=${this.#take}>
        <fieldset>
          <legend>${say('who')}</legend>
          ${this.#settings.map(
            ({ protocol, agents }) => html`<h3 id=${protocol}>${protocol}</h3>
              <ul aria-labelledby=${protocol}>
                ${agents.map((a) => this.#agent(protocol, a))}
              </ul>`,
          )}
        </fieldset>
        ${ready ? nothing : html`<p class="soft">${say('engine')}</p>`}
        <button type="submit" class="firm" ?disabled=${!ready}>${say('take')}</button>
      </form>
    `;
  }

  #agent(protocol: string, { name, meaning }: AgentInfo): TemplateResult {
    const { tables } = this.store ?? {};
    const own = tables?.protocol === protocol;
    const first = this.#settings.find((s) => s.protocol === protocol)?.agents[0]?.name === name;
    return html`<li>
      <label lang="en">
        <input type="radio" name="agent" required .value=${`${protocol}/${name}`} ?checked=${own && first} />
        <span><b>${name}</b> <small>${meaning}</small></span>
      </label>
    </li>`;
  }

  async #take(e: globalThis.Event): Promise<void> {
    e.preventDefault();
    const { store } = this;
    const chosen = String(new FormData(e.target as HTMLFormElement).get('agent') ?? '');
    const at = chosen.indexOf('/');
    const scenario = this.#scenario(chosen.slice(0, at), chosen.slice(at + 1));
    if (!store || !scenario || !(await this.#whole())) return;
    this.#choosing = false;
    const sheet = store.open(
      say('session', { protocol: scenario.protocol }),
      { kind: 'simulated', scenario, lines: [] },
      'seat',
    );
    if (!sheet) return;
    this.#call(scenario.devices?.[0]);
    this.focus();
  }

  /** A maildrop of that protocol, and a client that is to fetch from it. */
  #scenario(protocol: string, agent: string): Scenario | undefined {
    const scenario = this.#samples.find((s) => s.scenario.protocol === protocol)?.scenario;
    const box = scenario?.mailboxes[0];
    if (!scenario || !box) return undefined;
    const device: Device = { name: 'phone', agent, user: box.name, password: box.password, plain: true };
    return {
      ...scenario,
      seat: 'server',
      mailboxes: [{ ...box, messages: box.messages.slice(0, FEW) }],
      devices: [device],
    };
  }

  #call(device: Device | undefined): void {
    if (device) this.store?.act(`run ${device.name}`);
  }

  // --- the session ------------------------------------------------------------------

  #play(store: Store, device: Device): TemplateResult {
    const waits = awaited(store);
    const over = store.view()?.conns.every((c) => !c.open) ?? true;
    return html`
      <p>${say.rich('client', { protocol: store.tables.protocol, user: device.user, agent: device.agent })}</p>
      <section aria-labelledby="now">
        <h3 id="now">${say('now')}</h3>
        <div role="status">${waits ? this.#waits(waits) : this.#idle(store, over)}</div>
        ${
          waits || !over
            ? nothing
            : html`<button type="button" class="firm" ?disabled=${store.status !== 'ready'} @click=${() => this.#call(device)}>
                ${say('come')}
              </button>`
        }
      </section>
      ${waits ? this.#right(store, waits) : nothing} ${this.#breaches(store)}
      ${this.#holds(store, device, over)}
      <p class="foot">
        <button type="button" @click=${this.#other}>${say('other')}</button>
      </p>
    `;
  }

  #waits(waits: Awaited): TemplateResult {
    const { line, asks } = waits;
    if (line === '') return html`<p>${say('greeting')}</p><p class="soft">${say('type')}</p>`;
    return html`<p>${say('answer')}</p>
      <p class="wire" dir="ltr"><b class="client">C:</b> <code>${line}</code></p>
      <p class="soft">${asks ? html`<span lang="en">It ${asks}.</span>` : say('unknown')} ${say('type')}</p>`;
  }

  #idle(store: Store, over: boolean): TemplateResult {
    if (store.active.events.length === 0) return html`<p>${say('nobody')}</p>`;
    return html`<p>${say(over ? 'gone' : 'quiet')}</p>`;
  }

  #right(store: Store, waits: Awaited): TemplateResult {
    const shown = habit('answers');
    return html`<section aria-labelledby="right">
      <h3 id="right">
        ${say('right')}
        <button type="button" aria-expanded=${shown ? 'true' : 'false'} @click=${() => setHabit('answers', !shown)}>
          ${say(shown ? 'right.hide' : 'right.show')}
        </button>
      </h3>
      ${shown ? this.#answer(store, waits) : html`<p class="soft">${say('right.hidden')}</p>`}
    </section>`;
  }

  #answer(store: Store, { begins, fields, then, refuse, why }: Awaited): TemplateResult {
    const meaning = (token: string): string =>
      store.tables.glossary.find((t) => t.token === token)?.meaning ?? '';
    return html`<dl>
      ${
        refuse
          ? html`<dt>${say('refuse')}</dt>
              <dd lang="en">${refuse}</dd>`
          : nothing
      }
      ${
        begins.length > 0 || fields.length > 0
          ? html`<dt>${say('line')}</dt>
              <dd class="wire" dir="ltr">
                <b class="server">S:</b> ${begins.map((b, i) => html`${i > 0 ? ' / ' : nothing}<code>${b}</code>`)}
                ${
                  fields.length > 0
                    ? fields.map((f) => html` <i lang="en" title=${meaning(f)}>${f}</i>`)
                    : html` <i>[${say('text')}]</i>`
                }
              </dd>`
          : nothing
      }
      ${
        then
          ? html`<dt>${say('then')}</dt>
              <dd lang="en">${then}</dd>`
          : nothing
      }
      ${
        why?.text
          ? html`<dt>${say('where')}</dt>
              <dd>${cite(why)}</dd>`
          : nothing
      }
    </dl>`;
  }

  /** What the server's side did wrong, up to where we look. */
  #breaches(store: Store): TemplateResult {
    const { events, cursor } = store.active;
    const wrong = events.filter((e) => e.seq <= cursor && e.kind === 'fault' && e.side === 'server');
    return html`<section aria-labelledby="breaches">
      <h3 id="breaches">${say('breaches')}</h3>
      ${
        wrong.length === 0
          ? html`<p class="soft">${say('breaches.none')}</p>`
          : html`<ol class="breaches">
              ${wrong.map(
                (e) => html`<li>
                  <span lang="en">${e.sentence} ${cite(e.why)}</span>
                  <button type="button" @click=${() => store.go(e.seq)}>${say('goTo')}</button>
                </li>`,
              )}
            </ol>`
      }
    </section>`;
  }

  #holds(store: Store, device: Device, over: boolean): TemplateResult {
    const mail = store.view()?.devices.find((d) => d.name === device.name)?.messages ?? [];
    const ended = over && store.active.events.length > 0;
    return html`<section aria-labelledby="holds">
      <h3 id="holds">${say(ended ? 'holds.end' : 'holds')}</h3>
      ${
        mail.length === 0
          ? html`<p class="soft">${say('holds.none')}</p>`
          : html`<ul class="holds">
              ${mail.map((m, i) => html`<li><b>${named(m, i)}</b> ${held(m)}</li>`)}
            </ul>`
      }
    </section>`;
  }

  #other(): void {
    this.#choosing = true;
    this.requestUpdate();
    this.focus();
  }
}

function named({ subject, uniqueId }: DeviceMail, i: number): string {
  return subject || uniqueId || say('message', { n: i + 1 });
}

function held({ holds, heldSize }: DeviceMail): string {
  if (holds === 'nothing') return say('holds.nothing');
  return say(holds === 'whole' ? 'holds.whole' : 'holds.part', { n: heldSize });
}

if (!customElements.get('pop-seat')) customElements.define('pop-seat', PopSeat);
