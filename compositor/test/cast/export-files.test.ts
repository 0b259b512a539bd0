/** The files themselves: their size, Khronos' judgement, equal bytes from equal characters. Prints what it measures. */
import { spawnSync } from "node:child_process";
import { validateBytes } from "gltf-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CharacterOptions, DrawPicture, ManifestEntry } from "../../src/cast/export";
import { MEAN } from "../../src/cast/export/library";
import type { Measured } from "../../src/cast/export/measure";
import { partsOf } from "../../src/cast/export/parts";
import { HAIR_STYLES } from "../../src/cast/hair";
import type { Character, HairStyle } from "../../src/cast/types";

const present = spawnSync("chromium-headless-shell", ["--version"]).status === 0;
const LIBRARY_LIMIT_BYTES = 8e6;
const CHARACTER_LIMIT_BYTES = 1e6;
const TEXTURE_LIMIT_BYTES = 16 * 2 ** 20;

/** What Khronos' validator may say, and why that is as it should be. */
const KNOWN_MESSAGES: Readonly<Record<string, string>> = {
  UNSUPPORTED_EXTENSION: "it does not know meshopt and VRM; they are read back by three and three-vrm in other tests",
  UNUSED_OBJECT: "a buffer that only meshopt reads, where a file has no picture",
  MULTIPLE_EXTENSIONS: "MToon asks for KHR_materials_unlit beside it, as what viewers without MToon show",
};

interface Exporter {
  exportCharacter(character: Character, draw: DrawPicture, options: CharacterOptions): Promise<Uint8Array>;
  exportLibrary(
    draw: DrawPicture,
    write: (file: string, bytes: Uint8Array) => void,
  ): Promise<{ format: 1; files: ManifestEntry[] }>;
  measure(glb: Uint8Array): Promise<Measured>;
  draw: DrawPicture;
  close(): Promise<void>;
}

const open = async (): Promise<Exporter> => {
  const script = "../../scripts/export-library/exporter.mjs";
  return ((await import(script)) as { openExporter(): Promise<Exporter> }).openExporter();
};

async function complaints(glb: Uint8Array): Promise<string[]> {
  const report = await validateBytes(glb, { maxIssues: 0 });
  return report.issues.messages
    .filter(({ code, severity }) => severity === 0 || !(code in KNOWN_MESSAGES))
    .map(({ code, message, pointer }) => `${code} ${pointer}: ${message}`);
}

// Without the system's headless Chromium there is nothing to draw with; `make doctor` says how to install it.
describe.skipIf(!present)("files of the cast", () => {
  let exporter: Exporter;
  const vrm: CharacterOptions = { kind: "vrm", compressed: true, name: "Fan" };

  beforeAll(async () => {
    exporter = await open();
  }, 60_000);

  afterAll(async () => {
    await exporter.close();
  });

  it("of the heaviest characters keep the limits and are valid", async () => {
    const dressed: Character = { ...MEAN, facial_hair: "full", glasses: "round", outfit: "night", fringe: "full" };
    const weight = (style: HairStyle) =>
      partsOf({ ...dressed, hair_style: style }, "wide", (name) => name === "hair")
        .flatMap(({ pieces }) => pieces)
        .reduce((sum, { mesh }) => sum + mesh.position.length, 0);
    const styles = (Object.keys(HAIR_STYLES) as HairStyle[]).sort((a, b) => weight(b) - weight(a));
    for (const style of [...styles.slice(0, 2), ...styles.slice(-1)]) {
      const bytes = await exporter.exportCharacter({ ...dressed, hair_style: style }, exporter.draw, vrm);
      const measured = await exporter.measure(bytes);
      console.info(`${style}: ${JSON.stringify(measured)}`);
      expect(measured.bytes).toBeLessThanOrEqual(CHARACTER_LIMIT_BYTES);
      expect(measured.texture_bytes).toBeLessThanOrEqual(TEXTURE_LIMIT_BYTES);
      expect(await complaints(bytes)).toEqual([]);
    }
  }, 120_000);

  it("of a character without compression are valid too", async () => {
    const bytes = await exporter.exportCharacter(MEAN, exporter.draw, { kind: "glb", compressed: false, name: "Fan" });
    console.info(`plain: ${JSON.stringify(await exporter.measure(bytes))}`);
    expect(await complaints(bytes)).toEqual([]);
    expect(new TextDecoder().decode(bytes.subarray(0, 4000))).not.toContain("meshopt");
  }, 60_000);

  it("of the library keep their limit, are valid and are what the manifest says", async () => {
    const written = new Map<string, Uint8Array>();
    const manifest = await exporter.exportLibrary(exporter.draw, (file, bytes) => written.set(file, bytes));
    const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
    console.info(`library: ${manifest.files.length} files, ${total} bytes`);
    expect(total).toBeLessThanOrEqual(LIBRARY_LIMIT_BYTES);
    expect(manifest.files.map(({ file }) => file).sort()).toEqual([...written.keys()].sort());
    for (const { file, bytes, triangles } of manifest.files) {
      const glb = written.get(file)!;
      const measured = await exporter.measure(glb);
      expect([measured.bytes, measured.triangles], file).toEqual([bytes, triangles]);
      expect(await complaints(glb), file).toEqual([]);
    }
  }, 240_000);

  it("have equal bytes for equal characters, in whatever browser they were drawn", async () => {
    const character: Character = { ...MEAN, hair_style: "afro", glasses: "sunglasses", facial_hair: "goatee" };
    const first = await exporter.exportCharacter(character, exporter.draw, vrm);
    const other = await open();
    try {
      const second = await other.exportCharacter(character, other.draw, vrm);
      expect(Buffer.compare(first, second)).toBe(0);
      const third = await other.exportCharacter({ ...character, skin_tone: 9 }, other.draw, vrm);
      expect(Buffer.compare(first, third)).not.toBe(0);
    } finally {
      await other.close();
    }
  }, 120_000);
});
