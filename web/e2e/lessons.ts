import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../lessons/', import.meta.url);

/** All lessons, by the names of their pages, with their protocols. */
export const lessons = readdirSync(folder)
  .filter((file) => /^\d\d-.*\.md$/.test(file))
  .sort()
  .map((file) => ({
    name: file.slice(3, -3),
    protocol: /^protocol: *(\w+)/m.exec(readFileSync(new URL(file, folder), 'utf8'))?.[1] ?? '',
  }));

/** The first lesson of a protocol. */
export function lessonOf(protocol: string): string {
  const found = lessons.find((l) => l.protocol === protocol);
  if (!found) throw new Error(`${protocol} has no lesson: write one into lessons/`);
  return found.name;
}
