/** The trunk's cloth of every cut: fronts, buttons, piping, prints. */
import { clothSpan } from "../body/torso";
import type { Cut, OutfitColours, OutfitDefinition } from "../body/wardrobe";
import { mixRgb, type Rgb, scaleRgb } from "../kit/math";
import { createCanvas, type Point } from "./canvas";
import { Cloth, path } from "./cloth";

const WHITE: Rgb = [1, 1, 1];

/** Double-breasted, wide lapels, a star on the heart. */
function drawBand(cloth: Cloth, { jacket, shirt, lapel, trim }: OutfitColours): void {
  cloth.areas(path("0 4.5, 0.26 4.47, 0.174 3.95, 0.044 3.66, 0 3.66"), shirt);
  cloth.line(path("0 4.34, 0 3.66"), scaleRgb(shirt, 0.82), 0.008);
  for (let y = 4.1; y > 3.68; y -= 0.11) cloth.dot(0, y, 0.014, scaleRgb(shirt, 0.7));
  const front = path("0.26 4.47, 0.42 4.34, 0.305 4.18, 0.362 4.115, 0.13 3.815, 0.038 3.63, 0.174 4");
  cloth.areas(front, lapel);
  cloth.lines(front.slice(1, 6), trim, 0.02);
  cloth.line(path("0 3.645, 0 3.16"), scaleRgb(jacket, 0.55), 0.012);
  for (const x of [-0.13, 0.13]) for (const y of [3.555, 3.45, 3.345]) cloth.button(x, y, 0.028, trim);
  cloth.seams(path("0.58 4.08, 0.48 3.66, 0.49 3.16"), jacket);
  cloth.seams(path("1.0 4.3, 0.97 3.9, 1.06 3.16"), jacket);
  cloth.line(
    [
      [cloth.back, 4.45],
      [cloth.back, 3.16],
    ],
    scaleRgb(jacket, 0.66),
    0.02,
  );
  cloth.lines(path("0.377 3.79, 0.54 3.815"), trim, 0.022);
  cloth.star(0.45, 4.0, 0.07, trim);
  cloth.star(0.45, 4.0, 0.045, WHITE);
  cloth.ring(3.235, 3.2, trim);
  cloth.ring(3.262, 3.25, lapel);
}

/** Short jacket over a dark top: zip, shoulder panels, two stripes; the top has a high waist. */
function drawCrop(cloth: Cloth, { jacket, shirt, lapel, trim, accent }: OutfitColours): void {
  cloth.ring(3.7, 3.1, shirt);
  cloth.seams(path("0.24 3.7, 0.2 3.16"), shirt, 0.012);
  cloth.line(path("0 3.7, 0 3.16"), scaleRgb(shirt, 1.35), 0.01);
  cloth.areas(path("0 4.5, 0.22 4.48, 0.1 4.22, 0 4.0"), shirt);
  cloth.areas(path("0.22 4.48, 0.3 4.4, 0.13 4.1, 0.02 3.95, 0 4.0, 0.1 4.22"), lapel);
  cloth.lines(path("0.62 3.985, 0.27 4.06"), accent, 0.03);
  cloth.line(path("0 3.98, 0 3.7"), scaleRgb(trim, 0.6), 0.03);
  cloth.line(path("0 3.98, 0 3.7"), trim, 0.014);
  cloth.lines(path("0.2 3.9, 0.42 3.95"), scaleRgb(jacket, 0.55), 0.03);
  cloth.lines(path("0.2 3.9, 0.42 3.95"), trim, 0.012);
  cloth.ring(3.79, 3.765, accent);
  cloth.ring(3.76, 3.66, lapel);
  cloth.star(cloth.back, 3.98, 0.17, accent);
  cloth.star(-cloth.back, 3.98, 0.17, accent);
}

/** Hoodie: pocket, knitted hem, a big print. */
function drawStreet(cloth: Cloth, { jacket, lapel, accent, trim }: OutfitColours): void {
  const pocket = path("0 3.5, 0.22 3.5, 0.36 3.28, 0.36 3.12, 0 3.12");
  cloth.areas(pocket, mixRgb(jacket, scaleRgb(jacket, 0.8), 0.35));
  cloth.seams(pocket.slice(0, 4), jacket, 0.014);
  cloth.lines(path("0.22 3.5, 0.36 3.28"), scaleRgb(jacket, 0.55), 0.022);
  cloth.seams(path("0.62 4.3, 0.6 3.7, 0.7 3.1"), jacket);
  cloth.areas(path("0 4.5, 0.15 4.48, 0 4.32"), scaleRgb(lapel, 0.8));
  cloth.star(0, 3.83, 0.19, scaleRgb(accent, 0.75));
  cloth.star(0, 3.84, 0.19, accent);
  cloth.star(0, 3.84, 0.13, trim);
  for (const side of [1, -1]) {
    cloth.star(side * cloth.back, 3.85, 0.24, accent);
    cloth.star(side * cloth.back, 3.85, 0.16, trim);
  }
  cloth.ring(3.04, 2.8, lapel);
  for (let x = -1.45; x < 1.45; x += 0.05)
    cloth.line(
      [
        [x, 3.03],
        [x, 2.9],
      ],
      scaleRgb(lapel, 0.78),
      0.01,
    );
}

/** Coat over shirt and tie, four buttons, breast pocket, broad lapels. */
function drawCoat(cloth: Cloth, { jacket, shirt, lapel, trim, accent }: OutfitColours): void {
  cloth.areas(path("0 4.5, 0.24 4.47, 0.17 4.0, 0.03 3.72, 0 3.72"), shirt);
  cloth.areas(path("0 4.36, 0.035 4.36, 0.055 3.9, 0 3.76"), accent);
  cloth.area(path("-0.04 4.38, 0.04 4.38, 0.03 4.29, -0.03 4.29"), scaleRgb(accent, 0.8));
  const front = path("0.2 4.5, 0.44 4.36, 0.36 4.2, 0.43 4.14, 0.2 3.85, 0.03 3.69, 0.14 4.0");
  cloth.areas(front, lapel);
  cloth.lines(front.slice(1, 6), trim, 0.014);
  cloth.line(path("0.02 3.7, 0.02 3.05"), scaleRgb(jacket, 0.6), 0.012);
  for (const x of [-0.15, 0.15]) for (const y of [3.6, 3.44]) cloth.button(x, y, 0.032, trim);
  cloth.ring(3.34, 3.25, lapel);
  cloth.ring(3.345, 3.335, trim);
  cloth.ring(3.258, 3.248, trim);
  cloth.area(path("-0.075 3.36, 0.075 3.36, 0.075 3.235, -0.075 3.235"), trim);
  cloth.area(path("-0.045 3.335, 0.045 3.335, 0.045 3.26, -0.045 3.26"), lapel);
  cloth.lines(path("0.36 3.86, 0.5 3.88"), scaleRgb(jacket, 0.6), 0.02);
  cloth.area(path("0.38 3.88, 0.43 3.97, 0.45 3.9, 0.49 3.96, 0.49 3.885"), accent);
  cloth.seams(path("0.62 4.1, 0.52 3.6, 0.6 3.1"), jacket);
  for (const side of [1, -1]) cloth.button(side * (cloth.back - 0.2), 3.295, 0.03, trim);
  cloth.lines(path("0.85 4.22, 1.15 4.08, 1.45 4.08"), scaleRgb(jacket, 0.66), 0.014);
  cloth.line(
    [
      [cloth.back, 4.5],
      [cloth.back, 3.1],
    ],
    scaleRgb(jacket, 0.66),
    0.02,
  );
}

/** Open bomber over a printed shirt: zip edges, slanted pockets, knitted hem, a letter-like star on the back. */
function drawBomber(cloth: Cloth, { jacket, shirt, lapel, trim, accent }: OutfitColours): void {
  const front = path("0 4.5, 0.16 4.48, 0.17 4.2, 0.19 3.7, 0.16 3.17, 0 3.17");
  cloth.areas(front, shirt);
  cloth.areas(path("0 3.9, 0.15 3.9, 0.15 3.78, 0 3.78"), accent);
  cloth.areas(path("0 3.72, 0.15 3.72, 0.15 3.67, 0 3.67"), trim);
  cloth.area(path("-0.13 4.5, 0.13 4.5, 0.08 4.38, 0 4.35, -0.08 4.38"), scaleRgb(shirt, 0.86));
  cloth.lines(front.slice(1, 5), scaleRgb(trim, 0.55), 0.035);
  cloth.lines(front.slice(1, 5), trim, 0.018);
  cloth.lines(path("0.34 3.55, 0.5 3.36"), scaleRgb(jacket, 0.5), 0.04);
  cloth.lines(path("0.34 3.55, 0.5 3.36"), lapel, 0.02);
  cloth.seams(path("0.3 4.42, 0.55 4.18, 0.6 3.98"), jacket, 0.012);
  cloth.star(0.4, 3.98, 0.075, accent);
  cloth.ring(3.2, 3.0, jacket);
  cloth.ring(3.175, 3.15, trim);
  for (let x = -1.45; x < 1.45; x += 0.05)
    cloth.line(
      [
        [x, 3.2],
        [x, 3.06],
      ],
      scaleRgb(jacket, 0.72),
      0.009,
    );
  for (const side of [1, -1]) {
    cloth.star(side * cloth.back, 3.88, 0.26, lapel);
    cloth.star(side * cloth.back, 3.88, 0.2, accent);
  }
}

/** Wrapped waistcoat over a soft shirt, corded edge, small buttons. */
function drawVest(cloth: Cloth, { jacket, shirt, lapel, trim }: OutfitColours): void {
  cloth.areas(path("0 4.5, 0.24 4.48, 0.12 4.05, 0 3.8"), shirt);
  for (const x of [0.05, 0.12])
    cloth.lines(
      [
        [x, 4.45],
        [x * 0.5, 4.0],
      ],
      scaleRgb(shirt, 0.82),
      0.01,
    );
  const edge = path("0.22 4.5, 0.3 4.4, 0.2 4.05, 0.02 3.72, -0.12 3.45, -0.14 3.16");
  cloth.areas(path("0.22 4.5, 0.36 4.38, 0.26 4.02, 0.06 3.72, 0 3.64, 0 3.78, 0.12 4.05"), lapel);
  cloth.areas(path("0.62 4.3, 0.9 4.3, 0.86 3.8, 0.8 3.16, 0.62 3.16, 0.56 3.7"), scaleRgb(jacket, 0.86));
  cloth.line(edge, scaleRgb(trim, 0.55), 0.04);
  cloth.line(edge, trim, 0.024);
  cloth.line(path("-0.22 4.5, -0.3 4.4, -0.2 4.05, -0.03 3.74"), trim, 0.024);
  for (const y of [3.64, 3.52, 3.4]) cloth.button(0.02 - (3.72 - y) * 0.48 + 0.05, y, 0.024, trim);
  for (const [x, y] of [
    [0.4, 3.5],
    [0.45, 3.62],
    [0.38, 3.74],
  ] as const)
    cloth.lines(
      [
        [x - 0.05, y],
        [x, y + 0.05],
        [x + 0.05, y],
        [x, y - 0.05],
        [x - 0.05, y],
      ],
      trim,
      0.012,
    );
  cloth.line(
    [
      [cloth.back, 4.5],
      [cloth.back, 3.16],
    ],
    scaleRgb(jacket, 0.66),
    0.02,
  );
  for (const side of [1, -1])
    for (const r of [0.16, 0.1]) {
      const at = side * cloth.back;
      cloth.line(
        [
          [at - r, 3.95],
          [at, 3.95 + r * 1.3],
          [at + r, 3.95],
          [at, 3.95 - r * 1.3],
          [at - r, 3.95],
        ],
        trim,
        0.016,
      );
    }
}

/** A robe over a lighter dress: embroidered edges, a broad belt, rows of ornament at the hem. */
function drawGown(cloth: Cloth, { shirt, lapel, trim, accent }: OutfitColours): void {
  const panel = path("0 4.5, 0.1 4.5, 0.13 4.0, 0.12 3.44, 0.16 2.6, 0.24 1.4, 0.3 0.3, 0 0.3");
  cloth.areas(panel, shirt);
  for (let y = 3.1; y > 0.75; y -= 0.34) {
    const r = 0.045;
    cloth.line(
      [
        [-r, y],
        [0, y + r * 1.5],
        [r, y],
        [0, y - r * 1.5],
        [-r, y],
      ],
      scaleRgb(shirt, 0.78),
      0.012,
    );
  }
  cloth.lines(panel.slice(1, 7), scaleRgb(trim, 0.6), 0.055);
  cloth.lines(panel.slice(1, 7), trim, 0.034);
  cloth.lines(
    panel.slice(1, 7).map(([x, y]): Point => [x + 0.06, y]),
    trim,
    0.012,
  );
  cloth.ring(0.52, 0.36, lapel);
  cloth.ring(0.535, 0.51, trim);
  cloth.ring(0.36, 0.28, trim);
  for (let x = -1.4; x < 1.45; x += 0.145) {
    cloth.line(
      [
        [x - 0.05, 0.44],
        [x, 0.485],
        [x + 0.05, 0.44],
        [x, 0.395],
        [x - 0.05, 0.44],
      ],
      trim,
      0.012,
    );
    cloth.dot(x + 0.0725, 0.6, 0.018, trim);
  }
  cloth.ring(3.54, 3.36, accent);
  cloth.ring(3.56, 3.535, scaleRgb(accent, 0.7));
  cloth.ring(3.375, 3.35, scaleRgb(accent, 0.7));
  cloth.button(0, 3.45, 0.06, trim);
  for (const y of [4.28, 4.16, 4.04, 3.92, 3.8, 3.68]) cloth.dot(0, y, 0.018, trim);
  cloth.lines(path("0.5 4.28, 0.42 4.1, 0.46 3.9"), trim, 0.014);
}

const FRONTS: Readonly<Record<Cut, (cloth: Cloth, colours: OutfitColours) => void>> = {
  band: drawBand,
  crop: drawCrop,
  street: drawStreet,
  coat: drawCoat,
  bomber: drawBomber,
  vest: drawVest,
  gown: drawGown,
};

/** @param size_px width and height of the drawing */
export function drawTrunk({ cut, colours }: OutfitDefinition, size_px = 1024): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px, size_px);
  const cloth = new Cloth(pen, clothSpan(cut), size_px);
  const { top_y, hem_y, bottom_y } = cloth.span;
  cloth.ring(top_y + 0.1, bottom_y, colours.jacket);
  FRONTS[cut](cloth, colours);
  cloth.ring(hem_y - 0.012, bottom_y - 0.1, scaleRgb(colours.lapel, 0.4));
  return canvas;
}
