/** The iris sheet: the iris in the left cell, its highlights in the right one. */
import { mixRgb, type Rgb, scaleRgb } from "../kit/math";
import { createCanvas, css, drawCell, ellipse } from "./canvas";

const WHITE: Rgb = [1, 1, 1];

/** Natural eye colours are dull and dark as pigments; drawn irises need some light and saturation to read at all. */
function vivid(colour: Rgb): Rgb {
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  const [r, g, b] = colour.map((v) => Math.max(0.02, mean + (v - mean) * 1.7));
  const saturated: Rgb = [r ?? mean, g ?? mean, b ?? mean];
  return scaleRgb(saturated, Math.max(1, 0.62 / Math.max(...saturated)));
}

/** @param size_px side of one cell; the sheet is 2 x 1 cells */
export function drawIris(eyeColour: Rgb, size_px = 512): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px * 2, size_px);
  const colour = vivid(eyeColour);
  drawCell(pen, 0, 0, size_px, (p) => {
    p.save();
    p.beginPath();
    p.ellipse(0, 0, 0.8, 0.96, 0, 0, Math.PI * 2);
    p.clip();
    const depth = p.createLinearGradient(0, 1, 0, -1);
    depth.addColorStop(0, css(scaleRgb(colour, 0.16)));
    depth.addColorStop(0.35, css(scaleRgb(colour, 0.45)));
    depth.addColorStop(0.62, css(scaleRgb(colour, 0.95)));
    depth.addColorStop(1, css(mixRgb(colour, WHITE, 0.45)));
    p.fillStyle = depth;
    p.fillRect(-1, -1, 2, 2);
    p.strokeStyle = css(mixRgb(colour, WHITE, 0.55), 0.22);
    p.lineWidth = 0.03;
    for (let ray = 0; ray < 26; ray++) {
      const angle = -Math.PI * (ray / 25);
      p.beginPath();
      p.moveTo(0.34 * Math.cos(angle), 0.42 * Math.sin(angle));
      p.lineTo(0.72 * Math.cos(angle), 0.88 * Math.sin(angle));
      p.stroke();
    }
    const crescent = p.createRadialGradient(0, -0.62, 0.02, 0, -0.62, 0.62);
    crescent.addColorStop(0, css(mixRgb(colour, [1, 1, 0.9], 0.85), 0.95));
    crescent.addColorStop(1, css(colour, 0));
    p.fillStyle = crescent;
    p.fillRect(-1, -1, 2, 2);
    ellipse(p, 0, 0.06, 0.34, 0.44, css(scaleRgb(colour, 0.1), 0.95));
    ellipse(p, 0, -0.12, 0.2, 0.2, css(mixRgb(colour, WHITE, 0.3), 0.5));
    ellipse(p, 0, 0.1, 0.24, 0.3, css(scaleRgb(colour, 0.07), 0.95));
    p.restore();
    p.strokeStyle = css(scaleRgb(colour, 0.2));
    p.lineWidth = 0.1;
    p.beginPath();
    p.ellipse(0, 0, 0.76, 0.92, 0, 0, Math.PI * 2);
    p.stroke();
  });
  drawCell(pen, 1, 0, size_px, (p) => {
    ellipse(p, -0.3, 0.42, 0.27, 0.3, "#fff", 0.3);
    ellipse(p, 0.34, -0.36, 0.13, 0.15, "#fff");
    ellipse(p, 0.3, 0.22, 0.07, 0.08, "rgba(255,255,255,.75)");
    ellipse(p, -0.18, -0.62, 0.22, 0.1, "rgba(255,217,244,.55)", -0.15);
  });
  return canvas;
}
