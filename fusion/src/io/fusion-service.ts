import { setTimeout as delay } from 'node:timers/promises';
import { contractError, createFloodGuard } from '@walkout/contracts';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { EpochMs, FusionStatus, Message, Milliseconds, StoreLayout, WalkoutError } from '@walkout/contracts';
import type { Logger } from 'pino';
import { createFusionMachine } from '../core/fusion-machine.ts';
import type { Failure, FusionInput } from '../core/fusion-machine.ts';
import { checkSensor, momentOf, sourceOf, sourceOfTopic, sourcesOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';
import type { FusionMessage, Sayings } from '../core/store-fusion.ts';
import { createSilenceWatch } from '../core/time/silence-watch.ts';
import { fusionError } from '../errors.ts';
import { createLastWords, REMEMBERED } from './last-words.ts';
import { createLiveClock, TICK } from './live-clock.ts';
import { startMachine } from './start-machine.ts';

export interface FusionServiceOptions {
  readonly layout: StoreLayout;
  readonly brokerUrl: string;
  /** `replay` waits for every sensor; `live` goes on without those that are silent. */
  readonly mode: 'live' | 'replay';
  readonly sayings?: Sayings | undefined;
  /** Folder of the journal; without one a process that is killed forgets what visits hold. */
  readonly journal?: string | undefined;
  /** By how much it grows before it begins again, as soon as nobody is inside; bytes. */
  readonly journalGrows?: number | undefined;
  readonly log: Logger;
}

/** How fusion does, for whoever watches over it. */
export interface FusionFigures {
  readonly isConnected: boolean;
  /** The journal cannot be written. */
  readonly isBlocked: boolean;
  /** How far behind the clock it decides; live only. */
  readonly lagMs: Milliseconds | undefined;
  readonly frames: number;
  readonly people: number;
  /** Sensors that have said nothing for a while; live only. */
  readonly silent: readonly string[];
  /** Sensors that say so much that part of it is dropped; live only. */
  readonly flooding: readonly string[];
  readonly refused: Readonly<Record<string, number>>;
  /** Messages that the broker has not acknowledged yet. */
  readonly unacknowledged: number;
  readonly journalBytes: number;
  /** How long it took to hear the journal again. */
  readonly recoveryMs: Milliseconds;
}

export interface FusionService {
  /** Resolves when every sensor has said that it ended and all is decided and sent. */
  readonly ended: Promise<void>;
  figures(): FusionFigures;
  stop(): Promise<void>;
}

/** Sources that replay go by the watermark: it is said at least this often in the recording's time … */
const STATUS_EVERY_RECORDED_MS = 500;
/** … and in real time, so that fusion is known to be alive. */
const STATUS_EVERY_MS = 1_000;
/** Carts that are long over are looked for this often. */
const FORGET_EVERY_MS: Milliseconds = 10_000;

/** Heard again in less than a second. */
const JOURNAL_GROWS = 4e6;

/** Live: clocks of sensors agree with this machine's to within this. */
const MOST_AHEAD_MS: Milliseconds = 2_000;

const SENSORS = ['cameraTracks', 'shelfWeights', 'gatePassages'] as const;
const STATUSES = ['cameraStatus', 'shelfStatus', 'gateStatus'] as const;
const STATUS_SOURCE = { cameraStatus: 'camera', shelfStatus: 'shelf', gateStatus: 'gate' } as const;

const isSensor = (message: Message): message is SensorMessage => (SENSORS as readonly string[]).includes(message.name);
type StatusMessage = Extract<Message, { name: (typeof STATUSES)[number] }>;

/** Rebuilds fusion from its journal, connects it to the store's topics and runs it until stopped, or until all that replays has ended. */
export async function startFusion(options: FusionServiceOptions): Promise<FusionService> {
  const { layout, mode, log } = options;
  /** Closed carts that are long over and that the broker need keep no longer. */
  let over: string[] = [];
  const lastWords = createLastWords((visit) => over.push(visit));
  const started = startMachine(options, lastWords);
  const { journal, unsent, recoveryMs } = started;
  let { machine } = started;
  const clock = createLiveClock();
  const silence = createSilenceWatch(sourcesOf(layout), Date.now());
  const floodGuard = mode === 'live' ? createFloodGuard() : undefined;
  const refused: Record<string, number> = {};
  const inFlight = new Set<Promise<void>>();
  let state: FusionStatus['state'] = 'online';
  let saidAt: EpochMs = -Infinity;
  let isBlocked = false;
  let isConnected = false;
  let isJoined = false;
  let saidSilent = '';
  let isMarked = true;
  let begunWith = 0;
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));

  function refuse(error: WalkoutError): void {
    const count = (refused[error.code] = (refused[error.code] ?? 0) + 1);
    if (count === 1) log.warn({ code: error.code, remedy: error.remedy }, error.message);
  }

  /** An error costs as much as the message, and whoever falls behind has no time for it. */
  function refuseLate(message: SensorMessage): void {
    if (refused['MESSAGE_LATE'] !== undefined) refused['MESSAGE_LATE']++;
    else refuse(fusionError('MESSAGE_LATE', `${sourceOf(message)} at ${momentOf(message)}`));
  }

  /** A fault of this program is looked for by its stack. */
  function admit({ source, at, error }: Failure): void {
    log.error({ err: error }, `${source} at ${at} could not be taken in`);
    refuse(contractError('MESSAGE_UNHANDLED', `${source} at ${at}: ${error instanceof Error ? error.message : String(error)}`));
  }

  const bus: Bus = await connectBus({
    url: options.brokerUrl,
    store: layout.store,
    clientId: `fusion-${layout.store}`,
    lossless: journal !== undefined,
    will: { name: 'fusionStatus', body: { state: 'offline' } },
    floodGuard,
    onConnection(connection, detail) {
      isConnected = connection === 'connected';
      if (isConnected) clock.connected(Date.now());
      else clock.lost();
      if (isConnected && isJoined) sayAgain();
      log.info({ state: connection, detail }, 'broker');
    },
    onRefused: refuse,
  });

  function send(publication: Promise<void>): void {
    const settled = publication.catch((error: Error) => log.error(error.message)).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
  }

  /** Silence says nothing in a replay, nor while nobody could be heard. */
  const silent = (): string[] => (mode === 'live' && isConnected ? silence.silent(Date.now()).filter((source) => machine.isRunning(source)) : []);

  /** Live: how far behind the clock it decides. */
  const lagMs = (): Milliseconds | undefined => (mode === 'live' && machine.watermark !== undefined ? Math.max(0, Date.now() - machine.watermark) : undefined);
  const flooding = (): string[] => [...new Set((floodGuard?.flooding(Date.now()) ?? []).flatMap((topic) => sourceOfTopic(topic) ?? []))];

  function status(): FusionStatus {
    const { watermark, people, frames } = machine;
    const [named, lag] = [flooding(), lagMs()];
    return { state, people, frames, refused: { ...refused }, silent: silent(), ...(named.length === 0 ? {} : { flooding: named }), ...(isBlocked ? { blocked: true } : {}), ...(lag === undefined ? {} : { lagSeconds: lag / 1000 }), ...(watermark === undefined ? {} : { watermark }) };
  }

  const sayStatus = (): void => send(bus.publish('fusionStatus', undefined, status()));

  function say(messages: readonly FusionMessage[]): void {
    if (messages.length > 0) isMarked = false;
    for (const message of messages) {
      note(message);
      lastWords.note(message, machine.watermark ?? 0);
      send(bus.publish(message.name, message.id, message.body));
    }
  }

  /** A broker that was killed may have forgotten what others have not heard yet. Whoever has heard it knows it by its revision or id. */
  function sayAgain(): void {
    for (const message of lastWords.since((machine.watermark ?? 0) - REMEMBERED)) send(bus.publish(message.name, message.id, message.body));
  }

  /** A visit can be followed through the logs of all services by its name; of who it is they know nothing. */
  function note({ name, body }: FusionMessage): void {
    if (name === 'cart' && body.revision === 0) log.info({ visit: body.visit }, 'visit opened');
    if (name === 'cart' && body.state === 'closed') log.info({ visit: body.visit, lines: body.lines.length, revision: body.revision }, 'cart closed');
    if (name === 'shelfEvent') log.debug({ event: body.event, visits: body.people.flatMap(({ visit }) => visit ?? []) }, 'shelf event');
  }

  /** First to the journal, then to the machine: what is said always follows from what would be read again. */
  function take(input: FusionInput): void | Promise<void> {
    const written = journal?.append(input);
    if (written === undefined) return hear(input);
    isBlocked = true;
    return written.then(() => {
      isBlocked = false;
      hear(input);
    });
  }

  function hear(input: FusionInput): void {
    const wasEnded = machine.ended;
    const { said, late, stale, failures } = machine.accept(input);
    say(said);
    failures.forEach(admit);
    if (input.kind === 'message') {
      if (late) refuseLate(input.message);
      if (!stale) silence.heard(sourceOf(input.message), Date.now());
    }
    const { watermark } = machine;
    if (watermark !== undefined && watermark >= saidAt + STATUS_EVERY_RECORDED_MS) {
      saidAt = watermark;
      sayStatus();
    }
    if (machine.ended && !wasEnded) void end();
  }

  async function end(): Promise<void> {
    await Promise.all(inFlight);
    state = 'ended';
    await bus.publish('fusionStatus', undefined, status()).catch((error: Error) => log.error(error.message));
    log.info({ refused }, 'all sensors have ended');
    finish();
  }

  function heardStatus({ name, id, body }: StatusMessage): void | Promise<void> {
    const source = `${STATUS_SOURCE[name]}/${id}`;
    if (!machine.isRunning(source)) return;
    if (body.state === 'ended' || (body.state === 'offline' && mode === 'replay')) return take({ kind: 'ended', source });
    if (body.state === 'offline') return take({ kind: 'away', source });
  }

  function heardSensor(message: SensorMessage): void | Promise<void> {
    checkSensor(message, layout);
    // Taken in, it would make all that the sensor says after its clock is mended old news.
    if (mode === 'live' && momentOf(message) > Date.now() + MOST_AHEAD_MS) throw fusionError('CLOCK_AHEAD', `${sourceOf(message)} at ${momentOf(message)}`);
    clock.heard(momentOf(message), Date.now());
    return take({ kind: 'message', message });
  }

  /** Or the broker would keep every cart of every day, and tell them all to whoever comes. */
  function forgetCarts(): void {
    lastWords.forget((machine.watermark ?? 0) - REMEMBERED);
    const visits = over;
    over = [];
    for (const visit of visits) send(bus.forget('cart', visit));
  }

  function tick(): void {
    if (isBlocked) return;
    const now = mode === 'live' ? clock.tick(Date.now()) : undefined;
    if (now !== undefined) void take({ kind: 'clock', now });
    sayWhoIsSilent();
    if (isMarked || inFlight.size > 0 || isBlocked) return;
    isMarked = true;
    void journal?.append({ kind: 'sent' });
    beginAgain();
  }

  /** Nobody is inside: what came of all that was heard is little, and the journal need not hold more. The machine goes on as the one that recovers from it would. */
  function beginAgain(): void {
    if (journal === undefined || journal.size() < begunWith + (options.journalGrows ?? JOURNAL_GROWS)) return;
    const memory = machine.memory();
    if (memory === undefined || !journal.beginAgain(memory, lastWords.all())) return;
    begunWith = journal.size();
    machine = createFusionMachine(layout, memory, options.sayings);
  }

  /** At once, for somebody may have pulled a cable. */
  function sayWhoIsSilent(): void {
    const now = silent().join(' ');
    if (now === saidSilent) return;
    saidSilent = now;
    log.warn({ silent: now }, now === '' ? 'all sensors are heard again' : 'sensors are silent');
    sayStatus();
  }

  isJoined = true;
  clock.connected(Date.now());
  say(unsent);
  await bus.subscribe([...SENSORS, ...STATUSES], (message, retained) => {
    if (isSensor(message)) return heardSensor(message);
    // What a sensor said of itself before this run is not of this run.
    return retained ? undefined : heardStatus(message as StatusMessage);
  });
  sayStatus();
  if (machine.ended) void end();
  const timers = [setInterval(tick, TICK), setInterval(sayStatus, STATUS_EVERY_MS), setInterval(() => isConnected && forgetCarts(), FORGET_EVERY_MS)];

  return {
    ended,
    figures: () => ({
      isConnected, isBlocked, refused, recoveryMs,
      lagMs: lagMs(),
      frames: machine.frames,
      people: machine.people,
      silent: silent(),
      flooding: flooding(),
      unacknowledged: inFlight.size,
      journalBytes: journal?.size() ?? 0,
    }),
    async stop() {
      timers.forEach((timer) => clearInterval(timer));
      await Promise.race([Promise.all(inFlight), delay(2_000)]);
      await bus.close();
      journal?.close();
    },
  };
}
