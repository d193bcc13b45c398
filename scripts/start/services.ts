import { join } from 'node:path';
import { RECORDING_FILES } from '@walkout/contracts';
import type { Recording } from '@walkout/recordings';
import { writeEdgeNodeConfigs } from './edge-node-configs.ts';
import { startService } from './service-process.ts';
import type { ServiceProcess } from './service-process.ts';

export interface ServicesOptions {
  readonly recording: Recording;
  readonly brokerUrl: string;
  readonly speed: number;
  /** The tablet's port; 0: any free one. */
  readonly port: number;
  /** The store server's database file. */
  readonly database: string;
  /** Opens the store server's API to this run. */
  readonly staffToken: string;
  /** For files that the services need only while they run. */
  readonly scratch: string;
}

export interface Services {
  readonly fusion: ServiceProcess;
  readonly storeServer: ServiceProcess;
  readonly edgeNodes: readonly { readonly camera: string; readonly process: ServiceProcess }[];
  /** Ends them all. */
  stop(): Promise<void>;
}

/** Starts every service of the store at once, each in its own process. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { recording, brokerUrl, speed, port, database, staffToken, scratch } = options;
  const layout = join(recording.folder, RECORDING_FILES.layout);
  const common = ['--layout', layout, '--broker', brokerUrl];
  const settings = await writeEdgeNodeConfigs({ recording, brokerUrl, speed, folder: scratch });
  const fusion = startService({ name: 'fusion', program: 'fusion/src/main.ts', args: [...common, '--mode', 'replay'] });
  const storeServer = startService({
    name: 'the store server',
    program: 'store-server/src/main.ts',
    args: [...common, '--database', database, '--port', String(port), '--enrol'],
    env: { WALKOUT_STAFF_TOKEN: staffToken },
  });
  const edgeNodes = settings.map(({ camera, config }) => ({
    camera,
    process: startService({ name: `the edge node of camera ${camera}`, program: 'edge-node/src/main.ts', args: ['--config', config] }),
  }));
  return {
    fusion,
    storeServer,
    edgeNodes,
    async stop() {
      await Promise.all([...edgeNodes.map(({ process }) => process), storeServer, fusion].map((service) => service.stop()));
    },
  };
}
