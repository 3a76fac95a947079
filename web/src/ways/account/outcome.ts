import { html, nothing, type TemplateResult } from 'lit';
import type { SetupOutcome, SetupStep } from '../../abi';
import { clock } from '../../format';
import { cite } from '../../parts/cite';
import { icon } from '../../parts/icons';
import { area } from '../../words';
import en from '../../words/en/account.json';

const say = area('account', en);

/** What a mail program shows, which is little; and what has happened, which is all. */
export function outcome(o: SetupOutcome, open: () => void): TemplateResult {
  return html`<section class="outcome" aria-labelledby="shows">
    <div class="window">
      <h3 id="shows" tabindex="-1">${icon('session')} ${say('shows')}</h3>
      <p class=${o.ok ? 'ok' : 'bad'} lang="en">${icon(o.ok ? 'check' : 'cross')} <span>${o.shows}</span></p>
    </div>
    <h3>${say('truth')}</h3>
    <p lang="en">${o.truth} ${cite(o.why)}</p>
    ${o.note ? html`<p class="soft" lang="en">${o.note}</p>` : nothing}
    ${
      o.next.length > 0
        ? html`<h3>${say('next')}</h3>
            <ul class="next" lang="en">${o.next.map((n) => html`<li>${n}</li>`)}</ul>`
        : nothing
    }
    ${
      o.request && !o.ok
        ? html`<p class="go"><button type="button" @click=${open}>${icon('play')} ${say('open')}</button></p>`
        : nothing
    }
    ${
      o.steps.length > 0
        ? html`<h3>${say('steps')}</h3>
            <ol class="steps">${o.steps.map((s) => step(s))}</ol>`
        : nothing
    }
  </section>`;
}

function step(s: SetupStep): TemplateResult {
  const who =
    s.who === 'client'
      ? html`<b class="client">C:</b>`
      : s.who === 'server'
        ? html`<b class="server">S:</b>`
        : html`<b class="soft">${say(`who.${s.who as 'name' | 'tcp' | 'tls' | 'program'}`)}</b>`;
  return html`<li>
    <span class="at soft mono">${clock(s.at)}</span>
    <div>
      ${
        s.text
          ? html`<code dir="ltr" lang="en">${who} ${s.text}${s.more > 0 ? html` <span class="soft">${say('more', { n: s.more })}</span>` : nothing}</code>`
          : html`<code>${who}</code>`
      }
      <p lang="en">${s.sentence}</p>
    </div>
  </li>`;
}
