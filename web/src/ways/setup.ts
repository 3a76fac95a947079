import { html, nothing, type TemplateResult } from 'lit';
import type { Device, Flaw, Mailbox, Sample, Setting, Settings } from '../abi';
import { leftMail, MAIL } from '../opening';
import { Pane } from '../pane';
import { cite } from '../parts/cite';
import { icon } from '../parts/icons';
import { siteFile } from '../site';
import { browserShelf } from '../storage';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/setup.json';
import { at, type Draft, draftOf, fill, knows, letterOf, offers, readDraft, set, speak } from './setup/draft';
import { type Field, field } from './setup/field';
import { mail } from './setup/mail';
import { server } from './setup/server';
import { setupStyles } from './setup/styles';
import { title } from './setup/words';

const say = area('setup', en);

const SHELF = 'setup';
/** Milliseconds after the last key before the engine looks at the form. */
const PAUSE = 250;

/**
 * A form for a session of one's own. It knows no protocol: its fields, their
 * words and what is wrong with them are what the engine says of a scenario.
 */
export class PopSetup extends Pane {
  static override styles = [shared, wayStyles, setupStyles];

  #settings: readonly Settings[] = [];
  #samples: readonly Sample[] = [];
  #draft: Draft | undefined;
  #flaws: readonly Flaw[] = [];
  #notes: readonly string[] = [];
  #failed = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.status, store.active];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(MAIL, this.#brought);
    if (!this.#draft) void this.#fetch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(MAIL, this.#brought);
    clearTimeout(this.#waiting);
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  async #fetch(): Promise<void> {
    this.#failed = false;
    try {
      const [settings, samples] = await Promise.all([siteFile('settings.json'), siteFile('samples.json')]);
      this.#settings = settings as Settings[];
      this.#samples = samples as Sample[];
      const first = this.#samples[0]?.scenario;
      this.#draft = readDraft(browserShelf.read(SHELF), this.#settings) ?? (first && draftOf(first));
    } catch {
      this.#failed = true;
    }
    this.requestUpdate();
    if (!this.#draft) return;
    void this.#check();
    const mail = leftMail();
    if (mail.length > 0) void this.#add(mail, 'mailboxes[0].messages');
  }

  get #now(): Settings | undefined {
    return this.#settings.find((s) => s.protocol === this.#draft?.scenario.protocol);
  }

  // --- what changes ---------------------------------------------------------------

  #change(draft: Draft): void {
    this.#draft = draft;
    browserShelf.write(SHELF, draft);
    this.requestUpdate();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#check(), PAUSE);
  }

  #set(path: string, value: unknown): void {
    if (this.#draft) this.#change(set(this.#draft, path, value));
  }

  /** What the engine thinks of it. Without the engine there is nothing to say. */
  async #check(): Promise<boolean> {
    const whole = await this.store?.whole();
    const draft = this.#draft;
    if (!whole || !draft) return false;
    try {
      this.#flaws = whole.check(draft.scenario);
    } catch {
      return false;
    }
    this.requestUpdate();
    return true;
  }

  async #open(e: SubmitEvent): Promise<void> {
    e.preventDefault();
    clearTimeout(this.#waiting);
    if (!(await this.#check())) return;
    const { scenario, raw } = this.#draft ?? {};
    if (!scenario || !raw) return;
    if (Object.keys(raw).length > 0 || this.#flaws.some((f) => f.stops)) {
      await this.updateComplete;
      for (const box of this.renderRoot.querySelectorAll('details'))
        if (box.querySelector('[aria-invalid="true"]')) box.open = true;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const who = scenario.mailboxes[0]?.name ?? scenario.host;
    this.store?.open(`${scenario.protocol}: ${who}`, { kind: 'simulated', scenario });
  }

  /** The set-up of the session that is looked at, to be changed. */
  #takeOver(): void {
    const scenario = this.store?.active.request.scenario;
    if (scenario) this.#change(draftOf(scenario));
  }

  #brought = (e: globalThis.Event): void => {
    const { files } = (e as CustomEvent<{ files: File[] }>).detail;
    e.preventDefault();
    void this.#add(files, 'mailboxes[0].messages');
  };

  /** The messages in files, put behind those there are at a path. */
  async #add(files: Iterable<File>, path: string): Promise<void> {
    const whole = await this.store?.whole();
    if (!whole) return;
    const notes: string[] = [];
    for (const file of files) {
      try {
        const found = whole.letters(new Uint8Array(await file.arrayBuffer()));
        const { scenario } = this.#draft ?? {};
        const there = (scenario && (at(scenario, path) as string[] | undefined)) ?? [];
        this.#set(path, [...there, ...found.letters.map((l) => l.octets)]);
        notes.push(say('brought', { n: found.letters.length, file: file.name }), ...found.notes);
      } catch (e) {
        notes.push(`${file.name}: ${e instanceof Error ? e.message : String(e)}`);
      }
    }
    this.#notes = notes;
    this.requestUpdate();
  }

  // --- what is shown ---------------------------------------------------------------

  override render(): TemplateResult {
    const draft = this.#draft;
    const now = this.#now;
    return html`<div class="page">
      <h2 tabindex="-1">${say('title')}</h2>
      ${
        draft && now
          ? this.#form(draft, now)
          : this.#failed
            ? html`<p role="alert">${say('failed')}</p>
                <button type="button" @click=${() => void this.#fetch()}>${say('again')}</button>`
            : html`<p class="soft" role="status">${say('wait')}</p>`
      }
    </div>`;
  }

  #form(draft: Draft, now: Settings): TemplateResult {
    const { active, status } = this.store ?? {};
    const stops = this.#flaws.filter((f) => f.stops).length + Object.keys(draft.raw).length;
    return html`<p class="lead">${say('lead')}</p>
      <p class="from">
        <button type="button" ?disabled=${!active?.request.scenario} @click=${() => this.#takeOver()}>
          ${say('takeOver')}
        </button>
      </p>
      <form novalidate autocomplete="off" @submit=${(e: SubmitEvent) => void this.#open(e)}>
        ${this.#protocol(draft, now)} ${this.#mailboxes(draft, now)} ${this.#devices(draft, now)}
        <fieldset>
          <legend>${say('line')}</legend>
          <div class="pair">${this.#field('latency')}${this.#field('segment')}</div>
        </fieldset>
        ${server(now, draft.scenario.service, {
          field: (path) => this.#field(path),
          idle: (path) => this.#idle(this.#setting(path)),
          set: (path, value) => this.#set(path, value),
        })}
        <details>
          <summary>${say('rest')}</summary>
          ${this.#field('host')}${this.#field('epoch')}${this.#field('seed')}
        </details>
        <div class="go">
          <button class="firm" ?disabled=${status !== 'ready'}>${icon('play')} ${say('open')}</button>
          <span role="status">${stops > 0 ? html`<b class="stops">${say('stops', { n: stops })}</b>` : nothing}</span>
        </div>
      </form>`;
  }

  #tools(more: Partial<Field> = {}): Field {
    return {
      draft: this.#draft ?? { scenario: {} as never, raw: {}, aside: {} },
      flaws: this.#flaws,
      set: (path, value) => this.#set(path, value),
      keep: (path, text) => {
        const draft = this.#draft;
        if (draft) this.#change({ ...draft, raw: { ...draft.raw, [path]: text } });
      },
      ...more,
    };
  }

  /** A field by its path, if the protocol has it. */
  #field(path: string, more: Partial<Field> = {}): TemplateResult | typeof nothing {
    const setting = this.#setting(path);
    if (!setting) return nothing;
    return field(setting, path, this.#tools({ idle: this.#idle(setting), ...more }));
  }

  #setting(path: string): Setting | undefined {
    const plain = path.replace(/\[\d+\]/g, '');
    return this.#now?.fields.find((s) => s.path === plain);
  }

  /** The capability without which a field does nothing, if it is off. */
  #idle(setting: Setting | undefined): string | undefined {
    const service = this.#draft?.scenario.service;
    const cap = this.#now?.capabilities.find((c) => c.name === setting?.needs);
    const now = this.#now;
    if (!cap || !now) return undefined;
    const on = offers(service, cap.name, cap.on) && knows(now, service?.revision, cap.since, cap.until);
    return on ? undefined : say('idle', { capability: cap.name });
  }

  #protocol(draft: Draft, now: Settings): TemplateResult {
    const revision = draft.scenario.service?.revision || now.revisions.at(-1)?.name;
    return html`<fieldset>
      <legend>${say('protocol')}</legend>
      <div class="cards">
        ${this.#settings.map(
          (s) => html`<label class="card">
            <input type="radio" name="protocol" .checked=${s === now} @change=${() => this.#change(speak(draft, s))} />
            <b>${s.protocol}</b> <span class="soft" lang="en">${s.document?.text}</span>
          </label>`,
        )}
      </div>
      ${now.notice ? html`<p class="notice" lang="en">${now.notice}</p>` : nothing}
      ${
        now.revisions.length > 0
          ? html`<label class="label" for="revision">${title({ path: 'service.revision' })}</label>
              <select id="revision" @change=${(e: Event) => this.#set('service.revision', (e.target as HTMLSelectElement).value)}>
                ${now.revisions.map(
                  (r) =>
                    html`<option value=${r.name} ?selected=${r.name === revision} lang="en">${r.why?.text ?? r.name}</option>`,
                )}
              </select>
              <p class="about" lang="en">${now.revisions.find((r) => r.name === revision)?.meaning}</p>`
          : nothing
      }
    </fieldset>`;
  }

  #mailboxes(draft: Draft, now: Settings): TemplateResult {
    const boxes = draft.scenario.mailboxes;
    return html`<fieldset>
      <legend>${say('mail')}</legend>
      <label class="label" for="sample">${say('sample')}</label>
      <select
        id="sample"
        @change=${(e: Event) => {
          const select = e.target as HTMLSelectElement;
          const sample = this.#samples.find((s) => s.name === select.value);
          if (sample) this.#change(fill(draft, sample));
          select.value = '';
        }}
      >
        <option value="">${say('sample.none')}</option>
        ${this.#samples.map((s) => html`<option value=${s.name} lang="en">${s.title}</option>`)}
      </select>
      ${boxes.map((box, i) => this.#mailbox(box, i, boxes.length, now))}
      <div role="status">${this.#notes.map((n) => html`<p class="about">${n}</p>`)}</div>
      <button type="button" @click=${() => this.#set('mailboxes', [...boxes, { name: '', password: '', messages: [] }])}>
        ${say('mailbox.add')}
      </button>
    </fieldset>`;
  }

  #mailbox(box: Mailbox, i: number, of: number, now: Settings): TemplateResult {
    const path = `mailboxes[${i}]`;
    const all = this.#draft?.scenario.mailboxes ?? [];
    return html`<section class="box" aria-label=${say('mailbox', { name: box.name || String(i + 1) })}>
      <div class="pair">${this.#field(`${path}.name`)}${this.#field(`${path}.password`)}</div>
      ${this.#letters(`${path}.messages`, box.messages)}
      <details>
        <summary>${say('mailbox.more')}</summary>
        ${this.#field(`${path}.login`, { choices: undefined as never, hints: now.mechanisms.map((m) => m.name) })}
        ${this.#field(`${path}.stuck`)}${this.#field(`${path}.loginDelay`)}${this.#field(`${path}.expire`)}
        ${this.#setting(`${path}.folders.name`) ? this.#folders(box, path) : nothing}
        ${
          of > 1
            ? html`<button type="button" @click=${() =>
                this.#set(
                  'mailboxes',
                  all.filter((_, n) => n !== i),
                )}>
                ${say('mailbox.remove', { name: box.name })}
              </button>`
            : nothing
        }
      </details>
    </section>`;
  }

  #letters(path: string, messages: readonly string[]): TemplateResult {
    return mail(messages.map(letterOf), {
      remove: (n) =>
        this.#set(
          path,
          messages.filter((_, i) => i !== n),
        ),
      add: (files) => void this.#add(files, path),
    });
  }

  #folders(box: Mailbox, path: string): TemplateResult {
    const folders = box.folders ?? [];
    return html`${folders.map(
      (f, j) => html`<div class="sub">
        ${this.#field(`${path}.folders[${j}].name`)}${this.#field(`${path}.folders[${j}].readOnly`)}
        ${this.#letters(`${path}.folders[${j}].messages`, f.messages ?? [])}
        <button type="button" @click=${() =>
          this.#set(
            `${path}.folders`,
            folders.filter((_, n) => n !== j),
          )}>
          ${say('folder.remove', { name: f.name })}
        </button>
      </div>`,
    )}
    <button type="button" @click=${() => this.#set(`${path}.folders`, [...folders, { name: '', messages: [] }])}>
      ${say('folder.add')}
    </button>`;
  }

  #devices(draft: Draft, now: Settings): TemplateResult {
    const devices = draft.scenario.devices ?? [];
    const users = draft.scenario.mailboxes.map((m) => m.name);
    const add = (): void => {
      const box = draft.scenario.mailboxes[0];
      const taken = devices.map((d) => d.name);
      const name = ['laptop', 'phone'].find((n) => !taken.includes(n)) ?? `device ${devices.length + 1}`;
      const agent = now.agents[0]?.name ?? '';
      const device: Device = { name, agent, user: box?.name ?? '', password: box?.password ?? '' };
      this.#set('devices', [...devices, device]);
    };
    return html`<fieldset>
      <legend>${say('clients')}</legend>
      <p class="about">${say('clients.you')}</p>
      ${devices.map((d, i) => {
        const path = `devices[${i}]`;
        const agent = now.agents.find((a) => a.name === d.agent);
        return html`<section class="box" aria-label=${say('client', { name: d.name })}>
          <div class="pair">
            ${this.#field(`${path}.name`)} ${this.#field(`${path}.user`, { hints: users })}
          </div>
          ${this.#field(`${path}.agent`, { choices: now.agents })}
          ${agent ? html`<p class="about" lang="en">${agent.meaning} ${cite(agent.why ?? undefined)}</p>` : nothing}
          <details>
            <summary>${say('client.more')}</summary>
            ${this.#field(`${path}.password`)}
            ${agent?.options.map((option) => this.#field(`${path}.${option}`))}
          </details>
          <button type="button" @click=${() =>
            this.#set(
              'devices',
              devices.filter((_, n) => n !== i),
            )}>
            ${say('client.remove', { name: d.name })}
          </button>
        </section>`;
      })}
      <button type="button" @click=${add}>${say('client.add')}</button>
    </fieldset>`;
  }
}

if (!customElements.get('pop-setup')) customElements.define('pop-setup', PopSetup);
