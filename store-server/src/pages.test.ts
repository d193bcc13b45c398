import { existsSync, rmSync } from 'node:fs';
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
import { startServer } from './server.ts';
import { cartOf, cornerStore } from './testing/corner-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WEB = fileURLToPath(new URL('../web/', import.meta.url));
/** Pictures of the pages are kept here for people to look at. */
const SCREENS = process.env['WALKOUT_SCREENS'] ?? join(tmpdir(), 'walkout-screens');
const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true, locale: 'en-IE', timezoneId: 'Europe/Dublin' } as const;
const PHONE = { ...TABLET, viewport: { width: 390, height: 844 } } as const;
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
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS, timeout: 120_000 });
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
      await page.getByText('No. 1').click();
      await page.getByRole('group').getByText('Sparkling water 0.5 l').waitFor();
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
    await page.getByRole('button', { name: 'One less of Dark chocolate 100 g' }).click();
    await page.getByLabel('Add a product').selectOption('rye-bread');
    await page.screenshot({ path: join(SCREENS, 'tablet-review.png') });
    await page.getByRole('button', { name: /Charge €6.08/ }).click();
    await page.getByText('Nothing to check').waitFor();
    await page.getByText('Shopper 2 decided').waitFor();
    await page.getByRole('link', { name: 'Receipts' }).click();
    // When it can no longer be taken back.
    await page.getByText('No. 2').waitFor();
  });

  it('tablet says that the connection is lost, and goes on by itself when it is back', async () => {
    const { bus, server, start } = await openStore();
    await fillStore(bus);
    const page = await openPage(server.enrolmentLink(), TABLET);
    await page.getByText('Connected', { exact: true }).waitFor();
    await server.close();
    await page.getByText('Connection lost.').waitFor();
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
    const tablet = await openPage(server.enrolmentLink(), TABLET);
    await tablet.getByText('No. 1').click();
    const link = await tablet.getByRole('link', { name: "Shopper's page" }).getAttribute('href');
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(`${server.url}${link}`, { ...PHONE, colorScheme });
      await page.getByRole('heading', { name: 'Corner store' }).waitFor();
      await page.getByText('€8.16').first().waitFor();
      await page.screenshot({ path: join(SCREENS, `receipt-${colorScheme}.png`) });
    }
    const broken = await openPage(`${server.url}${link!.replace('anna', 'ben')}`, PHONE);
    await broken.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });
});
