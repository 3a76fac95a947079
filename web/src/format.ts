import { decimal, numeral } from './words';

/** Small, pure helpers that turn octets and times into text. */

/** Octets from base64, as the engine hands them over. */
export function fromBase64(text: string): Uint8Array {
  const bin = atob(text);
  const out = new Uint8Array(bin.length);
  for (let i = 0; i < bin.length; i++) out[i] = bin.charCodeAt(i);
  return out;
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** One octet as two hexadecimal digits. */
export function hex(octet: number): string {
  return HEX[octet & 255] ?? '00';
}

/**
 * One octet as a sign that can be seen: letters as they are, control
 * characters as their control pictures (␍ ␊ ␀), all above 126 as a middle dot,
 * because alone they are no character.
 */
export function visible(octet: number): string {
  if (octet < 32) return String.fromCharCode(0x2400 + octet);
  if (octet === 127) return '\u2421';
  if (octet > 127) return '·';
  return String.fromCharCode(octet);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Octets as text a person can read: UTF-8 where it is that, with control
 * characters made visible.
 */
export function readable(octets: Uint8Array): string {
  let plain = true;
  let out = '';
  for (const o of octets) {
    if (o > 127) {
      plain = false;
      break;
    }
    out += visible(o);
  }
  if (plain) return out;
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: making them visible is the point
    return utf8.decode(octets).replace(/[\x00-\x1f\x7f]/g, (c) => visible(c.charCodeAt(0)));
  } catch {
    out = '';
    for (const o of octets) out += visible(o);
    return out;
  }
}

/** Virtual nanoseconds as seconds: "0.120 s"; longer times as minutes too. */
export function clock(nanoseconds: number): string {
  const s = nanoseconds / 1e9;
  if (s < 60) return `${decimal(s, 3)} s`;
  const m = Math.floor(s / 60);
  return `${m} min ${decimal(s - m * 60, 1)} s`;
}

/** Virtual nanoseconds as a rough length: "80 ms", "5.2 s", "11 min", "3 h", "2 d". */
export function duration(nanoseconds: number): string {
  const s = nanoseconds / 1e9;
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 60) return `${rough(s)} s`;
  if (s < 3600) return `${rough(s / 60)} min`;
  return s < 86_400 ? `${rough(s / 3600)} h` : `${rough(s / 86_400)} d`;
}

/** With one decimal where that says something. */
function rough(n: number): string {
  return decimal(n, n >= 10 || Math.abs(n - Math.round(n)) < 0.05 ? 0 : 1);
}

/** Virtual nanoseconds since the beginning in at most six signs, for a narrow column: "0.360", "611.2", "3.2 h". */
export function stamp(nanoseconds: number): string {
  const s = nanoseconds / 1e9;
  return s < 1000 ? decimal(s, s < 10 ? 3 : s < 100 ? 2 : 1) : duration(nanoseconds);
}

/** A count with its groups, as the language sets it: 5,242,880. */
export function count(n: number): string {
  return numeral(n);
}

/** "1 octet", "120 octets". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
