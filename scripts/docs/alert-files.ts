import { ALERTS } from '@walkout/contracts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** deploy/prometheus/alerts.yml, out of the table that the tablet's Health page speaks from. */
export function alertRules(): string {
  const rules = Object.entries(ALERTS).map(([name, { expression, lasts, severity, summary, meanwhile, toDo }]) => [
    `      - alert: ${name}`,
    `        expr: ${expression}`,
    `        for: ${lasts}`,
    `        labels: { severity: ${severity} }`,
    '        annotations:',
    `          summary: ${quoted(summary)}`,
    `          meanwhile: ${quoted(meanwhile)}`,
    `          action: ${quoted(toDo)}`,
    '',
  ].join('\n'));
  return ['# Made by `npm run docs` from contracts/src/alerts.ts, which the Health page of the tablet speaks from as well.', 'groups:', '  - name: walkout', '    rules:', rules.join('')].join('\n');
}
