import { css, html, nothing, type TemplateResult } from 'lit';
import type { Event } from '../abi';
import { Pane } from '../pane';
import { cite } from '../parts/cite';
import { inferred } from '../parts/inferred';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { said } from '../words';

/** What happened in this step, in words, and why. */
export class PopExplain extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
      }

      .body {
        padding: var(--space-2) var(--space-1) var(--space-1);
      }

      .say {
        font-size: var(--text-l);
        line-height: 1.35;
        overflow-wrap: anywhere;
        text-wrap: pretty;
      }

      .who {
        margin-right: 0.4em;
        font: 600 1em / 1 var(--mono);
      }

      .word {
        white-space: nowrap;
      }

      .why {
        margin-top: var(--space-1);
        max-width: 75ch;
        text-wrap: pretty;
      }

      .refused {
        display: inline-block;
        margin-right: 0.3em;
        padding: 0 0.4em;
        border: 2px solid var(--stamp);
        border-radius: var(--radius);
        color: var(--stamp);
        font: 600 var(--text-xs) / 1.4 var(--mono);
        letter-spacing: 0.06em;
        text-transform: uppercase;
        rotate: -2deg;
      }

      ol {
        margin-top: var(--space-2);
        font-size: var(--text-s);
      }

      li {
        border-top: var(--hair) solid var(--rule);
      }

      li button {
        width: 100%;
        min-height: 1.6rem;
        padding: 0.15rem 0;
        border: 0;
        color: var(--ink-soft);
        line-height: 1.35;
        text-align: left;
      }

      li button[aria-current] {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.active.link];
  }

  override render(): TemplateResult {
    const sheet = this.store?.active;
    const step = sheet?.step;
    const current = sheet?.current;
    if (!sheet || !step || !current)
      return html`<h2>What happens</h2>
        <div class="body"><p class="say soft">${said(sheet?.link ?? '') || 'Nothing yet.'}</p></div>`;
    const events = sheet.events.slice(step.first, step.last + 1).filter((e) => e.step === step.number);
    const head = sheet.events[step.head];
    const main = current.seq === step.last && head ? head : current;
    const reason = reasonFor(main, events, sheet.events);
    const refused = events.some((e) => e.kind === 'reply' && !e.ok);
    const where = events.length > 1 ? `event ${events.indexOf(current) + 1} of ${events.length}` : '';
    return html`
      <h2>What happens <span class="aside">${where}</span></h2>
      <div class="body scroll" tabindex="0" role="group" aria-label="What happens">
        <p class="say">
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
                ${refused ? html`<span class="refused">Refused</span>` : nothing} ${reason?.explain} ${cite(reason?.why)}
              </p>`
            : nothing
        }
        <ol aria-label="Events of this step">
          ${events
            .filter((e) => e !== head && e.sentence !== head?.sentence)
            .map(
              (e) => html`<li>
                <button
                  type="button"
                  aria-current=${e === current ? 'true' : nothing}
                  @click=${() => this.store?.go(e.seq)}
                >
                  ${e.sentence}
                </button>
              </li>`,
            )}
        </ol>
      </div>
    `;
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
