import { css, html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { GoalState, LessonTask, TaskState } from '../abi';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/task.json';

const say = area('task', en);

/** A task under way: what must come about, what must not, and help in order. */
export class PopTask extends Pane {
  static override styles = [
    shared,
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

      .solved {
        display: inline-block;
        margin: var(--space-2) 0;
        padding: 0.1em 0.6em;
        border: 3px double var(--good);
        border-radius: var(--radius);
        color: var(--good);
        font: 600 var(--text-l) / 1.4 var(--mono);
        letter-spacing: 0.08em;
        text-transform: uppercase;
        rotate: -2deg;
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

  #hints = 0;
  #solution = false;
  #name = '';

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
      this.#hints = 0;
      this.#solution = false;
    }
    const state = sheet.state;
    return html`
      <h2>${say('title')} <span class="aside">${done(state)}</span></h2>
      <div class="body scroll" tabindex="0" role="group" aria-label=${say('named', { title: task.title })}>
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
        <div role="status">${state?.solved ? html`<p class="solved">${say('solved')}</p>` : nothing}</div>
        ${
          this.#hints > 0
            ? html`<ol class="hints" lang="en" aria-label=${say('hints')}>${task.hints.slice(0, this.#hints).map((h) => html`<li>${unsafeHTML(h)}</li>`)}</ol>`
            : nothing
        }
        ${this.#solution ? html`<pre aria-label=${say('solution')}>${task.solution.map((l) => `C: ${l}`).join('\n')}</pre>` : nothing}
        <div class="help">
          <button type="button" ?disabled=${this.#hints >= task.hints.length} @click=${this.#hint}>
            ${this.#hints === 0 ? say('hint') : say('hint.next', { k: this.#hints, of: task.hints.length })}
          </button>
          <button type="button" aria-expanded=${this.#solution ? 'true' : 'false'} @click=${this.#show}>
            ${say(this.#solution ? 'solution.hide' : 'solution.show')}
          </button>
          <button type="button" @click=${() => store.tryAgain()}>${say('again')}</button>
          <button type="button" @click=${() => store.show('lesson')}>${say('back')}</button>
        </div>
      </div>
    `;
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

  #hint(): void {
    this.#hints++;
    this.requestUpdate();
  }

  #show(): void {
    this.#solution = !this.#solution;
    this.requestUpdate();
  }
}

function goals(task: LessonTask, state: TaskState | undefined): GoalState[] {
  return state?.goals ?? task.goals.map((text) => ({ text, met: false, seq: -1 }));
}

function done(state: TaskState | undefined): string {
  if (!state) return '';
  return say('done', { n: state.goals.filter((g) => g.met).length, of: state.goals.length });
}
