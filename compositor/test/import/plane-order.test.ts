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
