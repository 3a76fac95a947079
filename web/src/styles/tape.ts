import { css } from 'lit';

/** A paper tape with a reading head, and where it was cut. */
export const tapeStyles = css`
  .tape {
    position: relative;
    height: 5.4rem;
    overflow: hidden;
    border-block: var(--hair) solid var(--rule);
    background: var(--sheet);
    cursor: grab;
    touch-action: pan-y;
    user-select: none;
  }

  .strip {
    position: absolute;
    inset-block: 0;
    left: 0;
    width: 0;
    transition: transform 0.18s ease-out;
  }

  .tape:active .strip {
    transition: none;
  }

  .segment {
    position: absolute;
    top: 0.1rem;
    height: 1.15rem;
    overflow: hidden;
    border: var(--hair) solid var(--rule-firm);
    border-bottom: 0;
    color: var(--ink-soft);
    font: 400 var(--text-xs) / 1.1 var(--mono);
    text-align: center;
    white-space: nowrap;
    pointer-events: none;
  }

  .cell {
    position: absolute;
    top: 1.4rem;
    display: grid;
    width: 2rem;
    height: 2.9rem;
    border-inline-end: var(--hair) solid var(--rule);
    background: var(--paper);
    font: 400 var(--text-m) / 1.25 var(--mono);
    text-align: center;
  }

  .sign {
    padding-top: 0.15rem;
    white-space: pre;
  }

  .hex {
    color: var(--ink-soft);
    font-size: var(--text-xs);
  }

  .ctl {
    font-size: 0.8125rem;
  }

  .unread {
    color: var(--ink-soft);
  }

  /* What became of each octet: by its lower edge first, by colour last. */
  .kept {
    border-bottom: 4px solid var(--ink);
  }

  .lf {
    border-bottom: 4px double var(--ink);
  }

  .held {
    border-bottom: 4px dotted var(--stamp);
    background: var(--mark);
  }

  .held :is(.sign, .hex),
  .now :is(.sign, .hex) {
    color: var(--ink);
  }

  .stuffed {
    border-bottom: 4px solid transparent;
    background: repeating-linear-gradient(135deg, var(--rule) 0 2px, var(--paper) 2px 7px);
  }

  .stuffed .sign {
    text-decoration: line-through 2px;
  }

  .termination {
    border-bottom: 4px solid var(--ink);
    background: var(--ink);
    color: var(--paper);
    forced-color-adjust: none;
  }

  .termination .hex {
    color: inherit;
  }

  .beyond {
    border-bottom: 4px dashed var(--rule-firm);
  }

  .now .sign {
    font-weight: 600;
  }

  /* The head stands between what was read and what was not. */
  .head {
    position: absolute;
    top: 1.2rem;
    width: 0;
    height: 3.3rem;
    border-left: 3px solid var(--stamp);
    margin-left: -2px;
    pointer-events: none;
    transition: left 0.18s ease-out;
  }

  .head::before {
    position: absolute;
    top: -0.25rem;
    left: -0.55rem;
    border: 0.48rem solid transparent;
    border-top-color: var(--stamp);
    border-bottom: 0;
    content: "";
  }

  .edge {
    position: absolute;
    top: 0;
    width: 1.5rem;
    height: 100%;
    margin-left: -0.75rem;
    cursor: ew-resize;
    outline-offset: -3px;
    touch-action: none;
  }

  .edge::before {
    position: absolute;
    inset-block: 0.1rem 0.6rem;
    left: calc(50% - 1px);
    border-left: 2px dashed var(--ink);
    content: "";
  }

  .knob {
    position: absolute;
    bottom: 0.1rem;
    left: calc(50% - 0.5rem);
    width: 1rem;
    height: 0.85rem;
    border: 2px solid var(--ink);
    border-radius: var(--radius);
    background: var(--paper);
  }

  .chosen::before {
    border-left-style: solid;
  }

  .chosen .knob {
    background: var(--ink);
  }

  @media (prefers-reduced-motion: reduce) {
    .strip,
    .head {
      transition: none;
    }
  }
`;
