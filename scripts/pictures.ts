import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@walkout/contracts/command';
import { openRecording } from '@walkout/recordings';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS, SIZES } from './screens/browser.ts';
import { startStore } from './start/store-run.ts';

/** The first receipt is out then and people are still in the store. */
const PICTURED_AT_MS = 50_000;
const SPEED = 1;
const TABLET_PAGE = /\/tablet/;

/** Two pages of one device that follow the store from the beginning on, so that nothing has to load when the moment comes. */
async function openTablet(browser: Browser, url: string): Promise<readonly [light: Page, dark: Page]> {
  const context = await browser.newContext({ viewport: SIZES.tablet, colorScheme: 'light' });
  const [light, dark] = [await context.newPage(), await context.newPage()];
  await light.goto(url);
  await light.waitForURL(TABLET_PAGE);
  await dark.emulateMedia({ colorScheme: 'dark' });
  await dark.goto(light.url());
  return [light, dark];
}

await runCommand({
  name: 'npm run pictures --',
  about: 'Takes the pictures of docs/pictures: the tablet in the middle of the demo, light and dark.',
  options: {
    recording: { value: 'DIR', about: 'recording to play', fallback: 'recordings/demo' },
    out: { value: 'DIR', about: 'folder for the pictures', fallback: 'docs/pictures' },
  },
  async run({ recording: folder, out }) {
    await mkdir(out, { recursive: true });
    const recording = await openRecording(folder);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
    let reached: () => void;
    const middle = new Promise<void>((resolve) => (reached = resolve));
    const store = await startStore({
      recording, speed: SPEED, port: 0,
      onProgress: ({ played }) => {
        if (played >= PICTURED_AT_MS) reached();
      },
    });
    try {
      const [light, dark] = await openTablet(browser, store.tabletUrl);
      await Promise.race([middle, store.finished]);
      await light.screenshot({ path: join(out, 'tablet.png') });
      await dark.screenshot({ path: join(out, 'tablet-dark.png') });
    } finally {
      await store.stop();
      await browser.close();
      await recording.close();
    }
  },
});
