import { css } from 'lit';

/** A form as everybody knows it, and a letter of the provider beside it. */
export const accountStyles = css`
  .page {
    max-width: 42rem;
    padding-top: var(--space-1);
    line-height: 1.45;
  }

  /* It is led to, and cannot be used. */
  [tabindex="-1"]:focus-visible {
    outline: none;
  }

  h3 {
    margin: var(--space-4) 0 var(--space-1);
    font: 600 var(--text-m) / 1.3 var(--serif);
  }

  .lead {
    margin: var(--space-2) 0 var(--space-3);
    color: var(--ink-soft);
    text-wrap: pretty;
  }

  summary {
    min-height: 2rem;
    line-height: 2rem;
    cursor: pointer;
  }

  /* With the edge of an airmail letter. */
  .letter {
    margin-bottom: var(--space-4);
    padding: 5px var(--space-3) var(--space-1);
    border: var(--hair) solid var(--rule-firm);
    background:
      repeating-linear-gradient(
          115deg,
          var(--server) 0 14px,
          var(--paper) 14px 26px,
          var(--client) 26px 40px,
          var(--paper) 40px 52px
        )
        0 0 / 100% 5px no-repeat,
      var(--sheet);
    font-size: var(--text-s);
  }

  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 0.1rem var(--space-3);
    padding-bottom: var(--space-2);
  }

  dt {
    color: var(--ink-soft);
  }

  dd {
    overflow-wrap: anywhere;
  }

  form {
    display: grid;
    gap: var(--space-3);
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: var(--space-3);
    align-items: end;
  }

  .field > span {
    display: block;
    margin-bottom: 0.2rem;
    font-size: var(--text-s);
  }

  :is(.field input, select) {
    width: 100%;
    height: 2.5rem;
    padding: 0 var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text-m) / 1 var(--mono);
  }

  .blamed :is(input, select) {
    border: 2px solid var(--stamp);
  }

  .stamp {
    display: inline-block;
    margin-inline-start: var(--space-2);
    padding: 0 0.4em;
    border: 2px solid var(--stamp);
    border-radius: var(--radius);
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.3 var(--mono);
    text-transform: uppercase;
    rotate: -2deg;
  }

  .check {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    min-height: 2rem;
    font-size: var(--text-s);
  }

  .check input {
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--ink);
  }

  .go {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    align-items: center;
  }

  .outcome .go {
    margin-top: var(--space-3);
  }

  .go .firm {
    min-height: 2.5rem;
    padding: 0 var(--space-5);
    font-size: var(--text-m);
  }

  /* --- what came of it ---------------------------------------------------------- */

  .outcome {
    margin-top: var(--space-5);
  }

  .window {
    border: 1.5px solid var(--ink);
    border-radius: 4px;
    background: var(--sheet);
    box-shadow: 3px 3px 0 var(--rule);
  }

  .window h3 {
    margin: 0;
    padding: 0.3rem var(--space-3);
    border-bottom: 1.5px solid var(--ink);
    background: var(--ink);
    color: var(--paper);
    font-size: var(--text-s);
  }

  .window p {
    display: flex;
    gap: var(--space-3);
    align-items: baseline;
    padding: var(--space-3);
  }

  .window p .icon {
    flex: none;
  }

  .bad .icon {
    fill: var(--stamp);
  }

  .ok .icon {
    fill: var(--good);
  }

  .next li {
    padding-inline-start: 1.1em;
    text-indent: -1.1em;
  }

  .next li::before {
    content: "→ ";
  }

  .steps {
    border-top: var(--hair) solid var(--rule-firm);
    font-size: var(--text-s);
  }

  .steps li {
    display: grid;
    grid-template-columns: 5.75rem minmax(0, 1fr);
    padding: 0.35rem 0;
    border-bottom: var(--hair) solid var(--rule);
  }

  .steps .at {
    font-size: var(--text-xs);
    line-height: 1.6;
  }

  .steps code {
    display: block;
    padding-inline-start: 3ch;
    overflow-wrap: anywhere;
    text-indent: -3ch;
    white-space: pre-wrap;
  }

  .steps p {
    color: var(--ink-soft);
  }

  .try ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .try button {
    padding-block: 0.2rem;
    text-align: start;
  }

  .note {
    margin-top: var(--space-4);
    font-size: var(--text-s);
  }
`;
