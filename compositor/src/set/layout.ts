/**
 * Where the stage's parts stand, in units (one head height; a performer is about 5.6 tall, stands at y = 0 and faces +z).
 * docs/template-authors.md repeats the figures that authors of comps need.
 */
export const TIERS = [
  { radius: 7.6, top: 0, bottom: -0.5 },
  { radius: 9.8, top: -0.5, bottom: -1 },
] as const;

export const DECK = { halfWidth: 27, back: -17, front: 12, top: -1, bottom: -5.4 } as const;
export const RUNWAY = { halfWidth: 2.3, front: 27, top: -0.5 } as const;
export const GROUND_Y = -5.4;

export const WALL = { width: 33, height: 14.4, centreY: 8.4, z: -14 } as const;
export const SIDE_SCREENS = [
  { x: -24, y: 7.4, z: -8.5, width: 8.4, height: 12.4, yaw: 0.52 },
  { x: 24, y: 7.4, z: -8.5, width: 8.4, height: 12.4, yaw: -0.52 },
] as const;

/** Lattice girders overhead, parallel to x, and the towers that carry them. */
export const TRUSS = { halfWidth: 21, y: 18.4, rows: [-10, 2.5], section: 0.9 } as const;
