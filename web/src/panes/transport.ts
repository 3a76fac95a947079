import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { clock } from '../format';
import { type MarkKind, marksOf } from '../marks';
import { MeasuredPane } from '../measured-pane';
import type { Stride } from '../navigation';
import { icon } from '../parts/icons';
import { SPEEDS, type Speed } from '../player';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { transportStyles } from '../styles/transport';
import { area } from '../words';
import en from '../words/en/transport.json';
import type { PopBranches } from './branches';

const say = area('transport', en);

const STRIDES: readonly Stride[] = ['message', 'event', 'octet'];

/** Half the width of the scrubber's thumb, pixels: so far from the ends its way begins. */
const THUMB = 8;
/** Marks of one kind nearer to one another than this are one, pixels. */
const NEAR = 5;

/** Forwards and backwards in time, and from one branch to another. */
export class PopTransport extends MeasuredPane {
  static override styles = [shared, transportStyles];

  #width = 0;
  /** How large the letters are, and with them the marks: 1 on a desk. */
  #scale = 1;
  #marks: { of: readonly unknown[]; shapes: ReadonlyMap<MarkKind, string> } = { of: [], shapes: new Map() };

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [
      s,
      s.events,
      s.cursor,
      s.branches,
      s.branch,
      store.playing,
      store.status,
      store.octet,
      store.stride,
      store.speed,
    ];
  }

  protected override measure(): void {
    const width = this.renderRoot.querySelector('.scrub')?.clientWidth ?? 0;
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    if (width === 0 || (width === this.#width && scale === this.#scale)) return;
    this.#width = width;
    this.#scale = scale;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet) return html``;
    const at = sheet.at;
    const steps = sheet.steps.length;
    const first = sheet.cursor <= (sheet.steps[0]?.last ?? 0) && !store.octet;
    const last = sheet.cursor >= sheet.last && store.stride !== 'octet';
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
      <div class="buttons" role="group" aria-label=${say('buttons')}>
        ${button('first', say('first'), first, () => store.first())}
        ${button('back', say('back'), first, () => store.rewind())}
        ${
          store.playing
            ? button('pause', say('pause'), false, () => store.pause())
            : button('play', say('play'), steps < 2, () => store.play())
        }
        ${button('next', say('next'), last, () => store.forth())}
        ${button('last', say('last'), sheet.cursor >= sheet.last, () => store.end())}
      </div>
      <div class="scrub" title=${this.#legend(sheet)}>
        <svg class="marks" viewBox="0 0 ${this.#width / this.#scale} 12" aria-hidden="true">${this.#marked(sheet)}</svg>
        <input
          type="range"
          aria-label=${say('scrubber')}
          aria-valuetext=${say('at', { at: at + 1, of: steps })}
          min="1"
          max=${Math.max(1, steps)}
          .value=${String(at + 1)}
          ?disabled=${steps < 2}
          @input=${(e: globalThis.Event) => store.goTo(Number((e.target as HTMLInputElement).value) - 1)}
        />
      </div>
      <div class="low">
        <div class="ways">
          <select
            aria-label=${say('stride')}
            title=${say('stride')}
            .value=${store.stride}
            @change=${(e: globalThis.Event) => {
              store.stride = (e.target as HTMLSelectElement).value as Stride;
            }}
          >
            ${STRIDES.map((s) => html`<option value=${s} ?selected=${s === store.stride}>${say(`stride.${s}`)}</option>`)}
          </select>
          <select
            aria-label=${say('speed')}
            title=${say('speed')}
            @change=${(e: globalThis.Event) => {
              store.speed = SPEEDS[(e.target as HTMLSelectElement).selectedIndex] ?? 1;
            }}
          >
            ${SPEEDS.map((s) => html`<option ?selected=${s === store.speed}>${speedOf(s)}</option>`)}
          </select>
        </div>
        ${this.#branches(sheet, store)}
        <div class="where">
          ${say.rich('where', { at: at + 1, of: steps })}<span class="time ${store.octet === undefined ? 'clock' : ''}"> · ${
            store.octet === undefined ? clock(sheet.current?.at ?? 0) : say('octet', { at: store.octet + 1 })
          }</span>
        </div>
      </div>
      <pop-branches .store=${store}></pop-branches>
    `;
  }

  /** The marks of the session, all of a kind as one shape: made once for a course of events. */
  #shapes(sheet: Sheet): ReadonlyMap<MarkKind, string> {
    const of = [sheet.events, this.#width, this.#scale];
    if (of.every((o, i) => o === this.#marks.of[i])) return this.#marks.shapes;
    const shapes = new Map<MarkKind, string>();
    const latest = new Map<MarkKind, number>();
    for (const { kind, step } of marksOf(sheet.events, sheet.steps, sheet.request.scenario?.epoch)) {
      const x = this.#x(sheet, step);
      if (x - (latest.get(kind) ?? Number.NEGATIVE_INFINITY) < NEAR) continue;
      latest.set(kind, x);
      shapes.set(kind, (shapes.get(kind) ?? '') + SHAPES[kind](Math.round(x)));
    }
    this.#marks = { of, shapes };
    return shapes;
  }

  #x(sheet: Sheet, step: number): number {
    const x = THUMB + ((this.#width - 2 * THUMB) * step) / Math.max(1, sheet.steps.length - 1);
    return x / this.#scale;
  }

  #marked(sheet: Sheet): SVGTemplateResult[] {
    if (this.#width === 0) return [];
    return [...this.#shapes(sheet)].map(([kind, d]) => svg`<path class=${kind} d=${d}></path>`);
  }

  /** What the marks mean that there are. */
  #legend(sheet: Sheet): string {
    return [...this.#shapes(sheet).keys()].map((k) => say(`mark.${k}`)).join('   ');
  }

  #branches(sheet: Sheet, store: Store): TemplateResult {
    const single = sheet.branches.length < 2;
    return html`<div class="branches ${single ? 'single' : ''}">
      ${
        single
          ? nothing
          : html`<button type="button" class="tree" aria-label=${say('tree')} title=${say('tree')} @click=${this.#tree}>${icon('branch')} ${sheet.branches.length}</button>`
      }
      <div class="names" role="group" aria-label=${say('branches')} lang="en">
        ${
          single
            ? nothing
            : sheet.branches.map(
                (b) => html`<button
                  type="button"
                  aria-pressed=${b.id === sheet.branch ? 'true' : 'false'}
                  ?disabled=${sheet.id === null}
                  title=${`${b.name}: ${b.parent < 0 ? say('root') : say('leaves', { n: b.at + 1 })}`}
                  @click=${() => store.pick(b.id)}
                >
                  ${b.name}
                </button>`,
              )
        }
      </div>
    </div>`;
  }

  #tree(): void {
    this.renderRoot.querySelector<PopBranches>('pop-branches')?.show();
  }

  /** The branch that is watched is in sight. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    const names = this.renderRoot.querySelector<HTMLElement>('.names');
    const now = names?.querySelector<HTMLElement>('[aria-pressed="true"]');
    const { active } = this.store ?? {};
    const key = `${active?.key} ${active?.branch} ${active?.branches.length}`;
    if (!names || !now || key === this.#shown) return;
    this.#shown = key;
    this.measure(); // a tree of branches takes room from the scrubber
    names.scrollTop = now.offsetTop;
  }

  #shown = '';
}

/** The shapes of the marks, 10 pixels high: none is told by its colour alone. */
const SHAPES: Readonly<Record<MarkKind, (x: number) => string>> = {
  opened: (x) => `M${x - 4} 10h8l-4-8z`,
  closed: (x) => `M${x - 4} 2h8l-4 8z`,
  refused: (x) => `M${x - 3} 3l6 6M${x + 3} 3l-6 6`,
  fault: (x) => `M${x + 2} 0l-4 5h4l-4 5`,
  day: (x) => `M${x} 0v11`,
};

function speedOf(speed: Speed): string {
  if (speed === 'true') return say('speed.true');
  return `${speed === 0.5 ? '½' : speed} ×`;
}
