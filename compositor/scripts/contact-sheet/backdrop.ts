/** What stands behind the performers of a contact sheet. */
import { CanvasTexture } from "three";

/** A stage in the dark: light from both sides, shafts from above. */
export function drawBackdrop(colours: string[]): CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [512, 512];
  const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
  const across = pen.createLinearGradient(0, 0, 512, 0);
  colours.forEach((colour, k) => {
    across.addColorStop(k / (colours.length - 1), colour);
  });
  pen.fillStyle = across;
  pen.fillRect(0, 0, 512, 512);
  for (const [x, lean] of [
    [60, 90],
    [170, 30],
    [350, -40],
    [460, -90],
  ] as const) {
    const down = pen.createLinearGradient(0, 0, 0, 512);
    down.addColorStop(0, "rgba(255, 255, 255, 0.22)");
    down.addColorStop(1, "rgba(255, 255, 255, 0)");
    pen.fillStyle = down;
    pen.beginPath();
    pen.moveTo(x - 12, 0);
    pen.lineTo(x + 12, 0);
    pen.lineTo(x + lean + 55, 512);
    pen.lineTo(x + lean - 55, 512);
    pen.fill();
  }
  return new CanvasTexture(canvas);
}
