import { css } from 'lit';

/** A letter on its own sheet of paper. */
export const letterStyles = css`
  dialog {
    width: min(46rem, calc(100vw - 1.5rem));
    max-height: min(46rem, calc(100dvh - 1.5rem));
    padding: 0;
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog > * {
    flex: none;
    margin: 0;
    padding-inline: var(--space-5);
  }

  /* The edge of an airmail letter. */
  dialog::before {
    height: 6px;
    background: repeating-linear-gradient(
      115deg,
      var(--server) 0 14px,
      var(--paper) 14px 26px,
      var(--client) 26px 40px,
      var(--paper) 40px 52px
    );
    content: "";
  }

  header {
    display: flex;
    gap: var(--space-3);
    align-items: start;
    justify-content: space-between;
    padding-block: var(--space-4) var(--space-2);
  }

  dialog h2 {
    margin: 0;
    overflow-wrap: anywhere;
  }

  header button {
    min-width: 2rem;
    padding: 0;
  }

  .copies {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    padding-bottom: var(--space-2);
  }

  .copies button[aria-pressed="true"] {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
  }

  dialog .how {
    margin: 0;
    padding-bottom: var(--space-3);
    border-bottom: var(--hair) solid var(--rule-firm);
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  .how .go {
    margin-inline-start: var(--space-2);
    color: var(--ink);
  }

  dialog .letter {
    flex: 0 1 auto;
    min-height: 0;
    padding-block: var(--space-2) var(--space-5);
  }

  h3 {
    margin: var(--space-3) 0 var(--space-1);
    color: var(--ink-soft);
    font: 600 var(--text-xs) / 1.4 var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  dl div {
    display: grid;
    grid-template-columns: minmax(6rem, 9rem) minmax(0, 1fr);
    gap: var(--space-3);
    padding: 0.1rem 0;
    border-bottom: var(--hair) solid var(--rule);
    font-size: var(--text-s);
  }

  dt {
    color: var(--ink-soft);
    overflow-wrap: anywhere;
  }

  dd {
    overflow-wrap: anywhere;
  }

  pre {
    margin: 0;
    font: 400 var(--text-m) / 1.5 var(--mono);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .parts {
    font-size: var(--text-s);
  }

  .parts li {
    padding: 0.1rem 0;
    border-bottom: var(--hair) solid var(--rule);
  }

  .parts .deep1 {
    padding-inline-start: 1.2rem;
  }

  .parts .deep2 {
    padding-inline-start: 2.4rem;
  }

  .parts .deep3 {
    padding-inline-start: 3.6rem;
  }

  .parts .deep4 {
    padding-inline-start: 4.8rem;
  }

  @media (max-width: 30rem) {
    dialog > * {
      padding-inline: var(--space-4);
    }

    dl div {
      grid-template-columns: 5rem minmax(0, 1fr);
    }
  }
`;
