import { DECK, SIDE_SCREENS, TRUSS, WALL } from "../layout";
import { type Solids, STRUCTURE, strip } from "./solids";

const TUBE = 0.13;
const BRACE = 0.08;

/** A lattice girder with a square section between two points that differ in one coordinate only. */
function addLattice(solids: Solids, axis: "x" | "y", from: number, to: number, a: number, b: number): void {
  const half = TRUSS.section / 2;
  const at = (along: number, u: number, v: number): [number, number, number] =>
    axis === "x" ? [along, a + u, b + v] : [a + u, along, b + v];
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ] as const;
  for (const [u, v] of corners) solids.bar(at(from, u, v), at(to, u, v), TUBE, STRUCTURE);
  const bays = Math.round((to - from) / (1.4 * TRUSS.section));
  for (let i = 0; i < bays; i++) {
    const start = from + ((to - from) * i) / bays;
    const end = from + ((to - from) * (i + 1)) / bays;
    for (let side = 0; side < 4; side++) {
      const [u0, v0] = corners[side]!;
      const [u1, v1] = corners[(side + 1) % 4]!;
      const flip = i % 2 === 0;
      solids.bar(at(flip ? start : end, u0, v0), at(flip ? end : start, u1, v1), BRACE, STRUCTURE);
      if (side % 2 === 0) solids.bar(at(start, u0, v0), at(start, u1, v1), BRACE, STRUCTURE);
    }
  }
}

/** Girders overhead and the towers that carry them, with a line of light up the inner edge of each tower. */
export function addTruss(solids: Solids): void {
  const { halfWidth, y, rows, section } = TRUSS;
  for (const [row, z] of rows.entries()) {
    addLattice(solids, "x", -halfWidth, halfWidth, y, z);
    for (const side of [-1, 1]) {
      const x = side * halfWidth;
      addLattice(solids, "y", DECK.top, y + section, x, z);
      const inner = x - side * (section / 2 + 0.12);
      solids.box([inner - 0.06, 0, z + 0.3], [inner + 0.06, y - 1, z + 0.42], strip(row === 0 ? 2 : side < 0 ? 0 : 1));
    }
  }
}

/** Dark frames around the screens, so that they stand on something. */
export function addScreenFrames(solids: Solids): void {
  const { width, height, centreY, z } = WALL;
  const [w, low, high] = [width / 2, centreY - height / 2, centreY + height / 2];
  const rim = 0.35;
  solids.box([-w - rim, low - rim, z - 0.6], [w + rim, low, z + 0.1], STRUCTURE);
  solids.box([-w - rim, high, z - 0.6], [w + rim, high + rim, z + 0.1], STRUCTURE);
  for (const side of [-1, 1]) {
    const [x0, x1] = side < 0 ? [-w - rim, -w] : [w, w + rim];
    solids.box([x0, low, z - 0.6], [x1, high, z + 0.1], STRUCTURE);
    solids.box([side < 0 ? x0 - 0.1 : x1, low, z], [side < 0 ? x0 : x1 + 0.1, high, z + 0.15], strip(side < 0 ? 0 : 1));
  }
  for (const screen of SIDE_SCREENS) {
    const foot = screen.y - screen.height / 2;
    solids.box([screen.x - 1, DECK.top, screen.z - 1], [screen.x + 1, foot, screen.z - 0.3], STRUCTURE);
  }
}
