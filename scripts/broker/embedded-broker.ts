import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { BROKER_LIMITS, contractError } from '@walkout/contracts';
import { guard, tooLarge } from './guard.ts';
import type { BrokerAccess } from './guard.ts';

export interface EmbeddedBrokerOptions {
  /** TCP port; 0 lets the system choose a free one. */
  readonly port: number;
  /** Address to listen on; by default only this machine may connect. */
  readonly host?: string;
  /** Who may come in and what they may say and hear; left out: everybody everything, which only this machine should reach. */
  readonly access?: BrokerAccess;
}

/** An MQTT broker inside this process. */
export interface EmbeddedBroker {
  /** Where clients connect: `mqtt://127.0.0.1:41234`. */
  readonly url: string;
  /** Drops every client and frees the port. Retained messages are gone with it. */
  close(): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES';
      reject(taken ? contractError('PORT_IN_USE', `${host}:${port} (for the MQTT broker)`) : cause);
    });
    server.listen(port, host, resolve);
  });
}

/**
 * Starts an MQTT 3.1.1 broker (aedes) without persistence: what the demo, `npm start` and the tests run on. With `access` it
 * lets nobody in without a password and carries only what the rules in contracts/src/access.ts allow, as mosquitto does.
 * Limits are those of BROKER_LIMITS. A client that publishes to a topic with a wildcard is cut off [MQTT-3.3.2-2].
 *
 * @throws WalkoutError PORT_IN_USE
 */
export async function createEmbeddedBroker({ port, host = DEFAULT_HOST, access }: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const aedes = new Aedes({
    authorizePublish: (_client, { payload }, done) => done(tooLarge(payload)),
    ...(access === undefined ? {} : guard(access)),
  });
  await aedes.listen();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    // Nagle's algorithm holds small packets back for up to 40 ms.
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.maxConnections = BROKER_LIMITS.mostConnections;
  try {
    await listen(server, port, host);
  } catch (error) {
    await closeBroker(aedes);
    throw error;
  }
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `mqtt://${host}:${bound}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await closeBroker(aedes);
    },
  };
}

const closeBroker = (aedes: Aedes): Promise<void> => new Promise((resolve) => aedes.close(() => resolve()));
