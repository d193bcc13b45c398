import { setTimeout as delay } from 'node:timers/promises';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { EpochMs, FusionStatus, Message, StoreLayout, WalkoutError } from '@walkout/contracts';
import type { Logger } from 'pino';
import { createFusionMachine } from '../core/fusion-machine.ts';
import type { FusionInput } from '../core/fusion-machine.ts';
import { checkSensor, momentOf, sourceOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';
import type { FusionMessage } from '../core/store-fusion.ts';
import { fusionError } from '../errors.ts';
import { createLiveClock, TICK } from './live-clock.ts';
import { recover } from './recover.ts';
import type { Recovered } from './recover.ts';

export interface FusionServiceOptions {
  readonly layout: StoreLayout;
  readonly brokerUrl: string;
  /** `replay` waits for every sensor; `live` goes on without those that are silent. */
  readonly mode: 'live' | 'replay';
  /** Folder of the journal; without one a process that is killed forgets what visits hold. */
  readonly journal?: string | undefined;
  readonly log: Logger;
}

export interface FusionService {
  /** Resolves when every sensor has said that it ended and all is decided and sent. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Sources that replay go by the watermark: it is said at least this often in the recording's time … */
const STATUS_EVERY_RECORDED_MS = 500;
/** … and in real time, so that fusion is known to be alive. */
const STATUS_EVERY_MS = 1_000;

const SENSORS = ['cameraTracks', 'shelfWeights', 'gatePassages'] as const;
const STATUSES = ['cameraStatus', 'shelfStatus', 'gateStatus'] as const;
const STATUS_SOURCE = { cameraStatus: 'camera', shelfStatus: 'shelf', gateStatus: 'gate' } as const;

const isSensor = (message: Message): message is SensorMessage => (SENSORS as readonly string[]).includes(message.name);
type StatusMessage = Extract<Message, { name: (typeof STATUSES)[number] }>;

/** Rebuilds fusion from its journal, connects it to the store's topics and runs it until stopped, or until all that replays has ended. */
export async function startFusion(options: FusionServiceOptions): Promise<FusionService> {
  const { layout, mode, log } = options;
  const { machine, journal, unsent } = start(options);
  const clock = createLiveClock();
  const refused: Record<string, number> = {};
  const inFlight = new Set<Promise<void>>();
  let state: FusionStatus['state'] = 'online';
  let saidAt: EpochMs = -Infinity;
  let isBlocked = false;
  let isMarked = true;
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));

  function refuse(error: WalkoutError): void {
    const count = (refused[error.code] = (refused[error.code] ?? 0) + 1);
    if (count === 1) log.warn({ code: error.code, remedy: error.remedy }, error.message);
  }

  const bus: Bus = await connectBus({
    url: options.brokerUrl,
    store: layout.store,
    clientId: `fusion-${layout.store}`,
    lossless: journal !== undefined,
    will: { name: 'fusionStatus', body: { state: 'offline' } },
    onConnection(connection, detail) {
      if (connection === 'connected') clock.connected(Date.now());
      else clock.lost();
      log.info({ state: connection, detail }, 'broker');
    },
    onRefused: refuse,
  });

  function send(publication: Promise<void>): void {
    const settled = publication.catch((error: Error) => log.error(error.message)).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
  }

  function status(): FusionStatus {
    const { watermark } = machine;
    return { state, people: machine.people, frames: machine.frames, refused: { ...refused }, ...(watermark === undefined ? {} : { watermark }) };
  }

  const sayStatus = (): void => send(bus.publish('fusionStatus', undefined, status()));

  function say(messages: readonly FusionMessage[]): void {
    if (messages.length > 0) isMarked = false;
    for (const { name, id, body } of messages) send(bus.publish(name, id, body));
  }

  /** First to the journal, then to the machine: what is said always follows from what would be read again. */
  async function take(input: FusionInput): Promise<void> {
    const written = journal?.append(input);
    if (written !== undefined) {
      isBlocked = true;
      await written;
      isBlocked = false;
    }
    const wasEnded = machine.ended;
    const { said, late } = machine.accept(input);
    say(said);
    if (late && input.kind === 'message') refuse(fusionError('MESSAGE_LATE', `${sourceOf(input.message)} at ${momentOf(input.message)}`));
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

  async function heardStatus({ name, id, body }: StatusMessage): Promise<void> {
    const source = `${STATUS_SOURCE[name]}/${id}`;
    if (!machine.isRunning(source)) return;
    if (body.state === 'ended' || (body.state === 'offline' && mode === 'replay')) await take({ kind: 'ended', source });
    else if (body.state === 'offline') await take({ kind: 'away', source });
  }

  async function heardSensor(message: SensorMessage): Promise<void> {
    checkSensor(message, layout);
    clock.heard(momentOf(message), Date.now());
    await take({ kind: 'message', message });
  }

  function tick(): void {
    if (isBlocked) return;
    const now = mode === 'live' ? clock.tick(Date.now()) : undefined;
    if (now !== undefined) void take({ kind: 'clock', now });
    if (isMarked || inFlight.size > 0 || isBlocked) return;
    isMarked = true;
    void journal?.append({ kind: 'sent' });
  }

  clock.connected(Date.now());
  say(unsent);
  await bus.subscribe([...SENSORS, ...STATUSES], (message, retained) => {
    if (isSensor(message)) return heardSensor(message);
    // What a sensor said of itself before this run is not of this run.
    return retained ? undefined : heardStatus(message as StatusMessage);
  });
  sayStatus();
  if (machine.ended) void end();
  const timers = [setInterval(tick, TICK), setInterval(sayStatus, STATUS_EVERY_MS)];

  return {
    ended,
    async stop() {
      timers.forEach((timer) => clearInterval(timer));
      await Promise.race([Promise.all(inFlight), delay(2_000)]);
      await bus.close();
      journal?.close();
    },
  };
}

/** The machine as it was left, or a new one where nothing is journalled. */
function start({ layout, journal: folder, log }: FusionServiceOptions): Pick<Recovered, 'machine' | 'unsent'> & { readonly journal: Recovered['journal'] | undefined } {
  if (folder === undefined) return { machine: createFusionMachine(layout), journal: undefined, unsent: [] };
  const warn = ({ code, message, remedy }: WalkoutError) => log.warn({ code, remedy }, message);
  const began = performance.now();
  const recovered = recover(layout, {
    folder,
    onTrouble: (error) => (error === undefined ? log.info('the journal can be written again') : warn(fusionError('JOURNAL_UNWRITABLE', error.message))),
    onDamage: (bytes, file) => warn(fusionError('JOURNAL_DAMAGED', `${bytes} bytes, now in ${file}`)),
  });
  const { inputs, machine, unsent } = recovered;
  log.info({ inputs, milliseconds: Math.round(performance.now() - began), watermark: machine.watermark, unsent: unsent.length }, 'recovered');
  return recovered;
}
