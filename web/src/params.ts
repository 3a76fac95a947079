import { type WayKey, wayOf } from './ways';

/** What an address asks of the page: ?lesson=…&step=…&way=…&theme=…&lang=…&embed=1&projector=1. */
export interface Params {
  /** Name of a lesson; its file's, without extension. */
  lesson?: string;
  /** A step of the recorded session, from 1. */
  step?: number;
  way?: WayKey;
  theme?: string;
  lang?: string;
  /** Within another page: without the masthead, and telling that page how it goes. */
  embed: boolean;
  projector: boolean;
}

/** Reads an address's query. What makes no sense there is left out. */
export function readParams(search: string): Params {
  const query = new URLSearchParams(search);
  // Also as its file is named: with a number before it.
  const lesson = (query.get('lesson') ?? '').replace(/^\d\d-/, '');
  const step = Number(query.get('step'));
  const way = wayOf(query.get('way'))?.key;
  const theme = query.get('theme');
  const lang = query.get('lang');
  return {
    ...(/^[\w-]{1,80}$/.test(lesson) ? { lesson } : {}),
    ...(Number.isInteger(step) && step > 0 ? { step } : {}),
    ...(way ? { way } : {}),
    ...(theme ? { theme } : {}),
    ...(lang ? { lang } : {}),
    embed: query.get('embed') === '1',
    projector: query.get('projector') === '1',
  };
}
