import { css } from 'lit';

/** The maildrop and what a client holds, as lists of mail with stamps on them. */
export const maildropStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    /* One above the other, they share the height, whatever the client has been told. */
    grid-auto-rows: minmax(0, 1fr);
    gap: var(--space-2) var(--space-5);
  }

  section {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }

  /* On a telephone they lie one under the other, and scroll together. */
  @container (max-width: 61.99em) {
    :host {
      grid-auto-rows: max-content;
      overflow: hidden auto;
    }

    section {
      grid-template-rows: auto;
    }

    .scroll {
      overflow: visible;
    }
  }

  .sum {
    padding: var(--space-1) 0;
    font-size: var(--text-s);
  }

  table {
    width: 100%;
    border-spacing: 0;
    font-size: var(--text-s);
    line-height: 1.3;
  }

  th {
    position: sticky;
    top: 0;
    padding: 0 0.6em 0.1em 0;
    background: var(--paper);
    color: var(--ink-soft);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }

  .drop th {
    position: static;
    padding: 0.6rem 0 0.15rem;
  }

  .drop b {
    margin-inline-end: 0.5em;
    color: var(--ink);
    font-family: var(--mono);
  }

  td {
    height: 1.9rem;
    padding: 0 0.6em 0 0;
    border-top: var(--hair) solid var(--rule);
    white-space: nowrap;
  }

  .n {
    font-family: var(--mono);
    text-align: end;
  }

  .uid {
    max-width: 5em;
    overflow: hidden;
    font-family: var(--mono);
    font-size: var(--text-xs);
    text-overflow: ellipsis;
  }

  .wide {
    width: 99%;
    max-width: 4em;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  td button {
    width: 100%;
    min-height: 1.7rem;
    padding: 0;
    overflow: hidden;
    border: 0;
    text-align: start;
    text-overflow: ellipsis;
  }

  tr.now td {
    background: var(--mark);
  }

  tr.same td:first-child {
    box-shadow: inset 4px 0 var(--focus);
  }

  .gone .pick,
  .gone .n {
    text-decoration: line-through;
  }

  /* Subject, stamp and envelope; where there is no room, the stamp goes below. */
  .mail {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }

  .mail > :first-child {
    flex: 1 1 min(calc(100% - 2.1rem), 11rem);
    width: auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .mail .read {
    flex: none;
    order: 1;
    width: 2rem;
    color: var(--ink-soft);
    text-align: center;
  }

  .mail .read .icon {
    width: 1.05rem;
    height: 1.05rem;
  }

  /* Stamped, on a slant as stamps are, and beside what is written. */
  .stamp {
    flex: none;
    order: 2;
    margin: 0.1rem 0.3rem 0.25rem 0;
    padding: 0 0.4em;
    border: 2px solid currentcolor;
    border-radius: 3px;
    background: var(--paper);
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.35 var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
    pointer-events: none;
    rotate: -4deg;
  }

  .stamp.gone-for-good {
    border-style: double;
    border-width: 4px;
    line-height: 1.1;
    rotate: 3deg;
  }

  tr.now .stamp {
    background: var(--mark);
    color: var(--ink);
  }

  .lock {
    font-weight: 600;
  }

  select {
    max-width: min(10rem, 100%);
    height: 1.45rem;
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text-xs) / 1 var(--mono);
    text-overflow: ellipsis;
  }

  /* A dialog takes no room among the lists. */
  pop-letter {
    position: absolute;
  }
`;
