import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Store } from '../store';
import { shared } from '../styles/shared';

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
    return html`<nav aria-label="Sessions">
      <ul>
        ${store.sheets.map(
          (s) => html`<li>
            <button
              type="button"
              aria-current=${s === store.active ? 'true' : nothing}
              @click=${() => store.show(s.key)}
            >
              ${s.task ? 'Task: ' : s.real ? 'Real: ' : s.read ? 'Read: ' : ''}${s.title}${s.state?.solved ? html` ${icon('check')}<span class="visually-hidden">solved</span>` : nothing}
            </button>
            ${
              s.real || s.own
                ? html`<button
                    type="button"
                    class="close"
                    aria-label="Close the session with ${s.title}"
                    @click=${() => store.close(s.key)}
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
