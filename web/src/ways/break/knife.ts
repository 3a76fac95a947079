import { css, html, LitElement, type TemplateResult } from 'lit';
import { visible } from '../../format';
import { controls } from '../../parts/controls';
import { shared } from '../../styles/shared';
import { moved, pageOf, SHOWN, within } from './strip';

/**
 * A message on the line, octet by octet, and a knife in it: what stands before
 * the knife comes through. A mouse or a finger drags it, the arrow keys move
 * it. Tells of it by the event "knife" with the number of octets.
 */
export class PopKnife extends LitElement {
  static override properties = {
    octets: { attribute: false },
    at: { type: Number },
    side: { type: String, reflect: true },
    label: { type: String },
    where: { type: String },
  };
  static override styles = [
    shared,
    css`
      .strip {
        display: grid;
        grid-template-columns: repeat(auto-fill, 1.0625rem);
        padding: 0.5rem 0.375rem 0.25rem;
        border: var(--hair) solid var(--rule-firm);
        border-radius: var(--radius);
        background: var(--paper);
        cursor: ew-resize;
        font: 400 var(--text-s) / 1.75rem var(--mono);
        touch-action: pan-y;
        user-select: none;
      }

      .cell {
        position: relative;
        height: 1.75rem;
        border-block-end: 2px solid transparent;
        text-align: center;
        white-space: pre;
      }

      .cell {
        border-color: var(--client);
        background: var(--client-wash);
        font-weight: 600;
      }

      :host([side="server"]) .cell {
        border-color: var(--server);
        background: var(--server-wash);
      }

      .lost.cell.cell {
        border-color: var(--rule);
        border-block-end-style: dashed;
        background: transparent;
        color: var(--ink-soft);
        font-weight: 400;
      }

      .ctl {
        display: block;
        padding-block-start: 0.45rem;
        font-size: 0.6875em;
        letter-spacing: -0.05em;
        line-height: 1;
      }

      /* The blade, and the handle that a hand takes hold of. */
      .cut::before,
      .cut::after {
        position: absolute;
        z-index: 1;
        content: "";
        pointer-events: none;
      }

      .cut::before {
        inset: -0.375rem -2px -0.125rem auto;
        border-inline-end: 3px solid var(--stamp);
      }

      .cut::after {
        inset: -0.5rem -0.5625rem auto auto;
        width: 1rem;
        height: 0.75rem;
        background: var(--stamp);
        clip-path: polygon(0 0, 100% 0, 50% 100%);
      }

      @media (forced-colors: active) {
        .cut::after {
          background: CanvasText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  declare octets: Uint8Array;
  declare at: number;
  declare side: string;
  /** What the slider is called. */
  declare label: string;
  /** The place of the knife, in words. */
  declare where: string;

  #held = false;

  constructor() {
    super();
    this.octets = new Uint8Array();
    this.at = 1;
    this.side = 'client';
    this.label = this.where = '';
  }

  override render(): TemplateResult {
    const from = pageOf(this.at);
    const cells = [...this.octets.slice(from, from + SHOWN)];
    return html`<div
      class="strip"
      dir="ltr"
      role="slider"
      tabindex="0"
      aria-label=${this.label}
      aria-valuemin="1"
      aria-valuemax=${this.octets.length}
      aria-valuenow=${this.at}
      aria-valuetext=${this.where}
      @keydown=${this.#key}
      @pointerdown=${this.#take}
      @pointermove=${this.#drag}
      @pointerup=${this.#leave}
      @pointercancel=${this.#leave}
    >
      ${cells.map((octet, i) => {
        const n = from + i;
        const cls = `cell ${n >= this.at ? 'lost' : ''} ${n === this.at - 1 ? 'cut' : ''}`;
        return html`<span class=${cls}>${controls(visible(octet))}</span>`;
      })}
    </div>`;
  }

  #cells(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.cell')];
  }

  #key(e: KeyboardEvent): void {
    const cells = this.#cells();
    const below = cells.findIndex((c) => c.offsetTop > (cells[0]?.offsetTop ?? 0));
    const to = moved(e.key, this.at, this.octets.length, below > 0 ? below : SHOWN);
    if (to === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    this.#put(to);
  }

  #take(e: PointerEvent): void {
    if (e.button !== 0) return;
    this.#held = true;
    (e.currentTarget as Element).setPointerCapture(e.pointerId);
    this.#drag(e);
  }

  /** To the gap between two octets that is nearest to the hand. */
  #drag(e: PointerEvent): void {
    if (!this.#held) return;
    const from = pageOf(this.at);
    let nearest = this.at;
    let least = Number.POSITIVE_INFINITY;
    this.#cells().forEach((cell, i) => {
      const box = cell.getBoundingClientRect();
      const far =
        Math.abs(e.clientX - box.right) + 4 * Math.max(box.top - e.clientY, e.clientY - box.bottom, 0);
      if (far < least) [least, nearest] = [far, from + i + 1];
    });
    this.#put(nearest);
  }

  #leave(): void {
    this.#held = false;
  }

  #put(at: number): void {
    const to = within(at, this.octets.length);
    if (to === this.at) return;
    this.dispatchEvent(new CustomEvent('knife', { detail: to }));
  }
}

if (!customElements.get('pop-knife')) customElements.define('pop-knife', PopKnife);
