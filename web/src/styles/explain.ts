import { css } from 'lit';

/** The explanation of a step. */
export const explainStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  .body {
    padding: var(--space-2) var(--space-1) var(--space-1);
  }

  .say {
    font-size: var(--text-l);
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .who {
    margin-inline-end: 0.4em;
    font: 600 1em / 1 var(--mono);
  }

  .word {
    white-space: nowrap;
  }

  .why {
    margin-top: var(--space-1);
    max-width: 75ch;
  }

  .refused {
    display: inline-block;
    margin-inline-end: 0.3em;
    padding: 0 0.4em;
    border: 2px solid var(--stamp);
    border-radius: var(--radius);
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.4 var(--mono);
    letter-spacing: 0.06em;
    text-transform: uppercase;
    rotate: -2deg;
  }

  ol {
    margin-top: var(--space-2);
    font-size: var(--text-s);
  }

  li {
    border-top: var(--hair) solid var(--rule);
  }

  li button {
    width: 100%;
    min-height: 1.6rem;
    padding: 0.15rem 0;
    border: 0;
    color: var(--ink-soft);
    line-height: 1.35;
    text-align: start;
  }

  li button[aria-current] {
    color: var(--ink);
    font-weight: 600;
  }

  .after {
    padding-inline-start: 0.6em;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1 var(--mono);
    white-space: nowrap;
  }

  /* Beside one pane of a low window there is room for the words alone. */
  @container (min-width: 40em) and (max-width: 61.99em) {
    .at {
      display: none;
    }
  }

  dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    margin-top: var(--space-2);
  }

  dl > div {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
    padding: 0.1rem 0.5rem;
    border: var(--hair) solid var(--rule);
    background: var(--sheet);
    cursor: pointer;
  }

  dl > div.on {
    border-color: var(--ink);
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  dd {
    font-size: var(--text-s);
  }

  del {
    color: var(--ink-soft);
    text-decoration: none;
  }

  ins {
    font-weight: 600;
    text-decoration: none;
  }
`;
