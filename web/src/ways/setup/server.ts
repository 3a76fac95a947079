import { html, nothing, type TemplateResult } from 'lit';
import type { Cite, Service, Settings } from '../../abi';
import { cite } from '../../parts/cite';
import { area } from '../../words';
import en from '../../words/en/setup.json';
import { knows, offers } from './draft';

const say = area('setup', en);

/** What these fields need of the form around them. */
export interface Form {
  field(path: string): TemplateResult | typeof nothing;
  idle(path: string): string | undefined;
  set(path: string, value: unknown): void;
}

/** What the server can, and how it serves; in a fold, for it is long. */
export function server(
  now: Settings,
  service: Service | undefined,
  form: Form,
): TemplateResult | typeof nothing {
  const known = now.capabilities.filter((c) => knows(now, service?.revision, c.since, c.until));
  if (known.length === 0) return nothing;
  const turn = (name: string, byItself: boolean, on: boolean): void => {
    const list = byItself ? 'without' : 'with';
    const rest = (service?.[list] ?? []).filter((n) => n !== name);
    form.set(`service.${list}`, on === byItself ? rest : [...rest, name]);
  };
  return html`<details>
    <summary>${say('server')}</summary>
    <h3>${say('capabilities')}</h3>
    <ul class="switches">
      ${known.map((c) => toggle(c, offers(service, c.name, c.on), false, (on) => turn(c.name, c.on, on)))}
    </ul>
    ${now.mechanisms.length > 0 ? mechanisms(now, service, form) : nothing}
    <h3>${say('service')}</h3>
    ${now.fields
      .filter((s) => s.path.startsWith('service.') && s.kind !== 'list' && s.kind !== 'choice')
      .map((s) => form.field(s.path))}
  </details>`;
}

/** All are on as long as none is named; the last that is on can't be switched off. */
function mechanisms(now: Settings, service: Service | undefined, form: Form): TemplateResult {
  const named = service?.mechanisms ?? [];
  const all = now.mechanisms.map((m) => m.name);
  const chosen = all.filter((name) => named.length === 0 || named.includes(name));
  const choose = (name: string, on: boolean): void => {
    const next = all.filter((n) => (n === name ? on : chosen.includes(n)));
    form.set('service.mechanisms', next.length === all.length ? [] : next);
  };
  const idle = form.idle('service.mechanisms');
  return html`<h3>${say('mechanisms')}</h3>
    ${idle ? html`<p class="about"><i>${idle}</i></p>` : nothing}
    <ul class="switches">
      ${now.mechanisms.map((m) => {
        const on = chosen.includes(m.name);
        return toggle(m, on, on && chosen.length === 1, (next) => choose(m.name, next));
      })}
    </ul>`;
}

function toggle(
  what: { name: string; meaning: string; why?: Cite },
  on: boolean,
  fixed: boolean,
  turn: (on: boolean) => void,
): TemplateResult {
  return html`<li>
    <label>
      <input
        type="checkbox"
        .checked=${on}
        ?disabled=${fixed}
        @change=${(e: Event) => turn((e.target as HTMLInputElement).checked)}
      />
      <b class="mono" lang="en">${what.name}</b>
    </label>
    <p class="about" lang="en">${what.meaning} ${cite(what.why)}</p>
  </li>`;
}
