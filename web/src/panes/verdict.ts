import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../parts/icons';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/task.json';

const say = area('task', en);

export const verdictStyles = css`
  .solved {
    display: inline-block;
    margin: var(--space-2) 0;
    padding: 0.1em 0.6em;
    border: 3px double var(--good);
    border-radius: var(--radius);
    color: var(--good);
    font: 600 var(--text-l) / 1.4 var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
    rotate: -2deg;
  }

  .verdict {
    margin: var(--space-2) 0;
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--rule-firm);
    background: var(--sheet);
  }

  .verdict.over {
    border-color: var(--server);
  }

  .verdict p + p,
  .verdict .ways {
    margin-top: var(--space-1);
  }

  .verdict .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
`;

/** What is to be said of an attempt as it stands; nothing as long as all is well. */
export function verdict(store: Store, sheet: Sheet): TemplateResult | typeof nothing {
  const { state } = sheet;
  if (!state) return nothing;
  if (state.solved) return html`<p class="solved">${say('solved')}</p>`;
  if (state.over)
    return html`<div class="verdict over">
      <p><b>${icon('cross')} ${say('over')}</b></p>
      <p>${state.why ? html`<span lang="en">${state.why}</span>` : say(state.broken.length > 0 ? 'over.broken' : 'over.closed')}</p>
      ${wayOut(store, sheet, true)}
    </div>`;
  if (state.why && !state.asked)
    return html`<div class="verdict">
      <p><b>${say('notYet')}</b> <span lang="en">${state.why}</span></p>
    </div>`;
  return nothing;
}

/** How to go on from where the solution no longer leads to the goals. */
export function wayOut(store: Store, sheet: Sheet, again = false): TemplateResult | typeof nothing {
  const back = sheet.state?.back ?? -1;
  const index = sheet.steps.findIndex((s) => s.first <= back && back <= s.last);
  const step = sheet.steps[index];
  return html`${step ? html`<p>${say('wayOut', { n: index + 1, label: sheet.events[step.head]?.label ?? '' })}</p>` : nothing}
    <div class="ways">
      ${
        step
          ? html`<button type="button" class="firm" @click=${() => store.go(back)}>${say('backTo', { n: index + 1 })}</button>`
          : nothing
      }
      ${again ? html`<button type="button" @click=${() => store.tryAgain()}>${say('again')}</button>` : nothing}
    </div>`;
}
