/** The page behind contact-sheet.mjs: draws performers over a plain stage gradient. */
import { drawBackdrop } from "./backdrop";
import {
  Color,
  ColorManagement,
  LinearSRGBColorSpace,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { SongClock } from "../../src/contract";
import { mouthAt } from "../../src/engine/song-clock";
import { LOOP_BEATS } from "../../src/performance";
import { WARDROBE } from "../../src/cast/body/wardrobe";
import {
  applyDrawnSize,
  type Character,
  createPerformer,
  type Gaze,
  type Lod,
  type Motion,
  type Performer,
  type Viseme,
} from "../../src/cast";
import { HAIR_STYLES } from "../../src/cast/hair";

interface Cell {
  character?: Partial<Character>;
  lod?: Lod;
  motion?: Motion;
  beat?: number;
  time_s?: number;
  viseme?: Viseme | null;
  openness?: number;
  /** A sung line, which the mouth follows at `time_s` instead of `viseme` and `openness`. */
  line?: SongClock["visemes"];
  gaze?: Gaze;
  seed?: number;
  /** Camera position, point it looks at, vertical field of view in degrees. */
  camera?: { position: [number, number, number]; at: [number, number, number]; fov: number };
  /** Written below the performer. */
  label?: string;
}

interface Sheet {
  /** Colours from left to right behind every cell; default one plain violet. */
  backdrop?: string[];
  columns?: number;
  /** Of one cell, pixels. */
  width?: number;
  height?: number;
  view?: "close" | "medium" | "wide";
  /** Given, the sheet is a JPEG of this quality (0 to 1) instead of a PNG. */
  jpegQuality?: number;
  cells: Cell[];
}

const PLAIN: Character = {
  skin_tone: 3,
  hair_style: "long_straight",
  hair_colour: "brown",
  fringe: "full",
  cloth_colour: "rose",
  eye_colour: [0.35, 0.25, 0.2],
  brow: "regular",
  glasses: "none",
  glasses_colour: [0.08, 0.08, 0.1],
  facial_hair: "none",
  face: { jaw: 0, cheeks: 0, length: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 },
  earrings: "none",
  freckles: false,
  age: 0,
  outfit: "night",
};

const VIEWS = {
  close: { position: [0.55, 5.05, 5], at: [0.03, 4.98, 0], fov: 20 },
  medium: { position: [0.7, 4.6, 7], at: [0.02, 4.38, 0], fov: 24 },
  wide: { position: [0.8, 3.6, 14], at: [0, 2.95, 0], fov: 27 },
} as const;

/** Names of all outfits, in the contract's order. */
Object.assign(window, { outfits: () => Object.keys(WARDROBE) });

ColorManagement.enabled = false;

/** Beats after which each motion repeats. */
Object.assign(window, { loopBeats: () => LOOP_BEATS });

function createRenderer(width: number, height: number, antialias: boolean): WebGLRenderer {
  const renderer = new WebGLRenderer({ antialias, stencil: true, preserveDrawingBuffer: true });
  renderer.setSize(width, height, false);
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.autoClear = true;
  applyDrawnSize({ drawnHeight_px: height });
  return renderer;
}

function place(camera: PerspectiveCamera, view: (typeof VIEWS)[keyof typeof VIEWS] | NonNullable<Cell["camera"]>): void {
  camera.fov = view.fov;
  camera.position.set(...(view.position as [number, number, number]));
  camera.lookAt(new Vector3(...(view.at as [number, number, number])));
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}

function show(performer: Performer, cell: Cell, camera: PerspectiveCamera): void {
  performer.update({
    motion: cell.motion ?? "sing",
    time_s: cell.time_s ?? 0,
    beat: cell.beat ?? 0.5,
    viseme: cell.viseme ?? null,
    openness: cell.openness ?? 1,
    ...(cell.line && mouthAt(cell.line, cell.time_s ?? 0)),
    gaze: cell.gaze ?? "camera",
    cameraPosition: camera.position,
  });
}

async function drawSheet(sheet: Sheet): Promise<{ png: string; log: string }> {
  const { columns = 4, width = 480, height = 400, view = "medium", cells } = sheet;
  const out = document.createElement("canvas");
  out.width = columns * width;
  out.height = Math.ceil(cells.length / columns) * height;
  const pen = out.getContext("2d") as CanvasRenderingContext2D;
  const renderer = createRenderer(width, height, true);
  const camera = new PerspectiveCamera(24, width / height, 0.1, 60);
  const log: string[] = [];
  const backdrop = sheet.backdrop && drawBackdrop(sheet.backdrop);
  cells.forEach((cell, k) => {
    const scene = new Scene();
    scene.background = backdrop ?? new Color(0x2a1052);
    place(camera, cell.camera ?? VIEWS[view]);
    const start_ms = performance.now();
    const character = {
      ...PLAIN,
      ...cell.character,
      face: { ...PLAIN.face, ...cell.character?.face },
    };
    const performer = createPerformer(character, { seed: cell.seed ?? 1, lod: cell.lod ?? view });
    const built_ms = performance.now() - start_ms;
    scene.add(performer.root);
    show(performer, cell, camera);
    renderer.render(scene, camera);
    const info = renderer.info.render;
    log.push(`${character.hair_style}: built in ${built_ms.toFixed(0)} ms, ${info.triangles} triangles, ${info.calls} calls`);
    const [left, top] = [(k % columns) * width, Math.floor(k / columns) * height];
    pen.drawImage(renderer.domElement, left, top);
    if (cell.label) writeLabel(pen, cell.label, left + width / 2, top + height);
    performer.dispose();
  });
  renderer.dispose();
  const blob = await new Promise<Blob | null>((resolve) =>
    sheet.jpegQuality ? out.toBlob(resolve, "image/jpeg", sheet.jpegQuality) : out.toBlob(resolve),
  );
  const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { png: btoa(text), log: log.join("\n") };
}

/** Writes one line centred on `x`, in a dark bar that ends at `bottom`. */
function writeLabel(pen: CanvasRenderingContext2D, text: string, x: number, bottom: number): void {
  pen.font = "600 15px sans-serif";
  pen.textAlign = "center";
  const half = pen.measureText(text).width / 2 + 8;
  pen.fillStyle = "rgba(12, 4, 28, 0.72)";
  pen.fillRect(x - half, bottom - 23, half * 2, 21);
  pen.fillStyle = "#fff";
  pen.fillText(text, x, bottom - 7);
}

/** Names of all hairstyles, in the contract's order. */
const hairStyles = (): string[] => Object.keys(HAIR_STYLES);

/** FNV-1a hash of the pixels of every cell, drawn in the given order by one performer. */
function hashFrames(character: Partial<Character>, cells: Cell[]): string[] {
  const renderer = createRenderer(320, 240, false);
  const target = new WebGLRenderTarget(320, 240, { samples: 4, stencilBuffer: true });
  const camera = new PerspectiveCamera(24, 4 / 3, 0.1, 60);
  place(camera, VIEWS.close);
  const scene = new Scene();
  const performer = createPerformer({ ...PLAIN, ...character }, { seed: 5, lod: "medium" });
  scene.add(performer.root);
  const hashes = cells.map((cell) => {
    show(performer, cell, camera);
    renderer.setRenderTarget(target);
    renderer.render(scene, camera);
    const pixels = new Uint8Array(320 * 240 * 4);
    renderer.readRenderTargetPixels(target, 0, 0, 320, 240, pixels);
    let hash = 0x811c9dc5;
    let drawn = 0;
    for (let k = 0; k < pixels.length; k++) {
      hash = Math.imul(hash ^ pixels[k], 0x01000193);
      if (k % 4 === 3 && pixels[k] > 0) drawn++;
    }
    return `${(hash >>> 0).toString(16)} ${drawn}`;
  });
  performer.dispose();
  const left = renderer.info.memory;
  target.dispose();
  renderer.dispose();
  return [...hashes, `${left.geometries} geometries ${left.textures} textures`];
}

let draw: (() => void) | undefined;
let drop: (() => void) | undefined;

function prepareBench(options: { samples: number; lod: Lod; style: Character["hair_style"] | "none"; outfit: Character["outfit"] }): string {
  drop?.();
  const [width, height] = [1280, 720];
  const renderer = createRenderer(width, height, false);
  const target = new WebGLRenderTarget(width, height, { samples: options.samples, stencilBuffer: true });
  const camera = new PerspectiveCamera(24, width / height, 0.1, 60);
  place(camera, VIEWS[options.lod]);
  const scene = new Scene();
  scene.background = new Color(0x2a1052);
  const performer =
    options.style === "none" ? undefined : createPerformer({ ...PLAIN, hair_style: options.style, outfit: options.outfit }, { seed: 1, lod: options.lod });
  if (performer) scene.add(performer.root);
  let frame = 0;
  draw = () => {
    frame++;
    if (performer) show(performer, { beat: frame * 0.08, time_s: frame / 24, viseme: "aa" }, camera);
    renderer.setRenderTarget(target);
    renderer.render(scene, camera);
    renderer.readRenderTargetPixels(target, 0, 0, 1, 1, new Uint8Array(4));
  };
  drop = () => {
    performer?.dispose();
    target.dispose();
    renderer.dispose();
    renderer.forceContextLoss();
  };
  draw();
  draw();
  return `${renderer.info.render.triangles} triangles, ${renderer.info.render.calls} calls`;
}

function runBench(frames: number): void {
  for (let k = 0; k < frames; k++) draw?.();
}

Object.assign(window, { hashFrames, drawSheet, hairStyles, prepareBench, runBench });
