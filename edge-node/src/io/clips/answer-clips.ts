import { keypointAt, KEYPOINTS, LONGEST_CLIP_MS } from '@walkout/contracts';
import type { ClipFrame, ClipPart, ClipRequest } from '@walkout/contracts';
import type { Bus } from '@walkout/contracts/mqtt';
import { findSubject } from '../../core/clips/find-subject.ts';
import { hiddenRegions } from '../../core/clips/hidden-regions.ts';
import { makeUnrecognisable } from '../../core/clips/make-unrecognisable.ts';
import type { ClipBuffer, KeptFrame } from './clip-buffer.ts';
import { decodeJpeg, encodeJpeg } from './jpeg.ts';

/** A part stays far below what any broker takes as one message. */
const FRAMES_PER_PART = 8;
/** Requests beyond this are not answered: nobody looks at so many, and pictures must not flood the store's network. */
const MOST_WAITING = 32;

export interface AnswerOptions {
  readonly bus: Bus;
  readonly camera: string;
  readonly buffer: ClipBuffer;
  readonly quality: number;
  readonly warn: (text: string) => void;
}

/** The frames of a clip as they may leave the camera: only the subject can be made out, and no face. */
async function* disguise(frames: readonly KeptFrame[], subject: ClipRequest['subject'], quality: number): AsyncGenerator<ClipFrame> {
  const subjects = findSubject(frames, subject);
  for (const [i, frame] of frames.entries()) {
    const picture = makeUnrecognisable(await decodeJpeg(frame.jpeg), hiddenRegions(frames, subjects, i));
    const keypoints = frame.tracks.find(({ track }) => track === subjects[i])?.keypoints;
    const jpeg = (await encodeJpeg(picture, quality)).toString('base64');
    yield { at: frame.capturedAt, jpeg, ...(keypoints === undefined ? {} : { keypoints: KEYPOINTS.map((_, keypoint) => keypointAt(keypoints, keypoint)) }) };
  }
}

/** Answers the store server's requests for clips of this camera, one after the other, for as long as the bus is open. */
export async function answerClips({ bus, camera, buffer, quality, warn }: AnswerOptions): Promise<void> {
  let answering: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function answer({ request, from, to, subject }: ClipRequest): Promise<void> {
    const say = (body: Omit<ClipPart, 'request'>) => bus.publish('clipPart', camera, { request, ...body });
    const kept = to - from > LONGEST_CLIP_MS ? [] : buffer.between(from, to);
    let part = 0;
    let frames: ClipFrame[] = [];
    for await (const frame of disguise(kept, subject, quality)) {
      if (frames.length === FRAMES_PER_PART) {
        await say({ part: part++, last: false, frames });
        frames = [];
      }
      frames.push(frame);
    }
    await say({ part, last: true, frames });
  }

  await bus.subscribe(['clipRequest'], (message) => {
    if (message.name !== 'clipRequest' || message.id !== camera || waiting >= MOST_WAITING) return;
    waiting++;
    answering = answering.then(() => answer(message.body))
      .catch((error: Error) => warn(`a clip could not be sent: ${error.message}`))
      .finally(() => void waiting--);
  });
}
