import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import { workFacts, working, workingStyles } from '../parts/working';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area, said, tongueOf } from '../words';
import en from '../words/en/notices.json';

const say = area('notices', en);

/** What the page has to say about itself: calmly, and with a way on. */
export class PopNotices extends Pane {
  static override styles = [
    shared,
    workingStyles,
    css`
      :host {
        display: grid;
        /* They leave room for what they are about. */
        max-height: 26dvh;
        overflow: auto;
      }

      @media (max-width: 48rem) {
        :host {
          max-height: 20dvh;
        }
      }

      .working,
      .notice {
        margin-block-end: var(--space-2);
      }

      .notice {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        padding: var(--space-2) var(--space-3);
        border: 1.5px solid var(--ink);
        border-inline-start-width: 6px;
        background: var(--mark);
      }

      p {
        flex: 1 1 10rem;
        white-space: pre-line;
      }

      .choice p {
        flex-basis: 16rem;
      }

      /* What puts a long one away stays in sight. */
      p + button:last-of-type {
        align-self: flex-start;
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
    return [store.status, store.notices, store.active.waiting, ...workFacts(store)];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    return html`${working(store)}<div role="status">
      ${
        store.status === 'stopped'
          ? html`<div class="notice">
              <p>${say.rich('stopped')}</p>
              <button type="button" class="firm" @click=${() => void store.start()}>${say('restart')}</button>
            </div>`
          : nothing
      }
      ${
        store.status === 'absent'
          ? html`<div class="notice">
              <p>${say.rich('absent', { why: said(store.obstacle) })}</p>
              <button type="button" class="firm" @click=${() => void store.start()}>${say('again')}</button>
            </div>`
          : nothing
      }
      ${store.notices.map(
        (n) => html`<div class="notice ${n.acts ? 'choice' : ''}">
          <p><span lang=${tongueOf(n.text)}>${said(n.text)}</span>${n.lines?.length ? ` ${say('lines')}` : nothing}</p>
          ${n.acts?.map(
            ({ label, act }) => html`<button
              type="button"
              @click=${() => {
                store.dismiss(n);
                act();
              }}
            >${said(label)}</button>`,
          )}
          ${n.acts ? nothing : html`<button type="button" @click=${() => store.dismiss(n)}>${say('dismiss')}</button>`}
          ${n.lines?.length ? html`<pre tabindex="0">${n.lines.join('\n')}</pre>` : nothing}
        </div>`,
      )}
    </div>`;
  }
}
