import type { Request, Scenario } from './abi';
import type { WholeEngine } from './engine';
import { shallow } from './nested';
import type { Sheet } from './sheet';
import type { Store } from './store';

/** Octets of a file that is read at all: more than a lesson's capture ever has, less than stops a page. */
export const LARGEST_FILE = 48 << 20;

/** What kind of file it is, as far as a first look tells. */
export type FileKind = 'session' | 'progress' | 'mail' | 'recording' | 'export' | 'empty' | 'large';

/** Looks at a file's name and its first octets. */
export function kindOf(name: string, octets: Uint8Array): FileKind {
  if (octets.length === 0) return 'empty';
  if (octets.length > LARGEST_FILE) return 'large';
  const start = new TextDecoder().decode(octets.subarray(0, 400)).trimStart();
  if (start.startsWith('{')) {
    const mark = /"popscope"\s*:\s*"(\w+)"/.exec(start)?.[1];
    return mark === 'session' || mark === 'progress'
      ? mark
      : name.endsWith('.popscope')
        ? 'session'
        : 'export';
  }
  if (/\.(eml|mbox|mbx)$/i.test(name) || /^From \S+ .*\d{4}\r?\n/.test(start)) return 'mail';
  return name.endsWith('.popscope') ? 'session' : 'recording';
}

/** A session as a file: all that opens it again, in this browser or another. */
export interface SessionFile {
  title: string;
  scenario: Scenario;
  saved: unknown;
  branch: number;
  cursor: number;
}

const VERSION = 1;

/** Writes a simulated session as a file. Without `secrets`, each has a stand-in; the notes say what that changed. */
export function writeSession(
  title: string,
  sheet: Sheet,
  engine: WholeEngine,
  published: boolean,
  secrets: boolean,
): { text: string; notes: readonly string[] } {
  const { id, branch, cursor } = sheet;
  let scenario = sheet.request.scenario;
  if (id === null || !scenario) throw new Error('only a simulated session can be written');
  let saved: string;
  let notes: readonly string[] = [];
  let named = title;
  if (secrets) saved = engine.save(id);
  else {
    const shared = engine.share(id, { branch, all: true, title, published });
    saved = shared.saved;
    scenario = shared.scenario ?? scenario;
    notes = shared.notes;
    named = shared.title;
  }
  const file: SessionFile = { title: named, scenario, saved: JSON.parse(saved), branch, cursor };
  return { text: `${JSON.stringify({ popscope: 'session', version: VERSION, ...file })}\n`, notes };
}

/** Why a file is no session. */
export type SessionFlaw = 'damaged' | 'newer';

/** Reads such a file. */
export function readSession(text: string): SessionFile | SessionFlaw {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (!isRecord(raw) || !shallow(raw)) return 'damaged';
  if (typeof raw.version === 'number' && raw.version > VERSION) return 'newer';
  if (raw.version !== VERSION || !isRecord(raw.scenario) || !isRecord(raw.saved)) return 'damaged';
  return {
    title: typeof raw.title === 'string' ? raw.title.slice(0, 200) : '',
    scenario: raw.scenario as unknown as Scenario,
    saved: raw.saved,
    branch: whole(raw.branch),
    cursor: whole(raw.cursor),
  };
}

/** Opens a session that was saved, as a sheet of its own. Throws what the engine says where it refuses it. */
export async function openSession(store: Store, file: SessionFile): Promise<void> {
  const request: Request = { kind: 'simulated', scenario: file.scenario, saved: JSON.stringify(file.saved) };
  if (!(await store.bring(file.title, request))) return;
  if (store.active.branches.some((b) => b.id === file.branch)) store.pick(file.branch);
  store.go(file.cursor);
}

/** Gives a file to whoever sits at the page. */
export function download(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A title as the name of a file. */
export function fileName(title: string, extension: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain || 'session'}.${extension}`;
}

function whole(v: unknown): number {
  return typeof v === 'number' && Number.isInteger(v) && v >= 0 ? v : 0;
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}
