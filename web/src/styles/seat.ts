import { css } from 'lit';

/** How the server's seat looks: a form, and then a desk with what lies on it. */
export const seatStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
  }

  h2 {
    margin-inline: var(--space-4);
  }

  .body {
    padding: var(--space-3) var(--space-4) var(--space-4);
  }

  h3 {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    justify-content: space-between;
    margin: var(--space-4) 0 var(--space-1);
    padding-bottom: 0.15em;
    border-bottom: var(--hair) solid var(--rule);
    font: 600 var(--text-s) / 1.5 var(--mono);
  }

  h3 button {
    font-family: var(--serif);
    font-weight: 400;
  }

  fieldset {
    margin: var(--space-3) 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
  }

  label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-2);
    align-items: baseline;
    min-height: 2rem;
    padding: var(--space-1) 0;
    cursor: pointer;
  }

  input {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--ink);
    translate: 0 0.15em;
  }

  small {
    display: block;
    color: var(--ink-soft);
    font-size: var(--text-s);
    text-wrap: pretty;
  }

  .wire {
    padding: var(--space-1) 0;
    font-family: var(--mono);
    overflow-wrap: anywhere;
  }

  dl {
    display: grid;
    grid-template-columns: minmax(4.5rem, max-content) minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    align-items: baseline;
  }

  dt {
    max-width: 7rem;
    color: var(--ink-soft);
    font-size: var(--text-s);
  }

  dd {
    text-wrap: pretty;
  }

  dd.wire {
    padding: 0;
  }

  .breaches li {
    display: flex;
    gap: var(--space-2);
    align-items: baseline;
    justify-content: space-between;
    padding: var(--space-1) 0 var(--space-1) var(--space-2);
    border-inline-start: 3px solid var(--server);
  }

  .breaches li + li {
    margin-top: var(--space-1);
  }

  .breaches button {
    flex: none;
  }

  .holds li {
    padding: var(--space-1) 0;
  }

  section > button {
    margin-top: var(--space-2);
  }

  .foot {
    margin-top: var(--space-4);
    padding-top: var(--space-3);
    border-top: var(--hair) solid var(--rule);
  }
`;
