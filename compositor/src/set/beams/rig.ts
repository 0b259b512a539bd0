import * as THREE from "three";
import { TRUSS } from "../layout";
import { seededRandom } from "../random";

/** A moving lamp: where it hangs, where it points when at rest and how it swings. */
interface Lamp {
  origin: THREE.Vector3;
  /** Rest direction, as angles in radians: `pan` around y (0 = +z), `tilt` upwards from the horizontal. */
  pan: number;
  tilt: number;
  panSwing: number;
  tiltSwing: number;
  /** Beats of one swing, and where in it the lamp starts (0 to 1). */
  period_beats: number;
  phase: number;
  colour: number;
  length: number;
  /** Half width at the far end. */
  spread: number;
  strength: number;
}

/** One beam of one frame. */
export interface Beam {
  origin: THREE.Vector3;
  direction: THREE.Vector3;
  length: number;
  spread: number;
  colour: number;
  strength: number;
}

/** A pool of light on the floor. */
export interface Spot {
  x: number;
  z: number;
  radius: number;
  strength: number;
  colour: number;
}

function overheadRow(random: () => number): Lamp[] {
  const count = 8;
  return Array.from({ length: count }, (_, i) => {
    const side = (i / (count - 1)) * 2 - 1;
    return {
      origin: new THREE.Vector3(side * (TRUSS.halfWidth - 3), TRUSS.y - 0.8, TRUSS.rows[0]! + 0.3),
      pan: -side * 0.5,
      tilt: -0.95 + 0.12 * random(),
      panSwing: 0.5,
      tiltSwing: 0.16,
      period_beats: 8,
      phase: Math.abs(side) * 0.25 + (side < 0 ? 0 : 0.5),
      colour: i % 2 === 0 ? (side < 0 ? 0 : 1) : 2,
      length: 30,
      spread: 2.3,
      strength: 0.5,
    };
  });
}

function fanFromBehind(random: () => number): Lamp[] {
  const count = 10;
  return Array.from({ length: count }, (_, i) => {
    const side = (i / (count - 1)) * 2 - 1;
    return {
      origin: new THREE.Vector3(side * 17.5, 1.2, -13.2),
      pan: side * 0.9,
      tilt: 1.12 - 0.28 * Math.abs(side) + 0.05 * random(),
      panSwing: 0.4,
      tiltSwing: 0.14,
      period_beats: 4,
      phase: i / count,
      colour: side < 0 ? 0 : 1,
      length: 42,
      spread: 1.7,
      strength: 0.62,
    };
  });
}

function frontSpots(): Lamp[] {
  return [-1, 1].map((side) => ({
    origin: new THREE.Vector3(side * 14, TRUSS.y - 0.8, TRUSS.rows[1]!),
    pan: -side * 1.75,
    tilt: -0.9,
    panSwing: 0.06,
    tiltSwing: 0.03,
    period_beats: 16,
    phase: 0.25 * side,
    colour: 3,
    length: 24,
    spread: 2.4,
    strength: 0.3,
  }));
}

/** All lamps of the rig; which way the details fall depends on the seed. */
function lampsOf(seed: number): Lamp[] {
  const random = seededRandom(seed);
  return [...overheadRow(random), ...fanFromBehind(random), ...frontSpots()];
}

/** The beams of a frame. */
export function beamsOf(seed: number, beat: number): Beam[] {
  const accent = 0.72 + 0.28 * Math.exp(-2.2 * (beat - Math.floor(beat)));
  return lampsOf(seed).map((lamp) => {
    const turn = Math.sin(2 * Math.PI * (beat / lamp.period_beats + lamp.phase));
    const nod = Math.cos(2 * Math.PI * (beat / lamp.period_beats + lamp.phase * 0.5));
    const pan = lamp.pan + lamp.panSwing * turn;
    const tilt = lamp.tilt + lamp.tiltSwing * nod;
    const flat = Math.cos(tilt);
    return {
      origin: lamp.origin,
      direction: new THREE.Vector3(Math.sin(pan) * flat, Math.sin(tilt), Math.cos(pan) * flat),
      length: lamp.length,
      spread: lamp.spread,
      colour: lamp.colour,
      strength: lamp.strength * accent,
    };
  });
}

/** Where the beams from above meet the floor. */
export function spotsOf(seed: number, beat: number): Spot[] {
  return beamsOf(seed, beat)
    .filter((beam) => beam.direction.y < -0.3)
    .slice(0, 8)
    .map((beam) => {
      const way = -beam.origin.y / beam.direction.y;
      return {
        x: beam.origin.x + beam.direction.x * way,
        z: beam.origin.z + beam.direction.z * way,
        radius: (beam.spread * way) / beam.length,
        strength: beam.strength,
        colour: beam.colour,
      };
    });
}
