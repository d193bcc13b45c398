import { createServer } from 'node:net';
import { contractError } from '@walkout/contracts';

/** Finds out before anything is started whether a port of this machine is free. @throws WalkoutError PORT_IN_USE */
export async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', () => reject(contractError('PORT_IN_USE', String(port))));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
