import { parentPort } from 'node:worker_threads';
import { createEmbeddedBroker } from '../../../scripts/broker/embedded-broker.ts';

/** An MQTT broker on a thread of its own, so that it and what is measured do not wait for each other. */
const broker = await createEmbeddedBroker({ port: 0 });
parentPort!.postMessage(broker.url);
