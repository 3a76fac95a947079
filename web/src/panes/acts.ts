import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** What a client can do without a word: connect again, hang up, wait; and programs that act on their own. */
export class PopActs extends Pane {
  static override styles = [
    shared,
    css`
      div {
        display: flex;
        gap: var(--space-1);
        align-items: center;
      }

      button {
        flex: none;
        white-space: nowrap;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.link, store.status, store.over()];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const sheet = store.active;
    const over = store.over();
    const off = store.status !== 'ready' || sheet.id === null;
    const act = (what: string, name: string, title: string): TemplateResult =>
      html`<button type="button" title=${title} ?disabled=${off} @click=${() => store.act(what)}>${name}</button>`;
    return html`<div role="group" aria-label="The connection">
      ${
        over
          ? sheet.real
            ? html`<span class="soft">${sheet.link}</span>`
            : act('connect', 'Connect again', 'The client opens a new connection')
          : html`${act('hangup', 'Hang up', 'The client closes the connection without a word')}
            ${sheet.real ? nothing : act('wait', 'Wait 11 min', 'Nothing is sent for eleven minutes')}`
      }
      ${(sheet.request.scenario?.devices ?? []).map((d) =>
        act(
          `run ${d.name}`,
          `Run the ${d.name}`,
          `A program logs in as ${d.user} and acts on its own: ${d.agent}`,
        ),
      )}
    </div>`;
  }
}
