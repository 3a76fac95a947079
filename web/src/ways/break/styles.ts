import { css } from 'lit';

/** How the way "Break things" looks. */
export const breakStyles = css`
  :host {
    padding: var(--space-3) var(--space-4) var(--space-5);
  }

  :host > * + * {
    margin-block-start: var(--space-4);
  }

  h2 + p {
    margin-block-start: var(--space-2);
  }

  section > * + * {
    margin-block-start: var(--space-2);
  }

  h3 {
    border-bottom: var(--hair) solid var(--rule-firm);
    font: 600 var(--text-xs) / 1.5rem var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }

  .message {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--space-2);
    align-items: center;
  }

  .message button {
    min-width: 2rem;
    padding: 0;
  }

  .message p {
    overflow-wrap: anywhere;
  }

  .message .soft {
    display: block;
    font-size: var(--text-s);
  }

  .where {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    justify-content: space-between;
    font-size: var(--text-s);
  }

  .ends {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-3);
  }

  .ends > div {
    padding-block-start: var(--space-1);
    border-block-start: 3px solid currentcolor;
  }

  .ends dt {
    font: 600 var(--text-xs) / 1.5 var(--mono);
  }

  .ends dd {
    color: var(--ink);
    font-size: var(--text-s);
  }

  .ends b {
    font-size: var(--text-l);
  }

  .watch {
    font-size: var(--text-s);
  }

  .trouble {
    display: grid;
    gap: var(--space-1);
    padding-block: var(--space-2);
  }

  .trouble + .trouble {
    border-block-start: var(--hair) solid var(--rule);
  }

  label {
    font-weight: 600;
  }

  input[type="range"] {
    flex: 1 1 8rem;
    min-width: 6rem;
    height: 2rem;
    margin: 0;
    accent-color: var(--ink);
  }

  input[type="number"],
  select {
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

  input[type="number"] {
    width: 6em;
    font-family: var(--mono);
  }

  .range {
    min-width: 11em;
    font-size: var(--text-s);
  }

  .now {
    padding: var(--space-2) var(--space-3);
    border: var(--hair) solid var(--stamp);
    border-inline-start-width: 4px;
    border-radius: var(--radius);
  }

  .now > * + * {
    margin-block-start: var(--space-1);
  }

  .now h3 {
    border: 0;
    color: var(--stamp);
  }

  .told {
    display: grid;
    gap: var(--space-1);
    font-size: var(--text-s);
  }

  .told li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2);
    align-items: start;
    padding: var(--space-1);
    border-block-end: var(--hair) solid var(--rule);
    line-height: 1.35;
  }

  .told .why {
    display: block;
    color: var(--ink-soft);
  }

  .told.bare li {
    grid-template-columns: minmax(0, 1fr);
    padding: 0.125rem 0;
    border: 0;
  }

  .told [aria-current="true"] {
    background: var(--mark);
  }

  @container (max-width: 40em) {
    :host {
      padding-inline: var(--space-3);
    }
  }
`;
