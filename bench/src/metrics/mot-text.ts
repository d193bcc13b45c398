import type { ImageBox } from '@walkout/contracts';
import { benchError } from '../errors.ts';

/** One box of a MOT text file. */
export interface MotBox {
  readonly id: string;
  readonly box: ImageBox;
}

const FIELDS = ['frame', 'id', 'left', 'top', 'width', 'height'] as const;

/**
 * Reads the text format of the MOTChallenge: a line a box, `frame,id,left,top,width,height[,confidence,…]`.
 * Lines of confidence 0 are marked by the annotators as not to be looked at, and left out.
 *
 * @param name how to call the text in errors: its file
 * @returns    boxes by frame number, in the order of the lines
 * @throws     MOT_TEXT_MALFORMED with the line
 * @source     motchallenge.net/instructions, "File Format"
 */
export function parseMotText(text: string, name: string): Map<number, MotBox[]> {
  const frames = new Map<number, MotBox[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const refuse = (what: string) => benchError('MOT_TEXT_MALFORMED', `${name} line ${index + 1}: ${what}`);
    const values = line.split(/[,\s]+/).filter((field) => field !== '').map(Number);
    const bad = FIELDS.findIndex((_, field) => !Number.isFinite(values[field]));
    if (bad >= 0) throw refuse(`no number for ${FIELDS[bad]}`);
    const [frame, id, left, top, width, height, confidence] = values as [number, number, number, number, number, number, number?];
    if (!Number.isInteger(frame) || frame < 0) throw refuse(`frame ${frame} is no whole number from 0`);
    if (width < 0 || height < 0) throw refuse('width and height cannot be below 0');
    if (confidence === 0) continue;
    const boxes = frames.get(frame) ?? [];
    if (boxes.some((box) => box.id === String(id))) throw refuse(`id ${id} is twice in frame ${frame}`);
    boxes.push({ id: String(id), box: [left, top, width, height] });
    frames.set(frame, boxes);
  }
  return frames;
}
