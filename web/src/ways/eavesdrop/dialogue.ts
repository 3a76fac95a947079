import { html, nothing, type TemplateResult } from 'lit';
import { controls } from '../../parts/controls';
import { area } from '../../words';
import en from '../../words/en/eavesdrop.json';
import type { Line, Piece } from './scenes';

const say = area('eavesdrop', en);

/** What went over the wire, line by line; what a listener takes down is marked and named. */
export function dialogue(lines: readonly Line[]): TemplateResult {
  return html`<ol class="dialogue" dir="ltr" lang="en">
    ${lines.map(
      ({ side, pieces, hidden }) =>
        html`<li class=${side}><b>${side === 'client' ? 'C:' : 'S:'}</b>
          <span class="said">${
            hidden === undefined
              ? pieces.map(piece)
              : html`<span class="hidden" lang=""><span>${say('hidden', { n: hidden })}</span></span>`
          }</span></li>`,
    )}
  </ol>`;
}

function piece({ text, token, undone }: Piece): TemplateResult | unknown {
  if (token === '') return controls(text);
  return html`<mark><span class="text">${controls(text)}</span><span class="token">${token}</span></mark>${
    undone
      ? html`<span class="undone"><span class="token" lang="">${say('undone')}</span> ${controls(undone)}</span>`
      : nothing
  }`;
}
