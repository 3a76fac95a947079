import { html, nothing, type TemplateResult } from 'lit';
import type { Cite } from '../abi';

const STANDINGS: Record<string, string> = { inferred: 'inferred', ours: 'Popscope’s choice' };

/** A word on what stands in no document that is known. */
export function standing(why: Cite | undefined): TemplateResult | typeof nothing {
  const word = STANDINGS[why?.standing ?? ''];
  return word ? html`<span class="cite made">${word}</span>` : nothing;
}

/**
 * A section of a document, as a link to where it can be read; and set apart,
 * where it stands in no document that is known.
 */
export function cite(why: Cite | undefined): TemplateResult | typeof nothing {
  if (!why?.text) return nothing;
  const made = why.standing ? 'made' : '';
  if (!why.url) return html`<span class="cite ${made}">${why.text}</span>`;
  return html`<a class="cite ${made}" href=${why.url} target="_blank" rel="noopener">${why.text}</a>`;
}
