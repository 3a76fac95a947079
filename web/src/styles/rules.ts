import { css } from 'lit';

/** Sheets of stamps, some of them postmarked, and what is written on the one that is looked at. */
export const ruleStyles = css`
  :host {
    display: grid;
    grid-template: "head head" auto "map reading" minmax(0, 1fr) / minmax(0, 6fr) minmax(0, 5fr);
    gap: 0 var(--space-4);
    container-type: inline-size;
  }

  :host(:fullscreen) {
    padding: var(--space-5) max(var(--space-5), calc(50vw - 48rem));
    background: var(--paper);
    color: var(--ink);
  }

  h2 {
    grid-area: head;
  }

  h2 :is(.more, .enlarge) {
    min-height: 1.4rem;
    padding: 0 var(--space-2);
    color: var(--ink);
    font: 600 var(--text-xs) / 1 var(--serif);
  }

  h2 .enlarge {
    min-width: 1.6rem;
    padding: 0;
  }

  h2 .more[aria-pressed="true"] {
    background: var(--ink);
    color: var(--paper);
  }

  .map,
  .reading {
    padding: var(--space-2) 3px;
  }

  .map {
    grid-area: map;
  }

  .reading {
    grid-area: reading;
    font-size: var(--text-s);
  }

  h3 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    justify-content: space-between;
    padding-bottom: var(--space-1);
    font: 400 var(--text-s) / 1.35 var(--serif);
  }

  .reading h3 {
    font: 600 var(--text-m) / 1.35 var(--serif);
  }

  .count {
    color: var(--ink-soft);
  }

  .count b {
    color: var(--ink);
  }

  .document {
    padding-bottom: var(--space-3);
  }

  .sheet {
    display: flex;
    flex-wrap: wrap;
  }

  /* A stamp is perforated all around, and its neighbours begin where it ends. */
  .stamp {
    position: relative;
    max-width: 100%;
    min-width: 2.4rem;
    min-height: 2.1rem;
    margin: 0 -1px -1px 0;
    padding: 0 0.5rem;
    overflow: hidden;
    border: 2px dotted var(--rule-firm);
    border-radius: 0;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.2 var(--mono);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .stamp.marked {
    background: var(--server-wash);
    color: var(--ink);
    font-weight: 600;
  }

  /* The postmark: a ring and a wave. */
  .stamp.marked::before {
    position: absolute;
    top: -0.35rem;
    inset-inline-end: -0.45rem;
    width: 1.5rem;
    height: 1.5rem;
    border: 2px solid var(--stamp);
    border-radius: 50%;
    opacity: 0.75;
    content: "";
  }

  .stamp.marked::after {
    position: absolute;
    inset-inline: 0.3rem;
    bottom: 0.18rem;
    border-bottom: 3px double var(--stamp);
    content: "";
  }

  .stamp.now {
    background: var(--mark);
  }

  .stamp.open {
    z-index: 1;
    border: 2px solid var(--ink);
    color: var(--ink);
  }

  .where {
    padding-bottom: var(--space-1);
  }

  .where button {
    min-width: 2rem;
    padding: 0 0.4rem;
    font-family: var(--mono);
  }

  li {
    padding: 0.15rem 0;
    border-top: var(--hair) solid var(--rule);
    text-wrap: pretty;
  }

  .level,
  .who {
    font: 600 var(--text-xs) / 1 var(--mono);
  }

  @container (max-width: 33rem) {
    :host {
      display: block;
    }
  }

  @media (forced-colors: active) {
    .stamp.marked {
      border-style: solid;
    }
  }
`;
