import { html, nothing, type TemplateResult } from 'lit';
import type { Cite, ConceptScore } from '../../abi';
import { cite } from '../../parts/cite';
import { icon } from '../../parts/icons';
import { area } from '../../words';
import en from '../../words/en/predict.json';
import type { Run } from './run';

const say = area('predict', en);

/** What all answers come to: what is understood, what is not yet, and where to read about it. */
export function result(
  run: Run,
  link: string,
  on: { other(): void; same(): void; settings(): void },
): TemplateResult | typeof nothing {
  const { result: all } = run;
  if (!all) return nothing;
  const sections = toRead(run);
  const right = all.right === run.questions.length;
  return html`
    <p class="at">${run.sheet.own ? run.sheet.title : say('about.lesson')}</p>
    <p class="stamp ${right ? '' : 'no'}" role="status">
      ${say('score', { n: all.right, of: run.questions.length })}
    </p>
    ${right ? nothing : html`<h3>${say('mixed')}</h3>`}
    <ul class="list" lang="en">
      ${all.sentences.map((s) => html`<li>${s}</li>`)}
    </ul>
    ${
      sections.length > 0
        ? html`<h3>${say('read')}</h3>
            <ul class="list">
              ${sections.map((c) => html`<li>${cite(c)}</li>`)}
            </ul>`
        : nothing
    }
    <h3>${say('concepts')}</h3>
    <ul class="list">
      ${all.concepts.map((c) => concept(c))}
    </ul>
    <div class="go">
      <button type="button" class="firm" @click=${on.other}>${say('other')}</button>
      <button type="button" @click=${on.same}>${say('same')}</button>
      <button type="button" @click=${on.settings}>${say('settings')}</button>
    </div>
    <div class="copy field">
      <label for="link">${say('link')}</label>
      <div class="row">
        <input id="link" readonly .value=${link} @focus=${(e: Event) => (e.target as HTMLInputElement).select()} />
        <button type="button" @click=${(e: Event) => void copy(e, link)}>${say('copy')}</button>
      </div>
      <p role="status" class="soft" id="copied"></p>
    </div>
  `;
}

function concept({ concept: c, right, asked }: ConceptScore): TemplateResult {
  return html`<li class="concept">
    <b lang="en">${c.name}</b>
    <span class="boxes"
      >${Array.from(
        { length: asked },
        (_, i) =>
          html`<span class=${i < right ? 'yes' : 'no'} aria-hidden="true">${icon(i < right ? 'check' : 'cross')}</span>`,
      )}<span class="visually-hidden">${say('concept.score', { n: right, of: asked })}</span></span
    >
  </li>`;
}

/** The sections that explain what was answered wrongly, each once. */
function toRead({ marks }: Run): Cite[] {
  const seen = new Map<string, Cite>();
  for (const m of marks) if (!m.right && m.why) seen.set(m.why.text, m.why);
  return [...seen.values()];
}

/** Copies the link; where that is not allowed, it is selected, ready to be copied by hand. */
async function copy(e: Event, link: string): Promise<void> {
  const row = (e.currentTarget as Element).closest('.copy');
  try {
    await navigator.clipboard.writeText(link);
    const said = row?.querySelector('#copied');
    if (said) said.textContent = say('copied');
  } catch {
    row?.querySelector('input')?.focus();
  }
}
