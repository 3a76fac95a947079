import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/foreword.json';

const say = area('foreword', en);

/** What a learner must be told of a protocol before anything else: its beginning, always in sight. */
export class PopForeword extends Pane {
  static override styles = [
    shared,
    css`
      p {
        display: flex;
        gap: var(--space-2);
        align-items: baseline;
        margin-bottom: var(--space-2);
        padding: 0.1rem 0 0.1rem var(--space-2);
        border-inline-start: 5px double var(--stamp);
        font-size: var(--text-s);
      }

      span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      button {
        flex: none;
        min-height: 1.5rem;
        padding: 0;
        border: 0;
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.tables];
  }

  override render(): TemplateResult | typeof nothing {
    const { notice, protocol } = this.store?.tables ?? {};
    if (!notice) return nothing;
    return html`<p role="note">
      <span lang="en"><b>${protocol}.</b> ${notice}</span>
      <button type="button" aria-label=${say('read.about', { protocol: protocol ?? '' })} @click=${this.#about}>${say('read')}</button>
    </p>`;
  }

  #about(): void {
    this.dispatchEvent(new CustomEvent('about', { bubbles: true, composed: true }));
  }
}
