import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { exported, SCHEMA } from "./export";
import { AfterEffects } from "./mock/after-effects";
import {
  AVLayer,
  BlendingMode,
  CameraLayer,
  LightLayer,
  MaskMode,
  ParagraphJustification,
  ShapeLayer,
  TextLayer,
  TrackMatteType,
} from "./mock/layers";
import { type CompItem, FileSource, type FootageItem, PlaceholderSource, SolidSource } from "./mock/project";
import { type Property, PropertyGroup } from "./mock/properties";

const MANUAL = readFileSync(fileURLToPath(new URL("../../../docs/after-effects.md", import.meta.url)), "utf8");
const FPS = 24;
const FRAMES = 10;

let host: AfterEffects;
let comp: CompItem;

beforeEach(() => {
  host = new AfterEffects();
  comp = host.project.addComp("Main", [1280, 720], FPS, FRAMES);
});

const solid = (name: string) =>
  comp.add(new AVLayer(comp, name, host.project.addFootage(name, new SolidSource([1, 0.5, 0]))));

function footage(name: string, path: string, still: boolean, hasAlpha = true): AVLayer {
  const item: FootageItem = host.project.addFootage(name, new FileSource(still, hasAlpha), new host.File(path));
  item.frameRate = still ? 0 : 23.976023976;
  item.duration = still ? 0 : 4;
  return comp.add(new AVLayer(comp, name, item));
}

const document = (more: Record<string, unknown> = {}) => ({
  text: "\u00d1ame \ud83c\udfa4\r2nd",
  font: "NotoSans-Bold",
  fontFamily: "Noto Sans",
  fontStyle: "Bold",
  fontSize: 64,
  tracking: 20,
  applyFill: true,
  fillColor: [1, 0, 0.25],
  applyStroke: false,
  boxText: false,
  justification: ParagraphJustification.CENTER_JUSTIFY,
  ...more,
});

const only = () => exported(host, comp).comps[0]!;
const warnings = () => exported(host, comp).warnings.map((w) => `${w.layer} / ${w.property}: ${w.message}`);

describe("comp", () => {
  test("size, rate, markers, background and motion blur", () => {
    Object.assign(comp, { bgColor: [0.1, 0.2, 0.3], motionBlur: true, shutterAngle: 270, shutterPhase: -135 });
    comp.markerProperty.keys = [{ time: 4 / FPS, value: { comment: 'a "quoted"\n\\ line', duration: 2 / FPS } }];
    expect(only()).toMatchObject({
      ...{ id: `comp-${comp.id}`, name: "Main", width: 1280, height: 720, frames: 10, bake_first_frame: 0 },
      ...{ fps: { numerator: 24, denominator: 1 }, bake_frames: 10, background: [0.1, 0.2, 0.3] },
      motion_blur: { enabled: true, shutter_angle_deg: 270, shutter_phase_deg: -135, samples: 16 },
      markers: [{ frame: 4, duration_frames: 2, comment: 'a "quoted"\n\\ line' }],
    });
  });

  test.each([
    [23.9759979248047, 24000, 1001],
    [29.9700012207031, 30000, 1001],
    [25, 25, 1],
    [12.5, 12500, 1000],
  ])("%f frames per second is %i / %i", (rate, numerator, denominator) => {
    comp = host.project.addComp("Rate", [640, 360], rate, 48);
    expect(only()).toMatchObject({ fps: { numerator, denominator }, frames: 48 });
  });

  test("a range bakes only its frames", () => {
    const layer = solid("a");
    layer.of("Opacity").keys = [
      { time: 0, value: 0 },
      { time: 10 / FPS, value: 100 },
    ];
    const part = exported(host, comp, { first: 3, last: 6 }).comps[0]!;
    expect(part).toMatchObject({ frames: 10, bake_first_frame: 3, bake_frames: 4 });
    expect(part.layers[0]!.opacity_track.map((value) => value * 10)).toEqual(
      [3, 4, 5, 6].map((v) => expect.closeTo(v)),
    );
  });

  test("pixels that are not square are warned of", () => {
    comp.pixelAspect = 1.0667;
    expect(warnings()).toEqual([expect.stringContaining("null / Pixel Aspect Ratio")]);
  });
});

describe("camera", () => {
  test("zoom and depth of field per frame", () => {
    const camera = comp.add(new CameraLayer(comp, "Camera"));
    camera.of("Anchor Point").plain = [640, 360, 0];
    camera.of("Position").plain = [640, 360, -1000];
    const option = (name: string) => camera.options.property(`ADBE Camera ${name}`) as Property;
    option("Zoom").keys = [
      { time: 0, value: 1000 },
      { time: 9 / FPS, value: 1900 },
    ];
    option("Depth of Field").keys = [
      { time: 0, value: 0, hold: true },
      { time: 5 / FPS, value: 1, hold: true },
    ];
    option("Blur Level").plain = 75;
    const { camera: baked } = only();
    expect(baked.zoom_px_track).toEqual(
      [10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((v) => expect.closeTo(v * 100, 6)),
    );
    expect(baked.depth_of_field_track).toEqual([...Array(5).fill(false), ...Array(5).fill(true)]);
    expect(baked).toMatchObject({ layer_track: [1], aperture_px_track: [25], blur_level_track: [0.75] });
    expect(baked.matrix_track).toEqual([[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 640, 360, -1000, 1]]);
  });

  test("the topmost camera that shows is looked through, else the default", () => {
    const [first, second] = [comp.add(new CameraLayer(comp, "one")), comp.add(new CameraLayer(comp, "two"))];
    const hidden = comp.add(new CameraLayer(comp, "hidden"));
    for (const camera of [first, second, hidden]) camera.of("Anchor Point").plain = [0, 0, 1];
    Object.assign(first, { inPoint: 2 / FPS, outPoint: 5 / FPS });
    Object.assign(second, { inPoint: 4 / FPS, outPoint: 8 / FPS });
    hidden.enabled = false;
    const { camera } = only();
    expect(camera.layer_track).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 0, 0]);
    expect(camera.zoom_px_track[0]).toBeCloseTo((1280 * 50) / 36, 6);
  });
});

describe("layers", () => {
  test("every kind", () => {
    footage("photo", "/out/media/caf\u00e9 1.png", true);
    footage("clip", "/footage/clip.mov", false, false);
    solid("solid");
    solid("nothing").nullLayer = true;
    solid("grade").adjustmentLayer = true;
    comp.add(new AVLayer(comp, "inner", host.project.addComp("Inner", [64, 64], FPS, 3)));
    comp.add(new TextLayer(comp, "words", document()));
    const { layers } = only();
    const kinds = ["image", "video", "solid", "null", "adjustment", "precomp", "text"];
    expect(layers.map((layer) => layer.type)).toEqual(kinds);
    expect(layers[0]!.source).toMatchObject({ path: "media/caf\u00e9 1.png", alpha: "straight", fps: null });
    const rate = { numerator: 24000, denominator: 1001 };
    expect(layers[1]!.source).toMatchObject({ path: "../footage/clip.mov", alpha: "none", fps: rate, duration_s: 4 });
    expect(layers[2]!.source).toEqual({ kind: "solid", colour: [1, 0.5, 0] });
    expect(layers[5]!.source).toEqual({ kind: "comp", comp: expect.stringMatching(/^comp-\d+$/) });
    expect(layers[6]!.text).toMatchObject({
      ...{ text: "\u00d1ame \ud83c\udfa4\n2nd", font: "NotoSans-Bold", size_px: 64, fill: [1, 0, 0.25] },
      ...{ stroke: null, justification: "center", box_px: null, rect_px: [-50, -40, 100, 48] },
    });
  });

  test("times, switches, parents and blend modes", () => {
    const layer = solid("a");
    const parent = solid("b");
    Object.assign(layer, { parent, threeDLayer: true, motionBlur: true, blendingMode: BlendingMode.SILHOUETE_ALPHA });
    Object.assign(layer, { inPoint: 6 / FPS, outPoint: 2 / FPS, startTime: 8.5 / FPS, stretch: -100 });
    parent.threeDLayer = true;
    parent.guideLayer = true;
    const [a, b] = only().layers;
    expect(a).toMatchObject({ in_frame: 2, out_frame: 6, start_frame: 8.5, stretch_percent: -100, parent: 2 });
    expect(a).toMatchObject({ three_d: true, motion_blur: true, blend: "silhouette_alpha", visible: true });
    expect(b).toMatchObject({ in_frame: 0, out_frame: 10, parent: null, blend: "normal", visible: false });
  });

  test("outside a layer's time its tracks repeat the nearest value", () => {
    const layer = solid("a");
    Object.assign(layer, { inPoint: 4 / FPS, outPoint: 6 / FPS });
    layer.of("Opacity").keys = [
      { time: 0, value: 0 },
      { time: 10 / FPS, value: 100 },
    ];
    const track = only().layers[0]!.opacity_track.map((value) => Math.round(value * 10));
    expect(track).toEqual([4, 4, 4, 4, 4, 5, 5, 5, 5, 5]);
  });

  test("time remap samples", () => {
    const layer = footage("clip", "/out/clip.mov", false);
    layer.timeRemapEnabled = true;
    layer.timeRemap.keys = [
      { time: 0, value: 3 },
      { time: 9 / FPS, value: 0 },
    ];
    const track = only().layers[0]!.time_remap_s_track as number[];
    expect(track).toEqual(Array.from({ length: 10 }, (_, frame) => expect.closeTo(3 - frame / 3, 6)));
  });

  test("mattes: the layer above, or any layer since 2023", () => {
    const [matte, fill, free] = [solid("matte"), solid("fill"), solid("free")];
    Object.assign(matte, { isTrackMatte: true, enabled: false });
    fill.trackMatteType = TrackMatteType.LUMA_INVERTED;
    Object.assign(free, { trackMatteType: TrackMatteType.ALPHA, trackMatteLayer: matte });
    const { layers } = only();
    expect(layers.map((layer) => layer.matte)).toEqual([
      null,
      { mode: "luma_inverted", layer: 1 },
      { mode: "alpha", layer: 1 },
    ]);
    expect(layers[0]).toMatchObject({ is_matte: true, visible: false });
  });

  test("masks, still and animated", () => {
    const square = (size: number) => ({
      closed: true,
      vertices: [
        [0, 0],
        [size, 0],
        [size, size],
      ],
      inTangents: [
        [0, 0],
        [-5, 0],
        [0, 0],
      ],
      outTangents: [
        [5, 0],
        [0, 0],
        [0, 0],
      ],
    });
    const mask = solid("a").addMask("Mask 1", square(10));
    Object.assign(mask, { maskMode: MaskMode.SUBTRACT, inverted: true });
    (mask.property("ADBE Mask Shape") as Property).keys = [
      { time: 0, value: square(10) },
      { time: 9 / FPS, value: square(100) },
    ];
    (mask.property("ADBE Mask Feather") as Property).plain = [4, 8];
    (mask.property("ADBE Mask Opacity") as Property).plain = 50;
    const [baked] = only().layers[0]!.masks as { path_track: { vertices: number[][] }[] }[];
    expect(baked).toMatchObject({
      ...{ name: "Mask 1", mode: "subtract", inverted: true, feather_px_track: [[4, 8]], opacity_track: [0.5] },
      expansion_px_track: [0],
    });
    expect(baked!.path_track.map((path) => Math.round(path.vertices[1]![0]!))).toEqual(
      Array.from({ length: 10 }, (_, frame) => 10 + 10 * frame),
    );
    expect(baked!.path_track[0]).toMatchObject({
      closed: true,
      in_tangents: [
        [0, 0],
        [-5, 0],
        [0, 0],
      ],
    });
  });
});

describe("slots", () => {
  test("every one is in the manual", () => {
    const slots: string[] = SCHEMA.$defs.slot.properties.slot.enum;
    expect(slots.filter((slot) => !MANUAL.includes(`\`@${slot}\``))).toEqual([]);
  });

  test("are found by the layer's name, in precomps too", () => {
    const inner = host.project.addComp("Inner", [64, 64], FPS, 3);
    comp.add(new TextLayer(comp, "@name big", document()));
    comp.add(new AVLayer(comp, "inner", inner));
    solid("@fan");
    const sticker = inner.add(new AVLayer(inner, "@sticker left hand", null));
    Object.assign(sticker, { source: host.project.addFootage("s", new SolidSource([0, 0, 0])) });
    const file = exported(host, comp);
    expect(file.slots).toEqual([
      { slot: "name", label: "big", comp: `comp-${comp.id}`, layer: 1 },
      { slot: "fan", label: "", comp: `comp-${comp.id}`, layer: 3 },
      { slot: "sticker", label: "left hand", comp: `comp-${inner.id}`, layer: 1 },
    ]);
    expect(file.warnings).toEqual([]);
  });

  test("misspelt and misplaced ones are warned of", () => {
    solid("@fancy");
    solid("@ fan");
    solid("@name");
    const file = exported(host, comp);
    expect(file.warnings.map((w) => w.message)).toEqual([
      expect.stringContaining("unknown slot @fancy"),
      expect.stringContaining("not a slot"),
      expect.stringContaining("@name belongs on a text layer"),
    ]);
    expect(file.slots.map((slot) => slot.layer)).toEqual([3]);
  });
});

describe("warnings name layer and property", () => {
  test.each([
    ["light", () => comp.add(new LightLayer(comp, "x"))],
    ["shape", () => comp.add(new ShapeLayer(comp, "x", null))],
    ["audio", () => Object.assign(footage("x", "/out/x.wav", false), { hasVideo: false })],
    ["placeholder", () => comp.add(new AVLayer(comp, "x", host.project.addFootage("x", new PlaceholderSource())))],
  ])("a %s layer keeps its place and draws nothing", (kind, make) => {
    make();
    const file = exported(host, comp);
    expect(file.comps[0]!.layers[0]).toMatchObject({ index: 1, name: "x", type: "unsupported", unsupported: kind });
    expect(file.warnings).toMatchObject([{ layer_index: 1, layer: "x", property: "Layer" }]);
  });

  test("effects that draw, but not expression controls or effects switched off", () => {
    const layer = solid("a");
    for (const effect of ["ADBE Glo2", "ADBE Slider Control", "ADBE Fill"]) layer.effects.addProperty(effect);
    (layer.effects.property(3) as PropertyGroup).enabled = false;
    expect(warnings()).toEqual([expect.stringMatching(/^a \/ Glo2: effects are not exported/)]);
  });

  test("layer styles that were added and are on", () => {
    const layer = solid("a");
    const list = (name: string, matchName: string, switches: { canSetEnabled: boolean; enabled: boolean }) =>
      layer.styles.append(Object.assign(new PropertyGroup(name, matchName), switches));
    list("Blending Options", "ADBE Blend Options Group", { canSetEnabled: true, enabled: true });
    list("Drop Shadow", "dropShadow/enabled", { canSetEnabled: true, enabled: true });
    list("Inner Glow", "innerGlow/enabled", { canSetEnabled: true, enabled: false });
    list("Bevel and Emboss", "bevelEmboss/enabled", { canSetEnabled: false, enabled: true });
    expect(warnings()).toEqual(["a / Drop Shadow: layer styles are not exported"]);
    layer.styles.enabled = false;
    expect(warnings()).toEqual([]);
  });

  test("failing expressions", () => {
    solid("a").of("Opacity").expression = "thisComp.nothing.there";
    const file = exported(host, comp);
    expect(file.warnings).toMatchObject([{ layer: "a", property: "Opacity" }]);
    expect(file.comps[0]!.layers[0]!.opacity_track).toEqual([1]);
  });

  test("animated text, switches, image sequences and missing footage", () => {
    const text = comp.add(new TextLayer(comp, "words", document()));
    const group = text.property("ADBE Text Properties") as PropertyGroup;
    (group.property("ADBE Text Document") as Property).keys = [{ time: 0, value: document() }];
    (group.property("ADBE Text Animators") as PropertyGroup).append(new PropertyGroup("Animator 1", "x"));
    Object.assign(solid("b"), { frameBlending: true, preserveTransparency: true });
    const sequence = footage("c", "/out/c_0001.png", false);
    (sequence.source as FootageItem).footageMissing = true;
    expect(warnings().map((line) => line.split(":")[0])).toEqual([
      "words / Source Text",
      "words / Animators",
      "b / Preserve Underlying Transparency",
      "b / Frame Blending",
      "c / Source",
      "c / Source",
    ]);
  });

  test("a blending mode that came after this exporter", () => {
    solid("a").blendingMode = 9999;
    expect(warnings()).toEqual([expect.stringContaining("a / Blending Mode")]);
  });

  test("a 2D layer on a 3D parent", () => {
    const [child, parent] = [solid("child"), solid("parent")];
    Object.assign(child, { parent });
    parent.threeDLayer = true;
    expect(warnings()).toEqual([expect.stringContaining("child / Parent")]);
  });
});

test("the same project gives the same bytes", () => {
  solid("a").of("Rotate Z").expression = "time * 90";
  exported(host, comp);
  const once = host.disk.files.get("/out/comp.json");
  exported(host, comp);
  expect(host.disk.files.get("/out/comp.json")).toBe(once);
});

test("the file is plain ASCII, so no encoder can spoil it", () => {
  solid("\u540d\u524d \ud83c\udfa4 \u0001\u007f\u2028");
  expect(only().layers[0]!.name).toBe("\u540d\u524d \ud83c\udfa4 \u0001\u007f\u2028");
  expect(host.disk.files.get("/out/comp.json")).toMatch(/^[\x20-\x7e]*$/);
});
