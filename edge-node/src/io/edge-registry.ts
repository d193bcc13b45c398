import type { SensorStatus } from '@walkout/contracts';
import { addCounter, addGauge, createRegistry } from '@walkout/contracts/watch';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What is known of a camera when somebody looks. */
export interface EdgeFigures {
  readonly isConnected: boolean;
  /** What it said of itself last. */
  readonly status: SensorStatus | undefined;
  readonly frames: number;
}

/** What hinders an edge node, in words; empty: nothing. */
export const troublesOf = ({ isConnected, status }: EdgeFigures): string[] => [
  ...(isConnected ? [] : ['the broker does not answer']),
  ...(status?.state === 'offline' ? ['the camera gives no pictures'] : []),
  ...(status === undefined ? ['the networks are being loaded'] : []),
];

/** An edge node's figures for Prometheus. */
export function edgeRegistry(camera: string, look: () => EdgeFigures): Registry {
  const registry = createRegistry('edge-node', { camera });
  const gauge = (name: string, help: string, of: (figures: EdgeFigures) => number) =>
    addGauge(registry, { name: `walkout_edge_${name}`, help, look: () => of(look()) });
  const counter = (name: string, help: string, of: (figures: EdgeFigures) => number) =>
    addCounter(registry, { name: `walkout_edge_${name}`, help, look: () => of(look()) });
  gauge('broker_connected', '1: the broker answers', ({ isConnected }) => Number(isConnected));
  gauge('camera_online', '1: the camera gives pictures', ({ status }) => Number(status?.state === 'online'));
  gauge('frames_per_second', 'frames read of late', ({ status }) => status?.framesPerSecond ?? 0);
  counter('frames_total', 'frames whose tracks were made', ({ frames }) => frames);
  counter('dropped_total', 'frames left out because they came faster than they were read, or the broker was away', ({ status }) => status?.dropped ?? 0);
  new Gauge({
    name: 'walkout_edge_stage_milliseconds', help: 'mean time of a stage a frame', labelNames: ['stage'], registers: [registry],
    collect() { for (const [stage, milliseconds] of Object.entries(look().status?.stageMs ?? {})) this.set({ stage }, milliseconds); },
  });
  return registry;
}
