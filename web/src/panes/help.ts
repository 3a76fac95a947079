import { css, html, LitElement, type TemplateResult } from 'lit';
import { dialogs, shared } from '../styles/shared';

const KEYS: readonly (readonly [string, string])[] = [
  ['→  ←', 'one message forward, back'],
  ['Shift + →  ←', 'one event forward, back'],
  ['Home  End', 'first, last step'],
  ['Space', 'play, pause'],
  ['/  or  t', 'to the command line'],
  ['Esc', 'leave the command line'],
  ['↑  ↓', 'in the command line: lines typed before; in the ladder: steps; in the octets: parts'],
  ['→', 'at the end of the command line: complete the command'],
  ['?', 'this help'],
];

/** The keys, and what the page is. */
export class PopHelp extends LitElement {
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--space-4);
        margin: var(--space-3) 0;
      }

      dt,
      dd {
        padding: 0.4em 0;
        border-top: var(--hair) solid var(--rule);
      }

      dt {
        font: 600 var(--text-s) / 1.5 var(--mono);
        white-space: nowrap;
      }
    `,
  ];

  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">How to use this page</h2>
      <p>
        Step through the session; every pane shows the same moment. Type a command of your own at any step,
        also in the past: that starts a branch, and what happened before is kept.
      </p>
      <dl>
        ${KEYS.map(
          ([key, what]) => html`<dt>${key}</dt>
            <dd>${what}</dd>`,
        )}
      </dl>
      <form method="dialog"><button class="firm" autofocus>Close</button></form>
    </dialog>`;
  }
}
