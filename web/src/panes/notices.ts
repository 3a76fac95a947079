import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** What the page has to say about itself: calmly, and with a way on. */
export class PopNotices extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }

      .notice {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        padding: var(--space-2) var(--space-3);
        border: 1.5px solid var(--ink);
        border-left-width: 6px;
        background: var(--mark);
      }

      p {
        flex: 1 1 16rem;
      }

      pre {
        flex-basis: 100%;
        max-height: 8rem;
        margin: 0;
        padding: var(--space-2);
        overflow: auto;
        background: var(--paper);
        font: 400 var(--text-s) / 1.5 var(--mono);
        white-space: pre-wrap;
        user-select: all;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.status, store.notices, store.active.waiting];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    return html`<div role="status">
      ${
        store.status === 'stopped'
          ? html`<div class="notice">
              <p><b>The engine stopped.</b> That is a fault of ours. Nothing you typed is lost.</p>
              <button type="button" class="firm" @click=${() => void store.start()}>Restart</button>
            </div>`
          : nothing
      }
      ${
        store.status === 'absent'
          ? html`<div class="notice">
              <p>
                <b>The engine could not be loaded.</b> You can step through the recorded session all the same;
                to type commands of your own the engine is needed.
              </p>
              <button type="button" class="firm" @click=${() => void store.start()}>Try again</button>
            </div>`
          : nothing
      }
      ${store.notices.map(
        (n) => html`<div class="notice">
          <p>${n.text}${n.lines?.length ? ' These are the lines you had typed:' : nothing}</p>
          <button type="button" @click=${() => store.dismiss(n)}>Put away</button>
          ${n.lines?.length ? html`<pre tabindex="0">${n.lines.join('\n')}</pre>` : nothing}
        </div>`,
      )}
    </div>`;
  }
}
