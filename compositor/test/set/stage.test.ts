import * as THREE from "three";
import { expect, it } from "vitest";
import { beamsOf, spotsOf } from "../../src/set/beams/rig";
import { peopleOf } from "../../src/set/crowd/people";
import { DECK, RUNWAY } from "../../src/set/layout";
import { Solids, STRUCTURE } from "../../src/set/stage/solids";

function outwardShare(geometry: THREE.BufferGeometry, centre: THREE.Vector3): number {
  const { position, normal } = geometry.attributes as Record<string, THREE.BufferAttribute>;
  let outward = 0;
  for (let i = 0; i < position!.count; i++) {
    const away = new THREE.Vector3().fromBufferAttribute(position!, i).sub(centre);
    if (new THREE.Vector3().fromBufferAttribute(normal!, i).dot(away) > 0) outward += 1;
  }
  return outward / position!.count;
}

it("turns the faces of boxes and bars outwards, and winds their triangles accordingly", () => {
  const box = new Solids();
  box.box([-1, 2, 3], [4, 5, 6], STRUCTURE);
  const bars = [
    [0, 5, 0],
    [5, 0, 0],
    [2, 3, 4],
  ].map((to) => {
    const bar = new Solids();
    bar.bar([0, 0, 0], to as [number, number, number], 0.2, STRUCTURE);
    return [bar.build(), new THREE.Vector3(...to).multiplyScalar(0.5)] as const;
  });
  for (const [geometry, centre] of [[box.build(), new THREE.Vector3(1.5, 3.5, 4.5)] as const, ...bars]) {
    expect(outwardShare(geometry, centre)).toBe(1);
    const stored = geometry.attributes.normal!.clone();
    geometry.computeVertexNormals();
    for (let i = 0; i < stored.count; i++) {
      const wound = new THREE.Vector3().fromBufferAttribute(geometry.attributes.normal as THREE.BufferAttribute, i);
      expect(wound.dot(new THREE.Vector3().fromBufferAttribute(stored as THREE.BufferAttribute, i))).toBeCloseTo(1, 5);
    }
  }
});

it("swings beams in a circle that closes after 16 beats, and keeps their pools on the floor below them", () => {
  for (const beat of [0, 3.25, 11.5]) {
    const again = beamsOf(3, beat + 16);
    for (const [i, beam] of beamsOf(3, beat).entries()) {
      expect(beam.direction.length()).toBeCloseTo(1, 6);
      expect(beam.direction.distanceTo(again[i]!.direction)).toBeLessThan(1e-9);
    }
    const spots = spotsOf(3, beat);
    expect(spots).toHaveLength(8);
    for (const spot of spots) expect(spot.radius).toBeGreaterThan(0);
  }
});

it("leaves runway and stage free of people", () => {
  const people = peopleOf(11);
  expect(people.length).toBeGreaterThan(300);
  for (const { x, z } of people) {
    expect(z).toBeGreaterThan(DECK.front);
    expect(Math.abs(x) > RUNWAY.halfWidth || z > RUNWAY.front).toBe(true);
  }
});
