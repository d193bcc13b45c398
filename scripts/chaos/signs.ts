import { setTimeout as delay } from 'node:timers/promises';
import { connectBus } from '@walkout/contracts/mqtt';
import type { Bus } from '@walkout/contracts/mqtt';
import type { FusionStatus, Milliseconds } from '@walkout/contracts';
import type { ChaosStage } from './stage.ts';
import type { PlannedFault } from './faults.ts';

/** What the store says of itself, as whoever watches over it sees it: what it says on the broker, and health of its services. */
export interface Signs {
  fusion(): FusionStatus | undefined;
  /** How long after its beginning a fault showed; `undefined`: not while it lasted and a little longer, or it showed already. */
  noticedAfter(fault: PlannedFault, beganAt: Milliseconds): Milliseconds | undefined;
  close(): Promise<void>;
}

/** As long as it takes to notice silence, and a margin. */
export const NOTICE_WITHIN: Milliseconds = 4_000;
const LOOK_EVERY: Milliseconds = 100;
const LONGEST_ANSWER: Milliseconds = 500;
const REFUSED_AS: Readonly<Record<string, string>> = {
  'frames cut': 'MESSAGE_MALFORMED', 'weights cut': 'MESSAGE_MALFORMED',
  'frames with flipped bits': 'MESSAGE_MALFORMED', 'weights with flipped bits': 'MESSAGE_MALFORMED',
  'clock jumps by an hour': 'CLOCK_AHEAD',
};
/** Back into the past: what it says is old news. */
const MAY_BE_SILENCE = 'clock jumps by an hour';

/** Signs by which a fault can be told; none: it shows in doubts of carts alone. */
function signsOf({ kind, name, source }: PlannedFault): readonly string[] {
  switch (kind.on) {
    case 'process': return kind.process === 'broker' ? ['broker'] : [kind.process];
    case 'disk': return [`disk of ${kind.process}`];
    case 'controller': return [`away ${source}`, `silent ${source}`];
    case 'sensor': return [
      ...(kind.isSilence === true || name === MAY_BE_SILENCE ? [`silent ${source}`] : []),
      ...(name in REFUSED_AS ? [`refused ${REFUSED_AS[name]}`] : []),
    ];
  }
}

/** Which signs the health of a service shows. */
async function lookAt(name: 'fusion' | 'store server', watchUrl: string): Promise<string[]> {
  const text = await fetch(`${watchUrl}/readyz`, { signal: AbortSignal.timeout(LONGEST_ANSWER) }).then((answer) => answer.text(), () => undefined);
  if (text === undefined) return [name];
  return [
    ...(text.includes('broker') ? ['broker'] : []), ...(text.includes('fusion does not answer') ? ['fusion'] : []),
    ...(/journal|disk/.test(text) ? [`disk of ${name}`] : []),
  ];
}

export async function watchSigns({ brokerUrl, watchUrls, credentialsOf }: ChaosStage, store: string): Promise<Signs> {
  const shown: { readonly sign: string; readonly at: number }[] = [];
  const on = new Map<string, ReadonlySet<string>>();
  /** @param by who shows them; what that one showed before is no news */
  const show = (by: string, signs: readonly string[]) => {
    for (const sign of signs) if (on.get(by)?.has(sign) !== true) shown.push({ sign, at: performance.now() });
    on.set(by, new Set(signs));
  };
  let fusion: FusionStatus | undefined;
  let refused: Readonly<Record<string, number>> = {};
  const bus: Bus = await connectBus({ url: brokerUrl, store, clientId: 'chaos', access: { credentials: credentialsOf('observer') } });
  await bus.subscribe(['fusionStatus', 'cameraStatus', 'shelfStatus'], ({ name, id, body }) => {
    if (name === 'cameraStatus' || name === 'shelfStatus') {
      const source = `${name === 'cameraStatus' ? 'camera' : 'shelf'}/${id}`;
      show(source, body.state === 'offline' ? [`away ${source}`] : []);
    }
    if (name !== 'fusionStatus') return;
    fusion = body;
    show('fusion', (body.silent ?? []).map((source) => `silent ${source}`));
    // Each further one is a sign anew.
    for (const [code, count] of Object.entries(body.refused ?? {})) if (count > (refused[code] ?? 0)) shown.push({ sign: `refused ${code}`, at: performance.now() });
    refused = body.refused ?? {};
  });
  let isOver = false;
  const looking = (['fusion', 'store server'] as const).map(async (name) => {
    while (!isOver) {
      show(`health of ${name}`, await lookAt(name, watchUrls[name]));
      await delay(LOOK_EVERY);
    }
  });
  return {
    fusion: () => fusion,
    noticedAfter(fault, beganAt) {
      const signs = signsOf(fault);
      const first = shown.find(({ sign, at }) => signs.includes(sign) && at >= beganAt && at < beganAt + fault.lasts + NOTICE_WITHIN);
      return first === undefined ? undefined : first.at - beganAt;
    },
    async close() {
      isOver = true;
      await Promise.all(looking);
      await bus.close();
    },
  };
}
