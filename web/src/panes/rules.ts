import { html, nothing, type TemplateResult } from 'lit';
import type { Event, RuleDocument, RuleSection, Rules, Tables } from '../abi';
import { citedBy, type Exercised, exercisedBy } from '../exercised';
import { Later } from '../later';
import { Pane } from '../pane';
import { enlarge } from '../parts/enlarge';
import { siteFile } from '../site';
import type { Store } from '../store';
import { ruleStyles } from '../styles/rules';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/rules.json';

const say = area('rules', en);

/** So many steps are named; there may be thousands. */
const STEPS = 12;

/**
 * The documents as sheets of stamps, a stamp for each section: postmarked are
 * those that the session has exercised up to the cursor.
 */
export class PopRules extends Pane {
  static override styles = [shared, ruleStyles];

  #rules: Rules | undefined;
  #failed = false;
  #of: { events: readonly Event[]; tables: Tables } | undefined;
  #exercised = new Map<string, Exercised>();
  #ours = new Set<string>();
  #all = false;
  /** The section that is read, by its text. */
  #open = '';
  /** All events are gone through when there is time, not within a step. */
  #rest = new Later(() => {
    const { store } = this;
    if (!store) return;
    const { tables } = store;
    this.#exercised = exercisedBy(store.active.events, tables);
    this.#ours = new Set([...citedBy(tables)].map(documentOf));
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#rules) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#failed = false;
    try {
      this.#rules = (await siteFile('rules.json')) as Rules;
    } catch {
      this.#failed = true;
    }
    this.requestUpdate();
  }

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.tables];
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { store } = this;
    if (!store) return;
    const { tables } = store;
    const { events } = store.active;
    if (this.#of?.events === events && this.#of.tables === tables) return;
    this.#of = { events, tables };
    this.#rest.put();
  }

  /** Where a section has been at work so far; undefined: nowhere yet. */
  #at(text: string): Exercised | undefined {
    const found = this.#exercised.get(text);
    return found && found.first <= (this.store?.active.cursor ?? -1) ? found : undefined;
  }

  override render(): TemplateResult {
    const documents = this.#rules?.documents ?? [];
    const near = documents.filter(
      (d) => this.#ours.has(d.text) || d.sections.some((s) => this.#at(s.text) !== undefined),
    );
    // What has been at work stands first, else the documents' own order.
    const idle = (d: RuleDocument): number => Number(!d.sections.some((s) => this.#exercised.has(s.text)));
    const shown = this.#all ? documents : near.toSorted((a, b) => idle(a) - idle(b));
    const open = documents.flatMap((d) => d.sections).find((s) => s.text === this.#open);
    return html`
      <h2>
        <span class="tabbed">${say('title')}</span>
        <span class="aside">
          <button type="button" class="more" aria-pressed=${this.#all ? 'true' : 'false'} @click=${this.#more}>${say('all')}</button>
          ${enlarge(this)}
        </span>
      </h2>
      <div class="map scroll" tabindex="0" role="group" aria-label=${say('map')}>
        ${
          this.#failed
            ? html`<p class="soft">${say('failed')} <button type="button" @click=${() => void this.#fetch()}>${say('again')}</button></p>`
            : nothing
        }
        ${!this.#rules && !this.#failed ? html`<p class="soft" role="status">${say('wait')}</p>` : nothing}
        ${shown.map((d) => this.#document(d))}
      </div>
      <div class="reading scroll" tabindex="0" role="group" aria-label=${say('reading')} aria-live="polite">
        ${open ? this.#section(open) : html`<p class="soft">${say('hint')}</p>`}
      </div>
    `;
  }

  #document(d: RuleDocument): TemplateResult {
    const done = d.sections.filter((s) => this.#at(s.text)).length;
    const stop = Math.max(
      0,
      d.sections.findIndex((s) => s.text === this.#open),
    );
    return html`<section class="document" aria-label=${d.text}>
      <h3>
        <span lang="en"><b>${d.text}</b> ${d.title}</span>
        <span class="count">${say.rich('count', { done, n: d.sections.length })}</span>
      </h3>
      <div class="sheet" role="group" aria-label=${say('sheet', { what: d.text })} @keydown=${this.#key}>
        ${d.sections.map((s, i) => {
          const at = this.#at(s.text);
          const now = at?.steps.get(this.store?.active.current?.step ?? -1) !== undefined;
          return html`<button
            type="button"
            class="stamp ${at ? 'marked' : ''} ${now ? 'now' : ''} ${s.text === this.#open ? 'open' : ''}"
            tabindex=${i === stop ? '0' : '-1'}
            aria-pressed=${s.text === this.#open ? 'true' : 'false'}
            aria-label=${say(at ? 'exercised' : 'unexercised', { what: s.text })}
            @focus=${() => this.#read(s.text)}
            @pointerenter=${() => this.#read(s.text)}
            @click=${() => this.#read(s.text)}
          >
            <span lang="en">${short(d, s)}</span>
          </button>`;
        })}
      </div>
    </section>`;
  }

  #section(s: RuleSection): TemplateResult {
    const at = this.#at(s.text);
    const steps = [...(at?.steps ?? [])].filter(([, seq]) => seq <= (this.store?.active.cursor ?? -1));
    return html`
      <h3>
        ${s.url ? html`<a lang="en" href=${s.url} target="_blank" rel="noopener">${s.text}</a>` : html`<span lang="en">${s.text}</span>`}
      </h3>
      <p class="where">
        ${steps.length > 0 ? say('steps', { n: steps.length }) : say('never')}
        ${steps
          .slice(0, STEPS)
          .map(
            ([step, seq]) =>
              html`<button type="button" aria-label=${say('step', { n: String(step) })} @click=${() => this.store?.go(seq)}>${step}</button> `,
          )}
        ${steps.length > STEPS ? say('others', { n: steps.length - STEPS }) : nothing}
      </p>
      ${
        s.rules.length > 0
          ? html`<ul lang="en">
              ${s.rules.map(
                (r) => html`<li>
                  <b class="level">${r.level}</b> <span class="who ${r.who}">${r.who}</span> ${r.text}
                  ${r.standing === 'done' ? nothing : html`<span class="soft">(${r.standing}${r.reason ? `: ${r.reason}` : ''})</span>`}
                </li>`,
              )}
            </ul>`
          : html`<p class="soft">${say('no.rules')}</p>`
      }
    `;
  }

  #read(text: string): void {
    if (text === this.#open) return;
    this.#open = text;
    this.requestUpdate();
  }

  #more(): void {
    this.#all = !this.#all;
    this.requestUpdate();
  }

  /** From stamp to stamp; from sheet to sheet leads Tab. */
  #key(e: KeyboardEvent): void {
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const all = [...(e.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.stamp')];
    const at = all.indexOf(e.target as HTMLElement);
    const to: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[e.key];
    if (next === undefined) return;
    e.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
  }
}

/** What a section is called within its document: its number, or its heading. */
function short(d: RuleDocument, s: RuleSection): string {
  return s.text.slice(d.text.length).replace(/^(, | section | appendix | )/, '') || s.text;
}

/** The document of a citation. */
function documentOf(text: string): string {
  return text.replace(/(, | section | appendix ).*$/, '');
}

if (!customElements.get('pop-rules')) customElements.define('pop-rules', PopRules);
