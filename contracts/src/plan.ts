/** What a page needs, without the schemas and their compiler: how to draw and check a layout, and what it says of times. */
export * from './geometry/floor.ts';
export * from './geometry/projection.ts';
export * from './layout/layout-problems.ts';
export * from './layout/layout-doubts.ts';
export * from './settling.ts';
