import type { Span } from '../abi';
import { readable } from '../format';

/** Some octets of one span, within one line of text or one row of hex. */
export interface Piece {
  /** Index of its span. */
  span: number;
  token: string;
  off: number;
  len: number;
}

/** Octets that no span labels, because only the first ones of a message are labelled. */
export const UNLABELLED = '';

/**
 * Cuts spans at line ends (after each LF), so that octets can be set as the
 * lines they are. At most `most` lines are made.
 */
export function textLines(octets: Uint8Array, spans: readonly Span[], most: number): Piece[][] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const [i, s] of whole(octets, spans).entries()) {
    let off = s.off;
    const end = Math.min(s.off + s.len, octets.length);
    while (off < end) {
      const lf = octets.indexOf(10, off);
      const stop = lf < 0 || lf >= end ? end : lf + 1;
      line.push({ span: i, token: s.token, off, len: stop - off });
      if (octets[stop - 1] === 10) {
        lines.push(line);
        if (lines.length === most) return lines;
        line = [];
      }
      off = stop;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** The pieces of the octets [off, off+len). */
export function piecesOf(octets: Uint8Array, spans: readonly Span[], off: number, len: number): Piece[] {
  const end = Math.min(off + len, octets.length);
  const all = whole(octets, spans);
  const pieces: Piece[] = [];
  for (let i = firstEndingAfter(all, off); i < all.length; i++) {
    const s = all[i];
    if (!s || s.off >= end) break;
    const from = Math.max(s.off, off);
    pieces.push({ span: i, token: s.token, off: from, len: Math.min(s.off + s.len, end) - from });
  }
  return pieces;
}

/** How many lines end in these octets, at most. */
export function countLines(octets: Uint8Array): number {
  let n = 0;
  for (let i = octets.indexOf(10); i >= 0; i = octets.indexOf(10, i + 1)) n++;
  return octets.length > 0 && octets[octets.length - 1] !== 10 ? n + 1 : n;
}

/** The octets of a piece as text. */
export function pieceText(octets: Uint8Array, piece: Piece): string {
  return readable(octets.subarray(piece.off, piece.off + piece.len));
}

const tiled = new WeakMap<readonly Span[], { size: number; spans: readonly Span[] }>();

/** The spans, and one more for octets beyond them. */
function whole(octets: Uint8Array, spans: readonly Span[]): readonly Span[] {
  const known = tiled.get(spans);
  if (known?.size === octets.length) return known.spans;
  const last = spans[spans.length - 1];
  const end = last ? last.off + last.len : 0;
  const all =
    end < octets.length ? [...spans, { off: end, len: octets.length - end, token: UNLABELLED }] : spans;
  tiled.set(spans, { size: octets.length, spans: all });
  return all;
}

function firstEndingAfter(spans: readonly Span[], off: number): number {
  let lo = 0;
  let hi = spans.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    const s = spans[mid];
    if (s && s.off + s.len <= off) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** Index of the span that has the octet at this offset. */
export function spanAt(octets: Uint8Array, spans: readonly Span[], off: number): number {
  const all = whole(octets, spans);
  return Math.min(firstEndingAfter(all, off), all.length - 1);
}

/** A piece cut into what stands before an octet, that octet, and what follows. */
export function cutOut(octets: Uint8Array, piece: Piece, at: number): Piece[] {
  // A letter of several octets stays whole: its octets are told apart in the hexadecimal.
  let from = at;
  let to = at + 1;
  while (from > piece.off && ((octets[from] ?? 0) & 0xc0) === 0x80) from--;
  while (to < piece.off + piece.len && ((octets[to] ?? 0) & 0xc0) === 0x80) to++;
  return [
    { ...piece, len: from - piece.off },
    { ...piece, off: from, len: to - from },
    { ...piece, off: to, len: piece.off + piece.len - to },
  ].filter((p) => p.len > 0);
}
