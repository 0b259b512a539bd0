import * as THREE from "three";
import { describe, expect, it } from "vitest";
import { fromFarToNear, type Piece } from "../../src/import/plane-order";

/** A square of 100 x 100 around a place, turned around y. */
function square(of: string, z: number, degrees = 0, x = 0): Piece<string> {
  const turn = new THREE.Matrix4().makeRotationY(THREE.MathUtils.degToRad(degrees)).setPosition(x, 0, z);
  const corners = [
    [-50, -50],
    [50, -50],
    [50, 50],
    [-50, 50],
  ].map(([u, v]) => ({ at: new THREE.Vector3(u, v, 0).applyMatrix4(turn), x: u!, y: v! }));
  return { of, corners };
}

/** Somebody who stands at a place: feet at y = 50, head at y = -50. */
function body(of: string, x: number, z: number): Piece<string> {
  return { of, corners: [50, -50].map((y) => ({ at: new THREE.Vector3(x, y, z), x: 0, y })), body: true };
}

/** A floor at y = `y`, from `near` to `far`. */
function floor(y: number, near: number, far: number): Piece<string> {
  const corners = [
    [-50, near],
    [50, near],
    [50, far],
    [-50, far],
  ].map(([x, z]) => ({ at: new THREE.Vector3(x!, y, z!), x: x!, y: z! }));
  return { of: "floor", corners };
}

function area({ corners }: Piece<string>): number {
  const twice = corners.reduce((sum, one, index) => {
    const other = corners[(index + 1) % corners.length]!;
    return sum + one.x * other.y - other.x * one.y;
  }, 0);
  return Math.abs(twice) / 2;
}

const names = (pieces: Piece<string>[]): string[] => pieces.map(({ of }) => of);

describe("order of planes", () => {
  it("puts the far before the near, in whatever order they come", () => {
    const three = [square("near", 200), square("far", 600), square("between", 400)];
    for (const order of [three, [...three].reverse()]) {
      expect(names(fromFarToNear(order))).toEqual(["far", "between", "near"]);
    }
  });

  it("keeps the order of what lies in one plane", () => {
    expect(names(fromFarToNear([square("first", 300), square("second", 300, 0, 20)]))).toEqual(["first", "second"]);
  });

  it("cuts what another plane goes through, and loses nothing of it", () => {
    const pieces = fromFarToNear([square("still", 300), square("turned", 300, 60)]);
    expect(names(pieces)).toEqual(["turned", "still", "turned"]);
    const [behind, whole, before] = pieces as [Piece<string>, Piece<string>, Piece<string>];
    expect(area(whole)).toBeCloseTo(10_000);
    expect(area(behind) + area(before)).toBeCloseTo(10_000);
    for (const { at } of behind.corners) expect(at.z).toBeGreaterThanOrEqual(300 - 1e-9);
    for (const { at } of before.corners) expect(at.z).toBeLessThanOrEqual(300 + 1e-9);
  });
});

describe("bodies among planes", () => {
  it("stand between what is behind and before them, in whatever order they come", () => {
    const all = [square("near", 200), body("one", 0, 300), square("middle", 400), body("two", 0, 500)];
    const wanted = ["two", "middle", "one", "near"];
    for (const order of [all, [...all].reverse()]) expect(names(fromFarToNear(order))).toEqual(wanted);
  });

  it("stand on a floor that reaches before and behind them", () => {
    for (const order of [
      [floor(50, 100, 900), body("one", 0, 300)],
      [body("one", 0, 300), floor(50, 100, 900)],
    ]) {
      expect(names(fromFarToNear(order))).toEqual(["floor", "one"]);
    }
  });

  it("hide behind what turns its far side to them, also where its edge is farther away than they are", () => {
    const turned = square("wall", 300, 60, -20);
    expect(names(fromFarToNear([body("behind", 20, 300), turned]))).toEqual(["behind", "wall"]);
  });

  it("part what goes through them at their own distance, and are never cut", () => {
    const pieces = fromFarToNear([floor(0, 100, 900), body("one", 0, 300), body("two", 0, 700)]);
    expect(names(pieces)).toEqual(["floor", "two", "floor", "one", "floor"]);
    const depths = pieces.filter(({ of }) => of === "floor").map(({ corners }) => corners.map(({ at }) => at.z));
    expect(depths.map((z) => [Math.min(...z), Math.max(...z)])).toEqual([
      [700, 900],
      [300, 700],
      [100, 300],
    ]);
  });

  it("keep their place in the stack at the distance of a plane", () => {
    for (const order of [
      [square("wall", 300), body("one", 0, 300)],
      [body("one", 0, 300), square("wall", 300)],
    ]) {
      expect(names(fromFarToNear(order))).toEqual(order.map(({ of }) => of));
    }
  });
});
