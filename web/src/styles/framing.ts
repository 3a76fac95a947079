import { css } from 'lit';

/** The bench where a decoder is watched: tape above, automaton and words below. */
export const framingStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    container-type: inline-size;
  }

  :host(:fullscreen) {
    padding: var(--space-5) max(var(--space-5), calc(50vw - 45rem));
    background: var(--paper);
    color: var(--ink);
  }

  .all {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  .all > * {
    flex: none;
  }

  h2 .own {
    min-height: 1.4rem;
    margin-inline-start: var(--space-2);
    padding: 0 var(--space-2);
    color: var(--ink);
    font: 600 var(--text-xs) / 1 var(--serif);
  }

  h2 .enlarge {
    min-width: 1.6rem;
    min-height: 1.4rem;
    padding: 0;
    color: var(--ink);
  }

  h2 .own[aria-pressed="true"] {
    background: var(--ink);
    color: var(--paper);
  }

  .none {
    padding: var(--space-3) 0;
  }

  .writing {
    display: grid;
    padding: var(--space-2) 2px;
    font-size: var(--text-s);
  }

  textarea {
    width: 100%;
    padding: var(--space-1) var(--space-2);
    border: var(--hair) solid var(--rule-firm);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font: 400 var(--text-m) / 1.35 var(--mono);
    resize: vertical;
  }

  .drive {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    align-items: center;
    padding: var(--space-1) 2px;
  }

  .drive button {
    min-width: 2rem;
    padding: 0 var(--space-2);
  }

  .drive input {
    flex: 1 1 4rem;
    min-width: 4rem;
    height: 2rem;
    accent-color: var(--ink);
  }

  .count {
    min-width: 4.5ch;
    font: 400 var(--text-s) / 1 var(--mono);
    text-align: end;
  }

  .all > .below {
    display: grid;
    flex: 1 1 auto;
    grid-template: minmax(0, 1fr) / auto minmax(14rem, 1fr);
    gap: var(--space-2) var(--space-4);
    min-height: 0;
    padding-top: var(--space-1);
    font-size: var(--text-s);
  }

  .drawing {
    padding: 2px;
  }

  .telling {
    display: grid;
    gap: var(--space-2);
    /* Where there is little height it scrolls: no row may shrink over the next. */
    grid-auto-rows: max-content;
    align-content: start;
    min-width: 0;
    padding: 2px;
  }

  .now {
    min-height: 6.2em;
  }

  .now p + p {
    margin-top: var(--space-1);
  }

  .at {
    padding: 0 0.4em;
    border-radius: 1em;
    background: var(--ink);
    color: var(--paper);
    font: 600 var(--text-xs) / 1.3 var(--mono);
    white-space: nowrap;
    forced-color-adjust: none;
  }

  .due b {
    font: 600 var(--text-l) / 1 var(--mono);
  }

  h3 {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    justify-content: space-between;
    font: 600 var(--text-s) / 1.4 var(--serif);
  }

  h3 button {
    min-height: 1.6rem;
  }

  pre {
    max-height: 7.5em;
    margin: 0;
    overflow: hidden;
    padding: var(--space-1) var(--space-2);
    border: var(--hair) solid var(--rule);
    background: var(--sheet);
    font: 400 var(--text-s) / 1.35 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .hand {
    border-bottom: 3px dotted var(--stamp);
    background: var(--mark);
  }

  .memory ul {
    padding-inline-start: 1.1em;
    list-style: "– ";
  }

  .ctl {
    font-size: 0.8125rem;
  }

  .fates {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    color: var(--ink-soft);
  }

  .swatch {
    display: inline-block;
    width: 1.1rem;
    height: 0.9rem;
    border: var(--hair) solid var(--rule-firm);
    vertical-align: -0.1em;
  }

  .swatch.kept {
    border-bottom: 4px solid var(--ink);
  }

  .swatch.lf {
    border-bottom: 4px double var(--ink);
  }

  .swatch.held {
    border-bottom: 4px dotted var(--stamp);
    background: var(--mark);
  }

  .swatch.stuffed {
    background: repeating-linear-gradient(135deg, var(--rule-firm) 0 2px, var(--paper) 2px 6px);
  }

  .swatch.termination {
    background: var(--ink);
    forced-color-adjust: none;
  }

  .automaton {
    display: block;
    max-width: 100%;
    overflow: visible;
  }

  .automaton text {
    fill: var(--ink);
    font: 400 13px / 1 var(--mono);
    text-anchor: middle;
  }

  .stage rect {
    fill: var(--paper);
    stroke: var(--rule-firm);
  }

  .stage.holds rect {
    stroke-dasharray: 3 2;
  }

  .stage.now rect {
    fill: var(--ink);
    stroke: var(--ink);
    stroke-width: 2;
    stroke-dasharray: none;
  }

  .stage.now text {
    fill: var(--paper);
    font-weight: 600;
  }

  .arc path {
    fill: none;
    stroke: var(--rule);
  }

  .arc .head {
    fill: var(--rule);
    stroke: none;
  }

  .arc.open path {
    stroke: var(--ink-soft);
  }

  .arc.open .head {
    fill: var(--ink-soft);
  }

  .arc.took path {
    stroke: var(--stamp);
    stroke-width: 3;
  }

  .arc.took .head {
    fill: var(--stamp);
    stroke-width: 1;
  }

  .label rect {
    fill: var(--paper);
  }

  .label text {
    fill: var(--ink-soft);
  }

  .label.open text {
    fill: var(--ink);
  }

  .label.took rect {
    fill: var(--stamp);
  }

  .label.took text {
    fill: var(--paper);
    font-weight: 600;
  }

  .key {
    padding-top: var(--space-1);
  }

  /* A telephone: all of it below the tape is one scroll. */
  /* The tabs stand over the left half of the label. */
  @container (max-width: 44rem) {
    h2 .what {
      display: none;
    }
  }

  @container (max-width: 33rem) {
    .all > .below {
      display: flex;
      flex-direction: column;
      overflow: auto;
      scrollbar-width: thin;
    }

    .below > * {
      flex: none;
      overflow: visible;
    }

    .telling {
      order: -1;
    }

    h2 .what,
    .drive .count {
      display: none;
    }
  }
`;
