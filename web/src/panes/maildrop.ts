import { html, nothing, type TemplateResult } from 'lit';
import type { ClientMail, ConnView, DeviceView, LetterRequest, MaildropView, ServerMail, View } from '../abi';
import { icon } from '../parts/icons';
import { inferred } from '../parts/inferred';
import { obtain } from '../parts/obtain';
import { PatientPane } from '../patient-pane';
import type { Store } from '../store';
import { maildropStyles } from '../styles/maildrop';
import { shared } from '../styles/shared';
import { area, numeral } from '../words';
import en from '../words/en/maildrop.json';
import type { Copy, PopLetter } from './letter';

const say = area('maildrop', en);

/** The maildrop on the server, and what the client knows of it and holds. */
export class PopMaildrop extends PatientPane {
  static override styles = [shared, maildropStyles];

  protected facts(store: Store): readonly unknown[] {
    return [store.view(), store.active.step, store.selection, store.status];
  }

  /** Whose store is shown; undefined: that of the client whose connection is looked at. */
  #device: string | undefined;
  #letter: PopLetter | undefined;

  override render(): TemplateResult {
    const view = this.store?.view();
    const conn = this.#conn(view);
    const missing = !view && this.store?.status !== 'ready';
    const drops = [...(view?.maildrops ?? [])].sort(
      (a, b) => Number(b.mailbox === conn?.mailbox) - Number(a.mailbox === conn?.mailbox),
    );
    const devices = (view?.devices ?? []).filter((d) => d.name);
    const device = devices.find((d) => d.name === this.#device);
    return html`
      <section aria-label=${say('server')}>
        <h2>
          <span class="server">${say('server')}</span>
          <span class="aside">${inferred(drops[0]?.inferred)} ${drops[0]?.mailbox}</span>
        </h2>
        ${drops.length === 0 ? html`<p class="sum soft">${say(missing ? 'absent' : 'unknown')}</p>` : nothing}
        ${drops.slice(0, 1).map((d) => html`<p class="sum">${lock(d)}</p>`)}
        <div class="scroll" tabindex="0" role="group" aria-label=${say('server.mail')}>
          ${drops.length > 0 ? this.#server(drops, view, conn) : nothing}
        </div>
      </section>
      <section aria-label=${say('client')}>
        <h2>
          <span class="client">${device ? say('device', { name: device.name }) : say('client.short')}</span>
          <span class="aside"
            >${inferred(conn?.inferred)}
            ${devices.length > 0 ? this.#choice(devices, device, conn) : who(conn)}</span
          >
        </h2>
        <p class="sum">${missing ? html`<span class="soft">${say('absent')}</span>` : device ? fetched(device) : told(conn)}</p>
        <div class="scroll" tabindex="0" role="group" aria-label=${say('client.mail')}>
          ${device ? this.#store(device) : nothing}
          ${!device && conn && conn.messages.length > 0 ? this.#client(conn, drops[0], view) : nothing}
          ${!device && conn && conn.held > 0 ? this.#whole(conn) : nothing}
        </div>
      </section>
      ${this.#letter ?? nothing}
    `;
  }

  /** Which store is to be seen: this connection's, or what a device has brought home. */
  #choice(
    devices: readonly DeviceView[],
    device: DeviceView | undefined,
    conn: ConnView | undefined,
  ): TemplateResult {
    return html`<select
      aria-label=${say('whose')}
      @change=${(e: globalThis.Event) => {
        this.#device = (e.target as HTMLSelectElement).value || undefined;
        this.requestUpdate();
      }}
    >
      <option value="" ?selected=${!device}>${conn ? say('connection', { n: conn.conn }) : say('connection.none')}</option>
      ${devices.map((d) => html`<option value=${d.name} ?selected=${d === device}>${d.name}</option>`)}
    </select>`;
  }

  #conn(view: View | undefined): ConnView | undefined {
    const now = this.store?.active.current?.conn;
    return view?.conns.find((c) => c.conn === now) ?? view?.conns.at(-1);
  }

  /** The maildrops, one below the other; the head of the pane is that of the first. */
  #server(
    drops: readonly MaildropView[],
    view: View | undefined,
    conn: ConnView | undefined,
  ): TemplateResult {
    // A column for what there is, and not before.
    const flags = drops.some((d) => d.messages.some((m) => m.flags));
    return html`<table>
      <thead>
        <tr>
          <th class="n" scope="col"><abbr title=${say('head.number.note')}>${say('head.number')}</abbr></th>
          <th class="n" scope="col">${say('head.octets')}</th>
          <th scope="col">${say('head.uid')}</th>
          ${flags ? html`<th scope="col">${say('head.flags')}</th>` : nothing}
          <th scope="col">${say('head.subject')}</th>
        </tr>
      </thead>
      ${drops.map(
        (d, i) => html`<tbody>
          ${i > 0 ? html`<tr class="drop"><th colspan=${flags ? 5 : 4} scope="rowgroup"><b>${d.mailbox}</b> ${lock(d)}</th></tr>` : nothing}
          ${d.messages.map(
            (m) => html`<tr class=${this.#row(m.item, m.gone)}>
              <td class="n">${m.message > 0 ? m.message : dash(say('no.number'))}</td>
              <td class="n">${m.octets >= 0 ? numeral(m.octets) : dash(say('no.known'))}</td>
              <td class="uid" title=${m.uniqueId || nothing}>${m.uniqueId || dash(say('no.known'))}</td>
              ${flags ? html`<td class="soft">${m.flags}</td>` : nothing}
              <td class="wide"><div class="mail">${this.#pick(m.item, m.subject || (m.from ? say('from', { who: m.from }) : say(d.inferred ? 'no.known' : 'no.subject')))}${stamp(m)}${this.#read(m.subject, serverCopies(d, m, view, conn))}</div></td>
            </tr>`,
          )}
          ${d.messages.length === 0 ? html`<tr class="none"><td colspan=${flags ? 5 : 4} class="soft">${say('empty')}</td></tr>` : nothing}
        </tbody>`,
      )}
    </table>`;
  }

  #client(conn: ConnView, drop: MaildropView | undefined, view: View | undefined): TemplateResult {
    const itemOf = (m: ClientMail): number =>
      drop?.mailbox === conn.mailbox ? (drop?.messages.find((s) => s.message === m.message)?.item ?? 0) : 0;
    // A column for what it has been told, and not before.
    const ids = conn.messages.some((m) => m.uniqueId);
    const flags = conn.messages.some((m) => m.flags);
    return html`<table>
      <thead>
        <tr>
          <th class="n" scope="col"><abbr title=${say('head.number.note')}>${say('head.number')}</abbr></th>
          <th class="n" scope="col">${say('head.octets')}</th>
          ${ids ? html`<th scope="col">${say('head.uid')}</th>` : nothing}
          ${flags ? html`<th scope="col">${say('head.flags')}</th>` : nothing}
          <th scope="col">${say('head.subject')}</th>
          <th scope="col">${say('head.holds')}</th>
        </tr>
      </thead>
      <tbody>
        ${conn.messages.map((m) => {
          const item = itemOf(m);
          return html`<tr class=${this.#row(item, false)}>
            <td class="n">${m.message}</td>
            <td class="n">${m.octets >= 0 ? numeral(m.octets) : dash(say('no.told'))}</td>
            ${ids ? html`<td class="uid" title=${m.uniqueId || nothing}>${m.uniqueId || dash(say('no.told'))}</td>` : nothing}
            ${flags ? html`<td class="soft">${m.flags}</td>` : nothing}
            <td class="wide"><div class="mail">${item ? this.#pick(item, m.subject || say('no.read')) : html`<span>${m.subject || dash(say('no.read'))}</span>`}${
              m.deleted
                ? html`<span class="stamp" title=${say('marked.note')}>${say('marked')}</span>`
                : m.removed
                  ? html`<span class="stamp gone-for-good" title=${say('settled.note')}>${say('removed')}</span>`
                  : nothing
            }${m.holds === 'nothing' ? nothing : this.#read(m.subject, clientCopies(conn, m, item, drop, view))}</div></td>
            <td>${holds(m.holds)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #row(item: number, gone: boolean): string {
    const chosen = this.store?.selection;
    const now = item > 0 && this.store?.active.step?.items.includes(item);
    const same = chosen?.kind === 'item' && chosen.item === item;
    return `${now ? 'now' : ''} ${same ? 'same' : ''} ${gone ? 'gone' : ''}`;
  }

  #pick(item: number, text: string): TemplateResult {
    const chosen = this.store?.selection;
    const on = chosen?.kind === 'item' && chosen.item === item;
    return html`<button
      type="button"
      class="pick"
      title=${say('pick')}
      aria-pressed=${on ? 'true' : 'false'}
      @click=${() => this.store?.select(on ? undefined : { kind: 'item', item })}
    >
      ${text}
    </button>`;
  }

  /** All that a device has brought home, in whatever session. */
  #store(device: DeviceView): TemplateResult {
    if (device.messages.length === 0) return html`<p class="soft">${say('device.empty')}</p>`;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${say('head.uid')}</th>
          <th scope="col">${say('head.subject')}</th>
          <th scope="col">${say('head.holds')}</th>
        </tr>
      </thead>
      <tbody>
        ${device.messages.map(
          (m) => html`<tr class=${this.#row(m.item, false)}>
            <td class="uid" title=${m.uniqueId || nothing}>${m.uniqueId || dash(say('no.told'))}</td>
            <td class="wide"><div class="mail">${this.#pick(m.item, m.subject || say('no.read'))}${
              m.removed
                ? html`<span class="stamp" title=${say('removed.note')}>${say('removed')}</span>`
                : nothing
            }${this.#read(m.subject, [{ name: device.name, request: { got: true, device: device.name, mailbox: m.mailbox, item: m.item } }])}</div></td>
            <td>${holds(m.holds)}${m.times > 1 ? html` <span class="soft" title=${say('times.note')}>${say('times', { n: m.times })}</span>` : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** A mailbox that was fetched as one: RFC 918 knows no messages in it. */
  #whole(conn: ConnView): TemplateResult {
    return html`<p class="mail"><span>${say('whole.mail')}</span>${this.#read(say('whole.mail'), [
      { name: say('copy.client', { n: conn.conn }), request: { conn: conn.conn, message: 0 } },
    ])}</p>`;
  }

  #read(subject: string | undefined, copies: readonly Copy[]): TemplateResult {
    const what = say('read', { what: subject || say('no.subject') });
    return html`<button type="button" class="read" title=${what} aria-label=${what} aria-haspopup="dialog" @click=${() => this.#open(subject, copies)}>
      ${icon('session')}
    </button>`;
  }

  /** The letter is fetched when somebody first reads one. */
  async #open(subject: string | undefined, copies: readonly Copy[]): Promise<void> {
    const { store } = this;
    if (!store) return;
    if (!this.#letter) {
      if (!(await obtain(store, () => import('./letter')))) return;
      this.#letter ??= document.createElement('pop-letter') as PopLetter;
      this.requestUpdate();
      await this.updateComplete;
    }
    this.#letter.store = store;
    await this.#letter.show(subject || say('no.subject'), copies);
  }
}

/** Where a message on the server can be read: there, and wherever some of it has come. */
function serverCopies(
  d: MaildropView,
  m: ServerMail,
  view: View | undefined,
  conn: ConnView | undefined,
): Copy[] {
  const copies: Copy[] = [{ name: say('copy.server'), request: { mailbox: d.mailbox, item: m.item } }];
  const held =
    conn?.mailbox === d.mailbox
      ? conn.messages.find((c) => c.message === m.message && m.message > 0)
      : undefined;
  if (conn && held && held.holds !== 'nothing')
    copies.push({
      name: say('copy.client', { n: conn.conn }),
      request: { conn: conn.conn, message: held.message },
    });
  return [...copies, ...homes(d.mailbox, m.item, view)];
}

/** The same for a message as a client knows it. */
function clientCopies(
  conn: ConnView,
  m: ClientMail,
  item: number,
  drop: MaildropView | undefined,
  view: View | undefined,
): Copy[] {
  const request: LetterRequest = { conn: conn.conn, message: m.message };
  const copies: Copy[] = [{ name: say('copy.client', { n: conn.conn }), request }];
  if (!drop || item === 0) return copies;
  return [
    ...copies,
    { name: say('copy.server'), request: { mailbox: drop.mailbox, item } },
    ...homes(drop.mailbox, item, view),
  ];
}

/** What devices have brought home of a message. */
function homes(mailbox: string, item: number, view: View | undefined): Copy[] {
  return (view?.devices ?? [])
    .filter((d) => d.name && d.messages.some((m) => m.mailbox === mailbox && m.item === item))
    .map((d) => ({ name: d.name, request: { got: true, device: d.name, mailbox, item } }));
}

/** How many messages there are, and who has the exclusive-access lock. */
function lock(d: MaildropView): TemplateResult {
  const there = d.messages.filter((m) => !m.gone).length;
  return html`${say('messages', { n: there })};
    ${d.holder > 0 ? html`<span class="lock">${icon('lock')} ${say('locked', { n: String(d.holder) })}</span>` : say('unlocked')}`;
}

function stamp(m: ServerMail): TemplateResult | typeof nothing {
  if (m.gone) return html`<span class="stamp gone-for-good" title=${say('gone.note')}>${say('gone')}</span>`;
  if (m.marked) return html`<span class="stamp" title=${say('marked.note')}>${say('marked')}</span>`;
  if (m.unseen) return html`<span class="stamp" title=${say('unseen.note')}>${say('unseen')}</span>`;
  return nothing;
}

function holds(what: string): TemplateResult {
  const text = say(`holds.${what as 'whole'}`);
  return what === 'nothing' ? html`<span class="soft">${text}</span>` : html`<b>${text}</b>`;
}

function who(conn: ConnView | undefined): string {
  return conn?.device ?? (conn && conn.conn > 1 ? say('connection', { n: conn.conn }) : '');
}

/** What a device has got, and what was gone before it could. */
function fetched(device: DeviceView): TemplateResult {
  return html`${say('sessions', { n: device.sessions })}${
    device.missed.length > 0 ? html`; <b>${say('missed', { n: device.missed.length })}</b>` : nothing
  }`;
}

function told(conn: ConnView | undefined): TemplateResult {
  if (conn && conn.held > 0) return say.rich('told.whole', { n: conn.held });
  if (conn && conn.count < 0 && conn.octets >= 0) return say.rich('told.mailbox', { n: conn.octets });
  if (!conn || conn.count < 0) {
    const known = conn?.messages.length ?? 0;
    return html`<span class="soft">${known > 0 ? say('told.some', { n: known }) : say('told.nothing')}</span>`;
  }
  return html`${say('told', { n: conn.count })}${conn.octets >= 0 ? `, ${say('octets', { n: conn.octets })}` : nothing}`;
}

function dash(meaning: string): TemplateResult {
  return html`<span class="soft" aria-hidden="true">–</span><span class="visually-hidden">${meaning}</span>`;
}
