import { useEffect, useState } from 'preact/hooks';
import type { ClipView, EventView, EvidenceView } from '../../../../src/core/evidence/views.ts';
import { request } from '../../shared/request.ts';

/** What a visit's cart rests on; read again whenever the server says that something new has come. */
export function useEvidence(visit: string | undefined, news: number): readonly EventView[] | undefined {
  const [known, setKnown] = useState<{ readonly visit: string; readonly events: readonly EventView[] }>();
  useEffect(() => {
    if (visit === undefined) return;
    let ended = false;
    request<EvidenceView>(`/api/visits/${encodeURIComponent(visit)}/evidence`)
      .then(({ events }) => ended || setKnown({ visit, events }), () => {});
    return () => void (ended = true);
  }, [visit, news]);
  return known?.visit === visit ? known?.events : undefined;
}

/** A clip's pictures, ready to draw. */
export interface LoadedClip {
  readonly frames: readonly { readonly at: number; readonly picture: ImageBitmap; readonly keypoints?: readonly (readonly number[])[] }[];
}

async function load({ clip, frames }: ClipView, signal: AbortSignal): Promise<LoadedClip> {
  const answer = await fetch(`/api/clips/${clip}`, { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  const bytes = await answer.blob();
  return {
    frames: await Promise.all(frames.map(async ({ at, offset, length, keypoints }) => ({
      at, picture: await createImageBitmap(bytes.slice(offset, offset + length, 'image/jpeg')), ...(keypoints === undefined ? {} : { keypoints }),
    }))),
  };
}

/** Fetches a clip once it is there; its pictures are let go when another takes its place. */
export function useClip(clip: ClipView): LoadedClip | undefined {
  const [loaded, setLoaded] = useState<LoadedClip>();
  useEffect(() => {
    setLoaded(undefined);
    if (clip.state !== 'kept') return;
    const controller = new AbortController();
    let mine: LoadedClip | undefined;
    load(clip, controller.signal).then((result) => {
      mine = result;
      if (controller.signal.aborted) result.frames.forEach(({ picture }) => picture.close());
      else setLoaded(result);
    }, () => {});
    return () => {
      controller.abort();
      mine?.frames.forEach(({ picture }) => picture.close());
    };
  }, [clip.clip, clip.state]);
  return loaded;
}
