/** A performer draws any moment from the frame alone, and leaves nothing behind. */
import { type BufferGeometry, type Matrix4, Mesh, type ShaderMaterial, Vector3 } from "three";
import { beforeAll, describe, expect, it } from "vitest";
import { type Character, createPerformer, type Performer, type PerformerFrame } from "../../src/cast";
import { HAIR_STYLES } from "../../src/cast/hair";
import type { HairStyle, Motion } from "../../src/cast/types";
import { MOTIONS } from "../../src/performance";
import { installFakeCanvas } from "./fake-canvas";

const CHARACTER: Character = {
  skin_tone: 5,
  hair_style: "ponytail",
  hair_colour: "auburn",
  fringe: "side",
  cloth_colour: "sand",
  eye_colour: [0.2, 0.4, 0.3],
  brow: "bold",
  glasses: "round",
  glasses_colour: [0.1, 0.1, 0.1],
  facial_hair: "none",
  face: { jaw: 0.2, cheeks: 0.3, length: -0.4, nose: -0.3, lips: 0.4, eyes: 0.1, lashes: 0.5 },
  earrings: "hoop",
  freckles: true,
  age: 0.5,
  outfit: "white",
};

const MOTION_NAMES = Object.keys(MOTIONS) as Motion[];

const FRAMES: PerformerFrame[] = MOTION_NAMES.flatMap((motion, k) =>
  [-1.3, 0.4, 3.99, 17.25].map((beat, j) => ({
    motion,
    beat,
    time_s: beat / 2 + 4,
    viseme: j % 2 ? ((["aa", "ih", "ou", "ee"] as const)[k % 4] ?? null) : null,
    openness: 0.2 * j,
    gaze: j % 3 ? ("camera" as const) : ("ahead" as const),
    cameraPosition: new Vector3(k - 3, 4.5, 7),
  })),
);

/** Everything that update() can change, as text. */
function stateOf(performer: Performer): string {
  const values: unknown[] = [];
  performer.root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    const { uniforms } = object.material as ShaderMaterial;
    const bones = (uniforms.uBones as { value: Matrix4[] }).value.flatMap((m) => m.elements);
    const own = ["uSway", "uCell", "uGaze", "uStretch"].map((name) => JSON.stringify(uniforms[name]?.value));
    values.push(object.name, object.visible, object.matrix.elements, bones, own);
  });
  return JSON.stringify(values);
}

beforeAll(installFakeCanvas);

describe("update", () => {
  it("is a pure function of the frame: any order gives the same bones, uniforms and visible parts", () => {
    const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    const forwards = FRAMES.map((frame) => {
      performer.update(frame);
      return stateOf(performer);
    });
    const other = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    const backwards = [...FRAMES].reverse().map((frame) => {
      other.update(frame);
      return stateOf(other);
    });
    const differing = backwards.reverse().filter((state, k) => state !== forwards[k]);
    expect(differing).toHaveLength(0);
    expect(new Set(forwards).size).toBeGreaterThan(FRAMES.length * 0.9);
  });

  it("does not change its argument", () => {
    const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    const frame = structuredClone({ ...FRAMES[5], cameraPosition: null });
    const given = { ...(FRAMES[5] as PerformerFrame), cameraPosition: new Vector3(1, 4, 6) };
    performer.update(given);
    expect({ ...given, cameraPosition: null }).toEqual(frame);
    expect(given.cameraPosition.toArray()).toEqual([1, 4, 6]);
  });

  it("looks at the camera wherever the performer stands, and all parts stand there", () => {
    const standing = (x: number) => {
      const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
      performer.root.matrixAutoUpdate = false;
      performer.root.matrix.makeTranslation(x, 0, 0);
      performer.update({ ...(FRAMES[1] as PerformerFrame), cameraPosition: new Vector3(x + 1, 5, 6) });
      for (const part of performer.root.children) expect(part.matrixWorld.elements[12]).toBe(x);
      return stateOf(performer);
    };
    expect(standing(2) === standing(0)).toBe(true);
  });

  it("shows exactly one shape per hand, and the microphone only in a hand that grips it", () => {
    const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    for (const frame of FRAMES) {
      performer.update(frame);
      const shown = performer.root.children.filter((child) => child.visible).map((child) => child.name);
      for (const side of ["left", "right"])
        expect(shown.filter((name) => new RegExp(`^${side}-hand-[a-z]+$`).test(name))).toHaveLength(1);
      expect(shown.includes("microphone")).toBe(shown.includes("right-hand-microphone"));
    }
  });

  it("keeps a hand's bounds around the hand, wherever it goes", () => {
    const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    const point = new Vector3();
    for (const frame of FRAMES) {
      performer.update(frame);
      for (const part of performer.root.children as Mesh[]) {
        if (!part.visible || !/-hand-[a-z]+$|^microphone$/.test(part.name)) continue;
        const bones = ((part.material as ShaderMaterial).uniforms.uBones as { value: Matrix4[] }).value;
        const { boundingSphere } = part.geometry;
        const [position, bone] = [part.geometry.getAttribute("position"), part.geometry.getAttribute("aBone")];
        for (let k = 0; k < position.count; k += 7) {
          point.fromBufferAttribute(position, k).applyMatrix4(bones[bone.getX(k)] as Matrix4);
          expect(boundingSphere?.containsPoint(point), `${part.name} in ${frame.motion}`).toBe(true);
        }
      }
    }
  });

  it("moves the mouth only while something is sung", () => {
    const performer = createPerformer(CHARACTER, { seed: 3, lod: "wide" });
    const mouth = performer.root.children.find((child) => child.name === "mouth") as Mesh;
    const cellAt = (viseme: PerformerFrame["viseme"], openness: number) => {
      performer.update({ ...(FRAMES[1] as PerformerFrame), motion: "sing", viseme, openness });
      return (mouth.material as ShaderMaterial).uniforms.uCell?.value as number;
    };
    const rest = cellAt(null, 1);
    expect(cellAt("aa", 0)).toBe(rest);
    const sung = (["aa", "ih", "ou", "ee", "oh"] as const).map((viseme) => cellAt(viseme, 0.8));
    expect(new Set([rest, ...sung]).size).toBe(6);
  });
});

describe("createPerformer", () => {
  it.each(Object.keys(HAIR_STYLES) as HairStyle[])("builds and frees %s", (hair_style) => {
    const performer = createPerformer(
      { ...CHARACTER, hair_style, facial_hair: "full", glasses: "sunglasses" },
      { seed: 1, lod: "wide" },
    );
    const open = new Set<BufferGeometry | ShaderMaterial>();
    performer.root.traverse((object) => {
      if (!(object instanceof Mesh)) return;
      for (const thing of [object.geometry as BufferGeometry, object.material as ShaderMaterial]) {
        open.add(thing);
        thing.addEventListener("dispose", () => open.delete(thing));
      }
    });
    expect(open.size).toBeGreaterThan(20);
    performer.update(FRAMES[0] as PerformerFrame);
    performer.dispose();
    expect(open.size).toBe(0);
    expect(performer.root.children).toHaveLength(0);
  });

  it("refuses a skin tone that is not on the scale", () => {
    expect(() => createPerformer({ ...CHARACTER, skin_tone: 11 }, { seed: 1 })).toThrow(/skin tone 11/);
  });
});
