import { css } from 'lit';

/** A page of an intercept log: strips of what was heard, and what was made of them. */
export const eavesdropStyles = css`
  .page {
    max-width: 96rem;
  }

  h3 {
    font: 600 var(--text-xl) / 1.2 var(--serif);
    letter-spacing: -0.01em;
  }

  .part {
    margin-top: var(--space-6);
    padding-top: var(--space-3);
    border-top: var(--hair) solid var(--rule-firm);
  }

  .lead,
  .note {
    max-width: 72ch;
    margin: var(--space-1) 0 var(--space-3);
    text-wrap: pretty;
  }

  form {
    display: grid;
    grid-template-columns: auto auto 1fr;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    margin: var(--space-3) 0 var(--space-4);
  }

  label {
    font-weight: 600;
  }

  input {
    width: 22ch;
    min-width: 0;
    max-width: 100%;
    min-height: 2.25rem;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--sheet);
    color: inherit;
    font: 400 var(--text-m) / 1.4 var(--mono);
  }

  form button {
    justify-self: start;
    min-height: 2.25rem;
  }

  form .soft {
    grid-column: 1 / -1;
    font-size: var(--text-s);
  }

  .strips {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--space-4);
  }

  .strip {
    display: grid;
    grid-template-rows: auto 1fr auto;
    padding: var(--space-3);
    border: var(--hair) solid var(--rule);
    border-top: 3px solid var(--ink);
    background: var(--sheet);
  }

  .strip h3 {
    font: 600 var(--text-m) / 1.3 var(--mono);
    letter-spacing: 0;
  }

  .strip .reads {
    padding-top: var(--space-2);
    border-top: var(--hair) solid var(--rule);
    font-size: var(--text-s);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .dialogue {
    margin: var(--space-2) 0;
    font: 400 var(--text-s) / 1.5 var(--mono);
  }

  .dialogue li {
    display: grid;
    grid-template-columns: 2.2em minmax(0, 1fr);
    padding: 0.1em 0;
  }

  .dialogue .client b {
    color: var(--client);
  }

  .dialogue .server b {
    color: var(--server);
  }

  .said {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  mark {
    display: inline-block;
    max-width: 100%;
    background: none;
    color: inherit;
    vertical-align: top;
  }

  mark .text {
    display: block;
    border-bottom: 3px solid var(--ink);
    background: var(--mark);
    color: var(--ink);
    font-weight: 600;
  }

  .token {
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.35 var(--serif);
    white-space: nowrap;
  }

  mark .token {
    display: block;
  }

  .undone {
    display: block;
    margin: 0.1em 0 0.3em;
    padding-inline-start: 0.6em;
    border-inline-start: 3px double var(--rule-firm);
  }

  .ctl {
    color: var(--ink-soft);
  }

  /* Ciphertext: so much of it, and nothing to read. */
  .hidden {
    display: block;
    padding: 0 0.5em;
    background: repeating-linear-gradient(
      -60deg,
      var(--rule) 0 2px,
      transparent 2px 6px
    );
  }

  .hidden span {
    padding: 0 0.4em;
    background: var(--sheet);
  }

  @media (forced-colors: active) {
    .hidden {
      border: 1px dashed;
    }
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  caption {
    margin-bottom: var(--space-2);
    font: 600 var(--text-xl) / 1.2 var(--serif);
    letter-spacing: -0.01em;
    text-align: start;
  }

  th,
  td {
    padding: var(--space-2) var(--space-3) var(--space-2) 0;
    border-bottom: var(--hair) solid var(--rule);
    text-align: start;
    text-wrap: pretty;
    vertical-align: top;
  }

  thead th {
    border-bottom-color: var(--rule-firm);
    font: 600 var(--text-xs) / 1.4 var(--mono);
  }

  tbody th {
    width: 15%;
    font: 600 var(--text-s) / 1.4 var(--mono);
  }

  tbody th .cite {
    display: block;
    font: 400 var(--text-xs) / 1.4 var(--serif);
  }

  .column {
    display: none;
  }

  .sign {
    display: inline-block;
    padding: 0 0.45em;
    border: 2px solid currentcolor;
    border-radius: var(--radius);
    font: 600 var(--text-xs) / 1.5 var(--mono);
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }

  .sign.yes {
    border-style: dashed;
    color: var(--server);
  }

  .sign.no {
    color: var(--good);
  }

  .why {
    display: block;
    margin-top: 0.25em;
    font-size: var(--text-s);
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-4);
  }

  .pair h4 {
    margin: 0;
    font: 600 var(--text-s) / 1.4 var(--mono);
  }

  .good {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--space-4);
    margin-top: var(--space-2);
  }

  .good li {
    padding-top: var(--space-2);
    border-top: 3px double var(--good);
    text-wrap: pretty;
  }

  @container (max-width: 61.99em) {
    .page {
      padding-inline: var(--space-3);
    }

    .strips {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .good {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container (max-width: 45em) {
    form,
    .strips,
    .pair {
      grid-template-columns: minmax(0, 1fr);
    }

    form input {
      width: 100%;
    }

    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0 var(--space-3);
      padding: var(--space-2) 0;
      border-bottom: var(--hair) solid var(--rule-firm);
    }

    th,
    td {
      padding: var(--space-1) 0;
      border: 0;
    }

    tbody th {
      grid-column: 1 / -1;
      width: auto;
    }

    .column {
      display: block;
      color: var(--ink-soft);
      font: 400 var(--text-xs) / 1.4 var(--mono);
    }
  }
`;
