import { css } from 'lit';

/** What all panes have in common. */
export const shared = css`
  :host {
    display: block;
    min-width: 0;
    min-height: 0;
    font-family: var(--serif);
    font-size: var(--text-m);
    line-height: var(--tight);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ol,
  ul,
  table,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ol,
  ul {
    list-style: none;
  }

  /* The label of a pane: small capitals over a hairline, as on a form. */
  h2 {
    display: flex;
    gap: var(--space-3);
    align-items: baseline;
    justify-content: space-between;
    min-width: 0;
    height: 1.625rem;
    border-bottom: var(--hair) solid var(--rule-firm);
    font: 600 var(--text-xs) / 1.5rem var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
    white-space: nowrap;
  }

  /* Under the tabs of the desk's middle, which say the same: --under is how wide they are. */
  h2 .tabbed {
    min-width: var(--under, 0);
    opacity: var(--untabbed, 1);
  }

  :host(:fullscreen) {
    --under: 0;
    --untabbed: 1;
  }

  /* What stands beside it is there whole, or not at all: what has no room makes a
     line of its own above the one that is seen. */
  h2 .aside {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    place-content: flex-end;
    align-items: baseline;
    align-self: start;
    height: 1.5rem;
    overflow: hidden;
    color: var(--ink-soft);
    font-weight: 400;
    letter-spacing: 0;
    text-transform: none;
  }

  /* What stays English in a page that is written from right to left. */
  [lang="en"] {
    direction: ltr;
    unicode-bidi: isolate;
  }

  code,
  .mono {
    font-family: var(--mono);
    font-size: 0.9375em;
  }

  a {
    color: inherit;
    text-decoration-color: var(--rule-firm);
    text-underline-offset: 0.2em;
  }

  a:hover {
    text-decoration-color: currentcolor;
  }

  .soft {
    color: var(--ink-soft);
  }

  /* In one piece, as long as a line has room for it. */
  .cite {
    display: inline-block;
    max-width: 100%;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  /* What no document says. */
  .made {
    padding-inline-start: 0.45em;
    border-inline-start: 3px double var(--stamp);
  }

  button {
    min-height: 2rem;
    padding: 0 var(--space-3);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: var(--text-s);
    cursor: pointer;
  }

  button:hover:not(:disabled) {
    background: var(--sheet);
    border-color: var(--ink);
  }

  button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  button.firm {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
    font-weight: 600;
  }

  button.firm:hover:not(:disabled) {
    background: var(--client);
    border-color: var(--client);
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  /* A heading that was gone to is no control: it needs no ring. */
  :is(h2, h3)[tabindex="-1"]:focus {
    outline: none;
  }

  /* What scrolls is cut at its edges, and so would its ring be. */
  .scroll:focus-visible {
    outline-offset: -3px;
  }

  .client {
    color: var(--client);
  }

  .server {
    color: var(--server);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    width: 0.85em;
    height: 0.85em;
    fill: currentcolor;
    vertical-align: -0.06em;
  }

  .scroll {
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--rule-firm) transparent;
  }

  /* Read off the wire, not known from inside. */
  .inferred {
    padding: 0 0.35em;
    border: var(--hair) dashed currentcolor;
    border-radius: var(--radius);
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.3 var(--mono);
    letter-spacing: 0;
    text-transform: none;
    white-space: nowrap;
  }

  /* Paper has neither bars to scroll by nor buttons to press. */
  @media print {
    .scroll {
      overflow: visible;
    }

    button {
      display: none;
    }
  }
`;

/** How dialogs look. */
export const dialogs = css`
  dialog {
    width: min(38rem, calc(100vw - 2rem));
    padding: var(--space-5);
    border: 1.5px solid var(--ink);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
  }

  dialog::backdrop {
    background: rgb(10 14 22 / 55%);
  }

  dialog h2 {
    height: auto;
    margin-bottom: var(--space-3);
    border: 0;
    font: 600 var(--text-xl) / 1.2 var(--serif);
    letter-spacing: 0;
    text-transform: none;
    white-space: normal;
  }

  dialog p {
    margin-bottom: var(--space-3);
  }

  dialog .choice {
    display: flex;
    gap: var(--space-2);
  }

  @media print {
    dialog {
      display: none;
    }
  }
`;
