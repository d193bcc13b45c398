import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { buildApp } from '../app.ts';
import type { Role } from '../core/access/principal.ts';
import { openDatabase } from '../io/database/open-database.ts';
import { createStore } from '../store.ts';
import { cornerStore } from './corner-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const STAFF_TOKEN = 'a-token-for-this-test';
/** Headers of a program that has the token of the environment. */
export const program = { authorization: `Bearer ${STAFF_TOKEN}` };
const SERVED = { host: 'store:8080', origin: 'http://store:8080' };

/** Stand-ins for what the build of the pages makes: what is tested here is who gets them. */
export function pagesIn(folder: string): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const name of ['tablet', 'receipt', 'entry', 'sign-in']) writeFileSync(join(folder, `${name}.html`), name);
  writeFileSync(join(folder, 'assets', 'tablet-a1.js'), 'script');
  return folder;
}

/** A corner store over a real database, its HTTP side, and ways to be somebody there. */
export async function openApp(startedAt = 1_000_000) {
  const folder = temporaryFolder();
  const database = openDatabase(join(folder, 'store.db'));
  const time = { now: startedAt };
  const logger = pino({ level: 'silent' });
  const store = createStore({ database, layout: cornerStore(), clock: () => time.now, logger });
  store.start();
  const app = await buildApp({ store, logger, staffToken: STAFF_TOKEN, webFolder: pagesIn(join(folder, 'web')) });
  onTestFinished(async () => {
    await app.close();
    await store.stop();
    database.close();
  });
  /** Headers of a tablet that is enrolled; somebody is signed in on it where a role is given. */
  function tablet(role?: Role): { cookie: string; host: string; origin: string } {
    const count = store.office.staff().length;
    const member = role && store.office.add({ name: `${role} ${count}`, role }, { actor: 'test' });
    const { secret, sessionToken } = store.door.enrol(store.door.invite({ name: 'Tablet', kind: 'tablet', staff: member?.staff }, { actor: 'test' }));
    const session = sessionToken === undefined ? '' : `; walkout-session=${sessionToken}`;
    return { ...SERVED, cookie: `walkout-device=${secret}${session}` };
  }
  /** Headers of a reader at the entry. */
  function gateReader(): { authorization: string } {
    const { secret } = store.door.enrol(store.door.invite({ name: 'Reader', kind: 'gate', gate: 'entry' }, { actor: 'test' }));
    return { authorization: `Bearer ${secret}` };
  }
  const enter = (...ids: string[]) => store.till.takePassages('entry', {
    capturedAt: 1, passages: ids.map((passage) => ({ passage, capturedAt: 1_000, direction: 'in', credential: 'secret-card' })),
  });
  return { app, store, database, time, tablet, gateReader, enter, till: store.till, get: (url: string) => app.inject({ url, headers: program }) };
}
export type OpenApp = Awaited<ReturnType<typeof openApp>>;
