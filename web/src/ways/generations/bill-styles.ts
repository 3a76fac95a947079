import { css } from 'lit';

/** The errand in words, and what it costs. */
export const billStyles = css`
  .top {
    display: grid;
    grid-template-columns: minmax(20rem, 5fr) minmax(0, 8fr);
    gap: var(--space-5) var(--space-6);
    align-items: end;
    margin-bottom: var(--space-5);
  }

  .summary {
    max-width: 52ch;
    margin: var(--space-2) 0 var(--space-3);
    color: var(--ink-soft);
    font-size: var(--text-l);
    line-height: 1.4;
    text-wrap: pretty;
  }

  .mail {
    width: 100%;
    font-size: var(--text-s);
  }

  .mail :is(td, th) {
    padding: 0.25rem 0.75rem 0.25rem 0;
    border-top: var(--hair) solid var(--rule);
    vertical-align: baseline;
  }

  .mail tr:last-child :is(td, th) {
    border-bottom: var(--hair) solid var(--rule);
  }

  .mail th {
    font-weight: 600;
  }

  .bill h3 {
    font: 600 var(--text-xs) / 1.5rem var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  .knob {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    padding: var(--space-1) 0;
    border-block: var(--hair) solid var(--rule-firm);
    font-size: var(--text-s);
  }

  .knob input {
    flex: 1 1 8rem;
    min-width: 8rem;
    height: 2rem;
    margin: 0;
    accent-color: var(--ink);
  }

  .knob output {
    min-width: 17.5rem;
  }

  .bill table {
    width: 100%;
  }

  .bill thead th {
    padding: var(--space-2) 0 0;
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .bill thead th:not(:first-child),
  .bill td:not(:first-child) {
    padding-inline-start: var(--space-4);
  }

  .bill :is(td, tbody th) {
    padding-block: 0.3rem;
    border-bottom: var(--hair) solid var(--rule);
    white-space: nowrap;
  }

  .bill tbody th {
    font-weight: 600;
  }

  .bill tbody th .soft {
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  .bill .track {
    width: 45%;
    line-height: 0;
  }

  /* The teeth begin where the seconds do. */
  .bill tr .track:not(:first-child) {
    padding-inline: 0;
  }

  .bill tr > :nth-child(2) {
    padding-inline-end: var(--space-4);
  }

  .bill tbody .track {
    background: linear-gradient(to right, var(--rule-firm) 0 var(--hair), transparent 0) 0 0 / 15.1515% 100%;
  }

  .bill thead .track text {
    fill: var(--ink-soft);
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  .bill .bar {
    width: 18%;
    line-height: 0;
  }

  .bill .mono {
    font-size: var(--text-s);
  }

  .track svg {
    height: 0.875rem;
    overflow: visible;
  }

  .track svg:has(text) {
    height: 1rem;
  }

  :is(.down, .up) {
    fill: none;
    stroke-linecap: round;
    stroke-width: 0.11rem;
    vector-effect: non-scaling-stroke;
  }

  .down {
    stroke: var(--client);
  }

  .up {
    stroke: var(--server);
  }

  rect.out {
    fill: var(--client);
  }

  /* An outline: the two can be told apart without their colours. */
  rect.in {
    fill: var(--server-wash);
    stroke: var(--server);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    margin-top: var(--space-2);
    font-size: var(--text-xs);
  }

  .tooth {
    overflow: visible;
    margin-inline: 2px 3px;
    vertical-align: -1px;
  }

  .legend i {
    display: inline-block;
    width: 0.7rem;
    height: 0.7rem;
    border: var(--hair) solid var(--server);
    background: var(--server-wash);
    vertical-align: -1px;
  }

  .legend i.out {
    border-color: var(--client);
    background: var(--client);
  }
`;
