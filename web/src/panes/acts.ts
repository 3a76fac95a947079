import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area, said, tongueOf } from '../words';
import en from '../words/en/acts.json';

const say = area('acts', en);

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

      @container (max-width: 40em) {
        button {
          padding-inline: var(--space-2);
        }
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [
      store.active,
      store.active.link,
      store.active.busy,
      store.status,
      store.over(),
      store.active.cursor,
      store.view()?.conns,
    ];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const sheet = store.active;
    const over = store.over();
    const off = store.status !== 'ready' || sheet.id === null;
    const act = (what: string, name: string, title: string): TemplateResult =>
      html`<button type="button" title=${title} ?disabled=${off} @click=${() => store.act(what)}>${name}</button>`;
    if (sheet.seated) return this.#seat(store, act);
    return html`<div role="group" aria-label=${say('group')}>
      ${
        sheet.read
          ? nothing
          : over
            ? sheet.real
              ? html`<span class="soft" lang=${tongueOf(sheet.link)}>${said(sheet.link)}</span>
                  <button type="button" title=${say('again.note')} ?disabled=${store.status !== 'ready' || sheet.busy} @click=${() => void store.connect(sheet.title)}>
                    ${say('connect')}
                  </button>`
              : act('connect', say('connect'), say('connect.note'))
            : html`${act('hangup', say('hangup'), say('hangup.note'))}
            ${sheet.real ? nothing : act('wait', say('wait'), say('wait.note'))}`
      }
      ${(sheet.request.scenario?.devices ?? []).map((d) =>
        act(
          `run ${d.name}`,
          say('run', { device: d.name }),
          say('run.note', { user: d.user, agent: d.agent }),
        ),
      )}
    </div>`;
  }

  /** In the server's seat it is the client who calls, and the server who may hang up. */
  #seat(store: Store, act: (what: string, name: string, title: string) => TemplateResult): TemplateResult {
    const called = store.view()?.conns.some((c) => c.open) ?? false;
    return html`<div role="group" aria-label=${say('group')}>
      ${
        called
          ? html`${act('hangup', say('hangup'), say('hangup.seat'))} ${act('wait', say('wait'), say('wait.seat'))}`
          : (store.active.request.scenario?.devices ?? []).map((d) =>
              act(
                `run ${d.name}`,
                say('come', { device: d.name }),
                say('come.note', { user: d.user, agent: d.agent }),
              ),
            )
      }
    </div>`;
  }
}
