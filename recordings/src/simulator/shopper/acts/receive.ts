import type { FloorPoint, Metres } from '@walkout/contracts';
import { BODY_RADIUS } from '../../floor/find-path.ts';
import { clearanceAt } from '../../floor/floor-plan.ts';
import { BUSY_HAND, inFront, moveHand, stow } from '../handle-item.ts';
import type { Shopper } from '../shopper.ts';
import { distanceOf } from '../surroundings.ts';
import type { Activity, Surroundings } from '../surroundings.ts';
import { walkTo } from '../walk.ts';

const WAIT_SECONDS = 25;
const OFFER_SECONDS = 12;
const REACH_SECONDS: readonly [number, number] = [0.4, 0.7];
/** Two who hand something over stand this far apart. */
const APART: Metres = 0.72;
const DIRECTIONS = 16;

/** A place before the giver: the nearest where there is room. */
function standBefore(shopper: Shopper, around: Surroundings, giver: Shopper): FloorPoint | undefined {
  const others = around.others(shopper).filter((other) => other !== giver);
  const places = Array.from({ length: DIRECTIONS }, (_, index): FloorPoint => {
    const angle = (2 * Math.PI * index) / DIRECTIONS;
    return [giver.position[0] + APART * Math.cos(angle), giver.position[1] + APART * Math.sin(angle)];
  });
  return places
    .filter((place) => clearanceAt(around.floor, place) >= BODY_RADIUS && others.every(({ position }) => distanceOf(position, place) > 0.6))
    .sort((a, b) => distanceOf(a, shopper.position) - distanceOf(b, shopper.position))[0];
}

/** Goes to the other of a meeting and takes what is held out. */
export function* receive(shopper: Shopper, around: Surroundings, word: string): Activity {
  const meeting = around.meeting(word);
  for (let left = WAIT_SECONDS; left > 0 && meeting.present.size === 0; left -= around.stepSeconds) yield;
  const [giver] = meeting.present;
  const place = giver && standBefore(shopper, around, giver);
  if (giver === undefined || place === undefined) return;
  const facing = Math.atan2(giver.position[1] - place[1], giver.position[0] - place[0]);
  yield* walkTo(shopper, around, { goal: place, facing });
  yield* stow(shopper, around);
  shopper.standAt = place;
  meeting.present.add(shopper);
  for (let left = OFFER_SECONDS; left > 0 && meeting.offer === undefined; left -= around.stepSeconds) yield;
  if (meeting.offer !== undefined) {
    const { at } = meeting.offer;
    yield* moveHand(shopper, { hand: BUSY_HAND, to: { kind: 'store', point: at }, seconds: shopper.random.uniform(...REACH_SECONDS) });
    const offer = meeting.offer;
    if (offer !== undefined) {
      offer.release();
      shopper.hands[BUSY_HAND].holding = [offer.item];
      meeting.offer = undefined;
      yield* moveHand(shopper, { hand: BUSY_HAND, to: inFront(shopper, BUSY_HAND), seconds: shopper.random.uniform(...REACH_SECONDS) });
      yield* stow(shopper, around);
    }
  }
  shopper.standAt = undefined;
}
