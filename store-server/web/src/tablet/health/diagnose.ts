import type { Health, SensorView } from '../../../../src/core/views.ts';

/** Something that does not work as it should, in words. */
export interface Trouble {
  readonly id: string;
  readonly what: string;
  /** What the store does meanwhile. */
  readonly meanwhile: string;
  readonly toDo: string;
}

const NAMES: Record<SensorView['kind'], string> = { camera: 'Camera', shelf: 'Scales of shelf', gate: 'Gate' };
const MEANWHILE: Record<SensorView['kind'], string> = {
  camera: 'The other cameras go on; carts near its view are less sure and more of them come to review.',
  shelf: 'What is taken from this shelf is not noticed. Its shoppers pay for nothing from it.',
  gate: 'Nobody can be let in or out by it; visits that leave there stay open.',
};
const TO_DO: Record<SensorView['kind'], string> = {
  camera: 'Check its power and network cable, then that its edge node runs. It comes back by itself.',
  shelf: "Check the shelf controller's power and cable. It comes back by itself.",
  gate: "Check the gate controller's power and cable; until then let people in and out by hand.",
};

/** @param silent sensors from which fusion has heard nothing for seconds, whatever they say of themselves */
function sensorTrouble({ kind, id, status }: SensorView, silent: readonly string[] = []): Trouble | undefined {
  const isSilent = silent.includes(`${kind}/${id}`);
  if (status !== undefined && status.state !== 'offline' && !isSilent) return undefined;
  const what = status === undefined ? 'has not been heard of since the store server started' : status.state === 'offline' ? 'does not answer' : 'says it is well, and sends nothing';
  return { id: `${kind}/${id}`, what: `${NAMES[kind]} ${id} ${what}`, meanwhile: MEANWHILE[kind], toDo: TO_DO[kind] };
}

function diskTrouble({ blocked }: Health): Trouble[] {
  if (blocked === undefined) return [];
  return [{
    id: 'blocked', what: `The store server cannot keep what it hears: ${blocked}`,
    meanwhile: 'Carts and receipts stand still. What is said waits at the broker, and nothing is lost.',
    toDo: 'Make room on the disk of the database, or mend it. It goes on by itself.',
  }];
}

function serviceTroubles({ broker, fusion }: Health): Trouble[] {
  if (broker === 'lost') {
    return [{
      id: 'broker', what: 'The message broker does not answer',
      meanwhile: 'Nothing new is heard from sensors and fusion: map, carts and receipts stand still.',
      toDo: 'Check the machine that it runs on and the network to it. Nothing that was decided is lost.',
    }];
  }
  if (fusion?.state === 'online' || fusion?.state === 'ended') return [];
  return [{
    id: 'fusion', what: fusion === undefined ? 'Fusion has not been heard of yet' : 'Fusion does not answer',
    meanwhile: 'Shoppers and carts are not followed. Carts come back when it does.',
    toDo: 'Start it again on its machine; its log says why it ended.',
  }];
}

/** @param source such as `camera/north` */
function floodTrouble(source: string): Trouble {
  const [kind, id] = source.split('/') as [SensorView['kind'], string];
  return {
    id: `flood/${source}`, what: `${NAMES[kind]} ${id} says far more than it should`,
    meanwhile: 'What is too much is dropped unheard; all others are heard as usual.',
    toDo: 'Restart it. If it goes on, its key may be in wrong hands: take the key back and enrol it anew (npm run broker -- revoke).',
  };
}

/** What is wrong just now, the gravest first; empty when all is well. With the broker away nothing is said of what is behind it. */
export function brokenParts(health: Health): readonly Trouble[] {
  const services = [...diskTrouble(health), ...serviceTroubles(health)];
  if (health.broker === 'lost') return services;
  return [...services, ...health.sensors.flatMap((sensor) => sensorTrouble(sensor, health.fusion?.silent) ?? []), ...(health.fusion?.flooding ?? []).map(floodTrouble)];
}
