import { html, nothing, type TemplateResult } from 'lit';
import type { ComparedRow, ComparedStep, Comparison } from '../../abi';
import { area } from '../../words';
import en from '../../words/en/compare.json';
import { parted } from './pair';

const say = area('compare', en);

/** What the rows need to know, and what can be done with them. */
export interface CourseActs {
  names: { a: string; b: string };
  /** Whether the steps in common are shown. */
  open: boolean;
  fold(): void;
  go(side: 'a' | 'b', step: ComparedStep): void;
}

/** The steps of two branches in one table: the common beginning folded, then each course. */
export function course(of: Comparison, on: CourseActs): TemplateResult {
  const { common, own } = parted(of);
  return html`<table class="course">
    <caption class="visually-hidden">${say('course')}</caption>
    <thead>
      <tr>
        <th scope="col"><span class="letter">${say('a')}</span> <span lang="en">${on.names.a}</span></th>
        <th scope="col"><span class="letter">${say('b')}</span> <span lang="en">${on.names.b}</span></th>
      </tr>
    </thead>
    ${
      common.length > 0
        ? html`<tbody>
              <tr class="fold">
                <th colspan="2" scope="rowgroup">
                  <span>${say('shared', { n: common.length })}</span>
                  <button type="button" aria-expanded=${on.open ? 'true' : 'false'} @click=${on.fold}>
                    ${say(on.open ? 'shared.hide' : 'shared.show')}
                  </button>
                </th>
              </tr>
            </tbody>
            ${on.open ? html`<tbody>${common.map((r) => row(r, on))}</tbody>` : nothing}`
        : nothing
    }
    <tbody>
      <tr class="parts">
        <th colspan="2" scope="rowgroup">
          <span>${say(own.length === 0 ? 'parts.never' : common.length === 0 ? 'parts.start' : 'parts')}</span>
        </th>
      </tr>
      ${own.map((r) => row(r, on))}
    </tbody>
  </table>`;
}

function row({ a, b, same }: ComparedRow, on: CourseActs): TemplateResult {
  const word = same ? 'same' : a && b ? 'unlike' : a ? 'only.a' : 'only.b';
  return html`<tr class=${same ? 'same' : a && b ? 'unlike' : 'only'}>
    ${cell('a', a, word, on)}${cell('b', b, word, on)}
  </tr>`;
}

function cell(
  side: 'a' | 'b',
  step: ComparedStep | undefined,
  word: 'same' | 'unlike' | 'only.a' | 'only.b',
  on: CourseActs,
): TemplateResult {
  if (!step) return html`<td class="gap"><span class="visually-hidden">${say('nothing')}</span></td>`;
  const client = step.side === 'client';
  return html`<td>
    <button
      type="button"
      class="step ${client ? 'client' : 'server'}"
      title=${say('go', { step: step.step, branch: on.names[side] })}
      @click=${() => on.go(side, step)}
    >
      <span class="number">${step.step}</span>
      <span class="who">${client ? 'C:' : 'S:'}</span>
      <span class="label" lang="en" dir="ltr">${step.label || step.bring}</span>
    </button>
    ${step.label && step.bring ? html`<p class="bring" lang="en">${step.bring}</p>` : nothing}
    ${word === 'same' ? nothing : html`<span class="word">${say(word)}</span>`}
  </td>`;
}
