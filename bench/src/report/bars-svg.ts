import type { Bars } from '../suite.ts';
import { escapeHtml } from './escape-html.ts';

const [WIDTH, ROW, LEFT, RIGHT] = [720, 22, 260, 48];

/** Counts as horizontal bars, inline SVG; the longest fills the width. */
export function barsSvg({ title, rows }: Bars): string {
  const most = rows.reduce((top, { count }) => Math.max(top, count), 0) || 1;
  const bars = rows.map(({ name, count }, index) => {
    const [y, width] = [index * ROW, (count / most) * (WIDTH - LEFT - RIGHT)];
    return [
      `<text x="${LEFT - 8}" y="${y + 15}" text-anchor="end">${escapeHtml(name)}</text>`,
      `<rect x="${LEFT}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}" fill="#1f6feb"/>`,
      `<text x="${(LEFT + width + 6).toFixed(1)}" y="${y + 15}">${count}</text>`,
    ].join('');
  });
  return [
    `<figure><figcaption>${escapeHtml(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${Math.max(1, rows.length) * ROW}" role="img" aria-label="${escapeHtml(title)}">`,
    ...bars,
    '</svg></figure>',
  ].join('\n');
}
