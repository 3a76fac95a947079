/** How deep values of ours lie in one another at most: a scenario's do not come near it. */
const DEEPEST = 60;

/**
 * Whether the values from a file or a link lie in one another no deeper than
 * anything of ours: what goes on for thousands of levels overflows the stack of
 * whoever handles it.
 */
export function shallow(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((v) => shallow(v, levels - 1));
}
