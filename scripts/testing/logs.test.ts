import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { connectAsync } from 'mqtt';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { topicOf } from '@walkout/contracts';
import type { Message, Passage } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import { startFusion } from '../../fusion/src/io/fusion-service.ts';
import { startServer } from '../../store-server/src/server.ts';
import { cartOf, cornerStore } from '../../store-server/src/testing/corner-store.ts';
import { createEmbeddedBroker } from '../broker/embedded-broker.ts';

/** Whatever must be in no log: names, PINs, keys, cards. */
const SECRETS = {
  token: 'program-token-8f2e61c0', manager: 'Marlene Mustermann', pin: '734912', wrongPin: '118822', shopper: 'Svenja Shopper', card: 'card-5566778899',
  brokenCard: 'card-1029384756', guess: 'guessed-token-a1b2c3', search: 'Secret Search',
};

/** Loggers of every level, and all that they said. */
function openLog() {
  const lines: string[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
  return { lines, loggerOf: (name: string) => pino({ name, level: 'trace' }, stream) };
}

const sensorAt = (passage: string, capturedAt: number, credential: string): Passage => ({ passage, capturedAt, direction: 'in', credential });

it('follows a visit through the logs of all services, in which nobody has a name, a token or a PIN', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'walkout-logs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { lines, loggerOf } = openLog();
  const broker = await createEmbeddedBroker({ port: 0 });
  onTestFinished(() => broker.close());
  const layout = cornerStore();
  const fusion = await startFusion({ layout, brokerUrl: broker.url, mode: 'replay', log: loggerOf('fusion') });
  onTestFinished(() => fusion.stop());
  const server = await startServer({
    layout, databaseFile: join(folder, 'store.db'), brokerUrl: broker.url, host: '127.0.0.1', port: 0, clock: Date.now, logger: loggerOf('store-server'), staffToken: SECRETS.token,
  });
  onTestFinished(() => server.close());
  await server.ready;
  const street = await connectBus({ url: broker.url, store: layout.store, clientId: 'street' });
  onTestFinished(() => street.close());
  const heard = new Map<string, () => void>();
  const hear = (name: Message['name'], visit: string) => new Promise<void>((resolve) => heard.set(`${name} ${visit}`, resolve));
  await street.subscribe(['receipt', 'cart', 'visitOpened'], ({ name, id }) => heard.get(`${name} ${id}`)?.());

  const program = { authorization: `Bearer ${SECRETS.token}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = program) => {
    const response = await fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: response.status, cookies: response.headers.getSetCookie(), body: (await response.json().catch(() => ({}))) as Record<string, string> };
  };

  // Staff: a tablet is enrolled, somebody gets a PIN, gets in with it, and not with another.
  const code = server.enrolmentLink().split('#')[1]!;
  const { cookies } = await ask('POST', '/api/enrolment', { code }, { 'content-type': 'application/json', origin: server.url });
  const tablet = { 'content-type': 'application/json', origin: server.url, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
  const { body: member } = await ask('POST', '/api/staff', { name: SECRETS.manager, role: 'manager' });
  expect((await ask('PUT', `/api/staff/${member['staff']}/pin`, { pin: SECRETS.pin })).status).toBe(200);
  expect((await ask('POST', '/api/sign-in', { staff: member['staff'], pin: SECRETS.wrongPin }, tablet)).status).toBe(401);
  expect((await ask('POST', '/api/sign-in', { staff: member['staff'], pin: SECRETS.pin }, tablet)).status).toBe(200);

  // Shoppers: one with a page of her own, one by card; a wrong token, a malformed request, a malformed message.
  const { body: shopper } = await ask('POST', '/api/shoppers', { name: SECRETS.shopper });
  await ask('GET', `/api/entry/${shopper['shopper']}?token=${SECRETS.guess}`);
  await ask('POST', '/api/shoppers', { name: { first: SECRETS.search } });
  await ask('GET', `/api/nowhere?name=${encodeURIComponent(SECRETS.search)}`);
  await ask('GET', '/api/visits', undefined, { authorization: `Bearer ${SECRETS.guess}` });
  const rough = await connectAsync(broker.url);
  await rough.publishAsync(topicOf('gatePassages', layout.store, 'entry'), JSON.stringify({ capturedAt: 1, passages: [{ ...sensorAt('x', 1, SECRETS.brokenCard), more: SECRETS.brokenCard }] }), { qos: 1 });
  await rough.publishAsync(topicOf('gatePassages', layout.store, 'entry'), `not JSON ${SECRETS.brokenCard}`, { qos: 1 });
  await rough.endAsync();

  // Two visits: one is sure, the other is decided by hand; fusion opens carts of its own for both.
  const opened = [hear('visitOpened', 'anna'), hear('visitOpened', 'ben')];
  const receiptOfAnna = hear('receipt', 'anna');
  await street.publish('gatePassages', 'entry', { capturedAt: 2_000, passages: [sensorAt('anna', 1_000, SECRETS.card), sensorAt('ben', 1_500, SECRETS.card)] });
  await Promise.all(opened);
  await street.publish('cart', 'anna', cartOf('anna', [['olives', 2]], { state: 'closed', revision: 50 }));
  await receiptOfAnna;
  const receiptOfBen = hear('receipt', 'ben');
  await street.publish('cart', 'ben', cartOf('ben', [['hand-soap', 1, 0.3]], { state: 'closed', revision: 50 }));
  while ((await ask('POST', '/api/visits/ben/decision', { lines: [{ product: 'hand-soap', quantity: 1 }] })).status !== 200) await new Promise((resolve) => setImmediate(resolve));
  await receiptOfBen;
  // Sensors end, so that fusion opens the visits and closes them.
  for (const { id } of layout.cameras) await street.publish('cameraStatus', id, { state: 'ended' });
  for (const { id } of layout.shelves) await street.publish('shelfStatus', id, { state: 'ended' });
  for (const { id } of layout.gates) await street.publish('gateStatus', id, { state: 'ended' });
  await fusion.ended;

  const log = lines.join('');
  const secrets = { ...SECRETS, code, tabletKey: tablet.cookie.split('=').at(-1)!, pageToken: new URL(shopper['link']!, server.url).href.split(/[=/#]/).at(-1)! };
  for (const [what, secret] of Object.entries(secrets)) expect(log.includes(secret) || log.includes(encodeURIComponent(secret)), `${what} is in the logs`).toBe(false);
  const entries = lines.map((line) => JSON.parse(line) as { name: string; visit?: string; msg: string });
  const storyOf = (name: string, visit: string) => entries.filter((entry) => entry.name === name && entry.visit === visit).map(({ msg }) => msg);
  expect(storyOf('store-server', 'anna')).toEqual(['visit opened', 'receipt issued']);
  expect(storyOf('store-server', 'ben')).toEqual(['visit opened', 'cart is to be reviewed', 'receipt issued']);
  expect(storyOf('fusion', 'anna')).toEqual(['visit opened', 'cart closed']);
});
