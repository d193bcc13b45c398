import type { Cart, EpochMs, Message, Milliseconds, People, Receipt, TopicName } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';

/** Where a run stands. */
export interface RunState {
  fusion: 'away' | 'online' | 'ended';
  storeServer: 'away' | 'online';
  /** All before it is decided; 0: nothing yet. */
  watermark: EpochMs;
  peopleInStore: number;
  /** Frames all cameras have sent. */
  frames: number;
  /** By this machine's running clock, once they have been heard. */
  firstFrameAt: Milliseconds | undefined;
  lastReceiptAt: Milliseconds | undefined;
}

/** What is heard of a run on MQTT, kept for its end. */
export interface RunLog {
  readonly state: Readonly<RunState>;
  /** The last word on each visit, by visit. */
  carts(): Cart[];
  /** By number. */
  receipts(): Receipt[];
  readonly people: readonly People[];
  /** Resolves when the condition holds, looked at after every message. */
  until(condition: (state: Readonly<RunState>) => boolean): Promise<void>;
}

export interface RunLogOptions {
  /** Keep everyone's joints at every moment, about 1 kB each. */
  readonly keepPeople: boolean;
  readonly onReceipt: (receipt: Receipt) => void;
}

const HEARD: readonly TopicName[] = ['cameraTracks', 'cart', 'receipt', 'people', 'fusionStatus', 'storeStatus'];

/** Listens to a run from now on. What the broker kept of earlier runs is passed over. */
export async function listenToRun(bus: Bus, { keepPeople, onReceipt }: RunLogOptions): Promise<RunLog> {
  const carts = new Map<string, Cart>();
  const receipts = new Map<string, Receipt>();
  const people: People[] = [];
  const waiting = new Set<() => void>();
  const state: RunState = {
    fusion: 'away', storeServer: 'away', watermark: 0, peopleInStore: 0, frames: 0, firstFrameAt: undefined, lastReceiptAt: undefined,
  };

  function take(message: Message): void {
    switch (message.name) {
      case 'cameraTracks':
        state.frames += 1;
        state.firstFrameAt ??= performance.now();
        break;
      case 'people':
        if (keepPeople) people.push(message.body);
        break;
      case 'cart':
        if (message.body.revision >= (carts.get(message.id)?.revision ?? 0)) carts.set(message.id, message.body);
        break;
      case 'receipt':
        state.lastReceiptAt = performance.now();
        receipts.set(message.id, message.body);
        onReceipt(message.body);
        break;
      case 'storeStatus':
        state.storeServer = message.body.state === 'online' ? 'online' : 'away';
        break;
      case 'fusionStatus':
        state.fusion = message.body.state === 'offline' ? 'away' : message.body.state;
        state.watermark = message.body.watermark ?? state.watermark;
        state.peopleInStore = message.body.people ?? state.peopleInStore;
    }
  }

  await bus.subscribe(HEARD, (message, retained) => {
    if (retained) return;
    take(message);
    for (const look of waiting) look();
  });
  return {
    state,
    people,
    carts: () => [...carts.values()].sort((a, b) => (a.visit < b.visit ? -1 : 1)),
    receipts: () => [...receipts.values()].sort((a, b) => a.number - b.number),
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          if (!condition(state)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
