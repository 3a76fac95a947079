import { css, html, nothing, type TemplateResult } from 'lit';
import { habit, setHabit } from '../habits';
import { present } from '../parts/present';
import { Spoken } from '../spoken';
import { dialogs, shared } from '../styles/shared';
import { WAYS } from '../ways';
import { area } from '../words';
import en from '../words/en/help.json';
import tools from '../words/en/tools.json';

const say = area('help', en);
const named = area('tools', tools);

type Word = keyof typeof en;

/** A key by its sign; one that has a name is named by its word. */
const name = (key: string): string => (key.startsWith('key.') ? say(key as Word) : key);

/** Keys by what they are for. */
const GROUPS: readonly { title: Word; keys: readonly (readonly [readonly string[], Word])[] }[] = [
  {
    title: 'time',
    keys: [
      [['→', '←'], 'time.step'],
      [['key.shift', '+', '→', '←'], 'time.event'],
      [['key.home', 'key.end'], 'time.ends'],
      [['key.space', 'or', '.'], 'time.play'],
      [['key.pageUp', 'key.pageDown'], 'time.remote'],
    ],
  },
  {
    title: 'panes',
    keys: [
      [['1', '2', '3', '4', '5'], 'panes.go'],
      [['↑', '↓'], 'panes.within'],
    ],
  },
  {
    title: 'line',
    keys: [
      [['/', 'or', 't'], 'line.go'],
      [['key.enter'], 'line.send'],
      [['↑', '↓'], 'line.history'],
      [['→'], 'line.complete'],
      [['key.esc'], 'line.leave'],
    ],
  },
  {
    title: 'page',
    keys: [
      [['?'], 'page.help'],
      [['key.esc'], 'page.close'],
    ],
  },
];

/** The keys, what may be switched off of them, and what the page is. */
export class PopHelp extends Spoken {
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      dialog {
        max-height: calc(100dvh - 2rem);
        overflow-y: auto;
      }

      h3 {
        margin: var(--space-4) 0 0;
        padding-bottom: 0.2em;
        border-bottom: var(--hair) solid var(--rule-firm);
        font: 600 var(--text-xs) / 1.5 var(--mono);
        letter-spacing: 0.08em;
        text-transform: uppercase;
      }

      dl {
        display: grid;
        grid-template-columns: minmax(8.5rem, max-content) 1fr;
        gap: 0 var(--space-4);
      }

      dt,
      dd {
        padding: 0.3em 0;
        border-bottom: var(--hair) solid var(--rule);
        text-wrap: pretty;
      }

      dt {
        font-size: var(--text-s);
      }

      .ways dt {
        font-size: inherit;
        font-weight: 600;
      }

      kbd {
        display: inline-block;
        min-width: 1.7em;
        padding: 0 0.35em;
        border: var(--hair) solid var(--rule-firm);
        border-bottom-width: 2px;
        border-radius: var(--radius);
        background: var(--sheet);
        font: 600 0.9375em / 1.5 var(--mono);
        text-align: center;
        white-space: nowrap;
      }

      label {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: 2rem;
        cursor: pointer;
      }

      input {
        flex: none;
        width: 1.1rem;
        height: 1.1rem;
        margin: 0;
        accent-color: var(--ink);
      }

      .switches {
        margin: var(--space-3) 0;
      }

      form {
        position: sticky;
        bottom: calc(-1 * var(--space-5));
        padding: var(--space-2) 0;
        background: var(--paper);
      }

      @container (max-width: 40em) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }

        dt {
          padding-bottom: 0;
          border-bottom: 0;
        }
      }
    `,
  ];

  /** Opens the help, as it is now. */
  show(): void {
    this.requestUpdate();
    present(this.renderRoot.querySelector('dialog'));
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" tabindex="-1">
      <h2 id="title">${say('title')}</h2>
      <p>${say('what')}</p>
      ${GROUPS.map(
        ({ title, keys }) => html`<h3>${say(title)}</h3>
          <dl>
            ${keys.map(
              ([key, what]) => html`<dt>${signs(key)}</dt>
                <dd>${say(what)}</dd>`,
            )}
          </dl>`,
      )}
      <div class="switches">${(['shortcuts', 'helping'] as const).map((h) => this.#switch(h))}</div>
      ${
        WAYS.length > 0
          ? html`<h3>${say('ways')}</h3>
              <p>${say('ways.where')}</p>
              <dl class="ways">
                ${WAYS.map(
                  ({ key }) => html`<dt>${named(`way.${key}`)}</dt>
                    <dd>${named(`way.${key}.note`)}</dd>`,
                )}
              </dl>`
          : nothing
      }
      <form method="dialog"><button class="firm" data-first>${say('close')}</button></form>
    </dialog>`;
  }

  #switch(which: 'helping' | 'shortcuts'): TemplateResult {
    const change = (e: globalThis.Event): void => setHabit(which, (e.target as HTMLInputElement).checked);
    return html`<label><input type="checkbox" .checked=${habit(which)} @change=${change} />${say(which)}</label>`;
  }
}

/** Keys as one sees them on a keyboard; "+" joins two, "or" parts two that do the same. */
function signs(keys: readonly string[]): unknown {
  return keys.map((key) => {
    if (key === '+') return '+ ';
    return key === 'or' ? `${say('or')} ` : html`<kbd>${name(key)}</kbd> `;
  });
}
