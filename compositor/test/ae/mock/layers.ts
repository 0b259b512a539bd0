/** Layers of After Effects' object model, and `toWorld` by After Effects' transform model, one point at a time. */

import type { CompItem, FootageItem } from "./project";
import { EffectParade, type Evaluate, Property, PropertyGroup } from "./properties";

export type Point = [number, number, number];

export const AutoOrientType = { NO_AUTO_ORIENT: 1, ALONG_PATH: 2, CAMERA_OR_POINT_OF_INTEREST: 3 };
export const TrackMatteType = { NO_TRACK_MATTE: 1, ALPHA: 2, ALPHA_INVERTED: 3, LUMA: 4, LUMA_INVERTED: 5 };
export const MaskMode = { NONE: 1, ADD: 2, SUBTRACT: 3, INTERSECT: 4, LIGHTEN: 5, DARKEN: 6, DIFFERENCE: 7 };
export const BlendingMode = { NORMAL: 10, ADD: 11, SCREEN: 12, MULTIPLY: 13, SILHOUETE_ALPHA: 14, OVERLAY: 15 };
export const ParagraphJustification = { LEFT_JUSTIFY: 1, CENTER_JUSTIFY: 2, RIGHT_JUSTIFY: 3, FULL_JUSTIFY_CENTER: 4 };

function turn(point: Point, axis: 0 | 1 | 2, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const [a, b] = [(axis + 1) % 3, (axis + 2) % 3] as [0 | 1 | 2, 0 | 1 | 2];
  const turned: Point = [...point];
  turned[a] = point[a] * Math.cos(angle) - point[b] * Math.sin(angle);
  turned[b] = point[a] * Math.sin(angle) + point[b] * Math.cos(angle);
  return turned;
}

/** X, then Y, then Z of the angles, applied to a point: the innermost turn, Z, comes first. */
function turnAll(point: Point, angles: Point): Point {
  return turn(turn(turn(point, 2, angles[2]), 1, angles[1]), 0, angles[0]);
}

const pad = (value: number[]): Point => [value[0] ?? 0, value[1] ?? 0, value[2] ?? 0];

export abstract class Layer {
  parent: Layer | null = null;
  enabled = true;
  selected = false;
  inPoint = 0;
  outPoint: number;
  startTime = 0;
  stretch = 100;
  guideLayer = false;
  autoOrient = AutoOrientType.NO_AUTO_ORIENT;
  threeDLayer = false;
  readonly transform: PropertyGroup;
  protected readonly groups: (PropertyGroup | Property)[];

  constructor(
    readonly comp: CompItem,
    public name: string,
  ) {
    this.outPoint = comp.duration;
    const of = (label: string, value: unknown) => new Property(label, `ADBE ${label}`, value, this.evaluate);
    this.transform = new PropertyGroup("Transform", "ADBE Transform Group", [
      of("Anchor Point", [0, 0, 0]),
      of("Position", [0, 0, 0]),
      of("Scale", [100, 100, 100]),
      of("Orientation", [0, 0, 0]),
      of("Rotate X", 0),
      of("Rotate Y", 0),
      of("Rotate Z", 0),
      of("Opacity", 100),
    ]);
    this.groups = [this.transform, of("Marker", null)];
  }

  readonly evaluate: Evaluate = (expression, time) => this.comp.evaluate(expression, time);

  get index(): number {
    return this.comp.stack.indexOf(this) + 1;
  }

  property(name: string): Property | PropertyGroup | null {
    return this.groups.find((group) => group.matchName === name) ?? null;
  }

  /** A property of the transform by its plain name, for tests to fill. */
  of(name: string): Property {
    return this.transform.property(`ADBE ${name}`) as Property;
  }

  at<T>(name: string, time: number): T {
    return this.of(name).valueAtTime(time, false) as T;
  }

  moveToEnd(): void {
    const { stack } = this.comp;
    stack.splice(stack.indexOf(this), 1);
    stack.push(this);
  }

  remove(): void {
    this.comp.stack.splice(this.comp.stack.indexOf(this), 1);
  }

  toWorld(point: number[], time: number): number[] {
    const inParent = this.place(pad(point), time);
    const world = this.parent ? this.parent.toWorld(inParent, time) : inParent;
    return this.threeDLayer ? world : world.slice(0, 2);
  }

  protected angles(time: number): Point {
    return [this.at("Rotate X", time), this.at("Rotate Y", time), this.at("Rotate Z", time)];
  }

  protected moved(point: Point, time: number): Point {
    const position = pad(this.at("Position", time));
    return [point[0] + position[0], point[1] + position[1], point[2] + position[2]];
  }

  protected place(point: Point, time: number): Point {
    const anchor = pad(this.at("Anchor Point", time));
    const scale = pad(this.at("Scale", time));
    const sized = point.map((value, i) => ((value - anchor[i]!) * scale[i]!) / 100) as Point;
    if (!this.threeDLayer) return this.moved(turn(sized, 2, this.at("Rotate Z", time)), time);
    return this.moved(turnAll(turnAll(sized, this.angles(time)), this.at("Orientation", time)), time);
  }
}

export class LightLayer extends Layer {
  override threeDLayer = true;
}

/** No anchor and no scale; a two-node camera first looks at its point of interest, which is its "anchor". */
export class CameraLayer extends Layer {
  override threeDLayer = true;
  override autoOrient = AutoOrientType.CAMERA_OR_POINT_OF_INTEREST;
  readonly options: PropertyGroup;

  constructor(comp: CompItem, name: string) {
    super(comp, name);
    const of = (label: string, value: number) => new Property(label, `ADBE Camera ${label}`, value, this.evaluate);
    this.options = new PropertyGroup("Camera Options", "ADBE Camera Options Group", [
      of("Zoom", 1000),
      of("Depth of Field", 0),
      of("Focus Distance", 1000),
      of("Aperture", 25),
      of("Blur Level", 100),
    ]);
    this.groups.push(this.options);
  }

  protected override place(point: Point, time: number): Point {
    let turned = turnAll(turnAll(point, this.angles(time)), this.at("Orientation", time));
    if (this.autoOrient === AutoOrientType.CAMERA_OR_POINT_OF_INTEREST) {
      const [position, interest] = [this.at<Point>("Position", time), this.at<Point>("Anchor Point", time)];
      const [x, y, z] = [interest[0] - position[0], interest[1] - position[1], interest[2] - position[2]];
      const degrees = 180 / Math.PI;
      turned = turn(turned, 0, -Math.atan2(y, Math.hypot(x, z)) * degrees);
      turned = turn(turned, 1, Math.atan2(x, z) * degrees);
    }
    return this.moved(turned, time);
  }
}

export class AVLayer extends Layer {
  nullLayer = false;
  adjustmentLayer = false;
  collapseTransformation = false;
  motionBlur = false;
  frameBlending = false;
  preserveTransparency = false;
  isTrackMatte = false;
  timeRemapEnabled = false;
  hasVideo = true;
  blendingMode = BlendingMode.NORMAL;
  trackMatteType = TrackMatteType.NO_TRACK_MATTE;
  trackMatteLayer: Layer | null = null;
  readonly effects: EffectParade;
  readonly masks = new PropertyGroup("Masks", "ADBE Mask Parade");
  readonly styles = new PropertyGroup("Layer Styles", "ADBE Layer Styles");
  readonly timeRemap: Property;

  constructor(
    comp: CompItem,
    name: string,
    readonly source: CompItem | FootageItem | null,
    public width = 100,
    public height = 100,
  ) {
    super(comp, name);
    this.effects = new EffectParade(this.evaluate);
    this.timeRemap = new Property("Time Remap", "ADBE Time Remapping", 0, this.evaluate);
    this.groups.push(this.effects, this.masks, this.styles, this.timeRemap);
  }

  /** A mask with a still or keyed path. */
  addMask(name: string, shape: unknown): PropertyGroup {
    const of = (label: string, value: unknown) => new Property(label, `ADBE ${label}`, value, this.evaluate);
    const mask = new PropertyGroup(name, "ADBE Mask Atom", [
      of("Mask Shape", shape),
      of("Mask Feather", [0, 0]),
      of("Mask Opacity", 100),
      of("Mask Offset", 0),
    ]);
    mask.maskMode = MaskMode.ADD;
    this.masks.append(mask);
    return mask;
  }
}

export class ShapeLayer extends AVLayer {}

export class TextLayer extends AVLayer {
  constructor(comp: CompItem, name: string, document: Record<string, unknown>) {
    super(comp, name, null);
    this.groups.push(
      new PropertyGroup("Text", "ADBE Text Properties", [
        new Property("Source Text", "ADBE Text Document", document, this.evaluate),
        new PropertyGroup("Animators", "ADBE Text Animators"),
      ]),
    );
  }

  sourceRectAtTime(): { left: number; top: number; width: number; height: number } {
    return { left: -50, top: -40, width: 100, height: 48 };
  }
}
