import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../parts/icons';
import { area, numeral } from '../../words';
import en from '../../words/en/setup.json';

const say = area('setup', en);

/** So many messages are listed; a long maildrop would bury the form. */
const LISTED = 8;

/** What can be done with the messages of a mailbox. */
export interface Mailing {
  remove(at: number): void;
  add(files: Iterable<File>): void;
}

/** The messages of a mailbox, and a place to drop more. */
export function mail(
  letters: readonly { subject: string; octets: number }[],
  { remove, add }: Mailing,
): TemplateResult {
  const over = (e: DragEvent): void => {
    if (!e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();
  };
  const row = (letter: { subject: string; octets: number }, i: number): TemplateResult => html`<tr>
    <td class="mono num">${i + 1}</td>
    <td class="subject" lang="en">${letter.subject || html`<i lang="">${say('letter.none')}</i>`}</td>
    <td class="mono num">${numeral(letter.octets)}</td>
    <td>
      <button type="button" class="remove" aria-label=${say('letter.remove', { n: i + 1 })} @click=${() => remove(i)}>
        ${icon('cross')}
      </button>
    </td>
  </tr>`;
  return html`<div
    class="drop"
    data-drop
    @dragover=${over}
    @drop=${(e: DragEvent) => {
      over(e);
      if (e.dataTransfer?.files.length) add([...e.dataTransfer.files]);
    }}
  >
    <table class="letters">
      <caption>${say('letters', { n: letters.length })}</caption>
      ${letters.slice(0, LISTED).map(row)}
    </table>
    ${
      letters.length > LISTED
        ? html`<details>
            <summary>${say('letters.more', { n: letters.length - LISTED })}</summary>
            <table class="letters">${letters.slice(LISTED).map((l, i) => row(l, i + LISTED))}</table>
          </details>`
        : nothing
    }
    <p class="bring">
      <label class="file">
        <input
          type="file"
          multiple
          accept=".eml,.mbox,.mbx,.txt,message/rfc822,application/mbox"
          @change=${(e: Event) => {
            const input = e.target as HTMLInputElement;
            add([...(input.files ?? [])]);
            input.value = '';
          }}
        />
        <span>${say('bring')}</span>
      </label>
      <span class="about">${say('bring.note')}</span>
    </p>
  </div>`;
}
