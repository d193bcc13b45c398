/** Something that somebody should see to: in these words on the tablet's Health page, in deploy/prometheus and in docs/operations.md. */
export interface Alert {
  /** PromQL: true while it is so. */
  readonly expression: string;
  /** How long it has to be so. */
  readonly lasts: string;
  /** `page`: somebody is called at once; `ticket`: within the day. */
  readonly severity: 'page' | 'ticket';
  /** In one line; may use Prometheus' templates. */
  readonly summary: string;
  /** What the store does meanwhile. */
  readonly meanwhile: string;
  readonly toDo: string;
  /** Only Prometheus sees it, and a technician answers it. */
  readonly notOnTablet?: true;
}

export type AlertName = 'ServiceDown' | 'BrokerLost' | 'StoreBlocked' | 'JournalBlocked' | 'JournalLong' | 'FusionBehind' | 'SensorSilent' | 'SensorFloods' | 'CameraSlow' | 'ReviewsPileUp' | 'PaymentsWait' | 'MessageUnhandled' | 'MemoryGrows';

/** Limits that the Health page goes by as well. */
export const BEHIND_SECONDS = 3;
export const SLOW_FRAMES_A_SECOND = 5;
export const MANY_REVIEWS = 10;

type Advice = Pick<Alert, 'meanwhile' | 'toDo'>;

/** What a sensor of each kind that is not heard means. */
export const UNHEARD: Readonly<Record<'camera' | 'shelf' | 'gate', Advice>> = {
  camera: {
    meanwhile: 'The other cameras go on; carts near the view of a lost camera are less sure, and more of them come to review.',
    toDo: 'A camera: check its power and network cable, then that its edge node runs and its clock is right.',
  },
  shelf: {
    meanwhile: 'What is taken from a shelf whose scale is lost is not noticed; carts of those who reached into it come to review.',
    toDo: "A scale: check the shelf controller's power and cable, then its clock.",
  },
  gate: {
    meanwhile: 'Nobody is let in or out by a gate that is lost; visits that leave there stay open.',
    toDo: "A gate: check its controller's power and cable, then its clock; until it answers let people in and out by hand.",
  },
};
const ofAllKinds = (of: (advice: Advice) => string): string => Object.values(UNHEARD).map(of).join(' ');

export const ALERTS: Readonly<Record<AlertName, Alert>> = {
  ServiceDown: {
    expression: 'up{job="walkout"} == 0', lasts: '15s', severity: 'page',
    summary: '{{ $labels.instance }} does not answer',
    meanwhile: 'Shoppers and carts are not followed while fusion is away, nothing is charged while the store server is. Nothing that was decided is lost.',
    toDo: 'It is started again by itself; if it stays away, systemctl status of its unit and its log say why.',
  },
  BrokerLost: {
    expression: 'min(walkout_fusion_broker_connected) == 0 or min(walkout_store_broker_connected) == 0', lasts: '10s', severity: 'page',
    summary: 'The message broker does not answer',
    meanwhile: 'Nothing new is heard from sensors and fusion: map, carts and receipts stand still. Sensors keep what they weigh.',
    toDo: 'Check the machine that it runs on and the network to it. Nothing that was decided is lost.',
  },
  StoreBlocked: {
    expression: 'walkout_store_blocked == 1', lasts: '5s', severity: 'page',
    summary: 'The store server cannot keep what it hears: its disk is full or gone',
    meanwhile: 'Carts and receipts stand still. What is said waits at the broker, and nothing is lost.',
    toDo: 'Make room on the disk of the database, or mend it. It goes on by itself.',
  },
  JournalBlocked: {
    expression: 'walkout_fusion_journal_blocked == 1', lasts: '5s', severity: 'page',
    summary: 'The journal of fusion cannot be written: its disk is full or gone',
    meanwhile: 'Nothing is decided, and the broker keeps what sensors say.',
    toDo: 'Make room on its disk. Fusion then goes on by itself, and nothing is lost.',
  },
  JournalLong: {
    expression: 'walkout_fusion_journal_bytes > 2e9', lasts: '10m', severity: 'ticket', notOnTablet: true,
    summary: 'The journal of fusion holds {{ $value | humanize }}B: a start takes minutes',
    meanwhile: 'All goes on. Should fusion have to start, it hears all of the journal first.',
    toDo: 'It begins again by itself once nobody is inside. If nobody is, a visit was never closed: look for it on the tablet under Live.',
  },
  FusionBehind: {
    expression: `walkout_fusion_lag_seconds > ${BEHIND_SECONDS}`, lasts: '30s', severity: 'page',
    summary: 'Fusion decides {{ $value }} s behind the clock',
    meanwhile: 'Carts and receipts come late.',
    toDo: 'Check the load of its machine, and that the clocks of all machines agree (chronyc tracking).',
  },
  SensorSilent: {
    expression: 'walkout_fusion_silent_sensors > 0', lasts: '10s', severity: 'ticket',
    summary: '{{ $value }} sensors are not heard',
    meanwhile: ofAllKinds(({ meanwhile }) => meanwhile),
    toDo: `${ofAllKinds(({ toDo }) => toDo)} They come back by themselves; the tablet's Health page names them.`,
  },
  SensorFloods: {
    expression: 'walkout_fusion_flooding_sensors > 0', lasts: '10s', severity: 'ticket',
    summary: '{{ $value }} sensors say far more than they should',
    meanwhile: 'What is too much is dropped unheard; all others are heard as usual.',
    toDo: 'Restart it. If it goes on, its key may be in wrong hands: take the key back and enrol it anew (npm run broker -- revoke).',
  },
  CameraSlow: {
    expression: `rate(walkout_edge_frames_total[1m]) < ${SLOW_FRAMES_A_SECOND} and walkout_edge_camera_online == 1`, lasts: '1m', severity: 'ticket',
    summary: 'Camera {{ $labels.camera }} is read {{ $value }} times a second',
    meanwhile: 'Quick hands may be missed near its view; more carts come to review.',
    toDo: 'Check the load of its edge node: the work a frame on Health, or walkout_edge_stage_milliseconds, says which stage takes long.',
  },
  ReviewsPileUp: {
    expression: `walkout_store_visits{state="review"} > ${MANY_REVIEWS}`, lasts: '15m', severity: 'ticket',
    summary: '{{ $value }} carts wait for staff',
    meanwhile: 'Their shoppers get no receipt until somebody has decided.',
    toDo: 'Open Review on a tablet. If they all name one shelf or camera, see Health.',
  },
  PaymentsWait: {
    expression: 'walkout_store_payment_steps_waiting > 20', lasts: '15m', severity: 'ticket', notOnTablet: true,
    summary: '{{ $value }} payments wait for the provider',
    meanwhile: 'They are tried again by themselves; receipts are issued all the same.',
    toDo: 'If it lasts, see the status page of the provider.',
  },
  MessageUnhandled: {
    expression: 'walkout_fusion_refused_total{code="MESSAGE_UNHANDLED"} > 0 or walkout_store_refused_total{code="MESSAGE_UNHANDLED"} > 0', lasts: '0s', severity: 'ticket',
    summary: 'A fault of the program: messages could not be taken in',
    meanwhile: 'All goes on without them: what they said of a shelf, a gate or a cart is missing.',
    toDo: 'Report it with the lines of the log that say MESSAGE_UNHANDLED and the stack beside them. This goes away with the next start.',
  },
  MemoryGrows: {
    expression: 'deriv(nodejs_heap_size_used_bytes[6h]) * 86400 > 200e6', lasts: '6h', severity: 'ticket', notOnTablet: true,
    summary: 'The memory of {{ $labels.service }} grows by {{ $value | humanize }}B a day',
    meanwhile: 'All goes on.',
    toDo: 'Restart it while the store is closed, and report it with its figures (npm run soak).',
  },
};
