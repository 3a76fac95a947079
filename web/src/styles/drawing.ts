import { css } from 'lit';

/** What is drawn upon the ladder's lanes: arrows, segments, cuts, waiting. */
export const drawingStyles = css`
  /* Beneath the rows, whose words lie upon the lines. */
  .drawing {
    position: absolute;
    inset: 0 auto auto 0;
    overflow: visible;
    direction: ltr;
  }

  .drawing path {
    fill: none;
    stroke-width: 1.5;
  }

  .drawing .mark {
    fill: var(--mark);
  }

  .drawing .lane {
    stroke-width: 2;
  }

  .drawing .client {
    stroke: var(--client);
  }

  .drawing .server {
    stroke: var(--server);
  }

  .drawing .now {
    stroke-width: 3;
    stroke-dasharray: 1;
    animation: fly 160ms ease-out;
  }

  .drawing .head.client {
    fill: var(--client);
    stroke: none;
  }

  .drawing .head.server {
    fill: var(--server);
    stroke: none;
  }

  .drawing .lost {
    stroke: var(--ink-soft);
    stroke-dasharray: 3 4;
  }

  .drawing .seams {
    stroke: var(--ink);
    stroke-width: 1.25;
  }

  .drawing .fault {
    stroke: var(--stamp);
    stroke-width: 2;
  }

  .drawing .gap {
    stroke: var(--ink-soft);
    stroke-width: 1.25;
  }

  .drawing .wait {
    fill: var(--ink-soft);
    stroke: var(--paper);
    stroke-width: 4;
    paint-order: stroke;
    font: 400 var(--text-xs) var(--mono);
    text-anchor: middle;
  }

  @keyframes fly {
    from {
      stroke-dashoffset: 1;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .drawing .now {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .drawing .mark {
      fill: none;
      stroke: Highlight;
      stroke-width: 3;
    }
  }
`;
