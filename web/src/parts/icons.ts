import { html, type TemplateResult } from 'lit';

const paths = {
  first: 'M5 5h2.5v14H5zM20 5v14L9 12z',
  back: 'M17 5v14L6 12z',
  play: 'M8 4.5v15l12-7.5z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  next: 'M7 5v14l11-7z',
  last: 'M16.500 5H19v14h-2.500zM4 5v14l11-7z',
} as const;

/** The signs of the transport, as on every tape deck. */
export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]}></path></svg>`;
}
