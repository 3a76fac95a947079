import { css } from 'lit';

/** A form of the post office: fields on hairlines, what is rare folded away. */
export const setupStyles = css`
  .page {
    max-width: 44rem;
    padding-block: var(--space-1) 0;
    line-height: 1.45;
  }

  /* It is led to, and cannot be used. */
  [tabindex="-1"]:focus-visible {
    outline: none;
  }

  h3 {
    margin: var(--space-3) 0 var(--space-1);
    font: 600 var(--text-m) / 1.3 var(--serif);
  }

  .lead {
    margin: var(--space-2) 0;
    color: var(--ink-soft);
  }

  .from {
    margin-bottom: var(--space-3);
  }

  fieldset {
    min-width: 0;
    margin: 0 0 var(--space-4);
    padding: var(--space-2) 0 0;
    border: 0;
    border-top: 2px solid var(--ink);
  }

  legend {
    float: inline-start;
    width: 100%;
    margin-bottom: var(--space-2);
    padding: 0;
    font: 600 var(--text-l) / 1.3 var(--serif);
  }

  legend + * {
    clear: both;
  }

  form > details {
    margin-bottom: var(--space-4);
    border-top: 2px solid var(--ink);
  }

  form > details > summary {
    padding-top: var(--space-2);
    font: 600 var(--text-l) / 1.3 var(--serif);
  }

  summary {
    min-height: 2rem;
    line-height: 2rem;
    cursor: pointer;
  }

  .cards {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-2);
  }

  .card {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 var(--space-2);
    align-items: center;
    padding: var(--space-2) var(--space-3);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    cursor: pointer;
  }

  .card:has(:checked) {
    border-color: var(--ink);
    outline: 1px solid var(--ink);
    background: var(--sheet);
  }

  .card input {
    grid-row: span 2;
  }

  .card .soft {
    font-size: var(--text-xs);
  }

  :is(input[type="radio"], input[type="checkbox"]) {
    flex: none;
    width: 1.15rem;
    height: 1.15rem;
    margin: 0;
    accent-color: var(--ink);
  }

  .notice {
    margin-top: var(--space-2);
    padding-inline-start: var(--space-3);
    border-inline-start: 5px double var(--server);
    font-size: var(--text-s);
  }

  label,
  .label {
    font-size: var(--text-s);
  }

  .label {
    display: block;
    margin: var(--space-2) 0 0.15rem;
  }

  .field {
    margin-bottom: var(--space-3);
  }

  .field > label {
    display: block;
    margin-bottom: 0.15rem;
  }

  .field.flat {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 var(--space-2);
    align-items: center;
  }

  .flat .about {
    grid-column: 2;
  }

  :is(input[type="text"], input[type="datetime-local"]),
  select {
    width: 100%;
    min-width: 0;
    height: 2.25rem;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text-s) / 1 var(--mono);
  }

  select {
    font-family: var(--serif);
  }

  .wrong input:not([type="checkbox"]),
  .wrong select {
    border: 2px solid var(--stamp);
  }

  .about {
    color: var(--ink-soft);
    font-size: var(--text-xs);
    line-height: 1.4;
  }

  .stops {
    color: var(--stamp);
  }

  .odd {
    color: var(--ink);
  }

  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0 var(--space-3);
    align-items: start;
  }

  .box,
  .sub {
    margin: var(--space-2) 0;
    padding: var(--space-3) var(--space-3) var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
  }

  .box > .pair .field {
    margin-bottom: var(--space-2);
  }

  .drop {
    margin-top: var(--space-1);
  }

  .letters {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-s);
  }

  .letters caption {
    color: var(--ink-soft);
    font-size: var(--text-xs);
    text-align: start;
  }

  .letters td {
    padding: 0 var(--space-2) 0 0;
    border-bottom: var(--hair) solid var(--rule);
  }

  .letters td:last-child {
    width: 2rem;
    padding: 0;
  }

  .letters .subject {
    width: 100%;
    overflow-wrap: anywhere;
  }

  .num {
    text-align: end;
    white-space: nowrap;
  }

  .remove {
    width: 2rem;
    padding: 0;
    border-color: transparent;
    color: var(--ink-soft);
  }

  .bring {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    margin-top: var(--space-2);
  }

  /* The browser's own button speaks the browser's language: ours covers it. */
  .file {
    position: relative;
    flex: none;
    cursor: pointer;
  }

  .file input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }

  .file span {
    display: block;
    min-height: 2rem;
    padding: 0 var(--space-3);
    border: var(--hair) dashed var(--ink);
    border-radius: var(--radius);
    line-height: 1.9rem;
  }

  .file input:focus-visible + span {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  .switches li {
    padding: 0.3rem 0;
    border-bottom: var(--hair) solid var(--rule);
  }

  .switches label {
    display: flex;
    gap: var(--space-2);
    align-items: center;
  }

  .switches .about {
    padding-inline-start: calc(1.15rem + var(--space-2));
  }

  /* Always in reach, however long the form. */
  .go {
    position: sticky;
    bottom: 0;
    display: flex;
    gap: var(--space-3);
    align-items: center;
    margin-inline: calc(-1 * var(--space-5));
    padding: var(--space-2) var(--space-5);
    border-top: var(--hair) solid var(--rule-firm);
    background: var(--paper);
    font-size: var(--text-s);
  }

  .go .firm {
    flex: none;
    min-height: 2.5rem;
    padding: 0 var(--space-5);
    font-size: var(--text-m);
  }
`;
