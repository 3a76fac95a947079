import { css, html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon } from '../parts/icons';
import { Spoken } from '../spoken';
import { shared } from '../styles/shared';

/** One line of a menu: something to do, or to choose. */
export interface Item {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly note?: string;
  /** Of a choice: whether it is the one chosen. */
  readonly chosen?: boolean;
  /** Of a switch: whether it is on. */
  readonly on?: boolean;
  /** Begins a group of that name. */
  readonly group?: string;
  readonly off?: boolean;
  act(): void;
}

/** A button that unfolds a list of things to do. */
export class PopMenu extends Spoken {
  static override properties = {
    name: { type: String },
    sign: { type: String },
    items: { attribute: false },
  };
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        display: inline-block;
      }

      .fold {
        border-color: transparent;
        white-space: nowrap;
      }

      .fold::after {
        display: inline-block;
        width: 0.4em;
        height: 0.4em;
        margin-inline-start: 0.5em;
        border: solid;
        border-width: 0 1.5px 1.5px 0;
        content: "";
        rotate: 45deg;
        vertical-align: 0.2em;
      }

      .sign {
        display: none;
      }

      [popover] {
        position: fixed;
        inset: auto;
        width: max-content;
        max-width: min(24rem, calc(100vw - 1rem));
        max-height: calc(100dvh - var(--bar) - 1rem);
        margin: 0;
        padding: var(--space-1) 0;
        overflow: auto;
        border: 1.5px solid var(--ink);
        border-radius: var(--radius);
        background: var(--paper);
        color: var(--ink);
      }

      [popover] p {
        margin-top: var(--space-1);
        padding: var(--space-2) var(--space-4) 0;
        border-top: var(--hair) solid var(--rule);
        color: var(--ink-soft);
        font: 600 var(--text-xs) / 1.4 var(--mono);
        letter-spacing: 0.08em;
        text-transform: uppercase;
      }

      [popover] p:first-child {
        margin-top: 0;
        border-top: 0;
      }

      [role^="menuitem"] {
        display: grid;
        grid-template-columns: 1.25rem minmax(0, 1fr);
        width: 100%;
        min-height: 2.25rem;
        padding: 0.4rem var(--space-4) 0.4rem var(--space-3);
        border: 0;
        border-radius: 0;
        font-size: var(--text-m);
        text-align: start;
      }

      [role^="menuitem"]:focus-visible {
        outline-offset: -3px;
      }

      [role^="menuitem"] > * {
        grid-column: 2;
      }

      [role^="menuitem"] .icon {
        grid-row: 1;
        grid-column: 1;
        align-self: center;
      }

      small {
        color: var(--ink-soft);
        font-size: var(--text-s);
        text-wrap: pretty;
      }

      @container (max-width: 40em) {
        .fold {
          min-width: 2.25rem;
          padding: 0 var(--space-1);
        }

        /* The sign alone: there is no room for more. */
        .fold::after {
          display: none;
        }

        .sign .icon {
          width: 1.25rem;
          height: 1.25rem;
          vertical-align: -0.3em;
        }

        .sign.icons {
          display: inline;
        }

        .sign.icons + .word {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  declare name: string;
  /** The name of an icon that stands for it where there is little room. */
  declare sign: Parameters<typeof icon>[0] | undefined;
  declare items: readonly Item[];

  override render(): TemplateResult {
    return html`
      <button type="button" class="fold" aria-haspopup="menu" aria-expanded="false" popovertarget="list" @keydown=${this.#early}>
        ${this.sign ? html`<span class="sign icons">${icon(this.sign)}</span>` : nothing}<span class="word">${this.name}</span>
      </button>
      <div id="list" role="menu" aria-label=${this.name} popover @beforetoggle=${this.#toggles} @toggle=${this.#toggled} @keydown=${this.#key}>
        ${this.items.map(
          (item) => html`${item.group === undefined ? nothing : html`<p aria-hidden="true">${item.group}</p>`}
            <button
              type="button"
              tabindex="-1"
              role=${item.on !== undefined ? 'menuitemcheckbox' : item.chosen === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked=${ifDefined(item.chosen ?? item.on)}
              ?disabled=${item.off}
              @click=${() => this.#pick(item)}
            >
              ${(item.chosen ?? item.on) ? icon('check') : nothing}<span>${item.name}</span>
              ${item.note ? html`<small>${item.note}</small>` : nothing}
            </button>`,
        )}
      </div>
    `;
  }

  get #fold(): HTMLElement | null {
    return this.renderRoot.querySelector('.fold');
  }

  get #list(): HTMLElement | null {
    return this.renderRoot.querySelector('#list');
  }

  get #buttons(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role^="menuitem"]:not(:disabled)')];
  }

  #pick(item: Item): void {
    this.#list?.hidePopover();
    item.act();
  }

  /** Folded, it gives the focus back: not every browser does in a shadow tree. */
  #toggles(e: ToggleEvent): void {
    if (e.newState === 'closed' && this.#list?.contains(this.shadowRoot?.activeElement ?? null))
      this.#fold?.focus();
  }

  /** Unfolded, it stands under its button, within the window, and its first line has the focus. */
  #toggled(e: ToggleEvent): void {
    const list = this.#list;
    const fold = this.#fold;
    if (!list || !fold) return;
    const open = e.newState === 'open';
    fold.setAttribute('aria-expanded', String(open));
    if (!open) return;
    const at = fold.getBoundingClientRect();
    list.style.top = `${at.bottom}px`;
    list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - list.offsetWidth - 8))}px`;
    if (!list.contains(this.shadowRoot?.activeElement ?? null)) this.#buttons[0]?.focus();
  }

  /** Who types at once need not wait until the focus has gone into the list. */
  #early(e: KeyboardEvent): void {
    if (this.#list?.matches(':popover-open') && e.key !== 'Tab') this.#key(e);
  }

  #key(e: KeyboardEvent): void {
    const all = this.#buttons;
    const at = all.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (e.key === 'Tab') this.#list?.hidePopover();
    else if (e.key !== 'Escape' && e.key.length === 1 && e.key !== ' ')
      // The next that begins so, round again from the first.
      [...all.slice(at + 1), ...all.slice(0, at)]
        .find((b) => b.textContent?.trim().toLowerCase().startsWith(e.key.toLowerCase()))
        ?.focus();
    else return;
    e.preventDefault();
  }
}
