// A thread does not inherit tsx from its process: it is registered here, before the first TypeScript is loaded.
import { register } from 'tsx/esm/api';

register();
await import('./vision-worker.ts');
