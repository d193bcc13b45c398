export * from './core/sensor-message.ts';
export * from './core/store-fusion.ts';
export { startFusion } from './io/fusion-service.ts';
export type { FusionService, FusionServiceOptions } from './io/fusion-service.ts';
