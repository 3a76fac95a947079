import { css } from 'lit';

/** Four columns under one purpose each; where there is little room, one at a time. */
export const generationStyles = css`
  :host {
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--rule-firm) transparent;
  }

  .page {
    max-width: 110rem;
    margin: 0 auto;
    padding: var(--space-2) var(--space-5) var(--space-6);
  }

  h2 {
    display: block;
    height: auto;
    border: 0;
    font: 600 var(--text-xxl) / 1.15 var(--serif);
    letter-spacing: -0.015em;
    text-transform: none;
    text-wrap: balance;
    white-space: normal;
  }

  h3 {
    font: 600 var(--text-xl) / 1.2 var(--serif);
    letter-spacing: -0.01em;
  }

  h4 {
    margin: 0;
    font: 600 var(--text-l) / 1.3 var(--serif);
  }

  h4 .soft,
  .name + .soft {
    font: 400 var(--text-xs) / 1.4 var(--mono);
  }

  .lead {
    max-width: 70ch;
    margin: var(--space-1) 0 var(--space-3);
  }

  .num {
    text-align: end;
    white-space: nowrap;
  }

  table {
    border-collapse: collapse;
  }

  th {
    font-weight: 400;
    text-align: start;
  }

  /* --- the errand and its bill ---------------------------------------------- */

  .top {
    display: grid;
    grid-template-columns: minmax(20rem, 5fr) minmax(0, 8fr);
    gap: var(--space-5) var(--space-6);
    align-items: end;
    margin-bottom: var(--space-5);
  }

  .summary {
    max-width: 52ch;
    margin: var(--space-2) 0 var(--space-3);
    color: var(--ink-soft);
    font-size: var(--text-l);
    line-height: 1.4;
    text-wrap: pretty;
  }

  .mail {
    width: 100%;
    font-size: var(--text-s);
  }

  .mail :is(td, th) {
    padding: 0.25rem 0.75rem 0.25rem 0;
    border-top: var(--hair) solid var(--rule);
    vertical-align: baseline;
  }

  .mail tr:last-child :is(td, th) {
    border-bottom: var(--hair) solid var(--rule);
  }

  .mail th {
    font-weight: 600;
  }

  .bill h3 {
    font: 600 var(--text-xs) / 1.5rem var(--mono);
    letter-spacing: 0.08em;
    text-transform: uppercase;
  }

  .knob {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    align-items: center;
    padding: var(--space-1) 0;
    border-block: var(--hair) solid var(--rule-firm);
    font-size: var(--text-s);
  }

  .knob input {
    flex: 1 1 8rem;
    min-width: 8rem;
    height: 2rem;
    margin: 0;
    accent-color: var(--ink);
  }

  .knob output {
    min-width: 17.5rem;
  }

  .bill table {
    width: 100%;
  }

  .bill thead th {
    padding: var(--space-2) 0 0;
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .bill thead th:not(:first-child),
  .bill td:not(:first-child) {
    padding-inline-start: var(--space-4);
  }

  .bill :is(td, tbody th) {
    padding-block: 0.3rem;
    border-bottom: var(--hair) solid var(--rule);
    white-space: nowrap;
  }

  .bill tbody th {
    font-weight: 600;
  }

  .bill tbody th .soft {
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  .bill .track {
    width: 45%;
    padding-inline-start: 0;
    line-height: 0;
  }

  .bill th + .num {
    padding-inline-end: var(--space-4);
  }

  .bill tbody .track {
    background: linear-gradient(to right, var(--rule-firm) 0 var(--hair), transparent 0) 0 0 / 15.1515% 100%;
  }

  .bill thead .track text {
    fill: var(--ink-soft);
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  .bill .bar {
    width: 18%;
    line-height: 0;
  }

  .bill .mono {
    font-size: var(--text-s);
  }

  .track svg {
    overflow: visible;
  }

  :is(.down, .up) {
    fill: none;
    stroke-linecap: round;
    stroke-width: 1.75;
    vector-effect: non-scaling-stroke;
  }

  .down {
    stroke: var(--client);
  }

  .up {
    stroke: var(--server);
  }

  rect.out {
    fill: var(--client);
  }

  /* An outline: the two can be told apart without their colours. */
  rect.in {
    fill: var(--server-wash);
    stroke: var(--server);
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    margin-top: var(--space-2);
    font-size: var(--text-xs);
  }

  .tooth {
    overflow: visible;
    margin-inline: 2px 3px;
    vertical-align: -1px;
  }

  .legend i {
    display: inline-block;
    width: 0.7rem;
    height: 0.7rem;
    border: var(--hair) solid var(--server);
    background: var(--server-wash);
    vertical-align: -1px;
  }

  .legend i.out {
    border-color: var(--client);
    background: var(--client);
  }

  /* --- the plate ------------------------------------------------------------ */

  .one {
    display: none;
  }

  .plate {
    width: 100%;
    table-layout: fixed;
  }

  .plate :is(td, th) {
    padding: var(--space-2) var(--space-3) var(--space-3) var(--space-3);
    border-bottom: var(--hair) solid var(--rule);
    vertical-align: top;
  }

  .plate .g {
    border-inline-start: var(--hair) solid var(--rule);
  }

  .plate td {
    position: relative;
  }

  .plate .purpose {
    width: 9.5rem;
    padding-inline-start: 0;
    font-size: var(--text-s);
  }

  .plate .purpose b {
    display: block;
    font-size: var(--text-m);
  }

  .plate .purpose .soft {
    font-size: var(--text-xs);
  }

  .plate thead th {
    position: sticky;
    z-index: 1;
    top: 0;
    padding-block: var(--space-2);
    border-block: 0;
    background: var(--paper);
    box-shadow: inset 0 -2px var(--ink);
    vertical-align: baseline;
  }

  .plate thead .purpose {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .name {
    margin-inline-end: var(--space-2);
    font: 600 var(--text-xl) / 1.2 var(--serif);
  }

  .said {
    margin-bottom: 1.75rem;
    font: 400 var(--text-xs) / 1.5 var(--mono);
  }

  .step {
    position: relative;
    margin-inline: -0.4rem;
    padding: 0.1rem 0.4rem;
  }

  .step + .step {
    margin-top: 0.35rem;
  }

  .step code {
    display: block;
    padding-inline-start: 3ch;
    font-size: 1em;
    overflow-wrap: anywhere;
    text-indent: -3ch;
    white-space: pre-wrap;
  }

  .step .more {
    display: block;
    padding-inline-start: 3ch;
    font: 400 var(--text-xs) / 1.4 var(--serif);
  }

  .marked {
    background: var(--mark);
    outline: 2px solid var(--ink);
  }

  .marked .soft,
  .marked .cite,
  .marked b {
    color: var(--ink);
  }

  .notes {
    float: inline-end;
    display: flex;
    gap: 2px;
    margin-inline-start: var(--space-1);
  }

  .notes button {
    min-width: 1.5rem;
    min-height: 1.5rem;
    padding: 0;
    border-radius: 1rem;
    border-color: var(--rule-firm);
    color: inherit;
    font: 400 var(--text-xs) / 1 var(--mono);
  }

  /* On one line with those beside it: an account is read across. */
  .cost {
    position: absolute;
    inset: auto var(--space-3) var(--space-2);
    padding-top: var(--space-1);
    border-top: var(--hair) dotted var(--rule-firm);
    font-size: var(--text-xs);
  }

  .none {
    font-style: italic;
    font-size: var(--text-s);
  }

  .ends {
    font-size: var(--text-s);
  }

  .ends tr:first-child :is(td, th) {
    border-top: 2px solid var(--ink);
  }

  dt {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  dt:not(:first-child) {
    margin-top: var(--space-1);
  }

  dd {
    padding-inline-start: 1em;
    text-indent: -1em;
  }

  dd::before {
    content: "– ";
  }

  .differs,
  .as,
  .states {
    margin-top: var(--space-2);
  }

  .differs .stamp {
    display: inline-block;
    padding: 0 0.4em;
    border: 2px solid var(--stamp);
    border-radius: var(--radius);
    color: var(--stamp);
    font: 600 var(--text-xs) / 1.4 var(--mono);
    text-transform: uppercase;
    rotate: -2deg;
  }

  .as,
  .can.yes {
    color: var(--good);
  }

  .as {
    font-weight: 600;
  }

  .states {
    font: 400 var(--text-xs) / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }

  details {
    margin-top: var(--space-2);
  }

  summary {
    min-height: 2rem;
    line-height: 2rem;
    cursor: pointer;
  }

  .live :is(td, th) {
    border-bottom: 0;
  }

  .waits {
    margin-inline-start: 10.25rem;
    font-size: var(--text-s);
  }

  /* --- why, and what not ------------------------------------------------------ */

  .wishes,
  .rules {
    margin-top: var(--space-6);
  }

  .wishes td {
    font-size: var(--text-s);
  }

  .can {
    margin-bottom: 0.15rem;
    font-weight: 600;
  }

  .can.no {
    color: var(--stamp);
  }

  .era {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr);
    border-top: 2px solid var(--ink);
  }

  .era h4 {
    padding-top: var(--space-2);
  }

  .era h4 .soft {
    display: block;
  }

  .rule {
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 var(--space-4);
    padding: var(--space-2) var(--space-3);
  }

  .rule:not(:last-child) {
    border-bottom: var(--hair) solid var(--rule);
  }

  .rule .n {
    color: var(--ink-soft);
    font-size: var(--text-s);
    text-align: end;
  }

  .rule.marked .n {
    color: var(--ink);
  }

  .trouble {
    font-size: var(--text-s);
    line-height: 1.45;
    text-wrap: pretty;
  }

  .mends {
    padding-inline-start: var(--space-4);
    border-inline-start: 3px double var(--rule-firm);
  }

  .mends > button {
    display: block;
    min-height: 0;
    padding: 0;
    border: 0;
    font: 600 var(--text-m) / 1.35 var(--serif);
    text-align: start;
    text-decoration: underline dotted var(--rule-firm);
    text-underline-offset: 0.2em;
  }

  .mends > button:hover:not(:disabled) {
    background: none;
    text-decoration-color: currentcolor;
  }

  .mends > button::before {
    position: absolute;
    content: none;
  }

  blockquote {
    margin: var(--space-2) 0 0;
    font-style: italic;
    line-height: 1.45;
  }

  blockquote::before {
    content: "“";
  }

  blockquote::after {
    content: "”";
  }

  .from {
    margin-bottom: var(--space-2);
  }

  /* --- where there is little room ---------------------------------------------- */

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

    .bill .track {
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
