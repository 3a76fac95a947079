import type { TestProject } from 'vitest/node';
import { served } from '../scripts/served.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the page is served. */
    address: string;
  }
}

/** Serves the built program for as long as the tests run. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await served();
  project.provide('address', url);
  return stop;
}
