import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { GoalState, LessonTask, TaskState } from '../abi';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/task.json';
import { verdict, verdictStyles, wayOut } from './verdict';

const say = area('task', en);

/** A task under way: what must come about, what must not, and help in order. */
export class PopTask extends Pane {
  static override styles = [
    shared,
    verdictStyles,
    css`
      :host {
        border-bottom: var(--hair) solid var(--rule-firm);
      }

      h2 {
        margin-inline: var(--space-4);
      }

      .body {
        padding: var(--space-2) var(--space-4) var(--space-3);
      }

      .brief {
        margin-bottom: var(--space-2);
      }

      .brief p + p {
        margin-top: var(--space-2);
      }

      li {
        display: grid;
        grid-template-columns: 1.6em 1fr auto;
        gap: var(--space-1);
        align-items: baseline;
        padding: var(--space-1) 0;
      }

      .sign {
        font: 600 1em / 1 var(--mono);
      }

      .met .sign {
        color: var(--good);
      }

      .broken {
        color: var(--server);
      }

      .help {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-3);
      }

      .hints li {
        display: list-item;
        margin-inline-start: 1.5em;
        list-style: decimal;
      }

      pre {
        margin: var(--space-2) 0 0;
        font: 400 var(--text-s) / 1.6 var(--mono);
        white-space: pre-wrap;
      }

      button.small {
        min-height: 1.6rem;
      }
    `,
  ];

  /** Which hints were asked for, by their places in the lesson. */
  #asked = new Set<number>();
  /** Whether it was asked how things stand. */
  #stand = false;
  #solution = false;
  #name = '';
  /** The verdict that was last drawn. */
  #judged = '';

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.state];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    const sheet = store?.active;
    const task = sheet?.task;
    if (!store || !sheet || !task) return nothing;
    if (this.#name !== task.name) {
      this.#name = task.name;
      this.#asked.clear();
      this.#stand = false;
      this.#solution = false;
    }
    const state = sheet.state;
    const help = this.#help(store, sheet, task);
    return html`
      <h2>${say('title')} <span class="aside">${done(state)}</span></h2>
      <div class="body scroll" tabindex="0" role="group" aria-label=${say('named', { title: task.title })}>
        <div role="status">${verdict(store, sheet)}</div>
        <div class="brief" lang="en"><b>${task.title}.</b> ${unsafeHTML(task.brief)}</div>
        <ul aria-label=${say('goals')}>
          ${goals(task, state).map((g) => this.#goal(g))}
        </ul>
        ${
          task.never.length > 0
            ? html`<ul aria-label=${say('never')}>
                ${task.never.map((text) =>
                  this.#never(
                    text,
                    state?.broken.find((b) => b.text === text),
                  ),
                )}
              </ul>`
            : nothing
        }
        ${
          help.given.length > 0
            ? html`<ol class="hints" aria-label=${say('hints')}>${help.given.map((h) => html`<li>${h}</li>`)}</ol>`
            : nothing
        }
        ${this.#solution ? html`<pre aria-label=${say('solution')}>${task.solution.map((l) => `C: ${l}`).join('\n')}</pre>` : nothing}
        <div class="help">
          <button type="button" ?disabled=${!help.next} @click=${help.next}>
            ${help.given.length === 0 ? say('hint') : say('hint.next', { k: help.given.length, of: help.of })}
          </button>
          <button type="button" aria-expanded=${this.#solution ? 'true' : 'false'} @click=${this.#show}>
            ${say(this.#solution ? 'solution.hide' : 'solution.show')}
          </button>
          ${state?.over ? nothing : html`<button type="button" @click=${() => store.tryAgain()}>${say('again')}</button>`}
          <button type="button" @click=${() => store.show('lesson')}>${say('back')}</button>
        </div>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The verdict stands above all else, and comes into sight.
    const { solved = false, over = false, why = '' } = this.store?.active.state ?? {};
    const now = `${solved} ${over} ${why}`;
    if (now !== this.#judged && (solved || over || why !== ''))
      this.renderRoot.querySelector('.body')?.scrollTo({ top: 0 });
    this.#judged = now;
  }

  #goal(g: GoalState): TemplateResult {
    return html`<li class=${g.met ? 'met' : ''}>
      <span class="sign" aria-hidden="true">${icon(g.met ? 'check' : 'open')}</span>
      <span><span class="visually-hidden">${say(g.met ? 'met' : 'unmet')} </span><span lang="en">${g.text}</span></span>
      ${g.met && g.seq >= 0 ? this.#goTo(g.seq) : nothing}
    </li>`;
  }

  #never(text: string, broken: GoalState | undefined): TemplateResult {
    return html`<li class=${broken ? 'broken' : ''}>
      <span class="sign" aria-hidden="true">${icon(broken ? 'cross' : 'open')}</span>
      <span>${say(broken ? 'broken' : 'mustNot')} <span lang="en">${text}</span></span>
      ${broken ? this.#goTo(broken.seq) : nothing}
    </li>`;
  }

  #goTo(seq: number): TemplateResult {
    return html`<button type="button" class="small" @click=${() => this.store?.go(seq)}>
      ${say('goTo')}
    </button>`;
  }

  /** The hints that help from where the learner is: those that were asked for, and how to ask for one more. */
  #help(store: Store, sheet: Sheet, task: LessonTask): Help {
    const { state } = sheet;
    const all = task.hints.map((h, at) => ({ ...h, at }));
    const of = all.filter((h) => !state || (h.for & state.left) !== 0);
    const given: unknown[] = of
      .filter((h) => this.#asked.has(h.at))
      .map((h) => html`<div lang="en">${unsafeHTML(h.text)}</div>`);
    if (state?.solved || state?.over) return { given: [], of: 0, next: undefined };
    // First of all, how things stand: what the author says of it, or that the learner has strayed.
    const stand = state?.asked
      ? html`<span lang="en">${state.why}</span>`
      : state?.left === 0
        ? html`${say('strayed')} ${wayOut(store, sheet)}`
        : undefined;
    if (stand && this.#stand) given.unshift(stand);
    const more = of.find((h) => !this.#asked.has(h.at));
    const ask =
      stand && !this.#stand
        ? () => {
            this.#stand = true;
          }
        : more && (() => this.#asked.add(more.at));
    return {
      given,
      of: of.length + (stand ? 1 : 0),
      next:
        ask &&
        (() => {
          ask();
          this.requestUpdate();
        }),
    };
  }

  #show(): void {
    this.#solution = !this.#solution;
    this.requestUpdate();
  }
}

/** The hints that were given, how many there are from here, and how to have the next one. */
interface Help {
  given: readonly unknown[];
  of: number;
  next: (() => void) | undefined;
}

function goals(task: LessonTask, state: TaskState | undefined): GoalState[] {
  return state?.goals ?? task.goals.map((text) => ({ text, met: false, seq: -1 }));
}

function done(state: TaskState | undefined): string {
  if (!state) return '';
  return say('done', { n: state.goals.filter((g) => g.met).length, of: state.goals.length });
}
