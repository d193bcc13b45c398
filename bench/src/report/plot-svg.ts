import type { Plot } from '../suite.ts';
import { escapeHtml } from './escape-html.ts';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [720, 220, 56, 32, 12];
const COLOURS = ['#1f6feb', '#d1701f', '#2b8a4b', '#8b4fc9'];

/** A plot as inline SVG, axes from zero to the largest value. */
export function plotSvg({ title, units: [xUnit, yUnit], curves }: Plot): string {
  const points = curves.flatMap((curve) => curve.points);
  const top = (axis: 0 | 1) => points.reduce((most, point) => Math.max(most, point[axis]), 0) || 1;
  const [xTop, yTop] = [top(0), top(1)];
  const x = (value: number) => (LEFT + (value / xTop) * (WIDTH - LEFT - 12)).toFixed(1);
  const y = (value: number) => (HEIGHT - BOTTOM - (value / yTop) * (HEIGHT - BOTTOM - TOP)).toFixed(1);
  const lines = curves.map((curve, i) => {
    const path = curve.points.map(([a, b]) => `${x(a)},${y(b)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="1.5"/>`;
  });
  const legend = curves.map((curve, i) => `<tspan dx="12" fill="${COLOURS[i % COLOURS.length]}">${escapeHtml(curve.name)}</tspan>`);
  return [
    `<figure><figcaption>${escapeHtml(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">`,
    `<path d="M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - 12}" fill="none" stroke="currentColor" opacity=".4"/>`,
    `<text x="${LEFT - 6}" y="${TOP + 10}" text-anchor="end">${yTop.toPrecision(3)}</text>`,
    `<text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" text-anchor="end">0 ${escapeHtml(yUnit)}</text>`,
    `<text x="${WIDTH - 12}" y="${HEIGHT - 12}" text-anchor="end">${xTop.toPrecision(3)} ${escapeHtml(xUnit)}</text>`,
    `<text x="${LEFT}" y="${HEIGHT - 12}">${legend.join('')}</text>`,
    ...lines,
    '</svg></figure>',
  ].join('\n');
}
