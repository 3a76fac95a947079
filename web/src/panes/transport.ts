import { css, html, nothing, type TemplateResult } from 'lit';
import { clock } from '../format';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** Forwards and backwards in time, and from one branch to another. */
export class PopTransport extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(8rem, 1fr);
        gap: var(--space-1) var(--space-4);
        align-items: center;
      }

      .buttons {
        display: flex;
        gap: 2px;
      }

      .buttons button {
        width: 2.6rem;
        height: 2.6rem;
        padding: 0;
        border-color: transparent;
      }

      .buttons button.play {
        border-color: var(--ink);
        border-radius: 50%;
      }

      .buttons .icon {
        display: block;
        width: 1.5rem;
        height: 1.5rem;
        margin: auto;
      }

      .branches .icon {
        margin-right: 0.4em;
      }

      input {
        width: 100%;
        height: 2rem;
        margin: 0;
        background: transparent;
        accent-color: var(--ink);
      }

      .where {
        flex: none;
        margin-left: auto;
        font-family: var(--mono);
        font-size: var(--text-s);
        text-align: right;
        white-space: nowrap;
      }

      .where b {
        font-size: var(--text-m);
      }

      .low {
        display: flex;
        grid-column: 1 / -1;
        gap: var(--space-3);
        align-items: center;
        min-width: 0;
      }

      .branches {
        display: flex;
        min-width: 0;
        gap: var(--space-2);
        align-items: center;
        min-height: 2rem;
        overflow-x: auto;
        font-size: var(--text-s);
        scrollbar-width: thin;
      }

      .branches button {
        flex: none;
        min-height: 1.75rem;
        padding: 0 var(--space-2);
        border-style: dashed;
        font-family: var(--mono);
      }

      .branches button[aria-pressed="true"] {
        border: var(--hair) solid var(--ink);
        background: var(--mark);
        font-weight: 600;
      }

      .label {
        flex: none;
        color: var(--ink-soft);
      }

      @container (max-width: 61.99em) {
        .buttons button {
          width: 2.4rem;
        }

        .branches.single,
        .time {
          display: none;
        }
      }

      @container (max-width: 40em) {
        :host {
          grid-template-columns: auto minmax(0, 1fr);
          gap: 0;
        }

        .low {
          display: contents;
        }

        .where {
          grid-row: 1;
          grid-column: 2;
        }

        .scrub,
        .branches {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [s, s.events, s.cursor, s.branches, s.branch, store.playing, store.status];
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet) return html``;
    const at = sheet.at;
    const steps = sheet.steps.length;
    const first = sheet.cursor <= (sheet.steps[0]?.last ?? 0);
    const last = sheet.cursor >= sheet.last;
    const button = (what: Parameters<typeof icon>[0], label: string, off: boolean, act: () => void) =>
      html`<button
        type="button"
        class=${what === 'play' || what === 'pause' ? 'play' : ''}
        aria-label=${label}
        title=${label}
        ?disabled=${off}
        @click=${act}
      >
        ${icon(what)}
      </button>`;
    return html`
      <div class="buttons" role="group" aria-label="Step through the session">
        ${button('first', 'First step (Home)', first, () => store.first())}
        ${button('back', 'Step back (←)', first, () => store.back())}
        ${
          store.playing
            ? button('pause', 'Pause (Space)', false, () => store.pause())
            : button('play', 'Play (Space)', steps < 2, () => store.play())
        }
        ${button('next', 'Step forward (→)', last, () => store.next())}
        ${button('last', 'Last step (End)', last, () => store.end())}
      </div>
      <div class="scrub">
        <input
          type="range"
          aria-label="Step"
          aria-valuetext=${`step ${at + 1} of ${steps}`}
          min="1"
          max=${Math.max(1, steps)}
          .value=${String(at + 1)}
          ?disabled=${steps < 2}
          @input=${(e: globalThis.Event) => store.goTo(Number((e.target as HTMLInputElement).value) - 1)}
        />
      </div>
      <div class="low">
        ${this.#branches(sheet, store)}
        <div class="where">
          step <b>${at + 1}</b> of <b>${steps}</b
          ><span class="time"> · ${clock(sheet.current?.at ?? 0)}</span>
        </div>
      </div>
    `;
  }

  #branches(sheet: Sheet, store: Store): TemplateResult {
    const single = sheet.branches.length < 2;
    return html`<div class="branches ${single ? 'single' : ''}" role="group" aria-label="Branches">
      <span class="label">${single ? 'One course so far' : 'Branches'}</span>
      ${
        single
          ? nothing
          : sheet.branches.map(
              (b) => html`<button
                type="button"
                aria-pressed=${b.id === sheet.branch ? 'true' : 'false'}
                ?disabled=${sheet.id === null}
                title=${b.parent < 0 ? 'The session as it was opened' : `Leaves another course after event ${b.at + 1}`}
                @click=${() => store.pick(b.id)}
              >
                ${b.parent < 0 ? nothing : icon('branch')}${b.name}
              </button>`,
            )
      }
    </div>`;
  }
}
