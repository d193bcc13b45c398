export { createRandom } from '../random.ts';
export type { Random } from '../random.ts';
export { createCameraFeed } from './camera-feed.ts';
export { findDemo } from './find-demo.ts';
export { simulate } from './simulate.ts';
export type { Moment, Simulation } from './simulate.ts';
export { demoLayout } from './store/demo-layout.ts';
