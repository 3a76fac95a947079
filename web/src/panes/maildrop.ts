import { css, html, nothing, type TemplateResult } from 'lit';
import type { ClientMail, ConnView, MaildropView, ServerMail, View } from '../abi';
import { count, plural } from '../format';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import { inferred } from '../parts/inferred';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** The maildrop on the server, and what the client knows of it and holds. */
export class PopMaildrop extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        /* One above the other, they share the height, whatever the client has been told. */
        grid-auto-rows: minmax(0, 1fr);
        gap: var(--space-2) var(--space-5);
      }

      section {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        min-width: 0;
        min-height: 0;
      }

      .sum {
        overflow: hidden;
        padding: var(--space-1) 0;
        font-size: var(--text-s);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-s);
        line-height: 1.3;
      }

      th {
        position: sticky;
        top: 0;
        padding: 0 0.6em 0.1em 0;
        background: var(--paper);
        color: var(--ink-soft);
        font-weight: 400;
        text-align: left;
        white-space: nowrap;
      }

      .drop th {
        position: static;
        padding: 0.6rem 0 0.15rem;
      }

      .drop b {
        margin-right: 0.5em;
        color: var(--ink);
        font-family: var(--mono);
      }

      td {
        height: 1.9rem;
        padding: 0 0.6em 0 0;
        border-top: var(--hair) solid var(--rule);
        white-space: nowrap;
      }

      .n {
        font-family: var(--mono);
        text-align: right;
      }

      .uid {
        max-width: 5.5em;
        overflow: hidden;
        font-family: var(--mono);
        font-size: var(--text-xs);
        text-overflow: ellipsis;
      }

      .wide {
        width: 99%;
        max-width: 4em;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      td button {
        width: 100%;
        min-height: 1.7rem;
        padding: 0;
        overflow: hidden;
        border: 0;
        text-align: left;
        text-overflow: ellipsis;
      }

      tr.now td {
        background: var(--mark);
      }

      tr.same td:first-child {
        box-shadow: inset 4px 0 var(--focus);
      }

      .gone button,
      .gone .n {
        text-decoration: line-through;
      }

      td.wide {
        position: relative;
      }

      /* Stamped across the row, as stamps are. */
      .stamp {
        position: absolute;
        inset: 0.15rem 0.3rem auto auto;
        padding: 0 0.4em;
        border: 2px solid currentcolor;
        border-radius: 3px;
        background: var(--paper);
        color: var(--stamp);
        font: 600 var(--text-xs) / 1.35 var(--mono);
        letter-spacing: 0.08em;
        text-transform: uppercase;
        pointer-events: none;
        rotate: -4deg;
      }

      .stamp.gone-for-good {
        border-style: double;
        border-width: 4px;
        line-height: 1.1;
        rotate: 3deg;
      }

      tr.now .stamp {
        background: var(--mark);
        color: var(--ink);
      }

      .lock {
        font-weight: 600;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.view(), store.active.step, store.selection, store.status];
  }

  override render(): TemplateResult {
    const view = this.store?.view();
    const conn = this.#conn(view);
    const missing = !view && this.store?.status !== 'ready';
    const drops = [...(view?.maildrops ?? [])].sort(
      (a, b) => Number(b.mailbox === conn?.mailbox) - Number(a.mailbox === conn?.mailbox),
    );
    return html`
      <section aria-label="Server’s maildrop">
        <h2>
          <span class="server">Server’s maildrop</span>
          <span class="aside"
            >${inferred(drops[0]?.inferred)}
            ${drops[0]?.mailbox}</span
          >
        </h2>
        ${drops.length === 0 ? html`<p class="sum soft">${missing ? 'This needs the engine.' : 'Nothing is known of it yet.'}</p>` : nothing}
        ${drops.slice(0, 1).map((d) => html`<p class="sum">${lock(d)}</p>`)}
        <div class="scroll" tabindex="0" role="group" aria-label="Messages on the server">
          ${drops.length > 0 ? this.#server(drops) : nothing}
        </div>
      </section>
      <section aria-label="What the client knows and holds">
        <h2>
          <span class="client">What the client holds</span>
          <span class="aside">${inferred(conn?.inferred)} ${conn?.device ?? (conn && conn.conn > 1 ? `connection ${conn.conn}` : nothing)}</span>
        </h2>
        <p class="sum">${missing ? html`<span class="soft">This needs the engine.</span>` : told(conn)}</p>
        <div class="scroll" tabindex="0" role="group" aria-label="Messages as the client knows them">
          ${conn && conn.messages.length > 0 ? this.#client(conn, drops[0]) : nothing}
        </div>
      </section>
    `;
  }

  #conn(view: View | undefined): ConnView | undefined {
    const now = this.store?.active.current?.conn;
    return view?.conns.find((c) => c.conn === now) ?? view?.conns.at(-1);
  }

  /** The maildrops, one below the other; the head of the pane is that of the first. */
  #server(drops: readonly MaildropView[]): TemplateResult {
    // A column for what there is, and not before.
    const flags = drops.some((d) => d.messages.some((m) => m.flags));
    return html`<table>
      <thead>
        <tr>
          <th class="n" scope="col"><abbr title="message-number">No.</abbr></th>
          <th class="n" scope="col">octets</th>
          <th scope="col">unique-id</th>
          ${flags ? html`<th scope="col">flags</th>` : nothing}
          <th scope="col">subject</th>
        </tr>
      </thead>
      ${drops.map(
        (d, i) => html`<tbody>
          ${i > 0 ? html`<tr class="drop"><th colspan=${flags ? 5 : 4} scope="rowgroup"><b>${d.mailbox}</b> ${lock(d)}</th></tr>` : nothing}
          ${d.messages.map(
            (m) => html`<tr class=${this.#row(m.item, m.gone)}>
              <td class="n">${m.message > 0 ? m.message : dash('no number yet')}</td>
              <td class="n">${m.octets >= 0 ? count(m.octets) : dash('not known')}</td>
              <td class="uid" title=${m.uniqueId || nothing}>${m.uniqueId || dash('not known')}</td>
              ${flags ? html`<td class="soft">${m.flags}</td>` : nothing}
              <td class="wide">${this.#pick(m.item, m.subject || (m.from ? `from ${m.from}` : d.inferred ? 'not known' : '(no subject)'))}${stamp(m)}</td>
            </tr>`,
          )}
        </tbody>`,
      )}
    </table>`;
  }

  #client(conn: ConnView, drop: MaildropView | undefined): TemplateResult {
    const itemOf = (m: ClientMail): number =>
      drop?.mailbox === conn.mailbox ? (drop?.messages.find((s) => s.message === m.message)?.item ?? 0) : 0;
    // A column for what it has been told, and not before.
    const ids = conn.messages.some((m) => m.uniqueId);
    const flags = conn.messages.some((m) => m.flags);
    return html`<table>
      <thead>
        <tr>
          <th class="n" scope="col"><abbr title="message-number">No.</abbr></th>
          <th class="n" scope="col">octets</th>
          ${ids ? html`<th scope="col">unique-id</th>` : nothing}
          ${flags ? html`<th scope="col">flags</th>` : nothing}
          <th scope="col">subject</th>
          <th scope="col">holds</th>
        </tr>
      </thead>
      <tbody>
        ${conn.messages.map((m) => {
          const item = itemOf(m);
          return html`<tr class=${this.#row(item, false)}>
            <td class="n">${m.message}</td>
            <td class="n">${m.octets >= 0 ? count(m.octets) : dash('not told')}</td>
            ${ids ? html`<td class="uid" title=${m.uniqueId || nothing}>${m.uniqueId || dash('not told')}</td>` : nothing}
            ${flags ? html`<td class="soft">${m.flags}</td>` : nothing}
            <td class="wide">${item ? this.#pick(item, m.subject || 'not read') : m.subject || dash('not read')}${
              m.deleted ? html`<span class="stamp">marked</span>` : nothing
            }</td>
            <td>
              ${m.holds === 'nothing' ? html`<span class="soft">nothing</span>` : html`<b>${m.holds}</b>`}
            </td>
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
      title="Mark the steps that touch this message"
      aria-pressed=${on ? 'true' : 'false'}
      @click=${() => this.store?.select(on ? undefined : { kind: 'item', item })}
    >
      ${text}
    </button>`;
  }
}

/** How many messages there are, and who has the exclusive-access lock. */
function lock(d: MaildropView): TemplateResult {
  const there = d.messages.filter((m) => !m.gone).length;
  return html`${plural(there, 'message')};
    ${d.holder > 0 ? html`<span class="lock">${icon('lock')} locked by connection ${d.holder}</span>` : 'not locked'}`;
}

function stamp(m: ServerMail): TemplateResult | typeof nothing {
  if (m.gone) return html`<span class="stamp gone-for-good">gone</span>`;
  if (m.marked) return html`<span class="stamp">marked</span>`;
  if (m.unseen) return html`<span class="stamp">unseen</span>`;
  return nothing;
}

function told(conn: ConnView | undefined): TemplateResult {
  if (conn && conn.held > 0) return html`holds the whole mailbox: <b>${plural(conn.held, 'octet')}</b>`;
  if (conn && conn.count < 0 && conn.octets >= 0)
    return html`told: ${plural(conn.octets, 'octet')} in the mailbox`;
  if (!conn || conn.count < 0) {
    const known = conn?.messages.length ?? 0;
    return known > 0
      ? html`<span class="soft">knows of ${plural(known, 'message')}, and of no total</span>`
      : html`<span class="soft">It has not been told what there is.</span>`;
  }
  return html`told: ${plural(conn.count, 'message')}${conn.octets >= 0 ? `, ${plural(conn.octets, 'octet')}` : nothing}`;
}

function dash(meaning: string): TemplateResult {
  return html`<span class="soft" aria-hidden="true">–</span><span class="visually-hidden">${meaning}</span>`;
}
