import { area } from './words';
import en from './words/en/ladder.json';

const say = area('ladder', en);

/** A client in words, as Sheet.program names it: a device's name as it is, another connection by its number. */
export function whose(program: string): string {
  return program.startsWith('#') ? say('connection', { n: program.slice(1) }) : program;
}
