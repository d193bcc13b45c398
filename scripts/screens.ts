import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@walkout/contracts/command';
import { chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS, SIZES } from './screens/browser.ts';
import { morePagesOf } from './screens/more-pages.ts';
import { pagesOf } from './screens/pages-of.ts';
import { DEMO, setStage } from './screens/stage.ts';

/** Clips are fetched and the first picture is drawn. */
const SETTLED_MS = 1_500;

await runCommand({
  name: 'npm run screens --',
  about: 'Takes a picture of every page of the tablet and of shoppers, at tablet and phone size, light and dark. The pages must be built: npm run build:web.',
  options: {
    demo: { value: 'DIR', about: 'recording of the demo store', fallback: DEMO },
    out: { value: 'DIR', about: 'folder for the pictures', fallback: 'docs/screens' },
  },
  async run({ demo, out }) {
    await mkdir(out, { recursive: true });
    const stage = await setStage({ demo });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
    try {
      const page = await browser.newPage({ hasTouch: true, locale: 'en-IE', timezoneId: 'UTC' });
      await page.goto(stage.server.enrolmentLink());
      const tablet = (await pagesOf(page)).map((path) => ({ path, name: path.split('/').slice(2).join('-') || 'live' }));
      const pages = [...tablet, ...await morePagesOf(page)];
      for (const [size, viewport] of Object.entries(SIZES)) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          for (const { path, name } of pages) {
            await page.goto(new URL(path, stage.server.url).href);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.waitForTimeout(SETTLED_MS);
            await page.screenshot({ path: join(out, `${name}-${size}-${colorScheme}.jpg`), type: 'jpeg', quality: 70 });
          }
        }
      }
    } finally {
      await browser.close();
      await stage.stop();
    }
  },
});
process.exit();
