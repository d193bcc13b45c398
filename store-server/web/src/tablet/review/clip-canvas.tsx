import './evidence.css';
import { useEffect, useRef } from 'preact/hooks';
import { BONES } from '@walkout/contracts/keypoints';
import type { ClipView } from '../../../../src/core/evidence/views.ts';
import { useClip } from './use-evidence.ts';
import type { LoadedClip } from './use-evidence.ts';

export interface ClipCanvasProps {
  readonly clip: ClipView;
  /** The moment to show, the sensors' time, ms. */
  readonly at: number;
  readonly keypoints: boolean;
}

const WORDS = { asked: 'Asking the camera…', kept: 'Loading…', gone: 'The camera no longer has this moment' } as const;
const LEAST_CONFIDENCE = 0.3;

/** The latest frame at a time, the first one before that. */
const frameAt = ({ frames }: LoadedClip, at: number) => frames.findLast((frame) => frame.at <= at) ?? frames[0];

function drawSkeleton(context: CanvasRenderingContext2D, keypoints: readonly (readonly number[])[]): void {
  context.strokeStyle = '#ffd84d';
  context.lineWidth = 2;
  for (const [from, to] of BONES) {
    const [a, b] = [keypoints[from]!, keypoints[to]!];
    if (a[2]! < LEAST_CONFIDENCE || b[2]! < LEAST_CONFIDENCE) continue;
    context.beginPath();
    context.moveTo(a[0]!, a[1]!);
    context.lineTo(b[0]!, b[1]!);
    context.stroke();
  }
}

function drawPlace(context: CanvasRenderingContext2D, [x, y]: readonly number[]): void {
  for (const [colour, width] of [['rgb(0 0 0 / 60%)', 5], ['#ffffff', 2.5]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x!, y!, 16, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** One camera's pictures of a moment, with a ring where the shelf says that it happened. */
export function ClipCanvas({ clip, at, keypoints }: ClipCanvasProps) {
  const loaded = useClip(clip);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = loaded && frameAt(loaded, at);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || frame === undefined) return;
    context.drawImage(frame.picture, 0, 0);
    drawPlace(context, clip.place);
    if (keypoints && frame.keypoints !== undefined) drawSkeleton(context, frame.keypoints);
  }, [frame, keypoints, clip.clip]);
  const { width, height } = clip.imageSize;
  return (
    <figure class="clip">
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={`Camera ${clip.camera}${frame === undefined ? `: ${WORDS[clip.state]}` : ', everybody but the shopper hidden'}`} />
      {frame === undefined && <p class="clip-words">{WORDS[clip.state]}</p>}
      <figcaption>{clip.camera}</figcaption>
    </figure>
  );
}
