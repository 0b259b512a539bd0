// Bundles the exporter of src/cast/export for Node and gives it a browser to draw pictures with.
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Browser } from "../contact-sheet/browser.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const source = (name) => join(root, "src/cast/export", name);

/** The exporter's functions, `draw` (a picture of a character, PNG) and `close`. */
export async function openExporter() {
  // Below node_modules, so that the bundle finds the packages that it leaves outside.
  const folder = join(root, "node_modules/.cache/fanchant", String(process.pid));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "export.mjs");
  const common = { bundle: true, loader: { ".glsl": "text" }, logLevel: "warning" };
  const [, page] = await Promise.all([
    build({ ...common, entryPoints: [source("index.ts")], outfile: file, platform: "node", format: "esm", packages: "external" }),
    build({ ...common, entryPoints: [source("pictures.ts")], write: false, format: "iife" }),
  ]);
  let browser;
  try {
    const functions = await import(pathToFileURL(file).href);
    browser = new Browser();
    await browser.open(page.outputFiles[0].text);
    const draw = async (character, name) =>
      new Uint8Array(Buffer.from(await browser.evaluate(`drawPicture(${JSON.stringify(character)}, ${JSON.stringify(name)})`), "base64"));
    return { ...functions, draw, close: () => browser.close() };
  } catch (error) {
    await browser?.close();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
