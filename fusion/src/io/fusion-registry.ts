import { addCounter, addGauge, createRegistry } from '@walkout/contracts/watch';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import type { FusionFigures } from './fusion-service.ts';

/** What hinders fusion, in words; empty: nothing. */
export function troublesOf(figures: FusionFigures | undefined): string[] {
  if (figures === undefined) return ['the broker has not been reached yet'];
  return [...(figures.isConnected ? [] : ['the broker does not answer']), ...(figures.isBlocked ? ['the journal cannot be written'] : [])];
}

/** Fusion's figures for Prometheus, asked for when it looks. */
export function fusionRegistry(look: () => FusionFigures | undefined): Registry {
  const registry = createRegistry('fusion');
  const gauge = (name: string, help: string, of: (figures: FusionFigures) => number | undefined) =>
    addGauge(registry, {
      name: `walkout_fusion_${name}`, help,
      look() {
        const figures = look();
        return figures === undefined ? undefined : of(figures);
      },
    });
  gauge('broker_connected', '1: the broker answers', ({ isConnected }) => Number(isConnected));
  gauge('journal_blocked', '1: the journal cannot be written, and nothing is decided', ({ isBlocked }) => Number(isBlocked));
  gauge('lag_seconds', 'how far behind the clock it decides', ({ lagMs }) => (lagMs === undefined ? undefined : lagMs / 1000));
  gauge('people', 'people in the store', ({ people }) => people);
  gauge('silent_sensors', 'sensors that have said nothing for seconds', ({ silent }) => silent.length);
  gauge('flooding_sensors', 'sensors that say so much that part of it is dropped', ({ flooding }) => flooding.length);
  gauge('unacknowledged_messages', 'said and not yet acknowledged by the broker', ({ unacknowledged }) => unacknowledged);
  gauge('journal_bytes', 'inputs that would be heard again after a restart', ({ journalBytes }) => journalBytes);
  gauge('recovery_seconds', 'how long the last start took to hear the journal again', ({ recoveryMs }) => recoveryMs / 1000);
  addCounter(registry, { name: 'walkout_fusion_frames_total', help: 'camera frames taken in', look: () => look()?.frames ?? 0 });
  new Counter({
    name: 'walkout_fusion_refused_total', help: 'messages refused', labelNames: ['code'], registers: [registry],
    collect() {
      this.reset();
      for (const [code, count] of Object.entries(look()?.refused ?? {})) this.inc({ code }, count);
    },
  });
  return registry;
}
