// Preloaded into the services of a soak (node --import): their calendar and timers go so many times faster than the wall's.
// Sockets, disks, the garbage collector and performance.now() keep their own pace. SIGUSR2 collects all garbage and has what is left written down.
import { renameSync, writeFileSync } from 'node:fs';
import { getHeapCodeStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** @type {import('./store-clock.ts').StoreClock} */
const { storeStart, wallStart, speed } = JSON.parse(process.env['WALKOUT_SOAK_CLOCK'] ?? '{}');
const wallNow = Date.now;
const now = () => Math.floor(storeStart + (wallNow() - wallStart) * speed);

globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
const faster = {
  /** @param {Function} timer @param {unknown} _this @param {[Function, number?, ...unknown[]]} given */
  apply: (timer, _this, [call, delay = 0, ...rest]) => timer(call, delay / speed, ...rest),
};
const { setTimeout: wait, setInterval: repeat } = globalThis;
Object.assign(globalThis, { setTimeout: new Proxy(wait, faster), setInterval: new Proxy(repeat, faster) });

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const file = `${process.env['WALKOUT_SOAK_HEAPS']}/${process.pid}.json`;
  process.on('SIGUSR2', () => {
    collect();
    const { code_and_metadata_size: machineCode, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
    writeFileSync(`${file}.part`, JSON.stringify({ heapBytes: getHeapStatistics().used_heap_size, codeBytes: machineCode + bytecode }));
    renameSync(`${file}.part`, file);
  });
}
