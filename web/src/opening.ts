import { kindOf, openSession, readSession } from './files';
import { keepProgress, keptProgress, LARGEST_PROGRESS, mergeProgress, readProgress } from './progress';
import { browserShelf } from './storage';
import type { Store } from './store';
import { area } from './words';
import en from './words/en/opening.json';

const say = area('opening', en);

/** Files with mail in them, for whoever fills maildrops: an event on the document, which they take by preventDefault(). */
export const MAIL = 'popscope:mail';

const left: File[] = [];

/** Files with mail in them that came before there was anybody to take them; they are given once. */
export function leftMail(): File[] {
  return left.splice(0);
}

/**
 * Opens files: sessions that were saved, progress, captures, transcripts. Each
 * session comes as a sheet of its own. Gives what could not be opened, and why.
 */
export async function openFiles(store: Store, files: readonly File[]): Promise<string[]> {
  const faults: string[] = [];
  const mail: File[] = [];
  for (const file of files) {
    let octets: Uint8Array;
    try {
      octets = new Uint8Array(await file.arrayBuffer());
    } catch {
      faults.push(say('unreadable', { name: file.name }));
      continue;
    }
    if (kindOf(file.name, octets) === 'mail') mail.push(file);
    else faults.push(...(await openOctets(store, file.name, octets)).map((why) => `${file.name}: ${why}`));
  }
  if (mail.length > 0) {
    store.take('setup');
    const event = new CustomEvent(MAIL, { detail: { files: mail }, cancelable: true });
    if (document.dispatchEvent(event)) left.push(...mail);
  }
  return faults;
}

/** Opens what stands in one file, or was pasted. Gives what is wrong with it. */
export async function openOctets(store: Store, name: string, octets: Uint8Array): Promise<string[]> {
  const kind = kindOf(name, octets);
  const text = (): string => new TextDecoder().decode(octets);
  switch (kind) {
    case 'session': {
      const session = readSession(text());
      if (typeof session === 'string') return [say(`session.${session}`)];
      if (!(await store.settled())) return [say('noEngine')];
      try {
        await openSession(store, session);
        return [];
      } catch (e) {
        return [say('session.refused', { why: e instanceof Error ? e.message : String(e) })];
      }
    }
    case 'progress': {
      const progress = readProgress(text());
      if (typeof progress === 'string') return [say(`progress.${progress}`, { n: LARGEST_PROGRESS })];
      if (!keepProgress(browserShelf, mergeProgress(keptProgress(browserShelf), progress)))
        return [say('progress.full')];
      store.tell(say('progress.taken'));
      return [];
    }
    case 'recording':
    case 'mail': {
      const engine = await store.whole();
      if (!engine) return [say('noEngine')];
      try {
        return (await store.openFile(name, octets, engine)) ? [] : [say('stopped')];
      } catch (e) {
        return [e instanceof Error ? e.message : String(e)];
      }
    }
    default:
      return [say(`kind.${kind}`)];
  }
}
