import { describe, expect, it } from 'vitest';
import { barsSvg } from './bars-svg.ts';
import { figuresText } from './figures-text.ts';
import { plotSvg } from './plot-svg.ts';
import { reportPage } from './report-page.ts';

describe('figures', () => {
  it('are a line each, aligned, with four digits', () => {
    expect(figuresText({ HOTA: 0.39139743, FP: 13, suite: 'mot' })).toBe('HOTA   0.3914\nFP     13\nsuite  mot\n');
  });
  it('of groups carry the group, and long lists are counted', () => {
    expect(figuresText({ solo: { itemF1: 1, wrong: [1, 2, 3, 4, 5, 6] } })).toBe('solo.itemF1  1\nsolo.wrong   6 entries\n');
  });
});

describe('bars', () => {
  it('are as long as their counts, the longest from side to side', () => {
    const svg = barsSvg({ title: 'causes', rows: [{ name: 'a <b>', count: 4 }, { name: 'c', count: 1 }] });
    expect(svg).toContain('width="412.0"');
    expect(svg).toContain('width="103.0"');
    expect(svg).toContain('a &lt;b&gt;');
  });
  it('of nothing are empty', () => expect(barsSvg({ title: 'none', rows: [] })).not.toContain('NaN'));
});

describe('plot', () => {
  it('puts zero at the corner of the axes and the largest values at their ends', () => {
    const svg = plotSvg({ title: 'people', units: ['s', 'people'], curves: [{ name: 'found', points: [[0, 0], [10, 4]] }] });
    expect(svg).toContain('points="56.0,188.0 708.0,12.0"');
  });
  it('of nothing is empty axes', () => {
    expect(plotSvg({ title: 'none', units: ['s', ''], curves: [] })).not.toContain('NaN');
  });
});

describe('report', () => {
  it('holds figures, worst cases and plots, and never markup from data', () => {
    const page = reportPage(
      { suite: 'footage', note: '<b>' },
      { figures: {}, worst: [{ what: 'visit v1: tea', replay: 'npm start' }], plots: [{ title: 'a & b', units: ['s', 'm'], curves: [] }] },
    );
    expect(page).toContain('&lt;b&gt;');
    expect(page).toContain('a &amp; b');
    expect(page).toContain('<code>npm start</code>');
    expect(page).not.toMatch(/https?:\/\//);
  });
  it('says when nothing went wrong', () => expect(reportPage({ suite: 'mot' }, { figures: {} })).toContain('None.'));
});
