export * from './core/sensor-message.ts';
export * from './core/fusion-machine.ts';
export * from './core/store-fusion.ts';
export { createReorderBuffer } from './core/time/reorder-buffer.ts';
export { startFusion } from './io/fusion-service.ts';
export type { FusionService, FusionServiceOptions } from './io/fusion-service.ts';
