/**
 * A JSON file of the site: "errand.json", "lessons/first-session.json". Where
 * the whole site is one file there is nothing to fetch: then it stands in the
 * page. Rejects where it can't be had.
 */
export async function siteFile(name: string): Promise<unknown> {
  const inlined = document.getElementById(`file:${name}`)?.textContent;
  if (inlined) return JSON.parse(inlined);
  if (!fetches()) throw new Error(`${name} is not in this file.`);
  const response = await fetch(new URL(name, document.baseURI));
  if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
  return response.json();
}

/** Whether there is a server to fetch from: a page opened from a disk has none. */
export function fetches(): boolean {
  return /^https?:$/.test(location.protocol);
}

/** The address of a lesson's page, relative to this one; the query is kept. */
export function lessonAddress(name: string, search: string): string {
  const query = new URLSearchParams(search);
  query.delete('lesson');
  if (!fetches()) query.set('lesson', name);
  const rest = query.size > 0 ? `?${query}` : '';
  return fetches() ? `${name}.html${rest}` : rest;
}
