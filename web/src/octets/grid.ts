import { hex, visible } from '../format';

/**
 * Where each octet stands in the hexadecimal: its digits, and its sign in the
 * column of text. All columns are counted in signs, all of one width, so that
 * the octets can be set as plain text and marked by a drawing beneath it.
 */
export class Grid {
  /** How many rows there are. */
  readonly rows: number;
  /** Digits of an offset. */
  readonly #offset: number;
  /** Signs from the first digit of a row to the first sign of its text. */
  readonly #far: number;

  constructor(
    /** How many octets there are. */
    readonly size: number,
    /** Octets in a row: 8 or 16. */
    readonly width: number,
    /** Size of one sign and of one row, CSS pixels. */
    readonly sign: number,
    readonly row: number,
  ) {
    this.rows = Math.ceil(size / width);
    this.#offset = Math.max(4, (size - 1).toString(16).length);
    this.#far = column(width) + 2;
  }

  /** Signs from the left edge to the digits, and to the text. */
  get #edges(): { digits: number; text: number } {
    const digits = this.#offset + 3;
    return { digits, text: digits + this.#far };
  }

  /** The lines between the columns, as the data of a path. */
  get rules(): string {
    const { digits, text } = this.#edges;
    return [digits, text].map((x) => `M${px((x - 1.5) * this.sign)} 0V${px(this.rows * this.row)}`).join('');
  }

  /** The offsets of the rows [from, to), one to a line. */
  offsets(from: number, to: number): string {
    let out = '';
    for (let row = from; row < to; row++)
      out += `${(row * this.width).toString(16).padStart(this.#offset, '0')}\n`;
    return out;
  }

  /** The octets of the rows [from, to): their digits, and what they are as text. */
  text(octets: Uint8Array, from: number, to: number): string {
    let out = '';
    for (let row = from; row < to; row++) {
      const off = row * this.width;
      const end = Math.min(off + this.width, octets.length, this.size);
      let digits = '';
      let signs = '';
      for (let i = off; i < end; i++) {
        digits += `${i - off === 8 ? ' ' : ''}${hex(octets[i] ?? 0)} `;
        signs += shown(octets[i] ?? 0);
      }
      out += `${digits.padEnd(this.#far)}${signs}\n`;
    }
    return out;
  }

  /** Where one octet stands, CSS pixels from the left upper corner of all rows. */
  place(at: number): { digits: number; text: number; top: number } {
    const { digits, text } = this.#edges;
    const col = at % this.width;
    return {
      digits: (digits + column(col)) * this.sign,
      text: (text + col) * this.sign,
      top: Math.floor(at / this.width) * this.row,
    };
  }

  /** The octet at a place, or undefined where none stands. */
  octet(x: number, y: number): number | undefined {
    const { digits, text } = this.#edges;
    const signs = x / this.sign;
    const far = signs - digits;
    // Behind eight octets stands one more space.
    const col = signs >= text ? signs - text : far < 0 ? -1 : (far >= 25 ? far - 1 : far) / 3;
    const at = Math.floor(y / this.row) * this.width + Math.floor(col);
    return col >= 0 && col < this.width && at >= 0 && at < this.size ? at : undefined;
  }

  /** A box around some octets that stand in the rows [from, to), as the data of a path. */
  box(off: number, len: number, from: number, to: number): string {
    return this.#runs(off, len, from, to, (x, right, top) => `M${x} ${top}H${right}v${this.row}H${x}z`, 0.5);
  }

  /** A line under some octets that stand in the rows [from, to), as the data of a path. */
  line(off: number, len: number, from: number, to: number): string {
    return this.#runs(off, len, from, to, (x, right, top) => `M${x} ${top + this.row - 2.5}H${right}`, 0);
  }

  /** Digits and signs of each row; the digits have so much room on both sides, in signs. */
  #runs(
    off: number,
    len: number,
    from: number,
    to: number,
    draw: (left: number, right: number, top: number) => string,
    room: number,
  ): string {
    let out = '';
    const end = Math.min(off + len, to * this.width);
    let at = Math.max(off, from * this.width);
    while (at < end) {
      const stop = Math.min(end, (Math.floor(at / this.width) + 1) * this.width);
      const [a, b] = [this.place(at), this.place(stop - 1)];
      out += draw(px(a.digits - room * this.sign), px(b.digits + (2 + room) * this.sign), px(a.top));
      out += draw(px(a.text), px(b.text + this.sign), px(a.top));
      at = stop;
    }
    return out;
  }
}

/** Signs before the octet of this column, from the first: each takes three, and behind eight stands one more. */
function column(col: number): number {
  return col * 3 + (col >= 8 ? 1 : 0);
}

/** One octet in the column of text, as programs that print hexadecimal set it: a dot for what is no letter. */
export function shown(octet: number): string {
  return octet < 32 || octet > 126 ? '·' : visible(octet);
}

function px(n: number): number {
  return Math.round(n * 10) / 10;
}
