import { css } from 'lit';

/** The bench of the attack: a list, what is made of it, and a stamp. */
export const attackStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(10rem, 2fr) minmax(16rem, 4fr) minmax(20rem, 5fr);
    gap: var(--space-5);
    align-items: stretch;
  }

  .words {
    display: grid;
    grid-template-rows: auto minmax(15rem, 1fr) auto;
    gap: var(--space-2);
    min-width: 0;
  }

  label,
  legend {
    padding: 0;
    font-weight: 600;
  }

  textarea {
    width: 100%;
    padding: var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--sheet);
    color: inherit;
    font: 400 var(--text-s) / 1.5 var(--mono);
    resize: vertical;
  }

  .bench {
    min-width: 0;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .target {
    display: inline-flex;
    gap: var(--space-2);
    align-items: center;
    min-height: 2rem;
    font: 400 var(--text-s) / 1.4 var(--mono);
    cursor: pointer;
  }

  input {
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--ink);
  }

  dl {
    margin: var(--space-3) 0;
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  dd {
    margin-bottom: var(--space-2);
    overflow-wrap: anywhere;
  }

  dd.mono {
    font-weight: 600;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-bottom: var(--space-3);
  }

  .acts button {
    min-height: 2.25rem;
  }

  .stamp {
    display: inline-block;
    margin: var(--space-3) 0 var(--space-2);
    padding: 0.1em 0.6em;
    border: 3px double var(--stamp);
    border-radius: var(--radius);
    color: var(--stamp);
    font: 600 var(--text-l) / 1.4 var(--mono);
    letter-spacing: 0.05em;
    overflow-wrap: anywhere;
    rotate: -2deg;
  }

  .stamp.no {
    border-color: var(--good);
    color: var(--good);
  }

  p {
    text-wrap: pretty;
  }

  .tries {
    height: 22rem;
    padding: var(--space-2) var(--space-3);
    border: var(--hair) solid var(--rule);
    background: var(--sheet);
    font: 400 var(--text-xs) / 1.6 var(--mono);
  }

  .tries p {
    font: 400 var(--text-m) / 1.4 var(--serif);
  }

  .tries li {
    display: grid;
    grid-template-columns: minmax(9ch, 1fr) auto 1.4em;
    gap: 0 var(--space-2);
    padding: 0.1em 0.3em;
  }

  .tries .digest {
    color: var(--ink-soft);
    overflow-wrap: anywhere;
  }

  .tries .eq {
    font-weight: 600;
    text-align: end;
  }

  .hit {
    background: var(--mark);
    color: var(--ink);
    outline: 2px solid var(--ink);
    font-weight: 600;
  }

  .tries .hit .digest {
    color: inherit;
  }

  @container (max-width: 61.99em) {
    :host {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr);
    }

    .tries {
      grid-column: 1 / -1;
    }
  }

  @container (max-width: 45em) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }

    .words {
      grid-template-rows: auto 9rem auto;
    }

    .tries li {
      grid-template-columns: minmax(0, 1fr) 1.4em;
    }

    .tries .digest {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
`;
