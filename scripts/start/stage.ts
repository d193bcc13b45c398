import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bus } from '@walkout/contracts/mqtt';
import { createEmbeddedBroker } from '../broker/embedded-broker.ts';
import { checkPort } from './check-port.ts';
import type { CleanUps } from './clean-ups.ts';
import { forgetRetained, joinBus } from './join-bus.ts';

export interface StageOptions {
  readonly store: string;
  /** A broker that runs already; without it one runs in this process. */
  readonly brokerUrl: string | undefined;
  /** The tablet's port; 0: any free one. */
  readonly port: number;
}

/** What has to be there before the services start. */
export interface Stage {
  readonly brokerUrl: string;
  /** For files that are needed only during the run. */
  readonly scratch: string;
  /** Another connection to the broker. */
  connect(): Promise<Bus>;
}

/** @throws WalkoutError PORT_IN_USE, BROKER_UNREACHABLE */
export async function setStage({ store, brokerUrl, port }: StageOptions, cleanUps: CleanUps): Promise<Stage> {
  await checkPort(port);
  if (brokerUrl !== undefined) await forgetRetained(brokerUrl, store);
  const scratch = await mkdtemp(join(tmpdir(), 'walkout-'));
  cleanUps.add(() => rm(scratch, { recursive: true, force: true }));
  const url = brokerUrl ?? (await ownBroker(cleanUps));
  return {
    brokerUrl: url,
    scratch,
    async connect() {
      const bus = await joinBus(url, store);
      cleanUps.add(() => bus.close());
      return bus;
    },
  };
}

async function ownBroker(cleanUps: CleanUps): Promise<string> {
  const broker = await createEmbeddedBroker({ port: 0 });
  cleanUps.add(() => broker.close());
  return broker.url;
}
