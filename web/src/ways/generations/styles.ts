import { css } from 'lit';
import { billStyles } from './bill-styles';
import { narrowStyles } from './narrow-styles';
import { plateStyles } from './plate-styles';

const pageStyles = css`
  .page {
    max-width: 110rem;
  }

  /* It is led to, and cannot be used. */
  [tabindex="-1"]:focus-visible {
    outline: none;
  }

  h3 {
    font: 600 var(--text-xl) / 1.2 var(--serif);
    letter-spacing: -0.01em;
  }

  h4 {
    margin: 0;
    font: 600 var(--text-l) / 1.3 var(--serif);
  }

  h4 .soft,
  .name + .soft {
    font: 400 var(--text-xs) / 1.4 var(--mono);
  }

  .lead {
    max-width: 70ch;
    margin: var(--space-1) 0 var(--space-3);
  }

  .num {
    text-align: end;
    white-space: nowrap;
  }

  table {
    border-collapse: collapse;
  }

  th {
    font-weight: 400;
    text-align: start;
  }

  .wishes,
  .rules {
    margin-top: var(--space-6);
  }

  .wishes td {
    font-size: var(--text-s);
  }

  .can {
    margin-bottom: 0.15rem;
    font-weight: 600;
  }

  .can.no {
    color: var(--stamp);
  }

  .era {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr);
    border-top: 2px solid var(--ink);
  }

  .era h4 {
    padding-top: var(--space-2);
  }

  .era h4 .soft {
    display: block;
  }

  .rule {
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 var(--space-4);
    padding: var(--space-2) var(--space-3);
  }

  .rule:not(:last-child) {
    border-bottom: var(--hair) solid var(--rule);
  }

  .rule .n {
    color: var(--ink-soft);
    font-size: var(--text-s);
    text-align: end;
  }

  .rule.marked .n {
    color: var(--ink);
  }

  .trouble {
    font-size: var(--text-s);
    line-height: 1.45;
    text-wrap: pretty;
  }

  .mends {
    padding-inline-start: var(--space-4);
    border-inline-start: 3px double var(--rule-firm);
  }

  .mends > button {
    display: block;
    min-height: 0;
    padding: 0;
    border: 0;
    font: 600 var(--text-m) / 1.35 var(--serif);
    text-align: start;
    text-decoration: underline dotted var(--rule-firm);
    text-underline-offset: 0.2em;
  }

  .mends > button:hover:not(:disabled) {
    background: none;
    text-decoration-color: currentcolor;
  }

  blockquote {
    margin: var(--space-2) 0 0;
    font-style: italic;
    line-height: 1.45;
  }

  blockquote::before {
    content: "“";
  }

  blockquote::after {
    content: "”";
  }

  .from {
    margin-bottom: var(--space-2);
  }
`;

/** How the four generations look; what is for little room comes last. */
export const generationStyles = [pageStyles, billStyles, plateStyles, narrowStyles];
