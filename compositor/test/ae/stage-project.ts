/** A project with everything that an import has to put together: a moving camera, slots between planes, a matte. */
import type { AfterEffects } from "./mock/after-effects";
import { AVLayer, CameraLayer, ParagraphJustification, TextLayer, TrackMatteType } from "./mock/layers";
import { type CompItem, SolidSource } from "./mock/project";

export const FPS = 24;
export const FRAMES = 9;
type Triple = [number, number, number];

function solid(host: AfterEffects, comp: CompItem, name: string, colour: Triple, size: [number, number]): AVLayer {
  const item = host.project.addFootage(name, new SolidSource(colour));
  return comp.add(new AVLayer(comp, name, item, ...size));
}

/** Puts a 3D layer's middle, or another point of it, somewhere. */
function place(layer: AVLayer, at: Triple, anchor: Triple = [layer.width / 2, layer.height / 2, 0]): AVLayer {
  layer.threeDLayer = true;
  layer.of("Anchor Point").plain = anchor;
  layer.of("Position").plain = at;
  return layer;
}

/** From the top: camera, name, matte and what it cuts, a board before the fan, the fan, a wall, a precomp. */
export function stageProject(host: AfterEffects): CompItem {
  const inner = host.project.addComp("Inner", [320, 180], FPS, FRAMES);
  const dot = solid(host, inner, "Dot", [1, 0.8, 0], [40, 40]);
  dot.of("Position").keys = [
    { time: 0, value: [0, 70, 0] },
    { time: 8 / FPS, value: [240, 70, 0] },
  ];
  solid(host, inner, "Inner floor", [0.1, 0.1, 0.4], [320, 180]);

  const comp = host.project.addComp("Stage", [640, 360], FPS, FRAMES);
  const camera = comp.add(new CameraLayer(comp, "Camera"));
  camera.of("Position").keys = [
    { time: 0, value: [320, 180, -900] },
    { time: 8 / FPS, value: [480, 140, -820] },
  ];
  camera.of("Anchor Point").plain = [320, 180, 0];
  (camera.options.property("ADBE Camera Zoom") as { plain?: unknown }).plain = 900;

  const name = comp.add(
    new TextLayer(comp, "@name big", {
      ...{ text: "Your name", font: "NotoSans-Bold", fontFamily: "Noto Sans", fontStyle: "Bold", fontSize: 48 },
      ...{ tracking: 0, applyFill: true, fillColor: [1, 1, 1], applyStroke: false, boxText: true },
      ...{ boxTextSize: [360, 50], boxTextPos: [-180, -25], justification: ParagraphJustification.CENTER_JUSTIFY },
    }),
  );
  name.of("Position").plain = [320, 34, 0];

  const half = place(solid(host, comp, "Half", [1, 1, 1], [60, 80]), [490, 290, 0], [0, 40, 0]);
  half.enabled = false;
  half.isTrackMatte = true;
  const cut = place(solid(host, comp, "Cut", [0, 1, 0], [120, 80]), [490, 290, 0]);
  cut.trackMatteType = TrackMatteType.ALPHA;
  cut.trackMatteLayer = half;

  const board = place(solid(host, comp, "Board", [0.9, 0.1, 0.1], [80, 60]), [320, 300, -60]);
  board.of("Rotate Y").plain = 10;
  board.of("Orientation").plain = [0, 5, 0];
  place(solid(host, comp, "@fan hold", [0.5, 0.5, 0.5], [120, 240]), [320, 320, 0], [60, 240, 0]);
  place(solid(host, comp, "Wall", [0.1, 0.5, 0.9], [360, 280]), [320, 180, 120]);

  const remapped = comp.add(new AVLayer(comp, "Inner", inner, 320, 180));
  remapped.of("Scale").plain = [200, 200, 100];
  remapped.timeRemapEnabled = true;
  remapped.timeRemap.keys = [
    { time: 0, value: 8 / FPS },
    { time: 8 / FPS, value: 0 },
  ];
  return comp;
}
