import { html, nothing, type TemplateResult } from 'lit';
import type { Cite } from '../abi';
import { area } from '../words';
import en from '../words/en/cite.json';

const say = area('cite', en);

/** A word on what stands in no document that is known. */
export function standing(why: Cite | undefined): TemplateResult | typeof nothing {
  const standing = why?.standing;
  if (standing !== 'inferred' && standing !== 'ours') return nothing;
  return html`<span class="cite made">${say(`standing.${standing}`)}</span>`;
}

/**
 * A section of a document, as a link to where it can be read; and set apart,
 * where it stands in no document that is known.
 */
export function cite(why: Cite | undefined): TemplateResult | typeof nothing {
  if (!why?.text) return nothing;
  const made = why.standing ? 'made' : '';
  if (!why.url) return html`<span class="cite ${made}" lang="en">${why.text}</span>`;
  return html`<a class="cite ${made}" lang="en" href=${why.url} target="_blank" rel="noopener">${why.text}</a>`;
}
