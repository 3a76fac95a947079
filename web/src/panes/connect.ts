import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import { relayTargets } from '../relay';
import type { Store } from '../store';
import { dialogs, shared } from '../styles/shared';

/** Leads to real servers, where the host of this page has a relay to some. */
export class PopConnect extends Pane {
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      .warning {
        margin: var(--space-3) 0;
        padding-left: var(--space-3);
        border-left: 4px solid var(--server);
      }

      ul {
        display: grid;
        gap: var(--space-2);
        margin: var(--space-4) 0;
      }

      li button {
        width: 100%;
        min-height: 2.6rem;
        font-family: var(--mono);
        font-size: var(--text-m);
        text-align: left;
      }
    `,
  ];

  #targets: string[] = [];

  protected facts(store: Store): readonly unknown[] {
    return [store.status];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void relayTargets().then((targets) => {
      this.#targets = targets;
      this.requestUpdate();
    });
  }

  override render(): TemplateResult | typeof nothing {
    if (this.#targets.length === 0) return nothing;
    const ready = this.store?.status === 'ready';
    return html`
      <button type="button" @click=${() => this.#dialog?.showModal()}>Real server…</button>
      <dialog aria-labelledby="title">
        <h2 id="title">Look at a real server</h2>
        <p class="warning">
          What you type, <b>passwords too</b>, goes through this page’s relay to that server
          <b>in the clear</b>. Whoever runs the relay, or listens on the way, can read it. Use an account made
          for trying things out.
        </p>
        <p>
          You type both what a mail program would send and when. What the page shows is read off the wire, and
          marked as inferred. You can step back; typing always happens now.
        </p>
        <ul aria-label="Servers">
          ${this.#targets.map(
            (name) => html`<li>
              <button type="button" ?disabled=${!ready} @click=${() => this.#go(name)}>Connect to ${name}</button>
            </li>`,
          )}
        </ul>
        ${ready ? nothing : html`<p class="soft">The engine must be there first.</p>`}
        <button type="button" @click=${() => this.#dialog?.close()}>Not now</button>
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #go(name: string): void {
    this.#dialog?.close();
    this.store?.connect(name);
  }
}
