import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { BROKER_LIMITS } from '@walkout/contracts';
import { freePort } from '../../../scripts/broker/free-port.ts';
import { isMosquittoInstalled, startMosquitto } from '../../../scripts/broker/mosquitto.ts';
import { firstWord, thread } from './thread.ts';

/** A broker for one measurement. */
export interface LoadBroker {
  readonly name: 'mosquitto' | 'embedded';
  readonly url: string;
  stop(): Promise<unknown>;
}

/** What large stores run on where it is installed; else the embedded broker, on a thread of its own, so that it and what is measured do not wait for each other. */
export async function startLoadBroker(folder: string): Promise<LoadBroker> {
  if (!isMosquittoInstalled()) {
    const broker = thread('./broker-thread.ts');
    return { name: 'embedded', url: await firstWord<string>(broker), stop: () => broker.terminate() };
  }
  const port = await freePort();
  const file = join(folder, 'mosquitto.conf');
  await writeFile(file, [
    `listener ${port} 127.0.0.1`, 'allow_anonymous true', 'set_tcp_nodelay true', `user ${userInfo().username}`,
    `max_queued_messages ${BROKER_LIMITS.mostWaiting}`, `max_inflight_messages ${BROKER_LIMITS.mostInFlight}`, '',
  ].join('\n'));
  const broker = await startMosquitto(file, port);
  return { name: 'mosquitto', url: `mqtt://127.0.0.1:${port}`, stop: () => broker.stop() };
}
