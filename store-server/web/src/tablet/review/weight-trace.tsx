import type { EventView } from '../../../../src/core/evidence/views.ts';

export interface WeightTraceProps {
  readonly event: EventView;
  readonly from: number;
  readonly to: number;
  /** The moment that the clips show, the sensors' time, ms. */
  readonly at: number;
  readonly onSeek: (at: number) => void;
}

const [WIDTH, HEIGHT] = [640, 96];
const [TOP, BOTTOM] = [10, 84];

/** What the scale showed, with the event marked; dragging moves the clips along. */
export function WeightTrace({ event, from, to, at, onSeek }: WeightTraceProps) {
  const x = (time: number) => ((time - from) / (to - from)) * WIDTH;
  const { trace } = event;
  const grams = trace?.grams ?? [];
  const [low, high] = [Math.min(0, event.grams, ...grams), Math.max(0, event.grams, ...grams)];
  const y = (value: number) => BOTTOM - ((value - low) / Math.max(high - low, 1)) * (BOTTOM - TOP);
  const line = trace && grams.map((value, i) => `${x(trace.from + i * trace.stepMs).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
  return (
    <div class="trace">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="trace-event" x={x(event.startedAt)} y={0} width={Math.max(x(event.settledAt) - x(event.startedAt), 2)} height={HEIGHT} />
        <line class="trace-zero" x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
        {line && <path class="trace-line" d={`M${line}`} />}
        <line class="trace-now" x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} />
      </svg>
      {line === undefined && <p class="trace-words soft">The scale's trace is not known.</p>}
      <input type="range" min={from} max={to} step={50} value={at} aria-label="Moment" aria-valuetext={`${((at - event.startedAt) / 1000).toFixed(1)} seconds from the event`}
        onInput={({ currentTarget }) => onSeek(Number(currentTarget.value))} />
    </div>
  );
}
