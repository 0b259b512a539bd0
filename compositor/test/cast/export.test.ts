/** Laws of the meshes that are written to files. */
import { Matrix4, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import schema from "../../schema/draw-request.schema.json";
import { BONE_INDEX, BONE_NAMES, HEAD_SCALE, JOINTS, PARENT_INDEX, Rig, SIDES } from "../../src/cast/body/skeleton";
import { buildIrises, buildLids, LID_EXTENT, LID_FADE, LOOK_REACH } from "../../src/cast/export/eyes";
import type { FlatMesh } from "../../src/cast/export/flat-mesh";
import { FACE_SHAPES, libraryEntries, MEAN } from "../../src/cast/export/library";
import { buildMouths, MOUTH_TARGETS } from "../../src/cast/export/mouth";
import { characterParts, headPart, isHand, isOutfit, partsOf } from "../../src/cast/export/parts";
import { METRES_PER_UNIT, REST_JOINTS, toRestPose } from "../../src/cast/export/rest-pose";
import { HAIR_STYLES } from "../../src/cast/hair";
import { eyeHalfSize } from "../../src/cast/head/face-decals";

const entries = [...libraryEntries("wide")];

/** Linear skinning as glTF has it: the rig's bones stand in T-pose at rest, and are posed as the generator rests. */
function lowered(mesh: FlatMesh): Float32Array {
  const bones = BONE_NAMES.map((name) => {
    const from = REST_JOINTS[name].clone().multiplyScalar(METRES_PER_UNIT);
    const to = JOINTS[name].clone().multiplyScalar(METRES_PER_UNIT);
    const side = SIDES.find((one) => name.startsWith(one));
    const turn = new Matrix4();
    if (side && /Arm$/.test(name)) {
      const down = JOINTS[`${side}Hand`].clone().sub(JOINTS[`${side}UpperArm`]);
      turn.makeRotationZ(Math.atan2(down.y, Math.abs(down.x)) * (side === "left" ? 1 : -1));
    }
    if (name === "rightHand") turn.makeRotationY(Math.PI);
    return new Matrix4().makeTranslation(to).multiply(turn).multiply(new Matrix4().makeTranslation(from.negate()));
  });
  const out = new Float32Array(mesh.position.length);
  for (let k = 0; k < out.length; k += 3) {
    const [first = 0, second = 0, share = 0] = mesh.bones.subarray(k, k + 3);
    const place = new Vector3().fromArray(mesh.position, k);
    const one = place.clone().applyMatrix4(bones[first]!);
    one.lerp(place.applyMatrix4(bones[second]!), share).toArray(out, k);
  }
  return out;
}

describe("the rest pose", () => {
  it("has level arms of the generator's lengths, and all other joints where they were", () => {
    for (const name of BONE_NAMES) {
      const parent = BONE_NAMES[PARENT_INDEX[BONE_INDEX[name]]!];
      const side = SIDES.find((one) => name === `${one}LowerArm` || name === `${one}Hand`);
      if (side && parent) {
        expect(REST_JOINTS[name].y).toBeCloseTo(REST_JOINTS[`${side}UpperArm`].y, 6);
        const length = JOINTS[name].distanceTo(JOINTS[parent]);
        expect(REST_JOINTS[name].distanceTo(REST_JOINTS[parent])).toBeCloseTo(length, 6);
      } else expect(REST_JOINTS[name]).toEqual(JOINTS[name]);
    }
  });

  it("gives back the generator's own shape when the arms come down", () => {
    const parts = partsOf({ ...MEAN, outfit: "night" }, "wide", (name) => isOutfit(name) || isHand("relaxed")(name));
    expect(parts.map(({ name }) => name).sort()).toEqual(["hands", "outfit"]);
    for (const { mesh } of parts.flatMap(({ pieces }) => pieces)) {
      const back = lowered(toRestPose(mesh));
      for (let k = 0; k < back.length; k++) expect(back[k]! / METRES_PER_UNIT).toBeCloseTo(mesh.position[k]!, 4);
    }
  });

  it("stretches the hands away from the body, palms down", () => {
    for (const { mesh } of partsOf(MEAN, "wide", isHand("open")).flatMap(({ pieces }) => pieces)) {
      const { position } = toRestPose(mesh);
      const wrist = REST_JOINTS.leftHand.x * METRES_PER_UNIT;
      const farthest = Math.max(...position.map((v, k) => (k % 3 === 0 ? v : 0)));
      const nearest = Math.min(...position.map((v, k) => (k % 3 === 0 ? v : 0)));
      expect(farthest).toBeGreaterThan(wrist + 0.08);
      expect(nearest).toBeCloseTo(-farthest, 3);
    }
  });

  it("is what the rig that draws performers calls rest, below the neck", () => {
    const rig = new Rig();
    rig.update();
    expect(new Vector3().setFromMatrixPosition(rig.matrix("hips"))).toEqual(REST_JOINTS.hips);
  });
});

describe("every mesh", () => {
  const all = [
    ...entries.flatMap(({ parts }) => parts),
    ...characterParts({ ...MEAN, hair_style: "bob", glasses: "round", facial_hair: "full" }, "wide"),
  ].flatMap(({ name, pieces }) => pieces.map((piece) => ({ part: name, ...piece })));

  it("has finite numbers, unit normals and triangles of its own vertices", () => {
    for (const { part, surface, mesh } of all) {
      const where = `${part} ${surface.name}`;
      const count = mesh.position.length / 3;
      expect(mesh.index.length, where).toBeGreaterThan(0);
      expect(
        mesh.index.every((vertex) => vertex < count),
        where,
      ).toBe(true);
      expect(mesh.position.every(Number.isFinite), where).toBe(true);
      const resting = toRestPose(mesh);
      for (let k = 0; k < count * 3; k += 3)
        expect(Math.hypot(...resting.normal.subarray(k, k + 3)), where).toBeCloseTo(1, 4);
      for (const [name, moved] of mesh.targets) expect(moved.every(Number.isFinite), `${where} ${name}`).toBe(true);
    }
  });

  it("has map coordinates within its picture where it shows one, and none elsewhere", () => {
    for (const { part, surface, mesh } of all) {
      expect(mesh.uv !== null, `${part} ${surface.name}`).toBe(surface.picture !== undefined);
      expect(mesh.uv?.every((v) => v >= -1e-6 && v <= 1 + 1e-6) ?? true, `${part} ${surface.name}`).toBe(true);
    }
  });

  it("keeps one set of morph targets per part", () => {
    for (const { id, parts } of entries)
      for (const { name, pieces } of parts) {
        const sets = new Set(pieces.map(({ mesh }) => [...mesh.targets.keys()].join()));
        expect(sets.size, `${id} ${name}`).toBe(1);
      }
  });
});

describe("the library", () => {
  const ids = entries.map(({ id }) => id);
  const { properties } = schema.definitions.Character;

  it("holds every value of a character that has a shape", () => {
    for (const style of Object.keys(HAIR_STYLES).filter((name) => name !== "bald"))
      expect(
        ids.some((id) => id.startsWith(`hair/${style}-`)),
        style,
      ).toBe(true);
    expect(Object.keys(HAIR_STYLES).sort()).toEqual([...properties.hair_style.enum].sort());
    for (const [folder, values] of [
      ["glasses", properties.glasses.enum],
      ["facial-hair", properties.facial_hair.enum],
      ["outfits", properties.outfit.enum],
      ["brows", properties.brow.enum],
    ] as const)
      for (const value of values.filter((each) => each !== "none")) expect(ids).toContain(`${folder}/${value}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has no style twice under two fringes", () => {
    const shapes = entries
      .filter(({ id }) => id.startsWith("hair/"))
      .map(({ parts }) => parts[0]!.pieces[0]!.mesh.position.join());
    expect(new Set(shapes).size).toBeGreaterThan(0.5 * shapes.length);
  });
});

describe("morph targets", () => {
  const eyeHalf = eyeHalfSize(MEAN.face) * HEAD_SCALE;

  it("of the face's proportions are what the generator builds", () => {
    const total = (part: ReturnType<typeof headPart>, name: string) =>
      part.pieces.reduce((sum, { mesh }) => sum + mesh.targets.get(name)!.reduce((a, v) => a + Math.abs(v), 0), 0);
    const head = headPart(MEAN, FACE_SHAPES, "close");
    for (const name of FACE_SHAPES.keys())
      if (!name.startsWith("eyes")) expect(total(head, name), name).toBeGreaterThan(0.003);
    const broad = headPart({ ...MEAN, face: { ...MEAN.face, jaw: 1 } }, new Map(), "close");
    const moved = (part: typeof head, target?: string) => {
      const mesh = part.pieces.find(({ surface }) => surface.name === "skin")!.mesh;
      return mesh.position.map((v, k) => v + (target ? mesh.targets.get(target)![k]! : 0));
    };
    const width = (points: Float32Array) => Math.max(...points.filter((_, k) => k % 3 === 0));
    expect(width(moved(head, "jawMore"))).toBeCloseTo(width(moved(broad)), 2);
  });

  it("slide the irises as far as our performers look, both to the same side", () => {
    const irises = buildIrises(MEAN, new Map());
    const left = irises.targets.get("lookLeft")!;
    for (let k = 0; k < left.length; k += 3) expect(left[k]).toBeCloseTo(LOOK_REACH.across * eyeHalf, 4);
    const up = irises.targets.get("lookUp")!;
    for (let k = 1; k < up.length; k += 3) expect(up[k]).toBeCloseTo(LOOK_REACH.up * eyeHalf, 4);
  });

  it("close one eye and leave the other, and never move the lid's border", () => {
    const lids = buildLids(MEAN, new Map());
    const blink = lids.targets.get("blinkLeft")!;
    let farthest = 0;
    for (let k = 0; k < blink.length; k += 3) {
      const [u = 0, v = 0] = lids.uv!.subarray((k / 3) * 2, (k / 3) * 2 + 2);
      const [px, py] = [u * 2 - 1, v * 2 - 1];
      const border = Math.abs(px) > 0.85 || py > LID_EXTENT.top - LID_FADE / 2 || py < LID_EXTENT.bottom + LID_FADE / 2;
      if (lids.position[k]! < 0 || border) expect(Math.hypot(...blink.subarray(k, k + 3))).toBeLessThan(1e-3);
      else farthest = Math.max(farthest, -blink[k + 1]!);
    }
    expect(farthest).toBeGreaterThan(0.6 * eyeHalf);
  });

  it("bring out one mouth each and sink the smile", () => {
    const mouth = buildMouths(MEAN, new Map());
    const perPatch = mouth.position.length / 7;
    const depth = (values: Float32Array, patch: number) =>
      values.subarray(patch * perPatch, (patch + 1) * perPatch).reduce((sum, v, k) => sum + (k % 3 === 2 ? v : 0), 0);
    Object.keys(MOUTH_TARGETS).forEach((name, own) => {
      const moved = mouth.targets.get(name)!;
      expect(depth(moved, 0), name).toBeLessThan(0);
      for (let other = 1; other < 7; other++) {
        if (other === own + 1) expect(depth(moved, other), name).toBeGreaterThan(0);
        else expect(depth(moved, other), `${name} leaves patch ${other}`).toBe(0);
      }
    });
  });
});
