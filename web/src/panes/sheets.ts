import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/sheets.json';

const say = area('sheets', en);

/** An event that asks to close a session (its detail), which may lose something. */
export const PUT_AWAY = 'popscope-put-away';

/** The sessions on the page, like the tabs of folders. */
export class PopSheets extends Pane {
  static override styles = [
    shared,
    css`
      ul {
        display: flex;
        gap: var(--space-1);
        overflow-x: auto;
        scrollbar-width: none;
      }

      li {
        display: flex;
        flex: none;
      }

      button {
        min-height: 2rem;
        border: 0;
        border-bottom: 3px solid transparent;
        border-radius: 0;
        color: var(--ink-soft);
        white-space: nowrap;
      }

      button[aria-current] {
        border-bottom-color: var(--ink);
        color: var(--ink);
        font-weight: 600;
      }

      /* One alone needs no name where there is little room. */
      @container (max-width: 40em) {
        .single {
          display: none;
        }
      }

      .close {
        padding: 0 var(--space-2);
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.sheets, store.active, store.active.link, store.active.state?.solved];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    return html`<nav aria-label=${say('sessions')}>
      <ul class=${store.sheets.length > 1 ? '' : 'single'}>
        ${store.sheets.map(
          (s) => html`<li>
            <button
              type="button"
              aria-current=${s === store.active ? 'true' : nothing}
              @click=${() => store.show(s.key)}
            >
              ${nameOf(s)}${s.state?.solved ? html` ${icon('check')}<span class="visually-hidden">${say('solved')}</span>` : nothing}
            </button>
            ${
              s.real || s.own
                ? html`<button
                    type="button"
                    class="close"
                    aria-label=${say(s.real ? 'closeReal' : 'close', { title: s.title })}
                    @click=${() => this.dispatchEvent(new CustomEvent(PUT_AWAY, { detail: s, bubbles: true, composed: true }))}
                  >
                    ${icon('cross')}
                  </button>`
                : nothing
            }
          </li>`,
        )}
      </ul>
    </nav>`;
  }
}

/** What a session is called. */
function nameOf(s: Sheet): string {
  const { title } = s;
  if (s.key === 'lesson') return say('lesson');
  if (s.task) return say('task', { title });
  return s.real ? say('real', { title }) : s.read ? say('read', { title }) : title;
}
