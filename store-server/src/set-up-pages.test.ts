import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { CHROMIUM, CHROMIUM_ARGUMENTS, SIZES } from '../../scripts/screens/browser.ts';
import { startServer } from './server.ts';
import { expectAccessible } from './testing/accessible.ts';
import { cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));
const NOON = Date.UTC(2026, 4, 12, 11);
const PIN = '482615';

let browser: Browser;
let webFolder: string;

async function openStore() {
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const server = await startServer({
    layout: cornerStore(), databaseFile: join(temporaryFolder(), 'store.db'), brokerUrl: broker.url, host: '127.0.0.1', port: 0, clock: () => NOON,
    logger: pino({ level: 'silent' }), webFolder,
  });
  onTestFinished(() => server.close());
  const context = await browser.newContext({ viewport: SIZES.tablet, hasTouch: true, locale: 'en-IE', timezoneId: 'Europe/Dublin', reducedMotion: 'reduce' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { server, page };
}
async function openSetUp(section: string) {
  const opened = await openStore();
  await opened.page.goto(opened.server.enrolmentLink());
  await opened.page.getByText('Connected', { exact: true }).waitFor();
  await opened.page.goto(`${opened.server.url}/tablet/set-up${section}`);
  await opened.page.getByRole('navigation', { name: 'Set-up' }).getByRole('link').nth(1).waitFor();
  return opened;
}
const csvFile = (text: string) => ({ name: 'file.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

const skipped = existsSync(CHROMIUM) ? '' : ' (skipped: no chromium; set CHROMIUM to its path)';
describe.skipIf(skipped !== '')(`sign-in and set-up in a browser${skipped}`, { timeout: 240_000 }, () => {
  beforeAll(async () => {
    webFolder = join(tmpdir(), `walkout-set-up-web-${process.pid}`);
    await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn', build: { outDir: webFolder } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS, timeout: 120_000 });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    if (webFolder !== undefined) rmSync(webFolder, { recursive: true, force: true });
  });

  it('a manager sets a PIN, signs out, and is let in again by that PIN and no other', async () => {
    const { server, page } = await openStore();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('heading', { name: 'This page is for staff' }).waitFor();
    await expectAccessible(page, 'a strange device');
    // Another page first: an address that differs in its hash alone loads nothing.
    await page.goto('about:blank');
    await page.goto(server.enrolmentLink());
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.goto(`${server.url}/tablet/set-up/staff`);
    await page.getByRole('button', { name: /^Manager/ }).click();
    await page.getByLabel(/New PIN/).fill(PIN);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('no PIN yet').waitFor({ state: 'detached' });
    await page.context().clearCookies({ name: 'walkout-session' });
    await page.goto(`${server.url}/tablet/set-up/staff`);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await expectAccessible(page, 'who are you');
    await page.getByRole('button', { name: 'Manager' }).tap();
    await expectAccessible(page, 'PIN');
    const type = async (pin: string) => {
      for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).tap();
      await page.getByRole('button', { name: 'Sign in' }).tap();
    };
    await type('999998');
    await page.getByRole('alert').getByText('the PIN is not right').waitFor();
    await type(PIN);
    // Back where they wanted to be.
    await page.getByRole('heading', { name: 'Staff' }).waitFor();
  });

  it('every section of Set-up can be used by anybody', async () => {
    const { server, page } = await openSetUp('');
    const tabs = page.getByRole('navigation', { name: 'Set-up' }).getByRole('link');
    await tabs.nth(1).waitFor();
    const paths = await tabs.evaluateAll((all) => all.map((link) => (link as unknown as { pathname: string }).pathname));
    expect(paths).toHaveLength(6);
    for (const path of paths) {
      await page.goto(`${server.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // What is folded away counts as well.
      for (const folded of await page.locator('details.import > summary').all()) await folded.click();
      await expectAccessible(page, path);
    }
  });

  it('staff and devices come in from a spreadsheet', async () => {
    const { server, page } = await openSetUp('/staff');
    await page.getByText('CSV: import and export').click();
    await page.getByLabel('CSV file').setInputFiles(csvFile('name,role\nAnna,boss\n'));
    await page.getByText('Line 2, role: "boss" is none of associate, manager, engineer').waitFor();
    await page.getByLabel('CSV file').setInputFiles(csvFile('name,role\nAnna,engineer\n'));
    await page.getByRole('button', { name: 'Make 1 change' }).click();
    await page.getByRole('button', { name: 'Anna Engineer no PIN yet' }).waitFor();
    await page.goto(`${server.url}/tablet/set-up/devices`);
    await page.getByText('CSV: import and export').click();
    await page.getByLabel('CSV file').setInputFiles(csvFile('name,kind,gate\nTill,tablet,\nReader,gate,entry\n'));
    await page.getByRole('button', { name: 'Make 2 changes' }).click();
    await page.getByText('Each works once').waitFor();
    expect(await page.locator('.invitation').allInnerTexts()).toEqual([expect.stringMatching(/^\S+-\S+\s+Till$/), expect.stringMatching(/^\S+-\S+\s+Reader$/)]);
  });

  it('a tax class is added', async () => {
    const { page } = await openSetUp('/products');
    await page.getByText('Tax classes', { exact: true }).click();
    await page.getByRole('button', { name: 'Add a tax class' }).click();
    const added = page.getByRole('group', { name: 'Tax class 3' });
    await added.getByLabel('Id').fill('books');
    await added.getByLabel('Percent').fill('5,5');
    await added.getByText('€10.00 is €9.48 net').waitFor();
    await added.getByLabel('Name').fill('Books');
    await page.getByRole('button', { name: 'Save tax classes' }).click();
    await page.getByRole('button', { name: 'Save tax classes', disabled: true }).waitFor();
    await page.getByRole('button', { name: /Green olives/ }).click();
    const tax = page.getByRole('combobox', { name: /^Tax/ });
    await tax.waitFor();
    expect(await tax.locator('option').allInnerTexts()).toEqual(['Food, 7 %', 'Other goods, 19 %', 'Books, 5.5 %']);
  });

  it('a gate is moved by key, saved, and brought back', async () => {
    const { page } = await openSetUp('/layout');
    const x = () => page.getByLabel('x, east, m').inputValue();
    await page.getByRole('button', { name: 'gate entry', exact: true }).focus();
    await page.keyboard.press('Shift+ArrowRight');
    expect(await x()).toBe('1.500');
    await page.keyboard.press('z');
    await expect.poll(x).toBe('1.000');
    await page.keyboard.press('y');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByRole('button', { name: 'Save as version 3', disabled: true }).waitFor();
    await page.getByText('Versions', { exact: true }).click();
    await page.getByRole('button', { name: 'Bring back version 1' }).click();
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await page.getByText('back to version 1').waitFor({ state: 'attached' });
    await page.getByLabel('Selected').selectOption('gate/entry');
    expect(await x()).toBe('1.000');
  });

  it('a camera is turned, a plate and a corner of the floor are moved, by figures', async () => {
    const { page } = await openSetUp('/layout');
    const choose = (item: string) => page.getByLabel('Selected').selectOption(item);
    const set = async (label: string, value: string) => {
      await page.getByLabel(label).fill(value);
      await page.getByLabel(label).press('Tab');
    };
    await choose('camera/south-west');
    expect(await page.getByLabel('Heading, degrees from east').inputValue()).toBe('45.0');
    await set('Heading, degrees from east', '60');
    await expect.poll(() => page.getByLabel('Heading, degrees from east').inputValue()).toBe('60.0');
    await choose('plate/island-1');
    await set('y, north, m', '2.35');
    await choose('corner/2');
    await set('x, east, m', '7.5');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByRole('button', { name: 'Save as version 3', disabled: true }).waitFor();
    const { layout } = await page.evaluate(async () => (await fetch('/api/layout')).json()) as { layout: ReturnType<typeof cornerStore> };
    expect(layout.floor).toEqual([[0, 0], [7, 0], [7.5, 5], [0, 5]]);
    expect(layout.shelves.find(({ id }) => id === 'island')!.plates[0]!.centre).toEqual([3.1, 2.35, 1]);
  });
});
