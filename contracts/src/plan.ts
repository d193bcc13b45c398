/** What a page needs to draw and check a layout: arithmetic alone, without the schemas and their compiler. */
export * from './geometry/projection.ts';
export * from './layout/layout-problems.ts';
export * from './layout/layout-doubts.ts';
