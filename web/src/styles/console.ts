import { css } from 'lit';

/** How the command line looks. */
export const consoleStyles = css`
  :host {
    display: grid;
    gap: var(--space-1);
  }

  form {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: stretch;
    border: 1.5px solid var(--ink);
    border-radius: var(--radius);
    background: var(--paper);
    direction: ltr;
    font-family: var(--mono);
  }

  form:focus-within {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  label {
    padding-block: 0.5rem;
    padding-inline: 0.75rem 0.25rem;
    font-weight: 600;
  }

  .field {
    position: relative;
    display: grid;
  }

  input,
  .ghost {
    grid-area: 1 / 1;
    width: 100%;
    padding: 0.5rem 0.25rem;
    border: 0;
    background: none;
    color: inherit;
    font: 400 var(--text-m) / 1.4 var(--mono);
    white-space: pre;
  }

  textarea {
    width: 100%;
    padding: 0.5rem 0.25rem;
    border: 0;
    background: none;
    color: inherit;
    font: 400 var(--text-m) / 1.4 var(--mono);
    resize: none;
  }

  input:focus,
  textarea:focus {
    outline: none;
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--ink-soft);
    font-family: var(--serif);
    opacity: 1;
  }

  .ghost {
    overflow: hidden;
    color: var(--ink-soft);
    pointer-events: none;
  }

  .ghost .typed {
    visibility: hidden;
  }

  .ghost .shape {
    font-style: italic;
  }

  form button {
    min-height: 100%;
    border: 0;
    border-inline-start: 1.5px solid var(--ink);
    border-radius: 0;
  }

  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    height: 2.6rem;
    font-size: var(--text-s);
    line-height: 1.3rem;
    white-space: nowrap;
  }

  .hints,
  #truth {
    min-height: 1.3rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .truth:has(.now) {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    min-width: 0;
  }

  #truth {
    min-width: 0;
  }

  .hints code {
    unicode-bidi: isolate;
  }

  .hints code + code {
    margin-inline-start: 0.9em;
  }

  .now {
    flex: none;
    min-height: 0;
    padding: 0 0.4em;
    border-width: 1px;
    font-size: inherit;
    line-height: 1.2rem;
  }

  .meant {
    min-height: 0;
    padding: 0 0.25em;
    border: 0;
    border-bottom: 1.5px solid currentcolor;
    border-radius: 0;
    font: 600 0.9375em / 1.2 var(--mono);
  }

  .off {
    color: var(--ink-soft);
    text-decoration: line-through;
  }

  /* What no document says. */
  .ours:not(.off) {
    border-bottom: 1.5px dotted var(--stamp);
  }

  .truth {
    color: var(--ink-soft);
  }

  /* Keys for the thumb: what fits the state, in one row that scrolls. */
  .pads {
    display: none;
  }

  /* Where a sentence has no room in one line, it has two. */
  @container (max-width: 80em) {
    .below {
      height: 3.9rem;
    }

    .truth {
      white-space: normal;
    }
  }

  @container (max-width: 61.99em) {
    .below {
      display: block;
      height: 2.5rem;
      line-height: 1.25rem;
      white-space: normal;
    }

    /* While something is being typed the hints take the place of the rest. */
    .typing .truth,
    .below:not(.typing) .hints {
      display: none;
    }

    .then {
      display: none;
    }
  }

  @container (max-width: 40em) {
    .pads {
      display: flex;
      gap: var(--space-1);
      /* Where no command fits the row stays: nothing may move under a thumb. */
      min-height: calc(2.5rem + 2px);
      padding-block: 1px;
      overflow-x: auto;
      scrollbar-width: none;
    }

    .pads p {
      align-self: center;
      margin: 0;
      font-size: var(--text-s);
    }

    .pads button {
      flex: none;
      min-width: 2.75rem;
      min-height: 2.5rem;
      background: var(--paper);
      font: 600 var(--text-s) / 1 var(--mono);
    }
  }
`;
