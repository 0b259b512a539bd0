import type { Drawing, Gradient, Mask, Paint } from "../contract";
import { valueAt } from "../engine/tracks";
import { cornersOfTextRun, fillTextRun, strokeTextRun } from "./text-runs";

type Context = OffscreenCanvasRenderingContext2D;
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws paths with the context's transform as the item's pixels. */
export function drawPaints(context: Context, paints: readonly Paint[]): void {
  for (const paint of paints) {
    context.save();
    context.transform(...(paint.matrix as [number, number, number, number, number, number]));
    const [red, green, blue, alpha] = paint.colour as [number, number, number, number];
    const style = paint.gradient ? gradientStyle(context, paint.gradient) : rgba(red, green, blue, 1);
    context.globalAlpha = alpha;
    const { stroke, words } = paint;
    const path = words ? null : new Path2D(paint.path);
    if (stroke && stroke.width_px > 0) {
      context.strokeStyle = style;
      context.lineWidth = stroke.width_px;
      context.lineCap = stroke.cap;
      context.lineJoin = stroke.join;
      context.miterLimit = stroke.miter_limit;
      context.setLineDash(stroke.dashes_px);
      context.lineDashOffset = stroke.dash_offset_px;
      if (words) strokeTextRun(context, words);
      else if (path) context.stroke(path);
    } else if (!stroke) {
      context.fillStyle = style;
      if (words) fillTextRun(context, words);
      else if (path) context.fill(path, paint.rule);
    }
    context.restore();
  }
}

/** Cuts what is on the context by an item's masks. `scratch` is as large and is overwritten. */
export function applyMasks(context: Context, scratch: Context, masks: readonly Mask[], frame: number): void {
  if (masks.length === 0) return;
  drawMasks(scratch, masks, frame, context.getTransform());
  context.save();
  context.resetTransform();
  context.globalCompositeOperation = "destination-in";
  context.drawImage(scratch.canvas, 0, 0);
  context.restore();
}

/** Draws masks as the alpha of a picture; the first mask starts from nothing where it adds, else from everything. */
export function drawMasks(context: Context, masks: readonly Mask[], frame: number, transform: DOMMatrix): void {
  const { width, height } = context.canvas;
  context.resetTransform();
  context.clearRect(0, 0, width, height);
  context.fillStyle = "#000";
  if (masks[0]!.mode !== "add" && masks[0]!.mode !== "difference") context.fillRect(0, 0, width, height);
  for (const mask of masks) {
    const path = new Path2D(valueAt(mask.path_track, frame));
    const expansion = valueAt(mask.expansion_px_track, frame);
    const feather = valueAt(mask.feather_px_track, frame);
    context.save();
    context.globalCompositeOperation = MASK_OPERATIONS[mask.mode];
    context.globalAlpha = valueAt(mask.opacity_track, frame);
    if (expansion === 0 && feather === 0) {
      context.setTransform(transform);
      if (mask.inverted) path.rect(-FAR_PX, -FAR_PX, 2 * FAR_PX, 2 * FAR_PX);
      context.fill(path, mask.inverted ? "evenodd" : "nonzero");
    } else {
      context.resetTransform();
      const scale = Math.sqrt(Math.abs(transform.a * transform.d - transform.b * transform.c));
      const margin = Math.ceil(FEATHER_SIGMAS * feather * scale * SIGMA_PER_FEATHER);
      const shape = expanded(
        path,
        mask.inverted,
        expansion,
        transform,
        width + 2 * margin,
        height + 2 * margin,
        margin,
      );
      if (feather > 0) context.filter = `blur(${feather * scale * SIGMA_PER_FEATHER}px)`;
      context.drawImage(shape, -margin, -margin);
    }
    context.restore();
  }
}

/** A mask whose edge lies `expansion` pixels outside its path, on a canvas with `margin` pixels around. */
function expanded(
  path: Path2D,
  inverted: boolean,
  expansion: number,
  transform: DOMMatrix,
  width: number,
  height: number,
  margin: number,
): OffscreenCanvas {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("this browser has no 2D canvas");
  context.setTransform(new DOMMatrix().translate(margin, margin).multiply(transform));
  context.fill(path);
  if (expansion !== 0) {
    context.globalCompositeOperation = expansion > 0 ? "source-over" : "destination-out";
    context.lineWidth = 2 * Math.abs(expansion);
    context.stroke(path);
  }
  if (inverted) {
    context.globalCompositeOperation = "source-out";
    context.resetTransform();
    context.fillRect(0, 0, width, height);
  }
  return context.canvas;
}

/** Bounds of what a drawing can show at a frame: all path coordinates, widened by strokes. */
export function boundsOf(drawing: Drawing, frame: number): Box | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const paint of valueAt(drawing.paints_track, frame)) {
    const [a, b, c, d, e, f] = paint.matrix as [number, number, number, number, number, number];
    const { stroke } = paint;
    const reach = stroke ? (stroke.width_px / 2) * (stroke.join === "miter" ? stroke.miter_limit : Math.SQRT2) : 0;
    const margin = reach * Math.max(Math.hypot(a, b), Math.hypot(c, d));
    const numbers = paint.words
      ? cornersOfTextRun(paint.words)
      : (paint.path.match(/-?[\d.]+(?:e[-+]?\d+)?/g) ?? []).map(Number);
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [x, y] = [numbers[index]!, numbers[index + 1]!];
      const [u, v] = [a * x + c * y + e, b * x + d * y + f];
      left = Math.min(left, u - margin);
      right = Math.max(right, u + margin);
      top = Math.min(top, v - margin);
      bottom = Math.max(bottom, v + margin);
    }
  }
  return right >= left ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

const FAR_PX = 1e5;
/** After Effects' feather is about this much wider than the standard deviation of its blur. */
const SIGMA_PER_FEATHER = 0.3;
/** A blur takes in what lies this many deviations away. */
const FEATHER_SIGMAS = 3;
const MASK_OPERATIONS: Record<Mask["mode"], GlobalCompositeOperation> = {
  add: "source-over",
  subtract: "destination-out",
  intersect: "destination-in",
  difference: "xor",
};

function gradientStyle(context: Context, gradient: Gradient): CanvasGradient {
  const [x0, y0] = gradient.start as [number, number];
  const [x1, y1] = gradient.end as [number, number];
  const [fx, fy] = (gradient.focus ?? gradient.start) as [number, number];
  const style =
    gradient.kind === "linear"
      ? context.createLinearGradient(x0, y0, x1, y1)
      : context.createRadialGradient(fx, fy, 0, x0, y0, Math.hypot(x1 - x0, y1 - y0));
  for (const [offset, colour] of gradient.stops as [number, [number, number, number, number]][]) {
    style.addColorStop(offset, rgba(...colour));
  }
  return style;
}

function rgba(red: number, green: number, blue: number, alpha: number): string {
  return `rgb(${red * 255} ${green * 255} ${blue * 255} / ${alpha})`;
}
