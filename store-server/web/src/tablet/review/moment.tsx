import { useEffect, useMemo, useState } from 'preact/hooks';
import { Pause, Play } from 'lucide';
import type { EventView } from '../../../../src/core/evidence/views.ts';
import { formatClock, formatPercent } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.tsx';
import { useKeys } from '../shell/keys.ts';
import { ClipCanvas } from './clip-canvas.tsx';
import { WeightTrace } from './weight-trace.tsx';

const BEFORE_MS = 2_500;
const AFTER_MS = 1_500;
const STEP_MS = 125;

/** What there is to see of an event: as long as its clips, or a little more than the event itself. */
function rangeOf({ startedAt, settledAt, clips, trace }: EventView): readonly [from: number, to: number] {
  const times = clips.flatMap(({ frames }) => frames.map(({ at }) => at));
  const traceEnd = trace === undefined ? [] : [trace.from, trace.from + trace.stepMs * (trace.grams.length - 1)];
  const all = times.length > 0 ? times : [startedAt - BEFORE_MS, settledAt + AFTER_MS, ...traceEnd];
  return [Math.min(...all), Math.max(...all)];
}

const grams = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(0)} g`;

/** One clock for the clips and the trace of an event: it plays in a loop unless motion is unwanted. */
function useMoment(event: EventView) {
  const [from, to] = rangeOf(event);
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);
  const [at, setAt] = useState(from);
  useEffect(() => setAt(from), [event.event, from]);
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let request = requestAnimationFrame(function next(now) {
      if (now - last >= STEP_MS) {
        setAt((before) => (before + (now - last) > to ? from : before + (now - last)));
        last = now;
      }
      request = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, from, to]);
  const seek = (time: number) => {
    setPlaying(false);
    setAt(Math.min(to, Math.max(from, time)));
  };
  return { from, to, at, seek, playing, toggle: () => setPlaying((now) => !now) };
}

/** An event from all sides: clips, the scale, and whom it can have been. */
export function Moment({ event }: { event: EventView }) {
  const { from, to, at, seek, playing, toggle } = useMoment(event);
  const [keypoints, setKeypoints] = useState(false);
  useKeys('Clip', useMemo(() => [
    { keys: ' ', about: 'Play or stop', run: toggle },
    { keys: ',', about: 'A picture back', run: () => seek(at - STEP_MS) },
    { keys: '.', about: 'A picture on', run: () => seek(at + STEP_MS) },
    { keys: 'p', about: 'Show the pose', run: () => setKeypoints((now) => !now) },
  ], [at, from, to]));
  return (
    <section class="moment" aria-label={`At ${event.shelf}, ${formatClock(event.startedAt)}`}>
      <div class="clips">
        {event.clips.length === 0
          ? <p class="clip-none soft">No camera saw this place, or its pictures are gone. The scale and your own eyes decide.</p>
          : event.clips.map((clip) => <ClipCanvas key={clip.clip} clip={clip} at={at} keypoints={keypoints} />)}
      </div>
      <div class="moment-bar">
        <button type="button" class="button quiet round" aria-label={playing ? 'Stop' : 'Play'} onClick={toggle}><Icon icon={playing ? Pause : Play} size={20} /></button>
        <WeightTrace event={event} from={from} to={to} at={at} onSeek={seek} />
        <p class="moment-grams number"><strong>{grams(event.grams)}</strong><span class="soft">± {event.gramsError.toFixed(0)} g</span></p>
      </div>
      <p class="moment-facts soft">
        <span class="number">{formatClock(event.startedAt)}</span> · {event.shelf}
        {event.people.length > 0 && <> · {event.people.map((person) => `${person.own ? 'this shopper' : person.ordinal === undefined ? 'somebody' : `Shopper ${person.ordinal}`} ${formatPercent(person.probability)}`).join(', ')}</>}
        <label class="check pose"><input type="checkbox" checked={keypoints} onChange={() => setKeypoints(!keypoints)} /> Pose</label>
      </p>
    </section>
  );
}
