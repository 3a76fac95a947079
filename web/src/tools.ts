import { css, html, nothing, type TemplateResult } from 'lit';
import { DIALOGS, type DialogKey } from './dialogs';
import { habit, setHabit } from './habits';
import { Pane } from './pane';
import type { Item } from './panes/menu';
import { PUT_AWAY } from './panes/sheets';
import { readParams } from './params';
import { icon } from './parts/icons';
import { obtain } from './parts/obtain';
import type { Sheet } from './sheet';
import { browserShelf } from './storage';
import type { Store } from './store';
import { shared } from './styles/shared';
import { project, projecting, readTheme, setTheme, THEMES } from './theme';
import { WAYS } from './ways';
import { area, LANGUAGES, speak, spoken } from './words';
import en from './words/en/tools.json';

const say = area('tools', en);

const HABITS = ['helping', 'shortcuts'] as const;

/** The menus of the page: what one can try, what to do with a session, how it all looks. */
export class PopTools extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex: none;
        gap: var(--space-1);
        align-items: center;
        min-height: 2rem;
      }

      button {
        border-color: transparent;
      }

      .engine {
        min-width: 21ch;
        margin-inline-end: var(--space-2);
        color: var(--ink-soft);
        font: 400 var(--text-xs) / 1 var(--mono);
        text-align: end;
        white-space: nowrap;
      }

      .share {
        white-space: nowrap;
      }

      .share .icon {
        margin-inline-end: 0.4em;
      }

      @container (max-width: 40em) {
        .share {
          min-width: 2.25rem;
          padding: 0 var(--space-2);
        }

        .share .icon {
          width: 1.25rem;
          height: 1.25rem;
          margin: 0;
        }

        .share .word {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }

      @container (max-width: 75em) {
        .engine {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.status, store.way, store.active];
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    return html`
      <span class="engine">${say(`engine.${store.status}`)}</span>
      <pop-menu .name=${say('ways')} sign="ways" .items=${this.#ways(store)}></pop-menu>
      <pop-menu .name=${say('session')} sign="session" .items=${this.#session(store)}></pop-menu>
      <button type="button" class="share" @click=${() => this.#want('share')}>
        ${icon('share')}<span class="word">${say('share')}</span>
      </button>
      <pop-menu .name=${say('view')} sign="theme" .items=${this.#view(store)}></pop-menu>
      <button type="button" aria-label=${say('help')} title=${say('help')} @click=${() => this.#want('help')}>?</button>
    `;
  }

  #ways(store: Store): Item[] {
    const text: Item = {
      name: say(store.active.task ? 'way.task' : 'way.text'),
      chosen: store.way === undefined,
      act: () => store.take(undefined),
    };
    return [
      text,
      ...WAYS.map((w) => ({
        name: say(`way.${w.key}`),
        note: say(`way.${w.key}.note`),
        chosen: store.way === w.key,
        act: () => store.take(w.key),
      })),
    ];
  }

  #session(store: Store): Item[] {
    const dialogs = DIALOGS.map((d) => ({ name: say(`dialog.${d.key}`), act: () => this.#want(d.key) }));
    return [
      ...dialogs,
      ...(store.active.task || store.active.key === 'lesson'
        ? []
        : [{ name: say('close'), group: '', act: () => this.#putAway(store.active) }]),
      { name: say('startOver'), act: () => this.#want('startOver') },
    ];
  }

  #view(store: Store): Item[] {
    const theme = readTheme();
    return [
      ...THEMES.map((t, i) => ({
        name: say(`theme.${t}`),
        chosen: t === theme,
        ...(i === 0 ? { group: say('theme') } : {}),
        act: () => {
          setTheme(t, browserShelf);
          this.requestUpdate();
        },
      })),
      // How large a frame is, the page around it says.
      ...(readParams(location.search).embed ? [] : [false, true]).map((on) => ({
        name: say(on ? 'projector' : 'desk'),
        chosen: projecting() === on,
        ...(on ? {} : { group: say('size') }),
        act: () => {
          project(on, browserShelf);
          this.requestUpdate();
        },
      })),
      ...Object.entries(LANGUAGES).map(([key, name], i) => ({
        name,
        chosen: key === spoken(),
        ...(i === 0 ? { group: say('language') } : {}),
        act: () =>
          void obtain(store, async () => {
            await speak(key);
            browserShelf.write('language', key);
          }),
      })),
      ...HABITS.map((h, i) => ({
        name: say(h),
        on: habit(h),
        ...(i === 0 ? { group: say('typing') } : {}),
        act: () => {
          setHabit(h, !habit(h));
          this.requestUpdate();
        },
      })),
    ];
  }

  #putAway(detail: Sheet): void {
    this.dispatchEvent(new CustomEvent(PUT_AWAY, { detail, bubbles: true, composed: true }));
  }

  #want(what: DialogKey | 'help' | 'startOver'): void {
    this.dispatchEvent(new CustomEvent('want', { detail: what, bubbles: true, composed: true }));
  }
}
