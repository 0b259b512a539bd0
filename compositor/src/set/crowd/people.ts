import { GROUND_Y, RUNWAY } from "../layout";
import { seededRandom } from "../random";

/** One person of the audience; lengths in units. */
export interface Person {
  x: number;
  y: number;
  z: number;
  /** 0 to 1: decides hair, arms, colour of the light stick and how far off the beat this person waves. */
  temper: number;
  tall: number;
}

const FIRST_ROW_Z = 14.5;
const ROWS = 19;
const ROW_DISTANCE = 2.1;
const SEAT_DISTANCE = 1.75;
const HALF_WIDTH = 31;
/** The floor of the hall rises to the back. */
const SLOPE = 0.05;

/** The audience in front of the stage, both sides of the runway. */
export function peopleOf(seed: number): Person[] {
  const random = seededRandom(seed);
  const people: Person[] = [];
  for (let row = 0; row < ROWS; row++) {
    const z = FIRST_ROW_Z + row * ROW_DISTANCE;
    for (let x = -HALF_WIDTH; x <= HALF_WIDTH; x += SEAT_DISTANCE) {
      const person = {
        x: x + (row % 2) * 0.75 + (random() - 0.5) * 0.7,
        y: GROUND_Y + (z - FIRST_ROW_Z) * SLOPE,
        z: z + (random() - 0.5) * 0.7,
        temper: random(),
        tall: 0.9 + 0.2 * random(),
      };
      const onRunway = Math.abs(person.x) < RUNWAY.halfWidth + 1 && person.z < RUNWAY.front + 1;
      if (!onRunway) people.push(person);
    }
  }
  return people;
}

/** Lights of the stands that surround the hall: `[x, y, z, temper]` each. */
export function standsOf(seed: number): Float32Array {
  const random = seededRandom(seed + 101);
  const count = 5200;
  const points = new Float32Array(count * 4);
  for (let i = 0; i < count; i++) {
    // Along a horseshoe: two straight sides and a half circle at the far end of the hall.
    const along = random();
    const tier = Math.floor(random() * 14);
    const depth = 46 + tier * 2.6;
    const [x, z] =
      along < 0.56
        ? [(along < 0.28 ? -1 : 1) * depth, -55 + random() * 105]
        : [
            -depth * Math.cos(((along - 0.56) / 0.44) * Math.PI),
            50 + depth * Math.sin(((along - 0.56) / 0.44) * Math.PI),
          ];
    const y = 1 + tier * 1.5 + (tier > 6 ? 4 : 0) + random() * 0.4;
    points.set([x + (random() - 0.5) * 1.2, y, z + (random() - 0.5) * 1.2, random()], i * 4);
  }
  return points;
}
