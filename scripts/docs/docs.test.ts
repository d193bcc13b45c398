import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { StoreLayout } from '@walkout/contracts';
import { SUITES } from '../../bench/src/suites.ts';
import { alertRules } from './alert-files.ts';
import { brokerFiles } from './broker-files.ts';
import { configurationPage } from './configuration-page.ts';
import { ERROR_TABLES, errorsPage } from './errors-page.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('docs/errors.md', () => {
  it('is what the tables in the code say (renew it with npm run docs)', () => {
    expect(read('docs/errors.md')).toBe(errorsPage());
  });
  it('knows the table of every workspace', () => {
    const workspaces = (JSON.parse(read('package.json')) as { workspaces: string[] }).workspaces;
    const withErrors = workspaces.filter((workspace) => existsSync(join(ROOT, workspace, 'src/errors.ts')));
    const page = read('scripts/docs/errors-page.ts');
    for (const workspace of withErrors.filter((name) => name !== 'contracts')) expect(page).toContain(`../../${workspace}/src/errors.ts`);
  });
  it('gives each code one meaning', () => {
    const codes = Object.values(ERROR_TABLES).flatMap((table) => Object.keys(table));
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });
});

describe('docs/configuration.md', () => {
  it('is what the schema says (renew it with npm run docs)', () => expect(read('docs/configuration.md')).toBe(configurationPage()));
});

describe('deploy/prometheus/alerts.yml', () => {
  it('is what the table of alerts says (renew it with npm run docs)', () => expect(read('deploy/prometheus/alerts.yml')).toBe(alertRules()));
  it('asks for figures that some service serves', () => {
    const served = ['fusion/src/io/fusion-registry.ts', 'store-server/src/io/store-registry.ts', 'edge-node/src/io/edge-registry.ts'].map(read).join('\n');
    const asked = [...alertRules().matchAll(/walkout_(?:fusion|store|edge)_(\w+)/g)].map((match) => match[1]!);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !served.includes(name))).toEqual([]);
  });
});

describe('deploy/mosquitto', () => {
  it.each(Object.entries(brokerFiles()))('%s is what the rules say (renew it with npm run docs)', (path, text) => {
    expect(read(path)).toBe(text);
  });
});

/** Names of all properties of a JSON schema, at any depth. */
function propertyNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertyNames);
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
}

describe('docs/store-layout.md', () => {
  it('describes every field', () => {
    const page = read('docs/store-layout.md');
    const missing = [...new Set(propertyNames(StoreLayout))].filter((name) => !page.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

describe('docs/bench.md', () => {
  it('names every suite', () => {
    const page = read('docs/bench.md');
    for (const name of Object.keys(SUITES)) expect(page).toContain(`\`${name}\``);
  });
});

describe('links between pages', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`))];
  it.each(pages)('%s leads to files that are there', (page) => {
    const targets = [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1]!).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });
});
