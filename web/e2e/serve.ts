import { served } from '../scripts/served.mjs';

/** Serves the built program for as long as the tests run, and tells them where. */
export default async function serve(): Promise<() => Promise<void>> {
  const { url, stop } = await served();
  process.env.POPSCOPE_URL = url;
  return stop;
}
