import { css } from 'lit';

/** Where everything stands: for a desk, a lecture hall, and a telephone. */
export const scopeStyles = css`
  /* What stands where depends on the room there is, measured in letters: a lecture
     hall's large letters leave as little as a telephone. */
  :host {
    display: block;
    container-type: inline-size;
  }

  .app {
    display: grid;
    grid-template: "head" auto "stripe" auto "places" auto "main" minmax(0, 1fr) "foot" auto / minmax(0, 1fr);
    height: 100dvh;
    min-height: 36rem;
  }

  /* Below everything it would make the page one pixel too high. */
  #live {
    top: 0;
  }

  .head {
    display: flex;
    grid-area: head;
    gap: var(--space-3);
    align-items: center;
    justify-content: space-between;
    height: var(--bar);
    padding: 0 var(--space-4);
  }

  .tools {
    flex: none;
  }

  .stripe {
    grid-area: stripe;
    height: 5px;
    background: var(--airmail);
  }

  .places {
    display: flex;
    grid-area: places;
    border-bottom: var(--hair) solid var(--rule-firm);
  }

  .places button {
    flex: auto;
    min-height: 2.5rem;
    padding: 0;
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
  }

  .places button[aria-pressed="true"] {
    border-bottom-color: var(--ink);
    font-weight: 600;
  }

  .read,
  .way,
  .work {
    grid-area: main;
    min-width: 0;
    min-height: 0;
  }

  .read {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  .read[hidden] {
    display: none;
  }

  .way {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  .way .back {
    justify-self: start;
    margin: var(--space-2) var(--space-3) 0;
    border-color: transparent;
    color: var(--ink-soft);
  }

  .bench {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }

  pop-part {
    display: grid;
    min-width: 0;
    min-height: 0;
  }

  pop-part > .wait {
    padding: var(--space-4);
  }

  .tabs {
    display: flex;
    gap: var(--space-1);
    overflow-x: auto;
    scrollbar-width: none;
  }

  .tabs button {
    flex: none;
    min-height: 1.75rem;
    padding: 0 var(--space-2);
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    color: var(--ink-soft);
  }

  .tabs button[aria-pressed="true"] {
    border-bottom-color: var(--ink);
    color: var(--ink);
    font-weight: 600;
  }

  .read pop-task {
    max-height: 60vh;
    overflow: auto;
  }

  .work {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr);
    padding: 0 var(--space-4);
  }

  .top {
    display: flex;
    gap: var(--space-3);
    align-items: center;
    justify-content: space-between;
    min-width: 0;
    min-height: 2.5rem;
  }

  .top pop-sheets {
    min-width: 0;
  }

  .panes {
    display: grid;
    gap: var(--space-3) var(--space-5);
    min-height: 0;
  }

  pop-explain {
    grid-area: explain;
  }

  pop-ladder {
    grid-area: ladder;
  }

  /* What happens in a pane stays in it: a step lays out no more than it must. */
  .panes :is(pop-explain, pop-ladder, pop-machine, pop-part, pop-maildrop) {
    contain: layout paint;
  }

  .foot {
    display: grid;
    grid-area: foot;
    gap: var(--space-1);
    padding: var(--space-2) var(--space-4) var(--space-1);
    border-top: var(--hair) solid var(--rule-firm);
    background: var(--sheet);
  }

  /* A telephone: one pane at a time, the explanation under it, the controls below. */
  @container (max-width: 61.99em) {
    .head {
      padding: 0 var(--space-3);
    }

    .foot,
    .work {
      padding-inline: var(--space-3);
    }

    .panes {
      grid-template: "pane" minmax(0, 1fr) "explain" clamp(5.5rem, 19vh, 10rem) / minmax(0, 1fr);
    }

    .side {
      display: contents;
    }

    pop-ladder,
    pop-machine,
    .bench,
    pop-maildrop {
      display: none;
      grid-area: pane;
    }

    [data-place="text"] .title:not(.on),
    [data-place="text"] .work > :not(pop-notices),
    [data-place]:not([data-place="text"]) :is(.read, .way) {
      display: none;
    }

    /* What the page has to say is said wherever one is: above the end of the text. */
    [data-place="text"] .work {
      z-index: 2;
      grid-template-rows: auto;
      align-self: end;
      background: var(--paper);
    }

    [data-place="ladder"] pop-ladder,
    [data-place="machine"] pop-machine,
    [data-place="octets"] .bench,
    [data-place="drops"] pop-maildrop {
      display: grid;
    }
  }

  /* A lecture hall, or a telephone on its side: wide, but low. */
  @media (orientation: landscape) {
    @container (min-width: 40em) and (max-width: 61.99em) {
      .app {
        --bar: 2.5rem;
        min-height: 21rem;
      }

      .places button {
        min-height: 2.1rem;
      }

      .top {
        min-height: 2.25rem;
      }

      .foot {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--space-4);
        align-items: start;
      }

      .panes {
        grid-template: "pane explain" minmax(0, 1fr) / minmax(0, 5fr) minmax(0, 3fr);
        column-gap: var(--space-4);
      }
    }
  }

  @container (max-width: 40em) {
    .top {
      gap: var(--space-1);
      overflow-x: auto;
      scrollbar-width: none;
    }

    .top > * {
      flex: none;
    }
  }

  /* A desk: the text on the left, the instrument on the right. */
  @container (min-width: 62em) {
    .app {
      grid-template:
        "head head" auto
        "stripe stripe" auto
        "read work" minmax(0, 1fr)
        "foot foot" auto / minmax(18rem, 29%) minmax(0, 1fr);
    }

    .places,
    .title:not(.on) {
      display: none;
    }

    .read,
    .way {
      grid-area: read;
      border-inline-end: var(--hair) solid var(--rule-firm);
    }

    [data-across] .way {
      grid-area: 3 / 1 / 4 / 3;
      border: 0;
    }

    [data-across] .work {
      display: none;
    }

    .work {
      grid-area: work;
    }

    .panes {
      grid-template:
        "ladder side" minmax(0, 1fr)
        "explain side" clamp(8.5rem, 24vh, 13rem) / minmax(18rem, 1fr) minmax(0, 1.75fr);
    }

    /* Where the window is low, this column scrolls; the ladder and the words beside it stay. */
    .side {
      display: grid;
      grid-area: side;
      grid-template-rows: max-content minmax(10.75rem, 1fr) minmax(10rem, 12.25rem);
      gap: var(--space-2);
      min-height: 0;
      overflow: hidden auto;
      scrollbar-width: thin;
      scrollbar-color: var(--rule-firm) transparent;
    }

    .side pop-machine {
      min-height: 9rem;
    }

    /* The tabs stand where the pane's own label is, and say the same. */
    .bench {
      --under: var(--tabs);
      --untabbed: 0;

      grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    }

    .bench > * {
      grid-area: 1 / 1;
    }

    .tabs {
      z-index: 1;
      place-self: start;
      gap: 0;
      height: 1.625rem;
      border-bottom: var(--hair) solid var(--rule-firm);
      background: var(--paper);
    }

    .tabs button {
      height: 1.625rem;
      min-height: 0;
      padding: 0;
      margin-inline-end: var(--space-4);
      border-bottom: 0;
      font: 400 var(--text-xs) / 1.5rem var(--mono);
      letter-spacing: 0.08em;
      text-transform: uppercase;
    }

    @container (max-width: 80em) {
      .tabs button {
        letter-spacing: 0;
        margin-inline-end: var(--space-2);
      }
    }

    .tabs button[aria-pressed="true"] {
      box-shadow: inset 0 -3px var(--ink);
    }

    .foot {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: var(--space-5);
      align-items: start;
    }
  }

  /* On paper: what is read, and the session that is looked at, told in sentences. */
  @media print {
    :host {
      container-type: normal;
    }

    .app,
    .read,
    .read[hidden],
    .work,
    .panes {
      display: block;
      height: auto;
      min-height: 0;
      padding: 0;
    }

    .head,
    .stripe,
    .places,
    .way,
    .foot,
    .top,
    .side,
    pop-notices,
    pop-foreword,
    pop-explain {
      display: none;
    }

    .read pop-task {
      max-height: none;
      overflow: visible;
    }

    .panes pop-ladder {
      display: block;
      contain: none;
    }
  }
`;
