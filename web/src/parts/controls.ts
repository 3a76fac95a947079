import { css, html, type TemplateResult } from 'lit';

const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

/**
 * How the name of a control character stands: on a slant, in the room of one
 * sign and a half. Plain inline text: a step sets dozens of them.
 */
export const controlStyles = css`
  .ctl {
    display: inline-block;
    min-width: 1ch;
    font-weight: 600;
    line-height: 0;
    text-align: center;
    white-space: nowrap;
  }

  .ctl span {
    font-size: 0.68em;
  }

  .ctl .up {
    margin-inline-end: -0.05em;
    vertical-align: 0.4em;
  }

  .ctl .down {
    margin-inline-start: -0.05em;
    vertical-align: -0.1em;
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
    else
      out.push(
        html`<span class="ctl"><span class="up">${name.slice(0, -1)}</span><span class="down">${name.slice(-1)}</span></span>`,
      );
  }
  return out;
}

function nameOf(code: number): string {
  if (code === 0x2421) return 'DEL';
  return NAMES[code - 0x2400] ?? '';
}
