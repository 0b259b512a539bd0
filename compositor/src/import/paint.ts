import type { Drawing, Gradient, Mask, Paint } from "../contract";
import { valueAt } from "../engine/tracks";
import { cornersOfWords, fillWords, strokeWords } from "./words";

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
      if (words) strokeWords(context, words);
      else if (path) context.stroke(path);
    } else if (!stroke) {
      context.fillStyle = style;
      if (words) fillWords(context, words);
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
    const operation = MASK_OPERATIONS[mask.mode];
    context.save();
    context.globalCompositeOperation = operation;
    context.setTransform(transform);
    const path = new Path2D(valueAt(mask.path_track, frame));
    if (mask.inverted) path.rect(-FAR_PX, -FAR_PX, 2 * FAR_PX, 2 * FAR_PX);
    context.globalAlpha = valueAt(mask.opacity_track, frame);
    context.fill(path, mask.inverted ? "evenodd" : "nonzero");
    context.restore();
  }
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
      ? cornersOfWords(paint.words)
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
