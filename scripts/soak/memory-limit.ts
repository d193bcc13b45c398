import { readFileSync } from 'node:fs';

export type Service = 'fusion' | 'store-server';

/** @returns bytes that a service's unit under `deploy/systemd` allows it */
export function memoryLimitOf(service: Service): number {
  const unit = readFileSync(new URL(`../../deploy/systemd/walkout-${service}.service`, import.meta.url), 'utf8');
  const [, gibibytes] = /^MemoryMax=(\d+)G$/m.exec(unit)!;
  return Number(gibibytes) * 2 ** 30;
}
