import { css } from 'lit';

/** Where there is little room, one generation at a time. */
export const narrowStyles = css`
  @container (max-width: 75em) {
    .top {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @container (max-width: 61.99em) {
    .page {
      padding-inline: var(--space-4);
    }

    .one {
      position: sticky;
      z-index: 2;
      top: 0;
      display: flex;
      margin-inline: calc(-1 * var(--space-4));
      padding-inline: var(--space-4);
      border-bottom: 2px solid var(--ink);
      background: var(--paper);
    }

    .one button {
      flex: 1;
      min-height: 2.5rem;
      padding: 0 var(--space-1);
      border: 0;
      border-bottom: 4px solid transparent;
      border-radius: 0;
      font-size: var(--text-m);
    }

    .one button[aria-pressed="true"] {
      border-bottom-color: var(--ink);
      font-weight: 600;
    }

    .plate :is(&, tbody, tr, td, th),
    .plate {
      display: block;
    }

    .plate thead .purpose,
    .plate .g:not(.only) {
      display: none;
    }

    .plate thead {
      display: block;
    }

    .plate thead th {
      position: static;
      display: block;
      padding-inline: 0;
      border: 0;
      box-shadow: none;
    }

    .plate .purpose {
      width: auto;
      padding-bottom: 0;
      border: 0;
    }

    .plate .purpose b {
      margin-bottom: 0.1rem;
    }

    .plate .g {
      border-inline-start: 0;
      padding-inline: 0;
    }

    .said {
      font-size: var(--text-s);
    }

    .plate .cost {
      inset-inline: 0;
    }

    .step {
      margin-inline: 0;
      padding-inline: 0.4rem;
    }

    .waits {
      margin: 0;
    }

    .wishes .plate thead {
      display: none;
    }

    .era,
    .rule {
      grid-template-columns: minmax(0, 1fr);
    }

    .rule {
      grid-template-columns: 1.75rem minmax(0, 1fr);
      padding-inline: 0;
    }

    .mends {
      grid-column: 2;
      margin-top: var(--space-2);
    }
  }

  /* The trace of each generation has a line of its own. */
  @container (max-width: 40em) {
    .bill table,
    .bill :is(thead, tbody) {
      display: block;
    }

    .bill tr {
      display: grid;
      grid-template: "name trips time octets states" auto "track track track track track" auto / 3.25rem 1fr 1.25fr 1.25fr 1fr;
      align-items: end;
    }

    .bill tbody tr {
      padding: 0.3rem 0 0.5rem;
      border-bottom: var(--hair) solid var(--rule);
    }

    .bill :is(thead th, tbody th, td):not(.track) {
      padding: 0;
      border: 0;
    }

    .bill thead th:not(.track) {
      padding-top: var(--space-2);
      overflow-wrap: anywhere;
      white-space: normal;
      hyphens: auto;
    }

    .bill tr .track.track {
      grid-area: track;
      width: auto;
      padding: 0.2rem 0 0;
      border: 0;
    }

    .bill thead .track {
      order: 1;
    }

    .bill :is(.bar, tbody th .soft) {
      display: none;
    }

    .knob output {
      flex: 1 1 100%;
      min-width: 0;
    }

    .one .soft {
      display: none;
    }
  }
`;
