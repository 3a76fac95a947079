import { css, html, nothing, type TemplateResult } from 'lit';
import type { Store } from '../store';
import { area, said } from '../words';
import en from '../words/en/working.json';

const say = area('working', en);

/** What a pane must know to show it. */
export const workFacts = ({ works }: Store): readonly unknown[] =>
  works.flatMap((w) => [w, w.seen, w.stopped, Math.round(w.done * 100)]);

export const workingStyles = css`
  .working {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-1) var(--space-4);
    align-items: center;
    padding: var(--space-2) var(--space-3);
    border: 1.5px solid var(--ink);
    background: var(--sheet);
  }

  .working progress {
    grid-column: 1;
    width: 100%;
    height: 0.5rem;
    accent-color: var(--ink);
  }

  .working button {
    grid-area: 1 / 2 / span 2;
  }
`;

/** What takes a while, how far it is, and how to stop it. */
export function working(store: Store): TemplateResult | typeof nothing {
  const all = store.works.filter((w) => w.seen);
  if (all.length === 0) return nothing;
  return html`${all.map(
    (w) => html`<div class="working">
      <span>${said(w.title)}</span>
      <progress max="100" .value=${Math.round(w.done * 100)} aria-label=${said(w.title)}></progress>
      <button type="button" ?disabled=${w.stopped} @click=${() => w.stop()}>${say('stop')}</button>
    </div>`,
  )}`;
}
