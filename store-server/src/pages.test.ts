import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../../scripts/broker/embedded-broker.ts';
import { CHROMIUM, CHROMIUM_ARGUMENTS, SIZES } from '../../scripts/screens/browser.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';
import { expectAccessible } from './testing/accessible.ts';
import { cartOf, cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));
/** Pictures of the pages are kept here for people to look at. */
const SCREENS = process.env['WALKOUT_SCREENS'] ?? join(tmpdir(), 'walkout-screens');
const TABLET = { viewport: SIZES.tablet, hasTouch: true, locale: 'en-IE', timezoneId: 'Europe/Dublin' } as const;
const PHONE = { ...TABLET, viewport: SIZES.phone } as const;
const NOON = Date.UTC(2026, 4, 12, 11);

let browser: Browser;
let webFolder: string;

async function openStore() {
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const bus = await connectBus({ url: broker.url, store: 'corner', clientId: 'street' });
  onTestFinished(() => bus.close());
  const start = (port = 0) => startServer({
    layout: cornerStore(), databaseFile, brokerUrl: broker.url, host: '127.0.0.1', port, clock: () => NOON,
    logger: pino({ level: 'silent' }), webFolder,
  });
  const databaseFile = join(temporaryFolder(), 'store.db');
  const server = await start();
  await server.ready;
  return { bus, server, start };
}

async function openPage(address: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  onTestFinished(() => expect(refused).toEqual([]));
  await page.goto(address);
  return page;
}

/** The tablet on the first receipt, and the link that its shopper has. */
async function openShoppersLink(server: RunningServer) {
  const tablet = await openPage(server.enrolmentLink(), TABLET);
  await tablet.getByRole('link', { name: /No. 1/ }).click();
  const link = await tablet.getByRole('link', { name: "Shopper's page" }).getAttribute('href');
  return { tablet, link: link! };
}

const enter = (bus: Bus, ids: readonly string[]) => bus.publish('gatePassages', 'entry', {
  capturedAt: NOON, passages: ids.map((passage, i) => ({ passage, capturedAt: NOON + 20_000 * i, direction: 'in' as const })),
});

/** Four shoppers: one has left, one is to be checked, two are inside. */
async function fillStore(bus: Bus): Promise<void> {
  await enter(bus, ['anna', 'ben', 'cleo', 'dana']);
  const closed = { state: 'closed', capturedAt: NOON + 95_000 } as const;
  await bus.publish('cart', 'anna', cartOf('anna', [['oat-drink', 2], ['rye-bread', 1], ['sparkling-water', 1]], closed));
  await bus.publish('cart', 'ben', cartOf('ben', [['olives', 1], ['dark-chocolate', 1, 0.41]], closed));
  await bus.publish('cart', 'cleo', cartOf('cleo', [['oat-drink', 1], ['hand-soap', 1, 0.52]]));
  await bus.publish('cart', 'dana', cartOf('dana', []));
  await bus.publish('cameraStatus', 'south-west', { state: 'online', framesPerSecond: 11.8 });
  await bus.publish('cameraStatus', 'north-east', { state: 'offline' });
  for (const shelf of ['west', 'north', 'island']) await bus.publish('shelfStatus', shelf, { state: 'online' });
  await bus.publish('gateStatus', 'entry', { state: 'online' });
  await bus.publish('fusionStatus', undefined, { state: 'online' });
  await bus.publish('positions', undefined, {
    capturedAt: NOON + 100_000,
    positions: [
      { person: 'p-3', visit: 'cleo', position: [2.1, 3.4] }, { person: 'p-4', visit: 'dana', position: [4.9, 1.3] },
      { person: 'p-5', position: [1.5, 0.6] },
    ],
  });
}

const skipped = existsSync(CHROMIUM) ? '' : ' (skipped: no chromium; set CHROMIUM to its path)';
// A browser shares the machine with whatever else is tested.
describe.skipIf(skipped !== '')(`pages in a browser${skipped}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    webFolder = join(tmpdir(), `walkout-web-${process.pid}`);
    await build({ configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn', build: { outDir: webFolder } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS, timeout: 120_000 });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(webFolder, { recursive: true, force: true });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`tablet shows who is there, their carts and the receipts, ${colorScheme}`, async () => {
      const { bus, server } = await openStore();
      onTestFinished(() => server.close());
      await fillStore(bus);
      const page = await openPage(server.enrolmentLink(), { ...TABLET, colorScheme });
      await page.getByText('Connected', { exact: true }).waitFor();
      expect(page.url()).toBe(server.tabletPage);
      await page.getByRole('img', { name: 'Floor plan, 3 people in the store' }).waitFor();
      await page.getByRole('button', { name: /Shopper 3/ }).click();
      await page.getByText('unsure, 52%').waitFor();
      await page.getByRole('link', { name: /No. 1/ }).click();
      await page.getByRole('heading', { name: 'Receipt 1' }).waitFor();
      await page.getByRole('row', { name: /Sparkling water 0.5 l/ }).waitFor();
      await page.screenshot({ path: join(SCREENS, `tablet-${colorScheme}.png`) });
    });
  }

  it('a person puts a doubtful cart right and its receipt follows', async () => {
    const { bus, server } = await openStore();
    onTestFinished(() => server.close());
    await fillStore(bus);
    const page = await openPage(server.enrolmentLink(), TABLET);
    await page.getByRole('link', { name: 'Review, 1 waiting' }).click();
    await page.getByRole('button', { name: 'Something else…' }).click();
    await expectAccessible(page, 'review, something else');
    await page.getByRole('button', { name: 'One less of Dark chocolate 100 g' }).click();
    await page.getByLabel('Add a product').selectOption('rye-bread');
    await page.screenshot({ path: join(SCREENS, 'tablet-review.png') });
    await page.getByRole('button', { name: /Charge €6.08/ }).click();
    await page.getByText('Nothing to check').waitFor();
    await page.getByText('Shopper 2 decided').waitFor();
    await page.getByRole('link', { name: 'Receipts' }).click();
    // When it can no longer be taken back.
    await page.getByRole('link', { name: /No. 2/ }).waitFor();
  });

  it('staff find a receipt by goods, day and amount, and pay one line of it back', async () => {
    const { bus, server } = await openStore();
    onTestFinished(() => server.close());
    await fillStore(bus);
    const page = await openPage(`${server.enrolmentLink()}`, TABLET);
    await page.getByRole('link', { name: 'Receipts' }).click();
    const found = page.getByRole('link', { name: /No. 1/ });
    await found.waitFor();
    await page.getByLabel('Number, shopper, visit or product').fill('green olives');
    await page.getByText('No receipt is like that.').waitFor();
    await page.getByLabel('Number, shopper, visit or product').fill('sparkling');
    await page.getByLabel('Day').fill('2026-05-12');
    await page.getByLabel('Amount in EUR').fill('eight');
    await page.getByText('"eight" is not an amount in EUR').waitFor();
    await page.getByLabel('Amount in EUR').fill('8,16');
    await found.click();
    await page.getByRole('heading', { name: 'Receipt 1' }).waitFor();
    await page.keyboard.press('r');
    // Nobody was charged: what is taken off is no longer due.
    await page.getByRole('button', { name: 'Take €8.16 off what is due' }).waitFor();
    await page.getByRole('button', { name: 'One less of Oat drink 1 l' }).click();
    for (const name of ['Rye bread 750 g', 'Sparkling water 0.5 l']) await page.getByRole('button', { name: `One less of ${name}` }).click();
    await page.getByLabel('Reason, as it stands on the refund').selectOption('Damaged or past its date');
    await page.screenshot({ path: join(SCREENS, 'tablet-refund.png') });
    await expectAccessible(page, 'a refund');
    await page.getByRole('button', { name: 'Take €1.99 off what is due' }).click();
    await page.getByRole('link', { name: 'No. 2' }).click();
    await page.getByRole('heading', { name: 'Refund 2' }).waitFor();
    await page.getByText('Damaged or past its date').waitFor();
  });

  it("a shopper's claim reaches staff, and their answer the shopper", async () => {
    const { bus, server } = await openStore();
    onTestFinished(() => server.close());
    await fillStore(bus);
    const { tablet, link } = await openShoppersLink(server);
    const phone = await openPage(`${server.url}${link}`, PHONE);
    await phone.getByLabel('Sparkling water 0.5 l: this is wrong').click();
    await phone.getByRole('combobox', { name: 'What is wrong?' }).selectOption('I put it back');
    await phone.screenshot({ path: join(SCREENS, 'receipt-claim.png'), fullPage: true });
    await expectAccessible(phone, "a shopper's claim");
    await phone.getByRole('button', { name: 'Tell the store' }).click();
    await tablet.getByRole('link', { name: 'Receipts, 1 waiting' }).waitFor();
    await tablet.getByLabel('Answer to the shopper, if you like').fill('Sorry about that.');
    await tablet.screenshot({ path: join(SCREENS, 'tablet-claim.png') });
    await expectAccessible(tablet, 'a claim to answer');
    await tablet.getByRole('button', { name: 'Accept, pay €0.89 back' }).click();
    await tablet.getByText('accepted', { exact: true }).waitFor();
    await tablet.getByRole('link', { name: 'Receipts', exact: true }).waitFor();
    await phone.reload();
    await phone.getByText('Sorry about that.').waitFor();
    await phone.getByText('-€0.89').waitFor();
    await phone.screenshot({ path: join(SCREENS, 'receipt-paid-back.png'), fullPage: true });
    const [download] = await Promise.all([phone.waitForEvent('download'), phone.getByRole('link', { name: 'Download as PDF' }).click()]);
    expect(download.suggestedFilename()).toBe('receipt-1.pdf');
    expect(readFileSync(await download.path()).subarray(0, 5).toString()).toBe('%PDF-');
    await phone.emulateMedia({ media: 'print' });
    expect(await phone.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await phone.screenshot({ path: join(SCREENS, 'receipt-print.png'), fullPage: true });
  });

  it("a shopper's own page shows a code for as many as come", async () => {
    const { server } = await openStore();
    onTestFinished(() => server.close());
    const tablet = await openPage(server.enrolmentLink(), TABLET);
    await tablet.getByText('Connected', { exact: true }).waitFor();
    const link = await tablet.evaluate<string>(`fetch('/api/shoppers', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Anna' }),
    }).then((answer) => answer.json()).then(({ link }) => link)`);
    const phone = await openPage(`${server.url}${link}`, PHONE);
    const code = phone.getByRole('img', { name: 'Entry code' });
    await code.waitFor();
    const first = await code.innerHTML();
    await phone.getByRole('button', { name: 'One person more' }).click();
    await phone.getByText('2 people, I pay').waitFor();
    await expect.poll(() => code.innerHTML()).not.toBe(first);
    await phone.screenshot({ path: join(SCREENS, 'entry.png') });
    const broken = await openPage(`${server.url}${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, PHONE);
    await broken.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await expectAccessible(broken, 'a broken link');
  });

  it('tablet says that the connection is lost, and goes on by itself when it is back', async () => {
    const { bus, server, start } = await openStore();
    await fillStore(bus);
    const page = await openPage(server.enrolmentLink(), TABLET);
    await page.getByText('Connected', { exact: true }).waitFor();
    // What the broker still carries to the server would be lost with it.
    await page.getByRole('button', { name: /Shopper 3/ }).waitFor();
    await server.close();
    await page.getByText('Connection lost.').waitFor();
    await expectAccessible(page, 'a lost connection');
    await page.getByRole('button', { name: /Shopper 3/ }).waitFor();
    const again = await start(Number(new URL(server.url).port));
    onTestFinished(() => again.close());
    await page.getByText('Connected', { exact: true }).waitFor();
    await again.ready;
    await enter(bus, ['emil']);
    await page.getByRole('button', { name: /Shopper 5/ }).waitFor();
  });

  it('a device that is not enrolled is told how', async () => {
    const { server } = await openStore();
    onTestFinished(() => server.close());
    const page = await openPage(`${server.url}/tablet`, TABLET);
    await page.getByRole('heading', { name: 'This page is for staff' }).waitFor();
  });

  it("a shopper's page waits for the receipt, then shows it", async () => {
    const { bus, server } = await openStore();
    onTestFinished(() => server.close());
    await fillStore(bus);
    const { link } = await openShoppersLink(server);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(`${server.url}${link}`, { ...PHONE, colorScheme });
      await page.getByRole('heading', { name: 'Corner store' }).waitFor();
      await page.getByText('€8.16').first().waitFor();
      await page.screenshot({ path: join(SCREENS, `receipt-${colorScheme}.png`) });
    }
    const broken = await openPage(`${server.url}${link.replace('anna', 'ben')}`, PHONE);
    await broken.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });
});
