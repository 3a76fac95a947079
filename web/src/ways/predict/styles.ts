import { css } from 'lit';

/** An examination paper: a line, a question, boxes to tick, and a stamp across. */
export const predictStyles = css`
  :host {
    padding: var(--space-3) var(--space-4) var(--space-6);
  }

  h3 {
    margin-top: var(--space-5);
    padding-bottom: 0.2em;
    border-bottom: var(--hair) solid var(--rule-firm);
    font: 600 var(--text-xs) / 1.5 var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  .lead {
    margin: var(--space-1) 0 var(--space-4);
    text-wrap: pretty;
  }

  .at {
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.5 var(--mono);
  }

  form,
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .answer fieldset {
    margin-top: var(--space-4);
  }

  .field {
    margin-bottom: var(--space-4);
  }

  .field > label:not(.choice),
  .field > legend {
    display: block;
    margin-bottom: var(--space-1);
    padding: 0;
    font-weight: 600;
  }

  .field .soft {
    margin-top: var(--space-1);
    font-size: var(--text-s);
    text-wrap: pretty;
  }

  input:not([type="radio"]),
  select {
    min-height: 2.25rem;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--sheet);
    color: inherit;
    font: 400 var(--text-m) / 1.4 var(--mono);
  }

  select {
    width: 100%;
    font-family: var(--serif);
  }

  input[type="number"] {
    width: 9ch;
  }

  input.seed {
    width: 12ch;
    font-size: var(--text-l);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }

  button {
    min-height: 2.25rem;
  }

  .choice {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    padding: 0.45em var(--space-2);
    border: var(--hair) solid transparent;
    border-bottom-color: var(--rule);
    cursor: pointer;
    text-wrap: pretty;
  }

  .choice:has(input:checked) {
    border-color: var(--ink);
    border-radius: var(--radius);
    background: var(--sheet);
  }

  .choice:has(input:disabled) {
    cursor: default;
  }

  .choice input {
    flex: none;
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    translate: 0 0.12em;
    accent-color: var(--ink);
  }

  .choice .what {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .choice .note {
    display: block;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.5 var(--mono);
  }

  .choice.is {
    border-bottom: 3px double var(--good);
  }

  .choice.is .note {
    color: var(--good);
  }

  .choice.not .note {
    color: var(--server);
  }

  /* How it has gone so far: a box for each question. */
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 3px;
    margin: var(--space-2) 0 var(--space-4);
  }

  .marks li,
  .boxes span {
    display: grid;
    width: 1.375rem;
    height: 1.375rem;
    place-items: center;
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    font: 600 var(--text-xs) / 1 var(--mono);
  }

  .marks .yes,
  .boxes .yes {
    border-color: var(--good);
    color: var(--good);
  }

  .marks .no,
  .boxes .no {
    border-color: var(--server);
    background: var(--server-wash);
    color: var(--server);
  }

  .marks .on {
    outline: 2px solid var(--ink);
    outline-offset: 1px;
  }

  .line {
    padding: var(--space-2) var(--space-3);
    border-inline-start: 3px solid var(--client);
    background: var(--client-wash);
    font: 400 var(--text-l) / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }

  .line b {
    color: var(--client);
  }

  .prompt {
    margin-bottom: var(--space-2);
    padding: 0;
    font: 600 var(--text-l) / 1.3 var(--serif);
    text-wrap: pretty;
  }

  .typing {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    font: 600 var(--text-m) / 1.4 var(--mono);
  }

  .typing input {
    flex: 1;
    min-width: 0;
  }

  .go {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-top: var(--space-4);
  }

  .verdict {
    margin-top: var(--space-4);
    padding-top: var(--space-3);
    border-top: var(--hair) solid var(--rule-firm);
  }

  .verdict p + p {
    margin-top: var(--space-2);
    text-wrap: pretty;
  }

  .stamp {
    display: inline-block;
    margin: var(--space-1) 0 var(--space-2);
    padding: 0.1em 0.6em;
    border: 3px double currentcolor;
    border-radius: var(--radius);
    color: var(--good);
    font: 600 var(--text-l) / 1.4 var(--mono);
    letter-spacing: 0.08em;
    rotate: -2deg;
    text-transform: uppercase;
  }

  .stamp.no {
    border-style: dashed;
    border-width: 2px;
    color: var(--stamp);
  }

  .list li {
    padding: var(--space-2) 0;
    border-bottom: var(--hair) solid var(--rule);
    text-wrap: pretty;
  }

  .concept {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 var(--space-3);
    align-items: center;
  }

  .boxes {
    display: flex;
    gap: 3px;
  }

  .boxes span {
    width: 1.25rem;
    height: 1.25rem;
  }

  .concept .soft {
    grid-column: 1 / -1;
    font-size: var(--text-s);
  }

  .copy {
    margin-top: var(--space-5);
  }

  .copy input {
    flex: 1 1 10rem;
    min-width: 0;
    font-size: var(--text-xs);
  }
`;
