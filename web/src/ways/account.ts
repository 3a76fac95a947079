import { html, nothing, type TemplateResult } from 'lit';
import type { MailAccount, Sample, Scenario, SetupForm, SetupOutcome } from '../abi';
import type { WholeEngine } from '../engine';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import { siteFile } from '../site';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/account.json';
import { type Experiment, experiments } from './account/experiments';
import { outcome } from './account/outcome';
import { accountStyles } from './account/styles';

const say = area('account', en);

/** What is in the form, as text: a port may be anything. */
interface Filled extends Omit<MailAccount, 'port'> {
  port: string;
  held: boolean;
  again: boolean;
}

const EMPTY: Filled = {
  server: '',
  port: '',
  security: '',
  user: '',
  password: '',
  held: false,
  again: false,
};

/** What was in the form when it was left; for this visit only, for it has a password in it. */
let left: Filled = EMPTY;

/**
 * The account form of a mail program, as everybody meets it: five fields. What
 * the program would show, what really happened, and which field is to blame.
 */
export class PopAccount extends Pane {
  static override styles = [shared, wayStyles, accountStyles];

  #filled = left;
  #scenario: Scenario | undefined;
  #form: SetupForm | undefined;
  #outcome: SetupOutcome | undefined;
  /** Of the field to blame, as long as it is as it was. */
  #blamed = '';
  #failed = false;
  #busy = false;

  protected facts(store: Store): readonly unknown[] {
    return [store.status];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      if (!this.#form) void this.#fetch();
    });
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  async #fetch(): Promise<void> {
    const { store } = this;
    this.#failed = false;
    const whole = await store?.whole();
    try {
      if (!whole) throw new Error('no engine');
      const known = [store?.active.request.scenario, store?.lesson.request.scenario];
      for (const scenario of known) if (scenario && this.#take(whole, scenario)) break;
      // Mail programs do not speak the older generations: then it is somebody else's account.
      if (!this.#form) {
        const samples = (await siteFile('samples.json')) as Sample[];
        samples.some(({ scenario }) => this.#take(whole, scenario));
      }
    } catch {
      this.#failed = true;
    }
    this.requestUpdate();
  }

  #take(whole: WholeEngine, scenario: Scenario): boolean {
    try {
      this.#form = whole.setupForm(scenario);
      this.#scenario = scenario;
      return true;
    } catch {
      return false;
    }
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <h2 tabindex="-1">${say('title')}</h2>
      <p class="lead">${say('lead')}</p>
      ${this.#letter()}
      <form @submit=${this.#submit} autocomplete="off" novalidate>
        ${this.#field('server', 'text')}
        <div class="pair">${this.#field('port', 'text')}${this.#security()}</div>
        ${this.#field('user', 'text')} ${this.#field('password', 'password')}
        <details>
          <summary>${say('besides')}</summary>
          ${this.#check('held')} ${this.#check('again')}
        </details>
        <p class="go">
          <button class="firm" ?disabled=${!this.#form || this.#busy}>${say('connect')}</button>
          ${this.#status()}
        </p>
      </form>
      ${this.#experiments()}
      ${this.#outcome ? outcome(this.#outcome, () => this.#open(false)) : nothing}
      ${this.#form ? html`<p class="note soft" lang="en">${this.#form.note}</p>` : nothing}
    </div>`;
  }

  #status(): TemplateResult | typeof nothing {
    if (this.#failed)
      return html`<span role="alert">${say('failed')}</span>
        <button type="button" @click=${() => void this.#fetch()}>${say('again')}</button>`;
    if (!this.#form) return html`<span class="soft" role="status">${say('wait')}</span>`;
    return nothing;
  }

  /** What the provider has written: without it nobody could fill in the form. */
  #letter(): TemplateResult | typeof nothing {
    const right = this.#form?.right;
    if (!right) return nothing;
    const rows: [keyof MailAccount, string][] = [
      ['server', right.server],
      ['port', String(right.port)],
      ['security', this.#title(right.security)],
      ['user', right.user],
      ['password', right.password],
    ];
    return html`<details class="letter" open>
      <summary>${say('letter')}</summary>
      <dl>
        ${rows.map(([key, value]) => html`<dt>${say(`field.${key}`)}</dt><dd class="mono" lang="en">${value}</dd>`)}
      </dl>
    </details>`;
  }

  #title(security: string): string {
    return this.#form?.securities.find((s) => s.name === security)?.title ?? security;
  }

  #field(key: 'server' | 'port' | 'user' | 'password', type: string): TemplateResult {
    const blamed = this.#blamed === key;
    return html`<label class="field ${blamed ? 'blamed' : ''}">
      <span>${say(`field.${key}`)}${blamed ? this.#stamp() : nothing}</span>
      <input
        name=${key}
        type=${type}
        inputmode=${key === 'port' ? 'numeric' : 'text'}
        autocomplete=${key === 'user' ? 'username' : key === 'password' ? 'new-password' : 'off'}
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${blamed ? 'true' : 'false'}
        .value=${this.#filled[key]}
        @input=${(e: InputEvent) => this.#fill({ [key]: (e.target as HTMLInputElement).value }, key)}
      />
    </label>`;
  }

  #stamp(): TemplateResult {
    return html` <b class="stamp">${say('blame')}</b>`;
  }

  #security(): TemplateResult {
    const blamed = this.#blamed === 'security';
    const { security } = this.#filled;
    return html`<label class="field ${blamed ? 'blamed' : ''}">
      <span>${say('field.security')}${blamed ? this.#stamp() : nothing}</span>
      <select
        name="security"
        aria-invalid=${blamed ? 'true' : 'false'}
        @change=${(e: InputEvent) => this.#secure((e.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${security === ''}>${say('choose')}</option>
        ${this.#form?.securities.map(
          (s) => html`<option value=${s.name} ?selected=${s.name === security} lang="en">${s.title}</option>`,
        )}
      </select>
    </label>`;
  }

  #check(key: 'held' | 'again'): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${this.#filled[key]}
        @change=${(e: InputEvent) => this.#fill({ [key]: (e.target as HTMLInputElement).checked }, '')}
      />
      ${say(`besides.${key}`)}
    </label>`;
  }

  /** Mail programs put in the port that goes with the security, unless one was typed. */
  #secure(security: string): void {
    const all = this.#form?.securities ?? [];
    const { port } = this.#filled;
    const usual = all.find((s) => s.name === security)?.port;
    const own = port !== '' && !all.some((s) => String(s.port) === port);
    this.#fill({ security, ...(usual && !own ? { port: String(usual) } : {}) }, 'security');
  }

  #fill(what: Partial<Filled>, key: string): void {
    this.#filled = left = { ...this.#filled, ...what };
    if (key === this.#blamed) this.#blamed = '';
    this.requestUpdate();
  }

  #submit = (e: SubmitEvent): void => {
    e.preventDefault();
    void this.#connect();
  };

  async #connect(): Promise<void> {
    const scenario = this.#scenario;
    if (!scenario || this.#busy) return;
    this.#busy = true;
    this.requestUpdate();
    const { held, again, port, ...rest } = this.#filled;
    const number = /^\s*\d+\s*$/.test(port) ? Number(port) : 0;
    const whole = await this.store?.whole();
    this.#busy = false;
    try {
      this.#outcome = whole?.setup({ scenario, account: { ...rest, port: number }, held, again });
    } catch {
      this.#failed = true;
    }
    this.#blamed = this.#outcome?.field ?? '';
    this.requestUpdate();
    if (this.#outcome?.ok) this.#open(true);
    await this.updateComplete;
    const box = this.renderRoot.querySelector<HTMLElement>('.outcome');
    box?.scrollIntoView({ block: 'nearest' });
    box?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }

  #open(works: boolean): void {
    const request = this.#outcome?.request;
    const { user } = this.#filled;
    if (request) this.store?.open(say(works ? 'session' : 'session.failed', { user }), request, 'account');
  }

  #experiments(): TemplateResult | typeof nothing {
    const form = this.#form;
    if (!form) return nothing;
    return html`<section class="try" aria-labelledby="try">
      <h3 id="try">${say('try')}</h3>
      <ul>
        ${experiments(form).map(
          (x) => html`<li>
            <button type="button" @click=${() => this.#try(x)}>
              ${x.key === 'right' ? icon('check') : nothing} ${say(`try.${x.key}`, { what: x.what })}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #try(x: Experiment): void {
    const { port, ...rest } = x.account;
    this.#blamed = '';
    this.#fill({ ...rest, port: String(port), held: x.held === true, again: x.again === true }, '');
    void this.#connect();
  }
}

if (!customElements.get('pop-account')) customElements.define('pop-account', PopAccount);
