import { css } from 'lit';

/** How the way "Two devices" looks. */
export const deviceStyles = css`
  :host {
    padding: var(--space-3) var(--space-4) var(--space-5);
  }

  :host > * + * {
    margin-block-start: var(--space-4);
  }

  h2 + p {
    margin-block-start: var(--space-2);
  }

  h3 {
    border-bottom: var(--hair) solid var(--rule-firm);
    font: 600 var(--text-xs) / 1.5rem var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  section > * + * {
    margin-block-start: var(--space-2);
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
  }

  .calendar th,
  .calendar td {
    min-width: 3.25rem;
    padding: var(--space-1) 0.125rem;
    text-align: center;
    vertical-align: top;
  }

  .calendar tbody :is(th, td) {
    border-block-start: var(--hair) solid var(--rule);
  }

  .calendar tbody th,
  .calendar thead td {
    min-width: 4.25rem;
    font-weight: 600;
    line-height: 2rem;
    text-align: start;
  }

  /* A day, as the post office stamps it. */
  .postmark {
    display: inline-grid;
    align-content: center;
    width: 3rem;
    height: 3rem;
    padding: 0;
    border: 2px solid var(--stamp);
    border-radius: 50%;
    outline-offset: 2px;
    background: var(--paper);
    box-shadow: inset 0 0 0 2px var(--paper), inset 0 0 0 3px var(--stamp);
    color: var(--stamp);
    font: 400 var(--text-xs) / 1 var(--mono);
    text-transform: uppercase;
    rotate: -6deg;
  }

  .postmark b {
    font-size: var(--text-m);
  }

  .postmark:disabled {
    border: 2px dashed var(--rule-firm);
    box-shadow: none;
    color: var(--ink-soft);
    opacity: 1;
    rotate: none;
  }

  .postmark[aria-current] {
    background: var(--stamp);
    color: var(--paper);
  }

  .postmark:hover:not(:disabled) {
    border-color: var(--ink);
  }

  .postmark[aria-current]:hover:not(:disabled) {
    background: var(--stamp);
  }

  .happening {
    min-width: 2.5rem;
    min-height: 2rem;
    margin-block-end: 0.125rem;
    padding: 0.125rem var(--space-1);
    background: var(--paper);
    font: 600 var(--text-xs) / 1.15 var(--mono);
  }

  .happening .icon {
    width: 1.125em;
    height: 1.125em;
  }

  .happening.ahead {
    border-style: dashed;
    color: var(--ink-soft);
    font-weight: 400;
  }

  .happening[aria-current] {
    border: 2px solid var(--ink);
    background: var(--mark);
  }

  .legend {
    font-size: var(--text-xs);
  }

  .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .places th,
  .places td {
    padding: 0.25rem 0.5em 0.25rem 0;
    border-block-end: var(--hair) solid var(--rule);
    text-align: start;
    vertical-align: middle;
  }

  .places thead th {
    border-block-end-color: var(--rule-firm);
    color: var(--ink-soft);
    font-weight: 400;
  }

  .places th button {
    width: 100%;
    padding: 0;
    border: 0;
    font-weight: 600;
    line-height: var(--tight);
    text-align: start;
  }

  .places tr.same :is(th, td) {
    background: var(--mark);
  }

  .there,
  .fetched {
    font-weight: 600;
  }

  .there::before,
  .fetched::before,
  .never::before,
  .gone::before,
  .waiting::before,
  .top::before,
  .marked::before {
    content: "✓ " / "";
  }

  .waiting::before {
    content: "… " / "";
  }

  .gone::before,
  .never::before {
    content: "✗ " / "";
  }

  .gone,
  .waiting {
    color: var(--ink-soft);
  }

  .never {
    color: var(--stamp);
    font-weight: 600;
  }

  .times {
    white-space: nowrap;
  }

  .verdict {
    padding: var(--space-2) var(--space-3);
    border: var(--hair) solid var(--rule-firm);
    border-inline-start: 4px solid var(--stamp);
    border-radius: var(--radius);
    font-size: var(--text-s);
    line-height: 1.4;
  }

  .verdict .end {
    margin-block-start: var(--space-2);
    font-size: var(--text-m);
  }

  .trials {
    display: grid;
    gap: var(--space-2);
  }

  .trials button {
    display: grid;
    gap: 0.125rem;
    width: 100%;
    padding: var(--space-2) var(--space-3);
    line-height: 1.35;
    text-align: start;
  }

  .trials [aria-pressed="true"] {
    border-color: var(--ink);
    border-inline-start-width: 4px;
    background: var(--sheet);
  }

  summary {
    min-height: 2rem;
    font-weight: 600;
    line-height: 2rem;
    cursor: pointer;
  }

  form {
    display: grid;
    gap: var(--space-3);
    justify-items: start;
  }

  fieldset {
    display: grid;
    gap: var(--space-2);
    width: 100%;
    min-width: 0;
    margin: 0;
    padding: var(--space-1) 0 0;
    border: 0;
    border-block-start: var(--hair) solid var(--rule);
  }

  legend {
    padding: 0 var(--space-2) 0 0;
    font-weight: 600;
  }

  label {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
    font-size: var(--text-s);
  }

  select,
  input {
    min-height: 2rem;
    max-width: 100%;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: inherit;
    font: inherit;
    font-size: var(--text-s);
  }

  input {
    width: 5em;
    font-family: var(--mono);
  }

  @container (max-width: 40em) {
    :host {
      padding-inline: var(--space-3);
    }
  }
`;
