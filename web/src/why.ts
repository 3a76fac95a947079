import { obstacleOf } from './obstacle';
import { area, type Saying } from './words';
import en from './words/en/obstacle.json';

const say = area('obstacle', en);

/** Why the engine can't be had, and what to do about it. */
export function why(e: unknown): Saying {
  const { obstacle, message } = obstacleOf(e);
  return () => say(`why.${obstacle}`, { detail: message });
}
