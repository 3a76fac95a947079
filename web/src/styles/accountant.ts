import { css } from 'lit';

/** Bars filled by patterns, and the table that says the same in numbers. */
export const accountantStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    container-type: inline-size;
  }

  :host(:fullscreen) {
    padding: var(--space-5) max(var(--space-5), calc(50vw - 40rem));
    background: var(--paper);
    color: var(--ink);
  }

  h2 .enlarge {
    min-width: 1.6rem;
    min-height: 1.4rem;
    padding: 0;
    color: var(--ink);
  }

  .all {
    padding: var(--space-1) 2px;
  }

  .what {
    padding: var(--space-1) 0;
    text-wrap: pretty;
  }

  .sum {
    display: grid;
    grid-template: "name total bar" 2rem / 6.5rem 4rem minmax(0, 1fr);
    gap: 0 var(--space-3);
    align-items: center;
  }

  .sum .name {
    grid-area: name;
    font-weight: 600;
  }

  .total {
    grid-area: total;
    font: 600 var(--text-m) / 1 var(--mono);
    text-align: end;
  }

  .bar {
    display: flex;
    grid-area: bar;
    gap: 1px;
    height: 1.6rem;
  }

  .piece {
    flex: 1 1 0;
    min-width: 6px;
    min-height: 0;
    height: 100%;
    padding: 0;
    border: var(--hair) solid var(--ink);
    border-radius: 0;
    forced-color-adjust: none;
  }

  .piece:is(:hover, .on):not(:disabled) {
    border-color: var(--ink);
    box-shadow: 0 0 0 2px var(--focus);
    z-index: 1;
  }

  .swatch {
    display: inline-block;
    width: 1.3rem;
    height: 0.9rem;
    margin-inline-end: 0.4em;
    border: var(--hair) solid var(--ink);
    vertical-align: -0.08em;
    forced-color-adjust: none;
  }

  /* Patterns first: who sees no colours sees the same. */
  .fill0,
  .fill0:hover:not(:disabled) {
    background: var(--client-wash);
  }

  .fill1,
  .fill1:hover:not(:disabled) {
    background: repeating-linear-gradient(45deg, var(--ink) 0 2px, var(--paper) 2px 6px);
  }

  .fill2,
  .fill2:hover:not(:disabled) {
    background: radial-gradient(circle, var(--ink) 1px, var(--paper) 1.4px) 0 0 / 6px 6px;
  }

  .fill3,
  .fill3:hover:not(:disabled) {
    background: var(--ink-soft);
  }

  .fill4,
  .fill4:hover:not(:disabled) {
    background: repeating-linear-gradient(0deg, var(--client) 0 1px, var(--paper) 1px 5px);
  }

  .fill5,
  .fill5:hover:not(:disabled) {
    background: repeating-linear-gradient(135deg, var(--stamp) 0 3px, var(--paper) 3px 6px);
  }

  .fill6,
  .fill6:hover:not(:disabled) {
    background: repeating-linear-gradient(90deg, var(--ink) 0 1px, var(--paper) 1px 4px);
  }

  .taken,
  .taken:hover:not(:disabled) {
    border-style: dashed;
    border-color: var(--rule-firm);
    background: linear-gradient(to top right, transparent 46%, var(--stamp) 46% 54%, transparent 54%);
  }

  .verdict {
    margin: var(--space-2) 0;
    padding: var(--space-1) 0;
    text-wrap: pretty;
  }

  .stamp {
    display: inline-block;
    margin-inline-end: 0.5em;
    padding: 0 0.5em;
    border: 2px solid currentcolor;
    border-radius: 3px;
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.4 var(--mono);
    letter-spacing: 0.06em;
    text-transform: uppercase;
    rotate: -2deg;
  }

  .stamp.agrees {
    border-style: double;
    border-width: 4px;
    color: var(--good);
    line-height: 1.1;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
  }

  th {
    text-align: start;
  }

  .head th {
    padding-top: var(--space-3);
    border-bottom: var(--hair) solid var(--rule-firm);
    font: 600 var(--text-s) / 1.6 var(--serif);
  }

  td {
    padding: 0.2rem var(--space-3) 0.2rem 0;
    border-bottom: var(--hair) solid var(--rule);
    vertical-align: top;
  }

  .part {
    width: 13rem;
  }

  .part button {
    min-height: 1.6rem;
    padding: 0;
    border: 0;
    text-align: start;
    text-decoration: underline var(--rule-firm);
    text-underline-offset: 0.2em;
  }

  .n {
    width: 5rem;
    font-family: var(--mono);
    text-align: end;
    white-space: nowrap;
  }

  .on td {
    background: var(--mark);
  }

  .on :is(.why, .cite, .soft) {
    color: var(--ink);
  }

  .foot td {
    border-bottom: 0;
    border-top: 3px double var(--rule-firm);
    font-weight: 600;
  }

  @container (max-width: 33rem) {
    .sum {
      grid-template: "name total" auto "bar bar" 1.8rem / minmax(0, 1fr) auto;
    }

    .part {
      width: 8rem;
    }
  }
`;
