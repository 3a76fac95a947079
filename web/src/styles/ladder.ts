import { css } from 'lit';

/** Lanes and rows of the ladder. */
export const ladderStyles = css`
  /* The wire has a left and a right end, whatever the language. */
  :host {
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    --gutter: calc(2.75rem + var(--others, 0) * 0.75rem);
  }

  .title {
    display: flex;
    gap: var(--space-4);
    align-items: baseline;
    height: 1.625rem;
    border-bottom: var(--hair) solid var(--rule-firm);
  }

  .title h2 {
    border: 0;
  }

  .seen {
    margin-inline-start: auto;
  }

  .lanes {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    justify-content: space-between;
    height: 1.7rem;
    padding: 0 0.5rem 0 2.75rem;
    font: 600 var(--text-s) / 1.3 var(--mono);
    white-space: nowrap;
  }

  @container (max-width: 40em) {
    .lanes {
      padding-left: 0.25rem;
    }
  }

  .lanes.many {
    padding-left: 0.25rem;
  }

  .clients {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .shapes {
    display: flex;
    flex: none;
  }

  .shapes button {
    min-height: 1.5rem;
    padding: 0 0.4rem;
    border: 0;
    border-radius: 0;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1 var(--serif);
  }

  .shapes button[aria-pressed="true"] {
    box-shadow: inset 0 -3px var(--ink);
    color: var(--ink);
    font-weight: 600;
  }

  .scroll {
    position: relative;
    grid-row: 3;
    grid-column: 1;
  }

  .scroll[hidden] {
    display: none;
  }

  pop-log {
    grid-row: 3;
    grid-column: 1;
  }

  /* Listened to, not looked at. */
  pop-log.aside {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .all {
    position: absolute;
  }

  .rows {
    position: absolute;
    inset: 0;
    direction: ltr;
  }

  .row {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;

    /* Not "strict": with style in it, the browser walks through the whole page for each new row. */
    contain: size layout paint;
    cursor: pointer;
  }

  .probe {
    position: absolute;
    height: var(--row);
    visibility: hidden;
  }

  .number {
    position: absolute;
    inset: 0 auto 0 0;
    width: 2.75rem;
    padding: 0.15rem 0.45rem 0 0;
    font: 600 var(--text-xs) / 1.2 var(--mono);
    text-align: right;
  }

  .time {
    display: block;
    color: var(--ink-soft);
    font-weight: 400;
    letter-spacing: -0.04em;
  }

  .wire {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
    position: relative;
    height: 100%;
    margin: 0 0.5rem 0 var(--gutter);
    overflow: hidden;
    padding: 0.2rem 0.85rem 0;
    font: 400 var(--text-s) / 1.35 var(--mono);
    white-space: nowrap;
  }

  .row.server .wire {
    justify-content: flex-end;
  }

  /* Two spaces are two spaces: here that may be the fault. */
  .label {
    min-width: 5ch;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }

  .row:is(.message, .note) .label,
  .more,
  .state {
    background: var(--paper);
  }

  .more,
  .state {
    flex: none;
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .more[data-fold] {
    color: var(--ink);
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
  }

  .more .sign {
    display: inline-block;
    padding-right: 0.25em;
    text-decoration: none;
  }

  .more.bad {
    color: var(--stamp);
    font-weight: 600;
  }

  .state {
    padding: 0 0.4em;
    border: var(--hair) solid var(--rule-firm);
    border-radius: 1em;
  }

  /* The client's own state, where the document draws those. */
  .state.client {
    color: var(--client);
    border-color: currentcolor;
  }

  .row.client .label {
    color: var(--client);
  }

  .row.server .label {
    color: var(--server);
  }

  .row.line .wire {
    justify-content: flex-start;
    padding-top: 0;
    padding-inline-start: 1.75rem;
  }

  .row.segment .wire {
    padding-top: 0.05rem;
    font-size: var(--text-xs);
  }

  .row.segment.client .wire {
    padding-left: 25%;
  }

  .row.segment.server .wire {
    padding-right: 25%;
  }

  .row.tcp .wire {
    justify-content: center;
    padding-top: 0.3rem;
    color: var(--ink-soft);
    font-family: var(--serif);
  }

  .row.note .label {
    color: var(--ink-soft);
  }

  .row.note .wire {
    display: flex;
    gap: 0.5em;
    align-items: center;
    justify-content: center;
    padding-top: 0;
    font-family: var(--serif);
    line-height: 1.2;
  }

  /* What moves nothing on the wire is told in at most two lines. */
  .row.note .label {
    display: -webkit-box;
    overflow: hidden;
    text-align: center;
    white-space: normal;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .row:is(.fault, .broken, .timer) .label {
    color: var(--stamp);
    font-weight: 600;
  }

  /* Nobody knows what stood here. */
  .row.gap .label {
    font-style: italic;
  }

  .row:is(.broken, .gap) .wire {
    padding-bottom: 0.5rem;
  }

  .row:hover .wire {
    box-shadow: inset 0 0 0 1px var(--rule);
  }

  .row.same .number::before {
    content: "•";
    float: left;
    padding-left: 0.3rem;
    color: var(--focus);
    font-size: 1.4em;
    line-height: 0.9;
  }

  .row[aria-selected="true"] :is(.label, .more, .state) {
    background: var(--mark);
  }

  .row[aria-selected="true"] .label {
    font-weight: 600;
  }

  .row[aria-selected="true"] .more:not(.bad),
  .row[aria-selected="true"] .wire .state,
  .row[aria-selected="true"]:is(.note, .tcp) .label {
    color: var(--ink);
  }

  .row[aria-selected="true"] .number {
    background: var(--ink);
    color: var(--paper);
  }

  .row[aria-selected="true"] .time,
  .row[aria-selected="true"] .number::before {
    color: inherit;
  }

  /* On paper the log says it all, however long. */
  @media print {
    :host {
      display: block;
    }

    .title,
    .lanes,
    .ladder {
      display: none;
    }

    pop-log.aside {
      position: static;
      width: auto;
      height: auto;
      overflow: visible;
      clip-path: none;
    }
  }
`;
