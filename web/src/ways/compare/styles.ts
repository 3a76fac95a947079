import { css } from 'lit';

/** Two ledgers side by side, with a tear where they part. */
export const compareStyles = css`
  .page {
    max-width: 80rem;
  }

  h3,
  .totals caption {
    margin-bottom: var(--space-2);
    font: 600 var(--text-l) / 1.3 var(--serif);
    text-align: start;
  }

  .lead {
    max-width: 70ch;
    margin: var(--space-1) 0 var(--space-4);
    text-wrap: pretty;
  }

  .choose {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    margin-bottom: var(--space-5);
  }

  .choose label {
    display: flex;
    flex: 0 1 22rem;
    gap: var(--space-2);
    align-items: center;
    min-width: 0;
  }

  select {
    flex: 1;
    min-width: 0;
    min-height: 2.25rem;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--sheet);
    color: inherit;
    font: inherit;
  }

  button {
    min-height: 2.25rem;
  }

  /* A and B, as on two ledgers. */
  .letter {
    display: inline-grid;
    flex: none;
    width: 1.6em;
    height: 1.6em;
    place-items: center;
    border: 2px solid currentcolor;
    border-radius: 50%;
    font: 600 var(--text-s) / 1 var(--mono);
  }

  .sums {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr) minmax(0, 1fr);
    gap: var(--space-5);
    margin-bottom: var(--space-5);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  .totals th,
  .totals td {
    padding: 0.3em 0;
    border-bottom: var(--hair) solid var(--rule);
    font-weight: 400;
    text-align: start;
  }

  .totals .num {
    padding-inline-start: var(--space-3);
    text-align: end;
    white-space: nowrap;
  }

  .totals td.num {
    font: 400 var(--text-s) / 1.5 var(--mono);
  }

  .totals .other td {
    font-weight: 600;
  }

  .differs li {
    padding: 0.3em 0 0.3em var(--space-3);
    border-inline-start: 3px solid var(--stamp);
    margin-bottom: var(--space-1);
    text-wrap: pretty;
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2) var(--space-3);
    align-items: baseline;
  }

  .course {
    table-layout: fixed;
  }

  .course thead th {
    padding: var(--space-2) var(--space-3);
    border-bottom: 2px solid var(--ink);
    font-weight: 600;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .course td {
    padding: var(--space-1) var(--space-3) var(--space-2);
    border-bottom: var(--hair) solid var(--rule);
    overflow-wrap: anywhere;
    vertical-align: top;
  }

  .course td + td {
    border-inline-start: var(--hair) solid var(--rule-firm);
  }

  .step {
    display: grid;
    grid-template-columns: 2.2em 1.6em minmax(0, 1fr);
    width: 100%;
    min-height: 2rem;
    align-items: baseline;
    padding: 0.2em 0;
    border-color: transparent;
    color: var(--ink);
    font: 400 var(--text-s) / 1.4 var(--mono);
    text-align: start;
  }

  .step .number {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .step .who {
    font-weight: 600;
  }

  .step.client .who {
    color: var(--client);
  }

  .step.server .who {
    color: var(--server);
  }

  .bring {
    padding-inline-start: 3.3rem;
    color: var(--ink-soft);
    font-size: var(--text-s);
    text-wrap: pretty;
  }

  .word {
    display: inline-block;
    margin: 0.2em 0 0;
    margin-inline-start: 3.3rem;
    padding: 0 0.4em;
    border: var(--hair) solid currentcolor;
    border-radius: var(--radius);
    color: var(--stamp);
    font: 400 var(--text-xs) / 1.4 var(--mono);
  }

  .unlike .word {
    border-style: dashed;
  }

  /* Nothing happened here on this side. */
  .gap {
    background: repeating-linear-gradient(-45deg, var(--sheet) 0 6px, transparent 6px 12px);
  }

  .fold th,
  .parts th {
    padding: var(--space-2) var(--space-3);
    font-weight: 400;
    text-align: center;
  }

  .fold button {
    min-height: 2rem;
    margin-inline-start: var(--space-3);
  }

  .parts span {
    display: flex;
    gap: var(--space-3);
    align-items: center;
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.6 var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  /* The tear. */
  .parts span::before,
  .parts span::after {
    flex: 1;
    border-top: 3px dashed var(--stamp);
    content: "";
  }

  .alone {
    max-width: 60ch;
  }

  .alone p {
    margin-bottom: var(--space-3);
  }

  @container (max-width: 61.99em) {
    .page {
      padding-inline: var(--space-3);
    }

    .sums {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container (max-width: 45em) {
    .choose label {
      flex-basis: 100%;
    }

    .course td,
    .course thead th {
      padding-inline: var(--space-1);
    }

    .step {
      grid-template-columns: 1.6em minmax(0, 1fr);
    }

    .step .number {
      display: none;
    }

    .bring,
    .word {
      margin-inline-start: 0;
      padding-inline-start: 0.3em;
    }
  }
`;
