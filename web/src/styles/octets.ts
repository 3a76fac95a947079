import { css } from 'lit';

/** Octets set as good typography: parts above their names, hex in columns of eight. */
export const octetStyles = css`
  :host {
    display: grid;
    grid-template: "title" auto "text" minmax(3.25rem, 5fr) "hex" minmax(3.25rem, 6fr) "legend" 2.6rem / minmax(0, 1fr);
  }

  h2 {
    align-self: start;
  }

  /* Between the tabs and the button there is no room for it; "What happens" says it, too. */
  @container (min-width: 62em) and (max-width: 80em) {
    .count {
      display: none;
    }
  }

  .text {
    grid-area: text;
    padding: var(--space-2) 0 var(--space-1);
    font: 400 var(--text-m) / 1.3 var(--mono);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
  }

  .piece {
    max-width: 100%;
    outline-offset: -2px;
    cursor: default;
  }

  .octs,
  .name {
    display: block;
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
    margin-inline-start: 0.08em;
    color: var(--ink-soft);
  }

  .on .octs {
    border-bottom-color: var(--ink);
    background: var(--mark);
    color: var(--ink);
  }

  /* The octet under the cursor. */
  .here {
    background: var(--ink);
    color: var(--paper);
    outline: 2px solid var(--ink);
    forced-color-adjust: none;
  }

  .here .ctl {
    color: inherit;
  }

  .none {
    font: 400 var(--text-m) / 1.4 var(--serif);
  }

  .fold {
    min-height: 1.35rem;
    margin-left: var(--space-2);
    padding: 0 var(--space-2);
    color: var(--ink);
    font: 600 var(--text-xs) / 1 var(--serif);
  }

  .hex {
    grid-area: hex;
    position: relative;
    border-top: var(--hair) solid var(--rule);
    font: 400 var(--text-xs) / 1.5 var(--mono);
  }

  .probe {
    position: absolute;
    width: 100ch;
    height: 1.5em;
    visibility: hidden;
    contain: size layout paint;
  }

  .hex svg {
    display: block;
    overflow: visible;
  }

  .hex :is(path, .odd) {
    fill: none;
    stroke: var(--rule);
  }

  .hex .on {
    fill: var(--mark);
    stroke: none;
  }

  /* What is filled would lie behind the ground that the text then has. */
  @media (forced-colors: active) {
    .hex .on {
      fill: none;
      stroke: Highlight;
      stroke-width: 2;
    }
  }

  .hex pre {
    position: absolute;
    margin: 0;
    font: inherit;
  }

  .hex .here {
    position: absolute;
    line-height: inherit;
    font-weight: inherit;
  }

  .off {
    left: 0;
    color: var(--ink-soft);
  }

  .legend {
    grid-area: legend;
    overflow: auto;
    padding-top: var(--space-1);
    border-top: var(--hair) solid var(--rule);
    font-size: var(--text-s);
    scrollbar-width: thin;
  }

  .one {
    margin-inline-start: 1.2em;
    color: var(--ink-soft);
    white-space: nowrap;
  }

  .one b {
    color: var(--ink);
  }

  .legend b {
    font-family: var(--mono);
  }
`;
