import { setTimeout as delay } from 'node:timers/promises';
import { connectBus } from '@walkout/contracts/mqtt';

import type { WalkoutError } from '@walkout/contracts';
import type { EpochMs, FusionStatus, Message, StoreLayout } from '@walkout/contracts';
import type { Logger } from 'pino';
import { checkSensor, momentOf, sourceOf, sourcesOf } from '../core/sensor-message.ts';
import type { SensorMessage } from '../core/sensor-message.ts';
import { createStoreFusion } from '../core/store-fusion.ts';
import type { FusionMessage } from '../core/store-fusion.ts';
import { createReorderBuffer } from '../core/time/reorder-buffer.ts';
import { fusionError } from '../errors.ts';

export interface FusionServiceOptions {
  readonly layout: StoreLayout;
  readonly brokerUrl: string;
  /** `replay` waits for every sensor; `live` goes on without those that are silent. */
  readonly mode: 'live' | 'replay';
  readonly log: Logger;
}

export interface FusionService {
  /** Resolves when every sensor has said that it ended and all is decided and sent. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Live: a sensor that is silent for longer is no longer waited for. */
const PATIENCE_MS = 500;
/** Gates speak seldom and lose nothing by being heard late, so hardly anybody waits for them. */
const GATE_PATIENCE_MS = 100;
/** Sources that replay go by the watermark: it is said at least this often in the recording's time … */
const STATUS_EVERY_RECORDED_MS = 500;
/** … and in real time, so that fusion is known to be alive. */
const STATUS_EVERY_MS = 1_000;

const SENSORS = ['cameraTracks', 'shelfWeights', 'gatePassages'] as const;
const STATUSES = ['cameraStatus', 'shelfStatus', 'gateStatus'] as const;
const STATUS_SOURCE = { cameraStatus: 'camera', shelfStatus: 'shelf', gateStatus: 'gate' } as const;

const isSensor = (message: Message): message is SensorMessage => (SENSORS as readonly string[]).includes(message.name);
type StatusMessage = Extract<Message, { name: (typeof STATUSES)[number] }>;

/** Connects fusion to the store's topics and runs it until stopped, or until all that replays has ended. */
export async function startFusion({ layout, brokerUrl, mode, log }: FusionServiceOptions): Promise<FusionService> {
  const bus = await connectBus({
    url: brokerUrl,
    store: layout.store,
    clientId: `fusion-${layout.store}`,
    will: { name: 'fusionStatus', body: { state: 'offline' } },
    onConnection: (state, detail) => log.info({ state, detail }, 'broker'),
    onRefused: (error) => refuse(error),
  });
  const sources = sourcesOf(layout);
  const running = new Set(sources);
  const fusion = createStoreFusion(layout);
  const refused: Record<string, number> = {};
  const inFlight = new Set<Promise<void>>();
  let state: FusionStatus['state'] = 'online';
  let frames = 0;
  let watermark: EpochMs | undefined;
  let saidAt: EpochMs = -Infinity;
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));

  const buffer = createReorderBuffer<SensorMessage>(sources, {
    patienceMs: (source) => (source.startsWith('gate/') ? GATE_PATIENCE_MS : PATIENCE_MS),
    isLossless: (source) => !source.startsWith('camera/'),
  });

  function refuse(error: WalkoutError): void {
    const count = (refused[error.code] = (refused[error.code] ?? 0) + 1);
    if (count === 1) log.warn({ code: error.code, remedy: error.remedy }, error.message);
  }

  function send(publication: Promise<void>): void {
    const settled = publication.catch((error: Error) => log.error(error.message)).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
  }

  function status(): FusionStatus {
    return { state, people: fusion.count, frames, refused: { ...refused }, ...(watermark === undefined ? {} : { watermark }) };
  }

  function say(messages: readonly FusionMessage[]): void {
    for (const { name, id, body } of messages) send(bus.publish(name, id, body));
  }

  function drain(): void {
    for (const { item, at } of buffer.pop()) {
      if (item.name === 'cameraTracks') frames++;
      say(fusion.accept(item));
      watermark = Math.max(watermark ?? 0, at);
    }
    if (watermark !== undefined && watermark >= saidAt + STATUS_EVERY_RECORDED_MS) {
      saidAt = watermark;
      send(bus.publish('fusionStatus', undefined, status()));
    }
  }

  async function end(): Promise<void> {
    say(fusion.end());
    await Promise.all(inFlight);
    state = 'ended';
    await bus.publish('fusionStatus', undefined, status());
    log.info({ refused }, 'all sensors have ended');
    finish();
  }

  function heardStatus({ name, id, body }: StatusMessage): void {
    const source = `${STATUS_SOURCE[name]}/${id}`;
    if (!running.has(source)) return;
    if (body.state === 'ended' || (body.state === 'offline' && mode === 'replay')) {
      running.delete(source);
      buffer.end(source);
      drain();
      if (running.size === 0) send(end());
    } else if (body.state === 'offline') {
      // It may come back; until then nobody waits for it.
      buffer.end(source);
      drain();
    }
  }

  function heardSensor(message: SensorMessage): void {
    checkSensor(message, layout);
    const verdict = buffer.push(sourceOf(message), momentOf(message), message);
    if (verdict === 'late') refuse(fusionError('MESSAGE_LATE', `${sourceOf(message)} at ${momentOf(message)}`));
    drain();
  }

  await bus.subscribe([...SENSORS, ...STATUSES], (message, retained) => {
    if (isSensor(message)) heardSensor(message);
    // What a sensor said of itself before this run is not of this run.
    else if (!retained) heardStatus(message as StatusMessage);
  });
  await bus.publish('fusionStatus', undefined, status());
  const heartbeat = startHeartbeat(() => {
    if (mode === 'live') {
      buffer.deadline(Date.now());
      drain();
    }
  }, () => send(bus.publish('fusionStatus', undefined, status())));

  return {
    ended,
    async stop() {
      heartbeat.stop();
      await Promise.race([Promise.all(inFlight), delay(2_000)]);
      await bus.close();
    },
  };
}

const DEADLINE_EVERY_MS = 50;

/** Live time: looks for silent sensors often, says that fusion is alive now and then. */
function startHeartbeat(onDeadline: () => void, onStatus: () => void): { stop(): void } {
  const timers = [setInterval(onDeadline, DEADLINE_EVERY_MS), setInterval(onStatus, STATUS_EVERY_MS)];
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}

