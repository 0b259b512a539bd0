import { DECK, RUNWAY, TIERS } from "../layout";
import { GLOSS, type Solids, STRUCTURE, strip } from "./solids";

type Corner = readonly [number, number];

/** Corners of a hexagon with a straight edge to the front, counter-clockwise seen from above. */
function hexagon(radius: number): Corner[] {
  return Array.from({ length: 6 }, (_, i) => {
    const angle = (i * Math.PI) / 3;
    return [radius * Math.cos(angle), radius * Math.sin(-angle)] as const;
  });
}

const STRIP_HEIGHT = 0.11;

/** The two hexagonal tiers on which the performers stand, each with a light strip under its edge. */
export function addTiers(solids: Solids): void {
  for (const [index, { radius, top, bottom }] of TIERS.entries()) {
    const corners = hexagon(radius);
    for (let i = 0; i < 6; i++) {
      const [x0, z0] = corners[i]!;
      const [x1, z1] = corners[(i + 1) % 6]!;
      const length = Math.hypot(x1 - x0, z1 - z0);
      const band = (high: number, low: number, kind: number): void =>
        solids.quad([x0, high, z0], [x0, low, z0], [x1, low, z1], [x1, high, z1], kind, i * length, (i + 1) * length);
      solids.quad([x0, top, z0], [x1, top, z1], [0, top, 0], [0, top, 0], GLOSS);
      const lower = top - 0.08;
      band(top, lower, STRUCTURE);
      band(lower, lower - STRIP_HEIGHT, strip(index === 0 ? (x0 + x1 > 0 ? 1 : 0) : 2));
      band(lower - STRIP_HEIGHT, bottom, STRUCTURE);
    }
  }
}

/** The deck, its lit front edge, the runway into the audience and the steps beside the riser. */
export function addDeck(solids: Solids): void {
  const { halfWidth: w, back, front, top, bottom } = DECK;
  solids.box([-w, bottom, back], [w, top, front], STRUCTURE, GLOSS);
  for (const [height, colour] of [
    [0.12, 0],
    [1.5, 2],
    [2.9, 1],
  ] as const) {
    const y = top - height;
    solids.box([-w, y - STRIP_HEIGHT, front - 0.02], [-RUNWAY.halfWidth, y, front + 0.03], strip(colour));
    solids.box([RUNWAY.halfWidth, y - STRIP_HEIGHT, front - 0.02], [w, y, front + 0.03], strip(colour));
  }
  const r = RUNWAY;
  solids.box([-r.halfWidth, bottom, 8.2], [r.halfWidth, r.top, r.front], STRUCTURE, GLOSS);
  for (const side of [-1, 1]) {
    const x = side * r.halfWidth;
    const [low, high] = [Math.min(x, x + 0.03 * side), Math.max(x, x + 0.03 * side)];
    solids.box([low, r.top - 0.2, 8.5], [high, r.top - 0.09, r.front], strip(side < 0 ? 0 : 1));
  }
  solids.box([-r.halfWidth, r.top - 0.2, r.front], [r.halfWidth, r.top - 0.09, r.front + 0.03], strip(3));
}

/** Stairs from the deck to a gallery under the LED wall, left and right. */
export function addSteps(solids: Solids): void {
  const steps = 5;
  for (const side of [-1, 1]) {
    for (let i = 0; i < steps; i++) {
      const [x0, x1] = side < 0 ? [-15.5, -9.8] : [9.8, 15.5];
      const y = DECK.top + (i + 1) * 0.42;
      const z = -7.5 - i * 0.75;
      solids.box([x0, DECK.top, z - 0.75], [x1, y, z], STRUCTURE, GLOSS);
      solids.box([x0, y - 0.1, z - 0.02], [x1, y - 0.03, z + 0.02], strip(side < 0 ? 0 : 1));
    }
  }
  const top = DECK.top + steps * 0.42;
  solids.box([-19, DECK.top, -15], [19, top, -11.2], STRUCTURE, GLOSS);
  solids.box([-9.8, top - 0.14, -11.22], [9.8, top - 0.03, -11.17], strip(2));
}
