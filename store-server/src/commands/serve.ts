import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { contractError, readLayout } from '@walkout/contracts';
import type { StoreLayout } from '@walkout/contracts';
import { integerOption, numberOption, runCommand } from '@walkout/contracts/command';
import { secretFrom } from '../io/secret-from.ts';
import type { StripeAccess } from '../io/payments/stripe.ts';
import { KEEP_DAYS, startServer } from '../server.ts';
import { HOLD_AMOUNT } from '../store.ts';

const FEWEST_TOKEN_LETTERS = 16;
/** It is looked for once an hour. */
const SHORTEST_KEPT_DAYS = 0.05;
const LAST_WORDS_MS = 2_000;
const STDERR = 2;

function layoutFrom(file: string): StoreLayout {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw contractError('LAYOUT_MALFORMED', `${file}: ${(cause as Error).message}`);
  }
  return readLayout(text, file);
}

function staffTokenFrom(environment: NodeJS.ProcessEnv): string | undefined {
  const token = secretFrom(environment, 'WALKOUT_STAFF_TOKEN');
  if (token === undefined || /^[A-Za-z0-9_-]+$/.test(token) && token.length >= FEWEST_TOKEN_LETTERS) return token;
  throw contractError('USAGE', `WALKOUT_STAFF_TOKEN: not ${FEWEST_TOKEN_LETTERS} or more of A-Z a-z 0-9 _ -`);
}

function publicUrlFrom(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/') throw contractError('USAGE', `--public-url ${text}: not like https://store.example`);
  return url;
}

function stripeFrom(environment: NodeJS.ProcessEnv, address: string | undefined): StripeAccess | undefined {
  const secretKey = secretFrom(environment, 'WALKOUT_STRIPE_KEY');
  if (secretKey === undefined) return undefined;
  if (address !== undefined && !URL.canParse(address)) throw contractError('USAGE', `--stripe-url ${address}: not an address`);
  const webhookSecret = secretFrom(environment, 'WALKOUT_STRIPE_WEBHOOK_SECRET');
  return { secretKey, webhookSecret, url: address === undefined ? undefined : new URL(address) };
}

/** `npm run store-server --`: runs the server until it is asked to end. */
export const serve = (argv: readonly string[], otherCommands: string): Promise<void> => runCommand({
  name: 'npm run store-server --',
  about: 'Turns gate passages and carts into visits and receipts, and serves the tablet, the receipt pages and the API.\n' +
    'WALKOUT_STAFF_TOKEN in the environment opens the API to a program, as to a manager. WALKOUT_STRIPE_KEY has cards charged by\n' +
    'Stripe, whose webhooks WALKOUT_STRIPE_WEBHOOK_SECRET checks. Each secret of the environment may\n' +
    `stand in a file of its own instead, mode 600, that NAME_FILE names.\n\n${otherCommands}`,
  options: {
    layout: { value: 'FILE', required: true, about: "the store's layout, store.json" },
    database: { value: 'FILE', required: true, about: 'SQLite file; made when it is not there' },
    broker: { value: 'URL', fallback: 'mqtt://127.0.0.1:1883', about: 'MQTT broker' },
    port: { value: 'N', fallback: '8080', about: 'TCP port; 0: any free one' },
    host: { value: 'ADDRESS', fallback: '127.0.0.1', about: 'address to listen on' },
    'public-url': { value: 'URL', about: 'where browsers reach the server, https://… with TLS in front of it' },
    hold: { value: 'N', fallback: String(HOLD_AMOUNT), about: 'held on a card or account when somebody comes in, minor units' },
    'stripe-url': { value: 'URL', about: "Stripe's API, where it is not at its own address" },
    'keep-days': { value: 'N', fallback: String(KEEP_DAYS), about: 'how long carts, evidence and credentials are kept, 0.5: half a day; receipts stay' },
    'watch-port': { value: 'N', about: 'serves /healthz, /readyz and /metrics to this machine' },
    enrol: { about: 'print a one-time link that enrols a tablet, also when there is one already' },
  },
  async run(options) {
    const { layout, database, broker, port, host } = options;
    const server = await startServer({
      layout: layoutFrom(layout),
      databaseFile: database,
      brokerUrl: broker,
      host,
      port: integerOption('port', port, { minimum: 0, maximum: 65_535 }),
      staffToken: staffTokenFrom(process.env),
      publicUrl: publicUrlFrom(options['public-url']),
      holdAmount: integerOption('hold', options.hold, { minimum: 1, maximum: 1_000_000 }),
      stripe: stripeFrom(process.env, options['stripe-url']),
      keepDays: numberOption('keep-days', options['keep-days'], { minimum: SHORTEST_KEPT_DAYS, maximum: 3_650 }),
      watchPort: options['watch-port'] === undefined ? undefined : integerOption('watch-port', options['watch-port'], { minimum: 0, maximum: 65_535 }),
      clock: Date.now,
      logger: pino({ name: 'store-server', base: null }, pino.destination({ fd: STDERR, sync: true })),
    });
    process.stdout.write(`Tablet: ${options.enrol || !server.hasTablet ? server.enrolmentLink() : server.tabletPage}\n`);
    const stop = () => {
      // A broker that never answers must not keep the process.
      setTimeout(() => process.exit(0), LAST_WORDS_MS).unref();
      void server.close().finally(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  },
}, [...argv]);
