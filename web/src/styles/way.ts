import { css } from 'lit';

/** What all ways of working have in common: a page that scrolls, under a title set like a lesson's. */
export const wayStyles = css`
  :host {
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--rule-firm) transparent;
  }

  .page {
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
`;
