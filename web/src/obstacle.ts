/** What stands between the page and its engine. */
export type Obstacle = 'policy' | 'none' | 'refused' | 'missing' | 'server' | 'damaged' | 'network' | 'other';

/** The engine can't be had, and why. */
export class Obstructed extends Error {
  override readonly name = 'Obstructed';
  constructor(
    readonly obstacle: Obstacle,
    detail = '',
  ) {
    super(detail);
  }
}

/** A module with nothing in it: its header. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Throws where the browser runs no engine at all. */
export function needed(): void {
  if (typeof WebAssembly !== 'object') throw new Obstructed('none');
}

/** What a host's answer means that is not the file. */
export function answered({ status, statusText }: Response): Obstructed {
  const detail = `HTTP ${status} ${statusText}`.trim();
  if (status === 404 || status === 410) return new Obstructed('missing', detail);
  return new Obstructed(status >= 500 ? 'server' : 'refused', detail);
}

/** Why a module did not compile: where the smallest one does not either, it is not the module's fault. */
export async function uncompiled(e: unknown): Promise<Obstructed> {
  const policy = await WebAssembly.compile(EMPTY).then(
    () => false,
    () => true,
  );
  return new Obstructed(policy ? 'policy' : 'damaged', message(e));
}

/** What stands in the way, whatever was thrown. */
export function obstacleOf(e: unknown): Obstructed {
  return e instanceof Obstructed ? e : new Obstructed('other', message(e));
}

function message(e: unknown): string {
  return e instanceof Error ? e.message : String(e);
}
