import { Euler, MathUtils, Matrix4, Vector3 } from "three";
import { describe, expect, test } from "vitest";
import { type Exported, exported } from "./export";
import { AfterEffects } from "./mock/after-effects";
import { AutoOrientType, AVLayer, CameraLayer, type Layer } from "./mock/layers";
import type { CompItem } from "./mock/project";

const FPS = 24;
const FRAMES = 5;

/** Small seeded generator (mulberry32), so that a failure can be repeated. */
function random(seed: number): (low: number, high: number) => number {
  let state = seed;
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + (((t ^ (t >>> 14)) >>> 0) / 4294967296) * (high - low);
  };
}

type Triple = [number, number, number];

/** R = Rx Ry Rz of angles in degrees. */
function rotation(angles: Triple): Matrix4 {
  const [x, y, z] = angles.map((angle) => MathUtils.degToRad(angle)) as Triple;
  return new Matrix4().makeRotationFromEuler(new Euler(x, y, z, "XYZ"));
}

const moved = (p: Triple) => new Matrix4().makeTranslation(...p);

/** The closed form of After Effects' model as products of matrices, independent of the mock's walk of points. */
function closedForm(layer: Layer, time: number): Matrix4 {
  const local = layer instanceof CameraLayer ? cameraForm(layer, time) : layerForm(layer, time);
  return layer.parent ? closedForm(layer.parent, time).multiply(local) : local;
}

function layerForm(layer: Layer, time: number): Matrix4 {
  const at = <T>(name: string) => layer.at<T>(name, time);
  const anchor = new Vector3(...at<Triple>("Anchor Point")).negate();
  const scale = new Vector3(...at<Triple>("Scale")).divideScalar(100);
  const turns: Matrix4[] = layer.threeDLayer
    ? [rotation(at("Orientation")), rotation([at("Rotate X"), at("Rotate Y"), at("Rotate Z")])]
    : [rotation([0, 0, at("Rotate Z")])];
  const flat = (v: Vector3, z: number) => (layer.threeDLayer ? v : v.setZ(z));
  const position = flat(new Vector3(...at<Triple>("Position")), 0);
  const m = new Matrix4().makeTranslation(position);
  for (const turn of turns) m.multiply(turn);
  return m
    .multiply(new Matrix4().makeScale(...(flat(scale, 1).toArray() as Triple)))
    .multiply(new Matrix4().makeTranslation(flat(anchor, 0)));
}

/** The look matrix from cross products: its z axis points at the point of interest, its x axis stays level. */
function cameraForm(layer: Layer, time: number): Matrix4 {
  const at = <T>(name: string) => layer.at<T>(name, time);
  const position = at<Triple>("Position");
  const m = moved(position);
  if (layer.autoOrient === AutoOrientType.CAMERA_OR_POINT_OF_INTEREST) {
    const z = new Vector3(...at<Triple>("Anchor Point")).sub(new Vector3(...position)).normalize();
    const x = new Vector3(0, 1, 0).cross(z).normalize();
    m.multiply(new Matrix4().makeBasis(x, z.clone().cross(x), z));
  }
  return m.multiply(rotation(at("Orientation"))).multiply(rotation([at("Rotate X"), at("Rotate Y"), at("Rotate Z")]));
}

function scramble(layer: Layer, next: ReturnType<typeof random>, animated: boolean): void {
  const spread = { "Anchor Point": 300, Position: 900, Orientation: 180, "Rotate X": 180, "Rotate Y": 180 };
  for (const [name, reach] of Object.entries({ ...spread, "Rotate Z": 180, Scale: 0 })) {
    const draw = () => (name === "Scale" ? next(30, 220) : next(-reach, reach));
    const value = () => (name.startsWith("Rotate") ? draw() : [draw(), draw(), draw()]);
    layer.of(name).plain = value();
    if (animated) {
      layer.of(name).keys = [
        { time: 0, value: value() },
        { time: (FRAMES - 1) / FPS, value: value() },
      ];
    }
  }
}

function newComp(): { host: AfterEffects; comp: CompItem } {
  const host = new AfterEffects();
  return { host, comp: host.project.addComp("Main", [1280, 720], FPS, FRAMES) };
}

function nullLayer(comp: CompItem, name: string, threeD: boolean): AVLayer {
  const layer = comp.add(new AVLayer(comp, name, comp.project.addFootage(name, { color: [1, 0, 0] } as never)));
  layer.nullLayer = true;
  layer.threeDLayer = threeD;
  return layer;
}

function expectTrack(track: number[][], layer: Layer): void {
  for (let frame = 0; frame < FRAMES; frame++) {
    const wanted = closedForm(layer, frame / FPS).elements;
    const got = track.length === 1 ? track[0]! : track[frame]!;
    expect(Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-6);
  }
}

const layerOf = (file: Exported, index: number) => file.comps[0]!.layers[index - 1]!;

describe.each([true, false])("animated: %s", (animated) => {
  test.each(Array.from({ length: 12 }, (_, seed) => seed))("random 3D chains of three, seed %i", (seed) => {
    const next = random(seed + 1);
    const { host, comp } = newComp();
    const chain = ["child", "parent", "grandparent"].map((name) => nullLayer(comp, name, true));
    chain.forEach((layer, i) => {
      scramble(layer, next, animated);
      layer.parent = chain[i + 1] ?? null;
    });
    const file = exported(host, comp);
    for (const layer of chain) expectTrack(layerOf(file, layer.index).matrix_track, layer);
    expect(layerOf(file, 1).matrix_track).toHaveLength(animated ? FRAMES : 1);
  });

  test.each([0, 1, 2, 3])("random 2D chains, seed %i", (seed) => {
    const next = random(seed + 100);
    const { host, comp } = newComp();
    const [child, parent] = [nullLayer(comp, "child", false), nullLayer(comp, "parent", false)];
    for (const layer of [child, parent]) scramble(layer, next, animated);
    child.parent = parent;
    const file = exported(host, comp);
    expectTrack(layerOf(file, 1).matrix_track, child);
    expect(layerOf(file, 1).matrix_track[0]!.slice(8, 12)).toEqual([0, 0, 1, 0]);
  });

  test.each([
    [AutoOrientType.CAMERA_OR_POINT_OF_INTEREST, true],
    [AutoOrientType.NO_AUTO_ORIENT, true],
    [AutoOrientType.CAMERA_OR_POINT_OF_INTEREST, false],
    [AutoOrientType.NO_AUTO_ORIENT, false],
  ])("random cameras, auto-orient %i, parented %s", (autoOrient, parented) => {
    for (let seed = 0; seed < 5; seed++) {
      const next = random(seed + 200);
      const { host, comp } = newComp();
      const camera = comp.add(new CameraLayer(comp, "Camera"));
      camera.autoOrient = autoOrient;
      scramble(camera, next, animated);
      const carrier = nullLayer(comp, "carrier", true);
      scramble(carrier, next, animated);
      camera.parent = parented ? carrier : null;
      const file = exported(host, comp);
      expectTrack(file.comps[0]!.camera.matrix_track, camera);
      expect(layerOf(file, 1).two_node).toBe(autoOrient === AutoOrientType.CAMERA_OR_POINT_OF_INTEREST);
    }
  });
});

test("a still layer on a moving parent moves", () => {
  const { host, comp } = newComp();
  const chain = ["child", "parent", "grandparent"].map((name) => nullLayer(comp, name, true));
  chain.forEach((layer, i) => {
    scramble(layer, random(i + 20), i === 2);
    layer.parent = chain[i + 1] ?? null;
  });
  const file = exported(host, comp);
  expectTrack(layerOf(file, 1).matrix_track, chain[0]!);
  expect(layerOf(file, 1).matrix_track).toHaveLength(FRAMES);
});

test("an auto-oriented layer is measured at every frame, though nothing of its own moves", () => {
  const { host, comp } = newComp();
  const layer = nullLayer(comp, "turning", true);
  layer.autoOrient = AutoOrientType.ALONG_PATH;
  layer.toWorld = (point, time) => [point[0]! + time * FPS, point[1]!, point[2]!];
  const track = layerOf(exported(host, comp), 1).matrix_track;
  expect(track.map((matrix) => matrix[12])).toEqual([0, 1, 2, 3, 4]);
});

test("a layer in a precomp is measured in its own comp", () => {
  const { host, comp } = newComp();
  const inner = host.project.addComp("Inner", [640, 360], FPS, FRAMES);
  const holder = comp.add(new AVLayer(comp, "holder", inner));
  holder.threeDLayer = true;
  scramble(holder, random(7), true);
  const leaf = nullLayer(inner, "leaf", true);
  scramble(leaf, random(8), true);
  const file = exported(host, comp);
  expect(file.comps.map((one) => one.id)).toEqual([`comp-${comp.id}`, `comp-${inner.id}`]);
  expectTrack(file.comps[0]!.layers[0]!.matrix_track, holder);
  expectTrack(file.comps[1]!.layers[0]!.matrix_track, leaf);
});

test("expressions that name layers by number are not led astray by the temporary null", () => {
  const { host, comp } = newComp();
  const [follower, leader] = [nullLayer(comp, "follower", true), nullLayer(comp, "leader", true)];
  scramble(leader, random(9), true);
  follower.of("Position").expression = "thisComp.layer(2).position";
  const file = exported(host, comp);
  expectTrack(layerOf(file, 1).matrix_track, follower);
  expect(layerOf(file, 1).matrix_track[3]!.slice(12, 15)).toEqual(
    leader.at<Triple>("Position", 3 / FPS).map((value) => expect.closeTo(value, 6)),
  );
});
