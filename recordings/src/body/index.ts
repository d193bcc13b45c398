export * from './shape.ts';
export * from './skeleton.ts';
export { poseBody } from './motion.ts';
export type { Hand, Reach, Stance } from './motion.ts';
export { gaitRate, strideLength } from './legs.ts';
export { keypointsOf, palmOf } from './keypoints.ts';
