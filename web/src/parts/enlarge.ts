import { html, nothing, type TemplateResult } from 'lit';
import { area } from '../words';
import en from '../words/en/part.json';

const say = area('part', en);

/** A button that gives a pane the whole screen, and takes it back; where the browser can. */
export function enlarge(pane: HTMLElement): TemplateResult | typeof nothing {
  if (!document.fullscreenEnabled) return nothing;
  const turn = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void pane.requestFullscreen();
  };
  return html`<button type="button" class="enlarge" title=${say('enlarge')} aria-label=${say('enlarge')} @click=${turn}>
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h7v2.4H6.4V11H4zm16 16h-7v-2.4h4.6V13H20z"></path></svg>
  </button>`;
}
