import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/part.json';

const say = area('part', en);

/**
 * What is fetched only when it is wanted. On a broken line it does not come:
 * the page says so, goes on without it, and asks again the next time.
 */
export async function obtain<T>(store: Store, piece: () => Promise<T>): Promise<T | undefined> {
  try {
    return await piece();
  } catch {
    store.tell(say('missing'));
    return undefined;
  }
}
