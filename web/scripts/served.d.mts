/** Serves the page, with further flags; gives its address once it answers. */
export function served(...flags: string[]): Promise<{ url: string; stop(): Promise<void> }>;
