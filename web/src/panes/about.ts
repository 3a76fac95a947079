import { css, html, nothing, type TemplateResult } from 'lit';
import type { Tables } from '../abi';
import { cite } from '../parts/cite';
import { present } from '../parts/present';
import { Spoken } from '../spoken';
import { dialogs, shared } from '../styles/shared';
import { area, spoken } from '../words';
import en from '../words/en/about.json';

const say = area('about', en);

/**
 * What a learner should know of the protocol itself: which document it is,
 * what must be said before anything else, and where the document leaves
 * something open, what Popscope does and why.
 */
export class PopAbout extends Spoken {
  static override properties = { tables: { attribute: false } };
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      dialog {
        max-height: calc(100vh - 4rem);
        overflow-y: auto;
      }

      dl {
        margin: var(--space-3) 0;
      }

      dt {
        padding-top: 0.6em;
        border-top: var(--hair) solid var(--rule);
        font-weight: 600;
      }

      dd {
        padding-bottom: 0.6em;
        text-wrap: pretty;
      }

      form {
        position: sticky;
        bottom: calc(-1 * var(--space-5));
        padding: var(--space-2) 0;
        background: var(--paper);
      }
    `,
  ];

  declare tables: Tables | undefined;

  show(): void {
    present(this.renderRoot.querySelector('dialog'));
  }

  override render(): TemplateResult {
    const t = this.tables;
    const choices = t?.choices ?? [];
    const revisions = t?.revisions ?? [];
    return html`<dialog aria-labelledby="title" tabindex="-1">
      <h2 id="title">${say('title', { protocol: t?.protocol ?? '' })}</h2>
      ${t?.notice ? html`<p lang="en">${t.notice}</p>` : nothing}
      <p>${cite(t?.document ?? undefined)}. ${say('port', { port: String(t?.port ?? '') })}</p>
      ${
        revisions.length > 1
          ? html`<h3>${say('documents')}</h3>
              <dl lang="en">
                ${revisions.map(
                  (
                    r,
                  ) => html`<dt>${r.why?.text ?? r.name} ${r.name === t?.revision ? html`<span class="soft" lang=${spoken()}>${say('spoken')}</span>` : nothing}</dt>
                    <dd>${r.meaning}</dd>`,
                )}
              </dl>`
          : nothing
      }
      ${
        choices.length > 0
          ? html`<h3>${say('choices')}</h3>
              <dl lang="en">
                ${choices.map(
                  (c) => html`<dt>${c.question}</dt>
                    <dd>${c.answer} ${c.because} ${cite(c.why)}</dd>`,
                )}
              </dl>`
          : nothing
      }
      <h3>${say('kept')}</h3>
      ${(['kept.here', 'kept.wire', 'kept.leaves'] as const).map((what) => html`<p>${say(what)}</p>`)}
      <form method="dialog"><button class="firm" data-first>${say('close')}</button></form>
    </dialog>`;
  }
}
