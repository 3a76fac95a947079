import { css } from 'lit';

/** Buttons, scrubber and branches. */
export const transportStyles = css`
  :host {
    display: grid;
    grid-template-columns: auto minmax(8rem, 1fr);
    gap: var(--space-1) var(--space-4);
    align-items: center;
  }

  .buttons {
    display: flex;
    gap: 2px;
  }

  .buttons button {
    width: 2.6rem;
    height: 2.6rem;
    padding: 0;
    border-color: transparent;
  }

  .buttons button.play {
    border-color: var(--ink);
    border-radius: 50%;
  }

  .buttons .icon {
    display: block;
    width: 1.5rem;
    height: 1.5rem;
    margin: auto;
  }

  .scrub {
    position: relative;
    padding-top: 0.4rem;
    direction: ltr;
  }

  .marks {
    position: absolute;
    inset: 0 0 auto;
    width: 100%;
    height: 0.75rem;
    overflow: visible;
    pointer-events: none;
  }

  .marks path {
    fill: none;
    stroke: var(--ink-soft);
    stroke-width: 1.75;
  }

  .marks :is(.opened, .closed) {
    fill: var(--ink-soft);
    stroke: none;
  }

  .marks :is(.refused, .fault) {
    stroke: var(--stamp);
  }

  .marks .day {
    stroke-dasharray: 2 1.5;
  }

  input {
    width: 100%;
    height: 2rem;
    margin: 0;
    background: transparent;
    accent-color: var(--ink);
  }

  .low {
    display: flex;
    grid-column: 1 / -1;
    gap: var(--space-3);
    align-items: center;
    min-width: 0;
  }

  .ways {
    display: flex;
    flex: none;
    gap: var(--space-1);
  }

  select {
    min-height: 2rem;
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text-s) / 1 var(--serif);
  }

  select + select {
    width: 4.25rem;
  }

  .where {
    flex: none;
    margin-inline-start: auto;
    font-family: var(--mono);
    font-size: var(--text-s);
    text-align: end;
    white-space: nowrap;
  }

  .where b {
    font-size: var(--text-m);
  }

  .branches {
    display: flex;
    min-width: 0;
    gap: var(--space-1);
    align-items: center;
    min-height: 2rem;
    font-size: var(--text-s);
  }

  /* One row is in sight, with whole names: that in which the branch stands that is watched. */
  .names {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    min-width: 0;
    gap: var(--space-1);
    height: 2rem;
    overflow: hidden;
  }

  .branches button {
    flex: none;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    padding: 0 var(--space-2);
    border-style: dashed;
    font-family: var(--mono);
  }

  .branches .tree {
    border-style: solid;
  }

  .branches button[aria-pressed="true"] {
    border: var(--hair) solid var(--ink);
    background: var(--mark);
    font-weight: 600;
  }

  /* What scrolls is cut at its edges, and so would a ring be. */
  .names button:focus-visible {
    outline-offset: -3px;
  }

  /* Names of branches need the room; the ladder tells the time as well. */
  .branches:not(.single) ~ .where .clock {
    display: none;
  }

  /* Where names would be cut, the tree of branches alone stands for them. */
  @container (max-width: 80em) {
    .names,
    .where .clock {
      display: none;
    }
  }

  /* Two rows: buttons and place, then all the others. */
  @container (max-width: 61.99em) {
    .buttons button {
      width: 2.4rem;
    }

    .branches.single,
    .time {
      display: none;
    }

    :host {
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: 0;
    }

    .low {
      display: contents;
    }

    .buttons,
    .where {
      grid-row: 1;
      grid-column: 1 / -1;
    }

    .buttons {
      justify-self: start;
    }

    /* Beside the buttons; in two lines, where numbers and words are long. */
    .where {
      max-width: calc(100% - 5 * 2.4rem - 5 * 2px);
      line-height: 1.25;
      white-space: normal;
      text-wrap: balance;
    }

    .scrub {
      grid-row: 2;
      grid-column: 1;
    }

    .ways {
      grid-row: 2;
      grid-column: 2;
      margin-inline-start: var(--space-2);
    }

    .branches {
      grid-row: 2;
      grid-column: 3;
      margin-inline-start: var(--space-1);
    }

    .branches .tree {
      padding: 0 0.4rem;
    }
  }
`;
