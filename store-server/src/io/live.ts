import type { FusionStatus, Positions, SensorStatus, ShelfStock, StoreLayout } from '@walkout/contracts';
import type { Health, LiveEvents, SensorView, ShelfView } from '../core/views.ts';
import { throttleLatest } from './throttle-latest.ts';

const POSITIONS_INTERVAL_MS = 200;
/** Sensors say how they are once a second each; a person reads it far slower. */
const HEALTH_INTERVAL_MS = 500;
const STOCK_INTERVAL_MS = 1_000;
/** Fusion says once a second how it does; the broker would take a minute and a half to tell that it hangs. */
const FUSION_HANGS_AFTER_MS = 5_000;

export type LiveEventName = Exclude<keyof LiveEvents, 'snapshot'>;
export type LiveListener = <Name extends LiveEventName>(name: Name, data: LiveEvents[Name]) => void;

const sensorsOf = (layout: StoreLayout): Map<string, SensorView> => {
  const all = [
    ...layout.cameras.map(({ id }) => ({ kind: 'camera' as const, id })),
    ...layout.shelves.map(({ id }) => ({ kind: 'shelf' as const, id })),
    ...layout.gates.map(({ id }) => ({ kind: 'gate' as const, id })),
  ];
  return new Map(all.map((sensor) => [`${sensor.kind}/${sensor.id}`, sensor]));
};

/** What is true just now and kept nowhere: positions and health; and who wants to hear of what changes. */
export function createLive(layout: StoreLayout) {
  const listeners = new Set<LiveListener>();
  let sensors = sensorsOf(layout);
  let broker: Health['broker'] = 'lost';
  let fusion: FusionStatus | undefined;
  let hanging: NodeJS.Timeout | undefined;
  let positions: Positions | undefined;
  const stocks = new Map<string, ShelfStock>();
  let refused: ReadonlyMap<string, number> = new Map();
  let blocked: string | undefined;

  const send: LiveListener = (name, data) => {
    for (const listener of listeners) listener(name, data);
  };
  const health = (): Health => ({
    broker,
    ...(fusion === undefined ? {} : { fusion }),
    sensors: [...sensors.values()],
    refused: Object.fromEntries(refused),
    ...(blocked === undefined ? {} : { blocked }),
  });
  const sendPositions = throttleLatest<Positions>(POSITIONS_INTERVAL_MS, (latest) => send('positions', latest));
  const sendHealth = throttleLatest<void>(HEALTH_INTERVAL_MS, () => send('health', health()));
  const shelves = (): ShelfView[] => [...stocks].map(([shelf, stock]) => ({ shelf, stock }));
  const sendStock = throttleLatest<void>(STOCK_INTERVAL_MS, () => send('shelves', shelves()));
  function noteFusion(status: FusionStatus): void {
    fusion = status;
    if (status.state !== 'online') positions = undefined;
    sendHealth();
  }
  return {
    send,
    shelves,
    health,
    positions: (): Positions | undefined => positions,
    /** Does anybody on a page listen? */
    isHeard: (): boolean => listeners.size > 0,
    /** @returns what ends it */
    listen(listener: LiveListener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setPositions(latest: Positions): void {
      positions = latest;
      sendPositions(latest);
    },
    /** What stands on a shelf; a shelf that the layout does not name is nobody's business here. */
    setStock(shelf: string, stock: ShelfStock): void {
      if (!sensors.has(`shelf/${shelf}`)) return;
      stocks.set(shelf, stock);
      sendStock();
    },
    setBroker(state: Health['broker']): void {
      broker = state;
      sendHealth();
    },
    /** Whoever has said twice that it is there and then says nothing does not answer. */
    setFusion(status: FusionStatus): void {
      clearTimeout(hanging);
      const isCounting = fusion?.state === 'online' && status.state === 'online';
      noteFusion(status);
      if (isCounting) hanging = setTimeout(noteFusion, FUSION_HANGS_AFTER_MS, { ...status, state: 'offline' });
    },
    /** Sensors that stay keep what they have said. */
    setLayout(next: StoreLayout): void {
      const known = sensors;
      sensors = new Map([...sensorsOf(next)].map(([key, sensor]) => [key, known.get(key) ?? sensor]));
      sendHealth();
    },
    /** A sensor that the layout does not name is nobody's business here. */
    setSensor(kind: SensorView['kind'], id: string, status: SensorStatus): void {
      const key = `${kind}/${id}`;
      if (!sensors.has(key)) return;
      sensors.set(key, { kind, id, status });
      sendHealth();
    },
    /** @param why in words; `undefined`: what is heard can be kept again */
    setBlocked(why: string | undefined): void {
      blocked = why;
      sendHealth();
    },
    setRefused(counts: ReadonlyMap<string, number>): void {
      refused = counts;
      sendHealth();
    },
    stop(): void {
      clearTimeout(hanging);
      sendPositions.stop();
      sendHealth.stop();
      sendStock.stop();
      listeners.clear();
    },
  };
}
export type Live = ReturnType<typeof createLive>;
