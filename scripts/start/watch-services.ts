import type { WalkoutError } from '@walkout/contracts';
import { startError } from '../errors.ts';
import type { ServiceEnd, ServiceProcess } from './service-process.ts';
import type { Services } from './services.ts';

export interface ServiceWatch {
  /** Rejects when one of the services has ended without which nothing can go on. */
  readonly failure: Promise<never>;
  /** From now on services end because they are told to. */
  dismiss(): void;
}

export interface ServiceWatchOptions {
  readonly services: Services;
  /** An edge node ended before its time; the others go on. */
  readonly onCameraLost: (camera: string, error: WalkoutError) => void;
}

const describe = (process: ServiceProcess, { status, lastLines }: ServiceEnd): string =>
  `${process.name}${status === null ? '' : `, exit status ${status}`}\n${lastLines.replace(/^/gm, '    ')}`;

/** Notices services that end before their time. Fusion ends by itself, with status 0, after the last sensor. */
export function watchServices({ services, onCameraLost }: ServiceWatchOptions): ServiceWatch {
  let dismissed = false;
  const { edgeNodes } = services;
  const lost = new Set<string>();
  const failure = new Promise<never>((_, reject) => {
    for (const process of [services.fusion, services.storeServer]) {
      void process.ended.then((end) => {
        if (dismissed || (process === services.fusion && end.status === 0)) return;
        reject(startError('SERVICE_ENDED', describe(process, end)));
      });
    }
    for (const { camera, process } of edgeNodes) {
      void process.ended.then((end) => {
        if (dismissed || end.status === 0) return;
        lost.add(camera);
        onCameraLost(camera, startError('CAMERA_LOST', describe(process, end)));
        if (lost.size === edgeNodes.length) reject(startError('CAMERAS_GONE', [...lost].join(', ')));
      });
    }
  });
  return { failure, dismiss: () => void (dismissed = true) };
}
