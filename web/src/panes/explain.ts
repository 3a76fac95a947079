import { html, nothing, type TemplateResult } from 'lit';
import type { Event } from '../abi';
import { type Changed, changesOf, type Value } from '../changes';
import { duration } from '../format';
import { eventFragment } from '../links/fragment';
import { cite } from '../parts/cite';
import { inferred } from '../parts/inferred';
import { PatientPane } from '../patient-pane';
import { refuses } from '../refuses';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { explainStyles } from '../styles/explain';
import { shared } from '../styles/shared';
import { area, said } from '../words';
import en from '../words/en/explain.json';

const say = area('explain', en);

/** What happened in this step, in words, why, and what it changed. */
export class PopExplain extends PatientPane {
  static override styles = [shared, explainStyles];

  /** The event whose link has just been copied. */
  #copied: { event: Event; done: boolean } | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.active.link];
  }

  override render(): TemplateResult {
    const sheet = this.store?.active;
    const step = sheet?.step;
    const current = sheet?.current;
    if (!sheet || !step || !current)
      return html`<h2>${say('title')}</h2>
        <div class="body"><p class="say soft">${said(sheet?.link ?? '') || say('nothing')}</p></div>`;
    const events = sheet.events.slice(step.first, step.last + 1).filter((e) => e.step === step.number);
    const head = sheet.events[step.head];
    const main = current.seq === step.last && head ? head : current;
    const reason = reasonFor(main, events, sheet.events);
    const refused = events.some(refuses);
    const where =
      events.length > 1 ? say('event', { at: events.indexOf(current) + 1, of: events.length }) : '';
    return html`
      <h2>${say('title')} <span class="aside"><span class="at">${where}</span>${this.#link(sheet, current)}</span></h2>
      <div class="body scroll" tabindex="0" role="group" aria-label=${say('title')}>
        <p class="say" lang="en">
          ${
            main.kind === 'sent'
              ? html`<span class="who ${main.side}" aria-hidden="true">${main.side === 'client' ? 'C:' : 'S:'}</span>`
              : nothing
          }${unbroken(main.sentence)}
          ${inferred(main.inferred)}
          ${reason === main ? nothing : cite(main.why)}
        </p>
        ${
          reason || refused
            ? html`<p class="why">
                ${refused ? html`<span class="refused">${say('refused')}</span>` : nothing} <span lang="en">${reason?.explain} ${cite(reason?.why)}</span>
              </p>`
            : nothing
        }
        ${this.#changes(changesOf(events))}
        <ol aria-label=${say('events')} lang="en">
          ${events
            .filter((e) => e !== head && e.sentence !== head?.sentence)
            .map(
              (e) => html`<li>
                <button
                  type="button"
                  aria-current=${e === current ? 'true' : nothing}
                  @click=${() => this.store?.go(e.seq)}
                >
                  ${e.sentence}${e.at > (head?.at ?? 0) ? html`<span class="after">+${duration(e.at - (head?.at ?? 0))}</span>` : nothing}
                </button>
              </li>`,
            )}
        </ol>
      </div>
    `;
  }

  /** What is another now than before the step. */
  #changes(changes: readonly Changed[]): TemplateResult | typeof nothing {
    if (changes.length === 0) return nothing;
    return html`<dl aria-label=${say('changes')}>
      ${changes.map(({ seq, kind, of, from, to }) => {
        const named = kind === 'state' || kind === 'client';
        const word = (text: string): string => (named ? text || say('none') : say(`value.${text as Value}`));
        const what = typeof of === 'number' ? say('message', { at: String(of) }) : (of ?? '');
        return html`<div class=${seq === this.store?.active.cursor ? 'on' : ''} @click=${() => this.store?.go(seq)}>
          <dt>${say(`what.${kind}`)} ${what}</dt>
          <dd class=${named ? 'mono' : ''}><del>${word(from)}</del> <span aria-hidden="true">→</span><span class="visually-hidden">${say('becomes')}</span> <ins>${word(to)}</ins></dd>
        </div>`;
      })}
    </dl>`;
  }

  /** An address that leads to this very event, where it belongs to the lesson as it was recorded. */
  #link(sheet: Sheet, { seq }: Event): TemplateResult | typeof nothing {
    if (sheet.key !== 'lesson' || seq > sheet.shared) return nothing;
    const url = new URL(location.href);
    url.searchParams.delete('step');
    url.hash = eventFragment(seq, this.store?.octet);
    return html`<a class="link" href=${url.href} title=${say('link.note')} @click=${this.#copy}>${
      this.#copied?.event === sheet.current
        ? say(this.#copied?.done ? 'link.copied' : 'link.address')
        : say('link')
    }</a>`;
  }

  async #copy(e: MouseEvent): Promise<void> {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    const { href } = e.currentTarget as HTMLAnchorElement;
    history.replaceState(null, '', href);
    // Without https, or in a frame, there may be no clipboard for scripts.
    const done = await Promise.resolve(navigator.clipboard?.writeText(href).then(() => true)).catch(
      () => false,
    );
    const event = this.store?.active.current;
    this.#copied = event && { event, done: done === true };
    this.requestUpdate();
  }
}

/** The event that says why: in this step, or the one this step follows from. */
function reasonFor(main: Event, events: readonly Event[], all: readonly Event[]): Event | undefined {
  if (main.explain) return main;
  for (let e = all[main.cause]; e && main.step - e.step <= 1; e = all[e.cause]) if (e.explain) return e;
  return events.find((e) => e.explain);
}

/** A sentence in which no word is torn after a leading hyphen. */
function unbroken(sentence: string): (string | TemplateResult)[] {
  return sentence
    .split(/((?<=\s)-\S+)/)
    .map((part) => (part.startsWith('-') ? html`<span class="word">${part}</span>` : part));
}
