import { css } from 'lit';

/** Lanes, rows and arrows of the ladder. */
export const ladderStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
  }

  .lanes {
    display: grid;
    grid-template-columns: 2.75rem 1fr 1fr;
    padding: 0.2rem 0.5rem 0.2rem 0;
    font: 600 var(--text-s) / 1.3 var(--mono);
  }

  .lanes .server {
    text-align: right;
  }

  .scroll {
    position: relative;
  }

  .all {
    position: absolute;
  }

  /* Plain blocks where they will do: a jump draws every row anew. */
  .row {
    position: relative;
    height: var(--row);
    contain: strict;
    cursor: pointer;
  }

  .rows {
    position: relative;
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
    padding: 0.55rem 0.6rem 0 0;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.3 var(--mono);
    text-align: right;
  }

  /* The two lanes are the borders of the cell between them. */
  .wire {
    display: block;
    position: relative;
    box-sizing: border-box;
    height: 100%;
    margin: 0 0.5rem 0 2.75rem;
    overflow: hidden;
    padding: 0.3rem 0.85rem 0;
    border: 2px solid var(--client);
    border-width: 0 0 0 2px;
    box-shadow: inset -2px 0 var(--server);
    font: 400 var(--text-s) / 1.35 var(--mono);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .row.server .wire {
    text-align: right;
  }

  /* With something beside the label, only the label gives way. */
  .wire.more-to-say {
    display: flex;
    gap: 0.5em;
    align-items: baseline;
  }

  /* Two spaces are two spaces: here that may be the fault. */
  .label {
    white-space: pre;
  }

  .more-to-say .label {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .row.server .wire {
    justify-content: flex-end;
  }

  .more,
  .state {
    flex: none;
    color: var(--ink-soft);
    font-size: var(--text-xs);
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

  /* An arrow is a background: boxes for each of them would be laid out at every jump. */
  .row.client .wire {
    --line: var(--client);
    --up: to bottom left;
    --down: to top left;
    --head: right 4px;
  }

  .row.server .wire {
    --line: var(--server);
    --up: to bottom right;
    --down: to top right;
    --head: left 2px;
  }

  .row.arrow .wire {
    background:
      linear-gradient(var(--line), var(--line)) left 2px bottom 0.55rem / calc(100% - 6px) 1.5px no-repeat,
      linear-gradient(var(--up), transparent 50%, var(--line) 52%) var(--head) bottom calc(0.55rem + 0.75px) / 9px 5px
        no-repeat,
      linear-gradient(var(--down), transparent 50%, var(--line) 52%) var(--head) bottom calc(0.55rem - 4.25px) / 9px 5px
        no-repeat;
  }

  .row.arrow[aria-selected="true"] .wire::before {
    position: absolute;
    inset: auto 4px calc(0.55rem - 0.75px) 2px;
    height: 0;
    border-top: 3px solid var(--line);
    content: "";
    animation: fly 160ms ease-out;
  }

  .row.client .label {
    color: var(--client);
  }

  .row.server .label {
    color: var(--server);
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

  .row:hover .wire {
    background-color: var(--sheet);
  }

  .row.same .number::before {
    content: "•";
    float: left;
    padding-left: 0.3rem;
    color: var(--focus);
    font-size: 1.4em;
    line-height: 0.9;
  }

  .row[aria-selected="true"] .wire {
    background-color: var(--mark);
  }

  .row[aria-selected="true"] .label {
    font-weight: 600;
  }

  .row[aria-selected="true"] .more,
  .row[aria-selected="true"] .wire .state,
  .row[aria-selected="true"].note .label {
    color: var(--ink);
  }

  .row[aria-selected="true"] .number {
    background: var(--ink);
    color: var(--paper);
    font-weight: 600;
  }

  .row[aria-selected="true"] .number::before {
    color: inherit;
  }

  .row[aria-selected="true"].client .wire::before {
    transform-origin: left;
  }

  .row[aria-selected="true"].server .wire::before {
    transform-origin: right;
  }

  @keyframes fly {
    from {
      transform: scaleX(0);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .row[aria-selected="true"].arrow .wire::before {
      animation: none;
    }
  }
`;
