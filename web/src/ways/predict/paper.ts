import { html, nothing, type TemplateResult } from 'lit';
import type { Mark, Question } from '../../abi';
import { cite } from '../../parts/cite';
import { icon } from '../../parts/icons';
import { area } from '../../words';
import en from '../../words/en/predict.json';
import type { Choice } from './form';
import type { Run } from './run';

const say = area('predict', en);

/** What can be done with a question. */
export interface PaperActs {
  choose(choice: Choice): void;
  answer(): void;
  again(): void;
  next(): void;
  stop(): void;
}

/** One question with its answers; once one is given, what is right, and why. */
export function paper(run: Run, choice: Choice, on: PaperActs): TemplateResult | typeof nothing {
  const { question, mark } = run;
  if (!question) return nothing;
  const typed = question.right < 0;
  const ready = typed ? choice.text.trim() !== '' : choice.option >= 0;
  return html`
    <p class="at">${say('where', { k: run.at + 1, of: run.questions.length })} · ${run.sheet.own ? run.sheet.title : say('about.lesson')}</p>
    ${marks(run)}
    <p class="line" dir="ltr" lang="en"><b aria-hidden="true">C:</b> ${question.line}</p>
    <form
      class="answer"
      @submit=${(e: Event) => {
        e.preventDefault();
        if (ready && !mark) on.answer();
      }}
    >
      <fieldset>
        <legend class="prompt" lang="en">${question.prompt}</legend>
        ${typed ? line(run, choice, on) : question.options.map((o, i) => option(run, question, choice, i, o.text, on))}
      </fieldset>
      ${
        mark
          ? nothing
          : html`<div class="go">
              <button class="firm" ?disabled=${!ready}>${say('answer')}</button>
              <button type="button" @click=${on.stop}>${say('stop')}</button>
            </div>`
      }
    </form>
    <div role="status">${mark ? verdict(mark) : nothing}</div>
    ${
      mark
        ? html`<div class="go">
            <button type="button" class="firm next" @click=${on.next}>${say(run.last ? 'finish' : 'next')}</button>
            <button type="button" @click=${on.again}>${icon('play')} ${say('again')}</button>
          </div>`
        : nothing
    }
  `;
}

function option(
  run: Run,
  question: Question,
  choice: Choice,
  i: number,
  text: string,
  on: PaperActs,
): TemplateResult {
  const done = run.mark !== undefined;
  const is = done && i === question.right;
  const mine = done && i === run.answers[run.at]?.option;
  const note = [...(mine ? [say('yours')] : []), ...(is ? [say('correct')] : [])].join(', ');
  // A question is its own: what was ticked in one must not stay ticked in the next.
  return html`<label class="choice ${is ? 'is' : mine ? 'not' : ''}">
    <input
      type="radio"
      name=${`option-${run.at}`}
      ?disabled=${done}
      .checked=${done ? mine : i === choice.option}
      @change=${() => on.choose({ ...choice, option: i })}
    />
    <span class="what"
      ><span lang="en">${text}</span>${
        note ? html`<span class="note">${icon(is ? 'check' : 'cross')} ${note}</span>` : nothing
      }</span
    >
  </label>`;
}

function line(run: Run, choice: Choice, on: PaperActs): TemplateResult {
  return html`<div class="typing" dir="ltr">
      <span class="server" aria-hidden="true">S:</span>
      <input
        autocapitalize="off"
        autocomplete="off"
        spellcheck="false"
        aria-label=${say('typed')}
        aria-describedby="typed-note"
        ?disabled=${run.mark !== undefined}
        .value=${run.mark ? (run.answers[run.at]?.text ?? '') : choice.text}
        @input=${(e: Event) => on.choose({ ...choice, text: (e.target as HTMLInputElement).value })}
      />
    </div>
    <p class="soft" id="typed-note">${say('typed.note')}</p>`;
}

function verdict(mark: Mark): TemplateResult {
  return html`<div class="verdict">
    <p class="stamp ${mark.right ? '' : 'no'}">${icon(mark.right ? 'check' : 'cross')} ${say(mark.right ? 'right' : 'wrong')}</p>
    <p lang="en"><b>${mark.said}</b></p>
    <p lang="en">${mark.explain} ${cite(mark.why)}</p>
  </div>`;
}

/** A box for each question: right, wrong, or still to come. */
function marks(run: Run): TemplateResult {
  return html`<ol class="marks" aria-label=${say('marks')}>
    ${run.questions.map((_, i) => {
      const mark = run.marks[i];
      const on = i === run.at ? 'on' : '';
      const said = mark ? say(mark.right ? 'right' : 'wrong') : say(on ? 'here' : 'ahead');
      return html`<li class="${on} ${mark ? (mark.right ? 'yes' : 'no') : ''}">
        ${mark ? icon(mark.right ? 'check' : 'cross') : nothing}<span class="visually-hidden">${said}</span>
      </li>`;
    })}
  </ol>`;
}
