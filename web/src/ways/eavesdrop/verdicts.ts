import { html, type TemplateResult } from 'lit';
import { cite } from '../../parts/cite';
import { icon } from '../../parts/icons';
import { area } from '../../words';
import en from '../../words/en/eavesdrop.json';
import type { Hearing } from './scenes';

const say = area('eavesdrop', en);

/** What can be done with what was heard, for each way to log in. */
export function verdicts(hearings: readonly Hearing[]): TemplateResult {
  const columns = ['clear', 'replay', 'guess', 'mail'] as const;
  return html`<table class="verdicts">
    <caption>${say('verdicts')}</caption>
    <thead>
      <tr>
        <th scope="col">${say('way')}</th>
        ${columns.map((c) => html`<th scope="col">${say(c)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${hearings.map(({ login, mail }) => {
        // Under TLS nothing is read, the password as little as the mail.
        const reads = mail.some((l) => l.hidden === undefined);
        return html`<tr>
          <th scope="row"><span lang="en">${login.mechanism}</span> ${cite(login.why)}</th>
          ${verdict('clear', login.clear, say(login.clear ? 'clear.yes' : reads ? 'clear.no' : 'clear.hidden'))}
          ${verdict('replay', login.replayable, login.replay, 'en')}
          ${verdict('guess', login.dictionary, login.guess, 'en', login.clear)}
          ${verdict('mail', reads, say(reads ? 'mail.yes' : 'mail.no'))}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/**
 * Yes is bad news here, whatever its colour: a sign and a word say it. Where there
 * is no need to do it, for all lies open, that is no better.
 */
function verdict(
  column: 'clear' | 'replay' | 'guess' | 'mail',
  is: boolean,
  why: string,
  lang = '',
  needless = false,
): TemplateResult {
  const open = is || needless;
  return html`<td>
    <span class="column" aria-hidden="true">${say(column)}</span>
    <b class="sign ${open ? 'yes' : 'no'}">${icon(open ? 'open' : 'lock')} ${say(needless ? 'needless' : is ? 'yes' : 'no')}</b>
    <span class="why" lang=${lang}>${lang === 'en' ? unsaid(why) : why}</span>
  </td>`;
}

/** A sentence without the yes or no that stands before it already. */
function unsaid(sentence: string): string {
  const rest = sentence.replace(/^(Yes|No)[:,] /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
