import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the page is served. */
    address: string;
  }
}

/** Serves the built program for as long as the tests run. */
export default async function serve(project: TestProject): Promise<() => void> {
  const address = `http://127.0.0.1:${process.env.POPSCOPE_PORT ?? 8916}/`;
  const program = fileURLToPath(new URL('../../build/popscope', import.meta.url));
  const server = spawn(program, ['serve', '--addr', new URL(address).host], { stdio: 'ignore' });
  for (let i = 0; ; i++) {
    if (server.exitCode !== null || i > 200) throw new Error('popscope serve did not start: make build?');
    const there = await fetch(new URL('healthz', address)).then(
      (r) => r.ok,
      () => false,
    );
    if (there) break;
    await new Promise((r) => setTimeout(r, 50));
  }
  project.provide('address', address);
  return () => server.kill();
}
