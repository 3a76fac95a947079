import { column } from './column';
import type { Drawing, Machine } from './drawing';
import { planOf } from './rails';
import { row } from './row';

/**
 * Lays the states out in the order of a session's life: in a row where there
 * is room, in a column where there is not. Ways to the next state are straight;
 * the others run on rails beside the states. `em` is the size of the text in
 * pixels.
 */
export function layOut(machine: Machine, width: number, em: number): Drawing {
  const plan = planOf(machine.states, machine.edges);
  return row(machine, plan, width / em, em) ?? column(machine, plan, width / em, em);
}
