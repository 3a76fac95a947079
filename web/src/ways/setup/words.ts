import type { Setting } from '../../abi';
import { area } from '../../words';
import en from '../../words/en/settings.json';

type Key = keyof typeof en;

const say = area('settings', en);

/**
 * What the engine calls a field, what it means and what it is counted in, as
 * words of the page: a form is read before there is anything to learn from it.
 * A test holds that the English ones are the engine's.
 */
export const title = ({ path }: Pick<Setting, 'path'>): string => say(`title.${path}` as Key);
export const meaning = ({ path }: Pick<Setting, 'path'>): string => say(`meaning.${path}` as Key);
export const unitOf = (unit: string): string => say(`unit.${unit}` as Key);
