import { html, nothing, type TemplateResult } from 'lit';
import type { Errand } from '../../abi';
import { cite } from '../../parts/cite';
import { area } from '../../words';
import en from '../../words/en/generations.json';
import type { Marked } from './plate';

const say = area('generations', en);

/** The rules in the order in which they appeared: the trouble first, for that is why. */
export function rules(errand: Errand, { rule: chosen, choose }: Marked, see: () => void): TemplateResult {
  return html`<section class="rules" aria-labelledby="rules">
    <h3 id="rules">${say('rules')}</h3>
    <p class="soft lead">${say('rules.lead')}</p>
    ${errand.generations.map((g) => {
      const own = errand.rules
        .map((rule, i) => ({ rule, n: i + 1 }))
        .filter((r) => r.rule.protocol === g.protocol);
      return html`<div class="era">
        <h4>${g.protocol} <span class="soft">${g.year}</span></h4>
        <ol>
          ${own.map(
            ({ rule, n }) => html`<li class="rule ${rule === chosen ? 'marked' : ''}">
              <span class="n mono">${n}</span>
              <p class="trouble" lang="en">${rule.trouble}</p>
              <div class="mends" lang="en">
                <button type="button" aria-expanded=${rule === chosen ? 'true' : 'false'} @click=${() => choose(rule)}>
                  ${rule.rule}
                </button>
                ${cite(rule.since ?? undefined)}
                ${
                  rule === chosen
                    ? html`<blockquote>${rule.sentence}</blockquote>
                        <p class="from">${cite(rule.why ?? undefined)}</p>
                        <p lang="">
                          ${
                            rule.keywords.length > 0
                              ? html`<button type="button" class="see" @click=${see}>
                                  ${say('see', { protocol: g.protocol })}
                                </button>`
                              : html`<span class="soft">${say('unseen')}</span>`
                          }
                        </p>`
                    : nothing
                }
              </div>
            </li>`,
          )}
        </ol>
      </div>`;
    })}
  </section>`;
}
