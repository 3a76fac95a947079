import type { Lesson, LessonTask, Request } from '../abi';
import { EngineFailure } from '../engine';
import { digest } from '../memory';
import { siteFile } from '../site';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/links.json';
import { decode, LinkError, type SessionLink } from './codec';
import type { Fragment, Packed } from './fragment';

const say = area('links', en);

/**
 * Opens what a link leads to. A session comes as a sheet of its own: nothing
 * that the visitor did is touched. What can't be opened is said. Tells whether
 * it was opened.
 */
export async function follow(store: Store, asked: Fragment): Promise<boolean> {
  const { session } = asked;
  if (!session) return point(store, asked);
  // What froze an earlier visit is not done again by itself.
  const mark = `link ${digest(session.packed)}`;
  await store.settled();
  if (store.openings.died(mark)) {
    store.offer(
      () => say('died'),
      [
        { label: () => say('died.open'), act: () => void arrive(store, asked, session, mark) },
        { label: () => say('died.leave'), act: () => {} },
      ],
    );
    return false;
  }
  return arrive(store, asked, session, mark);
}

/** Leads to a place in the recorded session. */
async function point(store: Store, { event, offset }: Fragment): Promise<boolean> {
  // What an earlier visit left comes first: it would take the place of what the link leads to.
  if (store.sheets[0]?.saved) await store.settled();
  if (event !== undefined) store.goRecordedEvent(event);
  // The engine's events take the place of the recorded ones: only then is there a message to stay at.
  if (offset !== undefined) {
    await store.settled();
    store.goOctet(offset);
  }
  return true;
}

/** Opens the session that a link carries. Marked, as long as that takes. */
async function arrive(
  store: Store,
  { event, offset }: Fragment,
  session: Packed,
  mark: string,
): Promise<boolean> {
  const done = store.openings.begin(mark);
  try {
    const link = await decode(session);
    const from = link.scenario ? undefined : await published(store, link);
    const request = requestOf(link, from);
    const task = from && 'goals' in from ? from : undefined;
    if (!(await store.settled())) throw new Error(say('noEngine'));
    const title = say('shared', { title: link.title });
    const known = store.sheets.find((s) => s.own && s.title === title && s.saved === request.saved);
    if (known) store.show(known.key);
    else {
      if (!(await store.bring(title, request, task))) return false;
      if (store.active.branches.some((b) => b.id === link.branch)) store.pick(link.branch);
      store.tell(say('opened'));
    }
    store.go(event ?? link.cursor);
    if (offset !== undefined) store.goOctet(offset);
    return true;
  } catch (e) {
    store.tell(fault(e));
    return false;
  } finally {
    done();
  }
}

/** Why a link could not be opened, in the link's own words. */
function fault(e: unknown): string {
  if (e instanceof LinkError) return say('failed', { why: say(`flaw.${e.flaw}`) });
  const why = e instanceof Error ? e.message : String(e);
  return e instanceof EngineFailure
    ? say('refused', { why: why.replace(/\.$/, '') })
    : say('failed', { why });
}

/** What the engine needs to open it; and to judge it, where it is an attempt at a task. */
function requestOf(link: SessionLink, from: Lesson | LessonTask | undefined): Request {
  const { scenario = link.scenario, task } = from?.request ?? {};
  return {
    kind: 'simulated',
    ...(scenario ? { scenario } : {}),
    ...(task ? { task } : {}),
    saved: JSON.stringify(link.saved),
  };
}

/** The lesson, or that one of its tasks, whose scenario the session has. */
async function published(store: Store, { lesson = '', task }: SessionLink): Promise<Lesson | LessonTask> {
  let of: Lesson | undefined = store.lesson;
  if (lesson !== of.name)
    of = await siteFile(`lessons/${lesson}.json`).then(
      (l) => l as Lesson,
      () => undefined,
    );
  const source: Lesson | LessonTask | undefined = task ? of?.tasks.find((t) => t.name === task) : of;
  if (!source?.request.scenario) throw new Error(say('gone', { lesson }));
  return source;
}
