import { html, type TemplateResult } from 'lit';

const paths = {
  first: 'M5 5h2.5v14H5zM20 5v14L9 12z',
  back: 'M17 5v14L6 12z',
  play: 'M8 4.5v15l12-7.5z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  next: 'M7 5v14l11-7z',
  last: 'M16.5 5H19v14h-2.5zM4 5v14l11-7z',
  check: 'M9.5 19.5 3 13l2.4-2.4 4.1 4.1L18.6 5.5 21 8z',
  cross: 'm5.2 3 6.8 6.8L18.8 3 21 5.2 14.2 12l6.8 6.8-2.2 2.2-6.8-6.8L5.2 21 3 18.8 9.8 12 3 5.2z',
  open: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6z',
  lock: 'M6 10V8a6 6 0 0 1 12 0v2h2v11H4V10zm2.6 0h6.8V8a3.4 3.4 0 0 0-6.8 0z',
  again: 'M12 4a8 8 0 1 1-7.6 5.5l2.3.8A5.6 5.6 0 1 0 12 6.4V10L6 5.2 12 .5z',
  theme: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2.2v13.6a6.8 6.8 0 0 0 0-13.6z',
  ways: 'M12 2.5 14.5 9.5 21.5 12 14.5 14.5 12 21.5 9.5 14.5 2.5 12 9.5 9.5z',
  session: 'M4 5h16v14H4zm2.4 2.2 5.6 4.6 5.6-4.6zM6.2 9v7.8h11.6V9L12 13.8z',
  share: 'M13 3.5 21 11l-8 7.5V14C8.5 14 5.500 15.500 3 20c.5-6 4-11 10-11.800z',
  branch: 'M5 3h2.4v9.5a3 3 0 0 0 3 3H15V11l6.5 5.7L15 22.4v-4.5h-4.6A5.4 5.4 0 0 1 5 12.5z',
} as const;

/** The signs of the page, drawn here so that no font has to have them. */
export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]}></path></svg>`;
}
