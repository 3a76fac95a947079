import { html, nothing, type TemplateResult } from 'lit';
import type { Cite } from '../abi';

/** A section of a document, as a link to where it can be read. */
export function cite(why: Cite | undefined): TemplateResult | typeof nothing {
  if (!why?.text) return nothing;
  if (!why.url) return html`<span class="cite">${why.text}</span>`;
  return html`<a class="cite" href=${why.url} target="_blank" rel="noopener">${why.text}</a>`;
}
