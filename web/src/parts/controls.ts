import { css, html, type TemplateResult } from 'lit';

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/**
 * How the name of a control character stands: small, on a slant. Plain inline
 * text of as few elements as can be: a step sets dozens of them.
 */
export const controlStyles = css`
  .ctl {
    font-weight: 600;
    font-size: 0.68em;
    line-height: 0;
    vertical-align: 0.4em;
    white-space: nowrap;
  }

  .ctl span {
    margin-inline-start: -0.1em;
    vertical-align: -0.5em;
  }
`;

/**
 * Text with its control pictures set apart. Few fonts have them, so they are
 * drawn as what they are: the letters of their names, on a slant.
 */
export function controls(text: string): (string | TemplateResult)[] {
  const out: (string | TemplateResult)[] = [];
  for (const part of text.split(/([\u2400-\u2421])/)) {
    if (part === '') continue;
    const name = part.length === 1 ? nameOf(part.charCodeAt(0)) : '';
    if (name === '') out.push(part);
    else out.push(html`<span class="ctl">${name.slice(0, -1)}<span>${name.slice(-1)}</span></span>`);
  }
  return out;
}

function nameOf(code: number): string {
  if (code === 0x2421) return 'DEL';
  return NAMES[code - 0x2400] ?? '';
}
