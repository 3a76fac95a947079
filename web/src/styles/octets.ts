import { css } from 'lit';

/** Octets set as good typography: parts above their names, hex in columns of eight. */
export const octetStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(4rem, 2fr) auto minmax(4.5rem, 3fr) 3.4rem;
  }

  h2 {
    align-self: start;
  }

  .text {
    padding: var(--space-2) 0 var(--space-1);
    font: 400 var(--text-m) / 1.3 var(--mono);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
  }

  .piece {
    display: inline-grid;
    max-width: 100%;
    outline-offset: -2px;
    cursor: default;
  }

  .octs {
    padding: 0.1em 0.04em 0.05em;
    border-bottom: 3px solid var(--rule);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .odd .octs {
    border-bottom-color: var(--rule-firm);
  }

  .rest .octs {
    border-bottom-style: dotted;
  }

  .name {
    padding-right: 0.75em;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.35 var(--serif);
    white-space: nowrap;
  }

  .ctl {
    color: var(--server);
    font-size: 1.15em;
    line-height: 1;
  }

  .on .octs,
  .h.on {
    border-bottom-color: var(--ink);
    background: var(--mark);
    color: var(--ink);
  }

  .none {
    font: 400 var(--text-m) / 1.4 var(--serif);
  }

  .fold {
    padding: var(--space-1) 0;
  }

  .hex {
    position: relative;
    border-top: var(--hair) solid var(--rule);
    font: 400 var(--text-s) / 1.5 var(--mono);
    white-space: pre;
  }

  .hex svg {
    position: absolute;
  }

  .probe {
    position: absolute;
    width: 100ch;
    height: 1.5em;
    visibility: hidden;
    contain: strict;
  }

  .rows {
    position: absolute;
    inset-inline: 0;
    top: 0;
    padding-top: 0;
  }

  .hrow {
    height: 1.5em;
  }

  .off {
    display: inline-block;
    width: 7ch;
    color: var(--ink-soft);
  }

  .off::after {
    margin-left: 1ch;
    content: "│";
    color: var(--rule-firm);
  }

  .ascii {
    margin-left: 1ch;
    padding-left: 1ch;
    border-left: var(--hair) solid var(--rule);
  }

  .h.odd {
    text-decoration: underline var(--rule) 1px;
    text-underline-offset: 0.25em;
  }

  .legend {
    overflow: auto;
    padding-top: var(--space-1);
    border-top: var(--hair) solid var(--rule);
    font-size: var(--text-s);
    scrollbar-width: thin;
  }

  .legend b {
    font-family: var(--mono);
  }
`;
