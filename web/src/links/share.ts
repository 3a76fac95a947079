import type { WholeEngine } from '../engine';
import type { Sheet } from '../sheet';
import { lessonAddress } from '../site';
import type { Store } from '../store';
import { encode, type SessionLink } from './codec';
import { eventFragment } from './fragment';

/** What of a session is to be shared. */
export type Extent = 'all' | 'branch' | 'moment';

/** A link, and what had to be left out of it. */
export interface Link {
  url: string;
  notes: readonly string[];
}

/** Whether the moment that is looked at is one of the lesson's recorded session: whoever opens the lesson has it. */
export function recordedMoment(store: Store): boolean {
  const { active } = store;
  return active === store.sheets[0] && active.cursor <= active.shared && active.cursor >= 0;
}

/** The link to a moment of the lesson's recorded session. */
export function momentLink(store: Store): Link {
  const { active, lesson, octet } = store;
  return { url: address(lesson.name, eventFragment(active.cursor, octet)), notes: [] };
}

/** The link to a session, without anybody's secrets. */
export async function sessionLink(
  store: Store,
  engine: WholeEngine,
  sheet: Sheet,
  extent: Extent,
): Promise<Link> {
  const { id } = sheet;
  if (id === null) throw new Error('the session is not at the engine');
  const source = publishedAs(store, sheet);
  const all = extent === 'all';
  const title = sheet.own ? sheet.title : (sheet.task?.title ?? store.lesson.title);
  const shared = engine.share(id, { branch: sheet.branch, all, title, published: source !== undefined });
  const link: SessionLink = {
    title: shared.title,
    ...source,
    ...(shared.scenario ? { scenario: shared.scenario } : {}),
    saved: JSON.parse(shared.saved),
    branch: all ? sheet.branch : 0,
    cursor: sheet.cursor,
  };
  return { url: address(source?.lesson ?? store.lesson.name, await encode(link)), notes: shared.notes };
}

/** Whether a session's scenario is one of Popscope's own: its passwords are no secrets. */
export function isPublished(store: Store, sheet: Sheet): boolean {
  return publishedAs(store, sheet) !== undefined;
}

/**
 * The lesson, and its task, whose scenario this session has: then the link need
 * not carry it. Of a task that is attempted, the task.
 */
function publishedAs(store: Store, sheet: Sheet): { lesson: string; task?: string } | undefined {
  const { lesson } = store;
  const scenario = JSON.stringify(sheet.request.scenario);
  const attempted = lesson.tasks.find((t) => t.name === sheet.task?.name);
  if (attempted && JSON.stringify(attempted.request.scenario) === scenario)
    return { lesson: lesson.name, task: attempted.name };
  if (scenario === JSON.stringify(lesson.request.scenario)) return { lesson: lesson.name };
  const task = lesson.tasks.find((t) => JSON.stringify(t.request.scenario) === scenario);
  return task && { lesson: lesson.name, task: task.name };
}

function address(lesson: string, fragment: string): string {
  const url = new URL(lessonAddress(lesson, '') || '?', location.href);
  url.hash = fragment;
  return url.href;
}
