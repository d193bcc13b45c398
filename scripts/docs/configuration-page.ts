import { EdgeNodeConfig } from '../../edge-node/src/config.ts';

interface Field {
  readonly type?: string;
  readonly const?: unknown;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly Field[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

const inCell = (text: string): string => text.replaceAll('|', '\\|');

function boundsOf({ type, minimum, maximum, exclusiveMinimum, pattern, anyOf, ...field }: Field): string {
  if ('const' in field) return `\`${JSON.stringify(field.const)}\``;
  if (anyOf !== undefined) return anyOf.map(boundsOf).join(' or ');
  const least = exclusiveMinimum === undefined ? (minimum === undefined ? '' : `from ${minimum}`) : `above ${exclusiveMinimum}`;
  const most = maximum === undefined ? '' : `to ${maximum}`;
  return [type ?? '', least, most, pattern === undefined ? '' : `\`${pattern}\``].filter((part) => part !== '').join(' ');
}

function rowsOf(fields: Readonly<Record<string, Field>>, path = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.properties !== undefined) return rowsOf(field.properties, `${path}${name}.`);
    const variants = field.anyOf?.filter(({ properties }) => properties !== undefined) ?? [];
    if (variants.length > 0) return variants.flatMap((variant) => rowsOf(variant.properties!, `${path}${name}.`));
    const fallback = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``;
    return [`| \`${path}${name}\` | ${inCell(boundsOf(field))} | ${fallback} | ${inCell(field.description ?? '')} |`];
  });
}

/** `docs/configuration.md`: every field of an edge node's file, from its schema. */
export const configurationPage = (): string => [
  '# Configuration of an edge node',
  '',
  'The JSON file of `npm run edge-node -- --config FILE`. A field with a default may be left out; a field that is not here is refused. This page is',
  'written by `npm run docs` from the schema in [config.ts](../edge-node/src/config.ts). The other services are set up by options: `--help` lists them.',
  '',
  '| field | takes | default | meaning |',
  '| --- | --- | --- | --- |',
  ...rowsOf((EdgeNodeConfig as Field).properties!),
  '',
].join('\n');
