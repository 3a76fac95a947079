import { css } from 'lit';

/** Four columns under one purpose each. */
export const plateStyles = css`
  .one {
    display: none;
  }

  .plate {
    width: 100%;
    table-layout: fixed;
  }

  .plate :is(td, th) {
    padding: var(--space-2) var(--space-3) var(--space-3) var(--space-3);
    border-bottom: var(--hair) solid var(--rule);
    vertical-align: top;
  }

  .plate .g {
    border-inline-start: var(--hair) solid var(--rule);
  }

  .plate td {
    position: relative;
  }

  .plate .purpose {
    width: 9.5rem;
    padding-inline-start: 0;
    font-size: var(--text-s);
  }

  .plate .purpose b {
    display: block;
    font-size: var(--text-m);
  }

  .plate .purpose .soft {
    font-size: var(--text-xs);
  }

  .plate thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    padding-block: var(--space-2);
    border-block: 0;
    background: var(--paper);
    box-shadow: inset 0 -2px var(--ink);
    vertical-align: baseline;
  }

  .plate thead .purpose {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .name {
    margin-inline-end: var(--space-2);
    font: 600 var(--text-xl) / 1.2 var(--serif);
  }

  .said {
    margin-bottom: 1.75rem;
    font: 400 var(--text-xs) / 1.5 var(--mono);
  }

  .step {
    position: relative;
    margin-inline: -0.4rem;
    padding: 0.1rem 0.4rem;
  }

  .step + .step {
    margin-top: 0.35rem;
  }

  .step code {
    display: block;
    padding-inline-start: 3ch;
    font-size: 1em;
    overflow-wrap: anywhere;
    text-indent: -3ch;
    white-space: pre-wrap;
  }

  .step .more {
    display: block;
    padding-inline-start: 3ch;
    font: 400 var(--text-xs) / 1.4 var(--serif);
  }

  .marked {
    background: var(--mark);
    outline: 2px solid var(--ink);
  }

  .marked .soft,
  .marked .cite,
  .marked b {
    color: var(--ink);
  }

  .notes {
    float: inline-end;
    display: flex;
    gap: 2px;
    margin-inline-start: var(--space-1);
  }

  .notes button {
    min-width: 1.5rem;
    min-height: 1.5rem;
    padding: 0;
    border-radius: 1rem;
    border-color: var(--rule-firm);
    color: inherit;
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  /* On one line with those beside it: an account is read across. */
  .cost {
    position: absolute;
    inset: auto var(--space-3) var(--space-2);
    padding-top: var(--space-1);
    border-top: var(--hair) dotted var(--rule-firm);
    font-size: var(--text-xs);
  }

  .none {
    font-style: italic;
    font-size: var(--text-s);
  }

  .ends {
    font-size: var(--text-s);
  }

  .ends tr:first-child :is(td, th) {
    border-top: 2px solid var(--ink);
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  dt:not(:first-child) {
    margin-top: var(--space-1);
  }

  dd {
    padding-inline-start: 1em;
    text-indent: -1em;
  }

  dd::before {
    content: "– ";
  }

  .differs,
  .as,
  .states {
    margin-top: var(--space-2);
  }

  .differs .stamp {
    display: inline-block;
    padding: 0 0.4em;
    border: 2px solid var(--stamp);
    border-radius: var(--radius);
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.4 var(--mono);
    text-transform: uppercase;
    rotate: -2deg;
  }

  .as,
  .can.yes {
    color: var(--good);
  }

  .as {
    font-weight: 600;
  }

  .states {
    font: 400 var(--text-xs) / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }

  details {
    margin-top: var(--space-2);
  }

  summary {
    min-height: 2rem;
    line-height: 2rem;
    cursor: pointer;
  }

  .live :is(td, th) {
    border-bottom: 0;
  }

  .waits {
    margin-inline-start: 10.25rem;
    font-size: var(--text-s);
  }
`;
