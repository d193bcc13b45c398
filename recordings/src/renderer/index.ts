export * from './scene-description.ts';
export * from './furniture.ts';
export { isLookName, lookNamed } from './look.ts';
export type { LookName } from './look.ts';
export { createScene } from './scene.ts';
export type { Scene } from './scene.ts';
export { renderFrame } from './render-frame.ts';
export { truthOf } from './truth.ts';
