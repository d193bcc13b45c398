import { addGauge, createRegistry } from '@walkout/contracts/watch';
import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Database } from './database/open-database.ts';
import type { Live } from './live.ts';

export const BLOCKED = { name: 'walkout_store_blocked', help: '1: its disk takes nothing' };

/** What hinders the store server, in words; empty: nothing. */
export function troublesOf(live: Live): string[] {
  const { broker, fusion, blocked } = live.health();
  if (blocked !== undefined) return [`${blocked}, and nothing that is heard can be kept`];
  if (broker === 'lost') return ['the broker does not answer'];
  return fusion?.state === 'online' || fusion?.state === 'ended' ? [] : ['fusion does not answer'];
}

/** The store server's figures for Prometheus, counted when it looks. */
export function storeRegistry(database: Database, live: Live): Registry {
  const registry = createRegistry('store-server');
  const visits = database.prepare('SELECT state, count(*) AS count FROM visits GROUP BY state');
  new Gauge({
    name: 'walkout_store_visits', help: 'visits by state', labelNames: ['state'], registers: [registry],
    collect() {
      for (const state of ['open', 'review', 'settled']) this.set({ state }, 0);
      for (const { state, count } of visits.all() as { state: string; count: number }[]) this.set({ state }, count);
    },
  });
  const counted = (name: string, help: string, sql: string) => {
    const count = database.prepare(sql).pluck();
    addGauge(registry, { name: `walkout_store_${name}`, help, look: () => Number(count.get()) });
  };
  counted('receipts', 'receipts issued', 'SELECT count(*) FROM receipts');
  counted('unsent_messages', 'decided and not yet with the broker', 'SELECT count(*) FROM outbox');
  counted('payment_steps_waiting', 'asked of payment providers and not yet answered', 'SELECT count(*) FROM payment_steps');
  counted('database_bytes', 'size of the database', 'SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()');
  addGauge(registry, { name: 'walkout_store_broker_connected', help: '1: the broker answers', look: () => Number(live.health().broker === 'connected') });
  addGauge(registry, { ...BLOCKED, look: () => Number(live.health().blocked !== undefined) });
  new Gauge({
    name: 'walkout_store_sensors_away', help: 'sensors of the layout that do not answer, by kind', labelNames: ['kind'], registers: [registry],
    collect() {
      const { sensors, fusion } = live.health();
      for (const kind of ['camera', 'shelf', 'gate'] as const) {
        const away = sensors.filter((sensor) => sensor.kind === kind && (sensor.status?.state !== 'online' || (fusion?.silent ?? []).includes(`${kind}/${sensor.id}`)));
        this.set({ kind }, away.length);
      }
    },
  });
  new Counter({
    name: 'walkout_store_refused_total', help: 'messages refused', labelNames: ['code'], registers: [registry],
    collect() {
      this.reset();
      for (const [code, count] of Object.entries(live.health().refused)) this.inc({ code }, count);
    },
  });
  return registry;
}
