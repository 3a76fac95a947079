import { html, nothing, type TemplateResult } from 'lit';
import { area } from '../words';
import en from '../words/en/part.json';

const say = area('part', en);

/** Marks what was read off the wire, and is not known from inside. */
export function inferred(is: boolean | undefined): TemplateResult | typeof nothing {
  if (!is) return nothing;
  return html`<span class="inferred" title=${say('inferred.note')}>${say('inferred')}</span>`;
}
