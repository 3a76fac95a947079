/** The cache that holds the whole engine, for visits without a network. */
export const ENGINE_CACHE = 'popscope-engine';
