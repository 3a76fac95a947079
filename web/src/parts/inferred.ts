import { html, nothing, type TemplateResult } from 'lit';

/** Marks what was read off the wire, and is not known from inside. */
export function inferred(is: boolean | undefined): TemplateResult | typeof nothing {
  if (!is) return nothing;
  return html`<span class="inferred" title="Read off the wire, not known from inside">inferred</span>`;
}
