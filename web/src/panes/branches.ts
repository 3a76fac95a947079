import { css, html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../abi';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import { present } from '../parts/present';
import type { Store } from '../store';
import { dialogs, shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/transport.json';

const say = area('transport', en);

/** All courses that a session has taken, as a tree: which leaves which, and where. */
export class PopBranches extends Pane {
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      .tree {
        max-height: 60vh;
        margin-bottom: var(--space-4);
        overflow: auto;
      }

      ul ul {
        margin-inline-start: 0.9rem;
      }

      li {
        position: relative;
      }

      /* A branch hangs on the line of the one it leaves. */
      ul ul > li {
        padding-inline-start: 1.35rem;
        border-inline-start: 2px solid var(--rule-firm);
      }

      ul ul > li:last-child {
        border-color: transparent;
      }

      ul ul > li::before {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: -2px;
        width: 1rem;
        height: 1.35rem;
        border: 2px solid var(--rule-firm);
        border-width: 0 0 2px;
        border-inline-start-width: 2px;
        border-end-start-radius: 0.6rem;
        content: "";
      }

      .branch {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: 2.5rem;
      }

      .name {
        font-family: var(--mono);
        overflow-wrap: anywhere;
        text-align: start;
      }

      .name[aria-pressed="true"] {
        border-color: var(--ink);
        background: var(--mark);
        font-weight: 600;
      }

      .from {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }

      .rename {
        margin-inline-start: auto;
        border-color: transparent;
        text-decoration: underline;
      }

      .branch form {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      input {
        flex: 1;
        min-width: 8rem;
        min-height: 2rem;
        padding: 0 var(--space-2);
        border: var(--hair) solid var(--ink);
        border-radius: var(--radius);
        background: var(--sheet);
        color: var(--ink);
        font: 400 var(--text-m) / 1 var(--mono);
      }
    `,
  ];

  /** The branch that is being given a name. */
  #naming: number | undefined;

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [s, s.branches, s.branch, s.id];
  }

  /** Opens the tree. */
  show(): void {
    this.#naming = undefined;
    this.requestUpdate();
    present(this.renderRoot.querySelector('dialog'));
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('tree.title')}</h2>
      <p>${say('tree.what')}</p>
      <div class="tree">${this.#under(-1)}</div>
      <form method="dialog"><button class="firm" data-first>${say('tree.close')}</button></form>
    </dialog>`;
  }

  #under(parent: number): TemplateResult | typeof nothing {
    const { active } = this.store ?? {};
    const children = active?.branches.filter((b) => b.parent === parent) ?? [];
    if (children.length === 0) return nothing;
    return html`<ul>
      ${children.map((b) => html`<li>${this.#branch(b)}${this.#under(b.id)}</li>`)}
    </ul>`;
  }

  #branch(b: Branch): TemplateResult {
    const { store } = this;
    if (this.#naming === b.id)
      return html`<div class="branch">
        <form @submit=${(e: SubmitEvent) => this.#named(e, b)}>
          <input name="name" aria-label=${say('tree.name')} maxlength="80" required .value=${b.name} @keydown=${this.#key} />
          <button class="firm">${say('tree.ok')}</button>
          <button type="button" @click=${() => this.#name(undefined)}>${say('tree.no')}</button>
        </form>
      </div>`;
    return html`<div class="branch">
      <button
        type="button"
        class="name"
        lang="en"
        aria-pressed=${b.id === store?.active.branch ? 'true' : 'false'}
        ?disabled=${store?.active.id === null}
        @click=${() => store?.pick(b.id)}
      >
        ${b.parent < 0 ? nothing : icon('branch')} ${b.name}
      </button>
      <span class="from">${b.parent < 0 ? say('tree.events', { n: b.events }) : say('tree.leaves', { n: b.at + 1, more: b.events - b.at - 1 })}</span>
      <button type="button" class="rename" aria-label=${say('tree.renameOne', { name: b.name })} ?disabled=${store?.active.id === null} @click=${() => this.#name(b.id)}>
        ${say('tree.rename')}
      </button>
    </div>`;
  }

  async #name(id: number | undefined): Promise<void> {
    this.#naming = id;
    this.requestUpdate();
    await this.updateComplete;
    const input = this.renderRoot.querySelector<HTMLInputElement>('input[name="name"]');
    input?.focus();
    input?.select();
  }

  #named(e: SubmitEvent, b: Branch): void {
    e.preventDefault();
    const name = new FormData(e.target as HTMLFormElement).get('name');
    if (typeof name === 'string' && this.store?.rename(b.id, name)) void this.#name(undefined);
  }

  /** Esc leaves the name first, and then the tree. */
  #key(e: KeyboardEvent): void {
    if (e.key !== 'Escape') return;
    e.preventDefault();
    void this.#name(undefined);
  }
}
