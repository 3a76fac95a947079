import { css, html, nothing, type TemplateResult } from 'lit';
import { Pane } from '../pane';
import { present } from '../parts/present';
import { relayTargets } from '../relay';
import type { Store } from '../store';
import { dialogs, shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/connect.json';

const say = area('connect', en);

/** Leads to real servers, where the host of this page has a relay to some. */
export class PopConnect extends Pane {
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      @container (max-width: 40em) {
        .lead {
          padding-inline: var(--space-2);
        }
      }

      .warning {
        margin: var(--space-3) 0;
        padding-inline-start: var(--space-3);
        border-inline-start: 4px solid var(--server);
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
        text-align: start;
      }
    `,
  ];

  #targets: string[] = [];

  protected facts(store: Store): readonly unknown[] {
    return [store.status];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask();
    // Without a network nobody is asked; once there is one, the page is not too old to learn of it.
    window.addEventListener('online', this.#ask);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#ask);
  }

  #ask = (): void => {
    void relayTargets().then((targets) => {
      this.#targets = targets;
      this.requestUpdate();
    });
  };

  override render(): TemplateResult | typeof nothing {
    if (this.#targets.length === 0) return nothing;
    const ready = this.store?.status === 'ready';
    return html`
      <button type="button" class="lead" @click=${() => present(this.#dialog)}>${say('open')}</button>
      <dialog aria-labelledby="title">
        <h2 id="title">${say('title')}</h2>
        <p class="warning">${say.rich('warning')}</p>
        <p>${say('how')}</p>
        <ul aria-label=${say('servers')}>
          ${this.#targets.map(
            (name) => html`<li>
              <button type="button" ?disabled=${!ready} @click=${() => this.#go(name)}>${say('to', { name })}</button>
            </li>`,
          )}
        </ul>
        ${ready ? nothing : html`<p class="soft">${say('engine')}</p>`}
        <button type="button" @click=${() => this.#dialog?.close()}>${say('no')}</button>
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #go(name: string): void {
    this.#dialog?.close();
    void this.store?.connect(name);
  }
}
