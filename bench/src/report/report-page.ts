import type { SuiteOutcome } from '../suite.ts';
import { barsSvg } from './bars-svg.ts';
import { escapeHtml } from './escape-html.ts';
import { figureRows } from './figures-text.ts';
import { plotSvg } from './plot-svg.ts';

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 760px; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; overflow-wrap: anywhere; }
  figure { margin: 2rem 0; } svg { width: 100%; } svg text { font-size: 11px; fill: currentColor; }
  code { background: #8882; padding: .1rem .3rem; border-radius: .2rem; }`;

/** `report.html`: every figure, the plots, the worst cases with how to see each again. One file, nothing fetched. */
export function reportPage(result: Readonly<Record<string, unknown>>, { plots = [], bars = [], worst = [] }: SuiteOutcome): string {
  const title = `bench: ${String(result['suite'])}`;
  const rows = figureRows(result).map(([key, text]) => `<tr><th scope="row">${escapeHtml(key)}</th><td>${escapeHtml(text)}</td></tr>`);
  const cases = worst.map(({ what, replay }) => `<tr><td>${escapeHtml(what)}</td><td><code>${escapeHtml(replay)}</code></td></tr>`);
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<table>${rows.join('\n')}</table>`,
    ...plots.map(plotSvg),
    ...bars.map(barsSvg),
    '<h2>Worst cases</h2>',
    cases.length === 0 ? '<p>None.</p>' : `<table><tr><th>what</th><th>see it again</th></tr>${cases.join('\n')}</table>`,
    '</body></html>\n',
  ].join('\n');
}
