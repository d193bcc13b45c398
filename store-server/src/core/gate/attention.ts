import Type from 'typebox';
import type { Static } from 'typebox';
import { closed, Identifier } from '@walkout/contracts';
import type { EpochMs, Milliseconds, Positions } from '@walkout/contracts';

export const ATTENTION_KINDS = ['visit-without-person', 'person-without-visit', 'tailgating', 're-entry', 'no-payer', 'uncollected'] as const;
export const AttentionItem = closed({
  key: Type.String({ description: 'the same as long as it is the same thing' }),
  kind: Type.Enum(ATTENTION_KINDS),
  since: Type.Number({ description: "ms since the Unix epoch, the sensors' clock" }),
  text: Type.String({ description: 'for staff, a sentence' }),
  visit: Type.Optional(Identifier),
  person: Type.Optional(Type.String()),
  receipt: Type.Optional(Identifier),
});
/** Something that staff should look at. */
export type AttentionItem = Static<typeof AttentionItem>;

/** A visit that is open, as the gate knows it. */
export interface VisitAtGate {
  readonly visit: string;
  readonly ordinal: number;
  readonly openedAt: EpochMs;
  /** Let in on its credential; a passage that showed one itself counts as one. */
  readonly admitted: number;
  /** Gone through the gate. */
  readonly entered: number;
  readonly hasPayer: boolean;
  /** Other visits of the same shopper that were open when this one began, by ordinal. */
  readonly alsoInside: readonly number[];
}

/** A receipt whose money could not be taken. */
export interface UncollectedReceipt {
  readonly receipt: string;
  readonly number: number;
  readonly visit: string;
  readonly closedAt: EpochMs;
  readonly trouble: string;
}

export interface StoreFacts {
  readonly visits: readonly VisitAtGate[];
  readonly uncollected: readonly UncollectedReceipt[];
  /** Missing while nobody tells who is where. */
  readonly positions?: Positions | undefined;
}

/** Cameras take a moment to see who has come in, and a person at the gate to be given a visit. */
export const PERSON_PATIENCE: Milliseconds = 10_000;
export const VISIT_PATIENCE: Milliseconds = 8_000;

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function visitItems({ visit, ordinal, openedAt, admitted, entered, hasPayer, alsoInside }: VisitAtGate): AttentionItem[] {
  const about = (kind: AttentionItem['kind'], text: string): AttentionItem => ({ key: `${kind}/${visit}`, kind, since: openedAt, text, visit });
  return [
    ...(entered > admitted && admitted > 0
      ? [about('tailgating', `${people(entered)} came in on the entry of shopper ${ordinal}, which was for ${people(admitted)}.`)] : []),
    ...(hasPayer ? [] : [about('no-payer', `Shopper ${ordinal} came in without showing a code or a card.`)]),
    ...alsoInside.map((other) => about('re-entry', `Shopper ${ordinal} came in again while visit ${other} of the same shopper is still open.`)),
  ];
}

/** What the map and the gate do not agree about; people that were not there at the last look have been so since now. */
function mapItems({ visits, positions }: StoreFacts, previous: readonly AttentionItem[]): AttentionItem[] {
  if (positions === undefined) return [];
  const now = positions.capturedAt;
  const since = (key: string): EpochMs => previous.find((item) => item.key === key)?.since ?? now;
  const seen = new Set(positions.positions.map(({ visit }) => visit));
  const unseen = visits.filter(({ visit }) => !seen.has(visit)).map(({ visit, ordinal, openedAt }): AttentionItem => {
    const key = `visit-without-person/${visit}`;
    return { key, kind: 'visit-without-person', since: Math.max(openedAt, since(key)), visit, text: `Nobody on the map is shopper ${ordinal}.` };
  });
  const strangers = positions.positions.filter(({ visit, staff }) => visit === undefined && !staff).map(({ person }): AttentionItem => {
    const key = `person-without-visit/${person}`;
    return { key, kind: 'person-without-visit', since: since(key), person, text: 'Somebody is in the store who belongs to no visit.' };
  });
  return [...unseen, ...strangers];
}

const PATIENCE: Partial<Record<AttentionItem['kind'], Milliseconds>> = {
  'visit-without-person': PERSON_PATIENCE, 'person-without-visit': VISIT_PATIENCE,
};

/**
 * Everything that may need attention, also what has not lasted long enough yet to be shown.
 *
 * @param previous what this gave at the last look
 */
export function watchAttention(facts: StoreFacts, previous: readonly AttentionItem[]): readonly AttentionItem[] {
  const unpaid = facts.uncollected.map(({ receipt, number, visit, closedAt, trouble }): AttentionItem => ({
    key: `uncollected/${receipt}`, kind: 'uncollected', since: closedAt, text: `Receipt ${number} is not paid: ${trouble}.`, visit, receipt,
  }));
  return [...unpaid, ...facts.visits.flatMap(visitItems), ...mapItems(facts, previous)];
}

/** What has lasted long enough to be shown, longest first. */
export const shownAttention = (items: readonly AttentionItem[], now: EpochMs): AttentionItem[] =>
  items.filter(({ kind, since }) => now - since >= (PATIENCE[kind] ?? 0)).sort((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1));
