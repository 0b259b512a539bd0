/** Draws the pictures of a character's materials. Runs in a page: it needs a canvas. */

import type { ShaderMaterial } from "three";
import { drawBrows } from "../drawings/brows";
import { createCanvas, css, type Pen } from "../drawings/canvas";
import { drawEyes } from "../drawings/eyes";
import { drawIris } from "../drawings/iris";
import { drawMouths } from "../drawings/mouths";
import { browColour, eyeShape, lashColour } from "../face";
import { type SkinColours, skinColours } from "../palettes";
import type { Character } from "../types";
import { eyePlace, LID_EXTENT, LID_FADE } from "./eyes";
import { drawHairSheet } from "./hair-sheet";
import { hairLook, harvest, isOutfit } from "./parts";
import type { PictureName } from "./surface";

const FACE_PX = 1024;
const EYE_PX = 512;
const IRIS_PX = 256;
const MOUTH_PX = 256;
const BROW_PX = 256;
/** Height of the cloth of a trunk; it is twice as wide. */
const CLOTH_PX = 512;

/** What a performer's mesh is painted with. */
function mapOf(character: Character, isIt: (name: string) => boolean): HTMLCanvasElement {
  const { performer, meshes } = harvest(character, "close");
  const painted = [...meshes].find(
    ([name, { mesh }]) => isIt(name) && (mesh.material as ShaderMaterial).uniforms.uMap?.value,
  );
  const canvas = (painted?.[1].mesh.material as ShaderMaterial | undefined)?.uniforms.uMap?.value.image;
  performer.dispose();
  if (!canvas) throw new Error("the performer has no such picture");
  return canvas as HTMLCanvasElement;
}

/** A picture at another size. */
function scaled(picture: HTMLCanvasElement, width_px: number, height_px: number): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(width_px, height_px);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width_px, height_px);
  return canvas;
}

/** Skin with everything that is painted on it. */
function drawFace(character: Character, skin: SkinColours): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(FACE_PX, FACE_PX);
  pen.fillStyle = css(skin.base);
  pen.fillRect(0, 0, FACE_PX, FACE_PX);
  pen.drawImage(
    mapOf(character, (name) => name === "head"),
    0,
    0,
    FACE_PX,
    FACE_PX,
  );
  return canvas;
}

/** Fades an eye's cell from opaque to nothing at both ends of one axis; ends in cells, -1 to 1, y up. */
function fadeOut(pen: Pen, axis: "x" | "y", low: number, high: number): void {
  const px = (at: number) => ((axis === "x" ? at + 1 : 1 - at) / 2) * EYE_PX;
  const fade =
    axis === "x"
      ? pen.createLinearGradient(px(low), 0, px(high), 0)
      : pen.createLinearGradient(0, px(low), 0, px(high));
  const border = LID_FADE / (high - low);
  fade.addColorStop(0.01, "rgba(0,0,0,0)");
  fade.addColorStop(border, "#000");
  fade.addColorStop(1 - border, "#000");
  fade.addColorStop(0.99, "rgba(0,0,0,0)");
  pen.fillStyle = fade;
  pen.fillRect(0, 0, EYE_PX, EYE_PX);
}

/** The skin around the left eye with the eye cut out, the lashes on top, fading into the face at its border. */
function drawLids(character: Character, skin: SkinColours): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(EYE_PX, EYE_PX);
  const { x, y, halfWidth, halfHeight } = eyePlace(character.face);
  const [left_px, top_px] = [(x - halfWidth + 0.5) * FACE_PX, (0.5 - y - halfHeight) * FACE_PX];
  const [width_px, height_px] = [2 * halfWidth * FACE_PX, 2 * halfHeight * FACE_PX];
  pen.drawImage(drawFace(character, skin), left_px, top_px, width_px, height_px, 0, 0, EYE_PX, EYE_PX);
  pen.globalCompositeOperation = "destination-in";
  fadeOut(pen, "x", LID_EXTENT.inner, LID_EXTENT.outer);
  fadeOut(pen, "y", LID_EXTENT.bottom, LID_EXTENT.top);
  const eyes = drawEyes(eyeShape(character), skin, lashColour(character), EYE_PX);
  pen.globalCompositeOperation = "destination-out";
  pen.drawImage(eyes, 0, 0, EYE_PX, EYE_PX, 0, 0, EYE_PX, EYE_PX);
  pen.globalCompositeOperation = "source-over";
  pen.drawImage(eyes, 0, EYE_PX, EYE_PX, EYE_PX, 0, 0, EYE_PX, EYE_PX);
  return canvas;
}

/** The iris with its highlights. */
function drawWholeIris(character: Character): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(IRIS_PX, IRIS_PX);
  const sheet = drawIris(character.eye_colour, IRIS_PX);
  for (const cell of [0, 1]) pen.drawImage(sheet, cell * IRIS_PX, 0, IRIS_PX, IRIS_PX, 0, 0, IRIS_PX, IRIS_PX);
  return canvas;
}

function drawCalmBrow(character: Character, skin: SkinColours): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(BROW_PX, BROW_PX);
  pen.drawImage(drawBrows(browColour(character, skin), character.brow, BROW_PX), 0, 0);
  return canvas;
}

function drawHair(character: Character): HTMLCanvasElement {
  const look = hairLook(character);
  if (!look) throw new Error("this hair shows no strands");
  const { width, height, rgba } = drawHairSheet(look, look.coils);
  const { canvas, pen } = createCanvas(width, height);
  pen.putImageData(new ImageData(rgba as Uint8ClampedArray<ArrayBuffer>, width, height), 0, 0);
  return canvas;
}

/** One picture as PNG, base64. */
export function drawPicture(character: Character, name: PictureName): string {
  const skin = skinColours(character.skin_tone);
  const draw: Record<PictureName, () => HTMLCanvasElement> = {
    face: () => drawFace(character, skin),
    lids: () => drawLids(character, skin),
    iris: () => drawWholeIris(character),
    mouth: () => drawMouths(skin, character.face.lips, MOUTH_PX),
    brows: () => drawCalmBrow(character, skin),
    cloth: () => scaled(mapOf(character, isOutfit), 2 * CLOTH_PX, CLOTH_PX),
    hair: () => drawHair(character),
  };
  return draw[name]().toDataURL("image/png").split(",")[1] ?? "";
}

Object.assign(globalThis, { drawPicture });
