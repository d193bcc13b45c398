import { ALERTS, BEHIND_SECONDS, MANY_REVIEWS, SLOW_FRAMES_A_SECOND, UNHEARD } from '@walkout/contracts/alerts';
import type { AlertName } from '@walkout/contracts/alerts';
import type { LiveBoard } from '../../../../src/core/live-board.ts';
import type { Health, SensorView } from '../../../../src/core/views.ts';

/** Something that does not work as it should, in words. */
export interface Trouble {
  readonly id: string;
  readonly what: string;
  /** What the store does meanwhile. */
  readonly meanwhile: string;
  readonly toDo: string;
}

const NAMES: Record<SensorView['kind'], string> = { camera: 'Camera', shelf: 'Scale of shelf', gate: 'Gate' };

/** @param silent sensors from which fusion has heard nothing for seconds, whatever they say of themselves */
function sensorTrouble({ kind, id, status }: SensorView, silent: readonly string[] = []): Trouble | undefined {
  const isSilent = silent.includes(`${kind}/${id}`);
  if (status !== undefined && status.state !== 'offline' && !isSilent) return undefined;
  const what = status === undefined ? 'has not been heard of since the store server started' : status.state === 'offline' ? 'does not answer' : 'says it is well, and sends nothing';
  return { id: `${kind}/${id}`, what: `${NAMES[kind]} ${id} ${what}`, ...UNHEARD[kind] };
}

const diskTrouble = ({ blocked }: Health): Trouble[] =>
  blocked === undefined ? [] : [trouble('StoreBlocked', 'blocked', `The store server cannot keep what it hears: ${blocked}`)];

function serviceTroubles({ broker, fusion }: Health): Trouble[] {
  if (broker === 'lost') {
    return [trouble('BrokerLost', 'broker')];
  }
  if (fusion?.blocked) return [trouble('JournalBlocked', 'journal')];
  if (fusion?.state === 'online' || fusion?.state === 'ended') return [];
  return [trouble('ServiceDown', 'fusion', fusion === undefined ? 'Fusion has not been heard of yet' : 'Fusion does not answer')];
}

/** An alert in the words of the table that Prometheus goes by as well. */
const trouble = (alert: AlertName, id: string, what: string = ALERTS[alert].summary): Trouble =>
  ({ id, what, meanwhile: ALERTS[alert].meanwhile, toDo: ALERTS[alert].toDo });

/** @param source such as `camera/north` */
function floodTrouble(source: string): Trouble {
  const [kind, id] = source.split('/') as [SensorView['kind'], string];
  return trouble('SensorFloods', `flood/${source}`, `${NAMES[kind]} ${id} says far more than it should`);
}

const isSlow = ({ kind, status }: SensorView): boolean =>
  kind === 'camera' && status?.state === 'online' && status.framesPerSecond !== undefined && status.framesPerSecond < SLOW_FRAMES_A_SECOND;

/** What is there, but does not do as it should. */
function poorTroubles({ fusion, sensors, refused }: Health, reviews: number): Trouble[] {
  const { lagSeconds = 0, flooding = [] } = fusion ?? {};
  const unhandled = (refused['MESSAGE_UNHANDLED'] ?? 0) + (fusion?.refused?.['MESSAGE_UNHANDLED'] ?? 0);
  return [
    ...(lagSeconds > BEHIND_SECONDS ? [trouble('FusionBehind', 'behind', `Fusion decides ${lagSeconds.toFixed(0)} s behind the clock`)] : []),
    ...flooding.map(floodTrouble),
    ...sensors.filter(isSlow).map(({ id, status }) => trouble('CameraSlow', `slow/${id}`, `Camera ${id} is read ${status!.framesPerSecond!.toFixed(1)} times a second`)),
    ...(reviews > MANY_REVIEWS ? [trouble('ReviewsPileUp', 'reviews', `${reviews} carts wait for staff`)] : []),
    ...(unhandled > 0 ? [trouble('MessageUnhandled', 'unhandled')] : []),
  ];
}

/**
 * What is wrong just now, the gravest first; empty when all is well. With the broker away nothing is said of what is behind it.
 *
 * @param reviews carts that wait for staff
 */
export function brokenParts(health: Health, reviews = 0): readonly Trouble[] {
  const services = [...diskTrouble(health), ...serviceTroubles(health)];
  if (health.broker === 'lost') return services;
  return [...services, ...health.sensors.flatMap((sensor) => sensorTrouble(sensor, health.fusion?.silent) ?? []), ...poorTroubles(health, reviews)];
}

/** The same of all that a tablet knows. */
export const brokenPartsOf = ({ health, visits }: Pick<LiveBoard, 'health' | 'visits'>): readonly Trouble[] =>
  brokenParts(health, visits.filter(({ state }) => state === 'review').length);
