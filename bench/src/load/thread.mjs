import { register } from 'tsx/esm/api';
import { workerData } from 'node:worker_threads';

// A thread does not inherit the loader of TypeScript from the thread that starts it.
register();
await import(workerData.program);
