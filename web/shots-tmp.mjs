import { chromium } from '@playwright/test';
import { served } from './scripts/served.mjs';

const { url, stop } = await served();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const run = await import(process.argv[2]);
try {
  await run.default(browser, url);
} finally {
  await browser.close();
  await stop();
}
