import type { Messages } from '../words';

// One file for each area, as in English; a test holds that none lacks a word.
const files = import.meta.glob<Messages>('./de/*.json', { eager: true, import: 'default' });

export default Object.fromEntries(
  Object.entries(files).map(([path, messages]) => [path.replace(/^.*\/(.*)\.json$/, '$1'), messages]),
);
