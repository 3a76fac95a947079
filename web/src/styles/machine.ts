import { css } from 'lit';

/** The drawing of the states, and the card that tells of a way. */
export const machineStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  .aside button {
    min-height: 0;
    padding: 0;
    border: 0;
    text-decoration: underline;
  }

  svg {
    display: block;
    font: 400 var(--text-xs) var(--mono);
  }

  h3 {
    font: 600 var(--text-xs) / 1.5 var(--mono);
  }

  .way {
    fill: none;
    stroke: var(--rule-firm);
    stroke-width: 1.25;
    marker-end: url(#tip);
  }

  .label {
    fill: var(--ink-soft);
  }

  .way.taken {
    stroke: var(--ink);
    stroke-width: 2.5;
    marker-end: url(#tip-lit);
  }

  .label.taken,
  .lit-label {
    fill: var(--ink);
    font-weight: 600;
  }

  #tip path {
    fill: var(--rule-firm);
  }

  #tip-lit path {
    fill: var(--ink);
  }

  .node {
    cursor: pointer;
  }

  .node circle {
    fill: var(--paper);
    stroke: var(--rule-firm);
  }

  .node .band {
    fill: var(--paper);
  }

  .node .name {
    fill: var(--ink);
    font-weight: 600;
    letter-spacing: 0.02em;
    text-anchor: middle;
  }

  .node.ours .name {
    font-family: var(--serif);
    font-weight: 400;
    font-style: italic;
  }

  .node.ours circle {
    stroke-dasharray: 3 3;
  }

  .stays {
    fill: var(--ink-soft);
  }

  .waves,
  .inner {
    visibility: hidden;
  }

  .lit circle,
  .lit .waves path {
    fill: none;
    stroke: var(--stamp);
    stroke-width: 2.5;
  }

  .lit circle.inner {
    stroke-width: 1.25;
  }

  .lit .waves path {
    stroke-width: 1.5;
  }

  .lit .outer {
    fill: var(--server-wash);
  }

  .node.lit circle {
    stroke-dasharray: none;
  }

  .lit .waves,
  .lit .inner {
    visibility: visible;
  }

  .lit .name {
    fill: var(--stamp);
  }

  .same .outer {
    stroke: var(--focus);
    stroke-width: 3;
  }

  .node:focus-visible {
    outline: none;
  }

  .node:focus-visible .outer {
    stroke: var(--focus);
    stroke-width: 4;
  }

  .drawing {
    position: relative;
  }

  /* Where the states stand in a row, nothing is below the first. */
  .drawing.wide h3 {
    position: absolute;
    inset: auto auto 0 0;
  }

  svg {
    direction: ltr;
  }

  .edge,
  .staying {
    cursor: pointer;
  }

  :is(.edge, .staying):is(:hover, :focus-visible) text,
  .edge.asked text {
    fill: var(--ink);
    text-decoration: underline;
  }

  .edge:is(:hover, :focus-visible, .asked) .way {
    stroke: var(--focus);
    stroke-width: 2.5;
  }

  .edge:focus-visible text,
  .staying:focus-visible text {
    fill: var(--focus);
    font-weight: 600;
  }

  .reach {
    fill: none;
    stroke: transparent;
    stroke-width: 14;
    pointer-events: stroke;
  }

  .node.lit.barred .waves {
    visibility: hidden;
  }

  /* A way that is not there. */
  .stub path {
    fill: none;
    stroke: var(--stamp);
    stroke-width: 2.5;
  }

  .stub text {
    fill: var(--stamp);
    stroke: var(--paper);
    stroke-width: 4;
    paint-order: stroke;
    font-weight: 600;
  }

  .barred-here {
    color: var(--stamp);
    font-weight: 600;
  }

  [popover] {
    width: min(26rem, calc(100vw - 2rem));
    max-height: 60vh;
    margin: 0;
    padding: var(--space-3) var(--space-4);
    overflow: auto;
    border: 1.5px solid var(--ink);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 4px 14px rgb(10 14 22 / 22%);
  }

  .card h3 {
    margin-bottom: var(--space-2);
    font-size: var(--text-s);
  }

  .card h3:focus {
    outline: none;
  }

  .card dt {
    font: 600 var(--text-s) / 1.5 var(--mono);
  }

  .card dd {
    margin-bottom: var(--space-2);
    font-size: var(--text-s);
    text-wrap: pretty;
  }

  .card .no {
    color: var(--stamp);
    font: 400 var(--text-xs) / 1 var(--serif);
  }
`;
