// Writes the cast as glTF files.
//
//   node scripts/export-library.mjs library out/                       every part, and library.json
//   node scripts/export-library.mjs character character.json fan.vrm   one character as VRM 1.0 (or .glb)
//       --plain       floats and PNG instead of meshopt and WebP, for tools that cannot read those
//       --name NAME   of the avatar
//
// The last line on stdout is JSON: what was written.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openExporter } from "./export-library/exporter.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { plain: { type: "boolean", default: false }, name: { type: "string", default: "Fan" } },
});
const [what, ...paths] = positionals;

const exporter = await openExporter();
try {
  const report = what === "library" ? await library(...paths) : await character(...paths);
  console.log(JSON.stringify(report));
} finally {
  await exporter.close();
}

async function character(source, out) {
  const kind = out.endsWith(".vrm") ? "vrm" : "glb";
  const description = JSON.parse(readFileSync(source, "utf8"));
  const options = { kind, compressed: !values.plain, name: values.name };
  const bytes = await exporter.exportCharacter(description, exporter.draw, options);
  writeFileSync(out, bytes);
  return { file: out, ...(await exporter.measure(bytes)) };
}

async function library(out) {
  const manifest = await exporter.exportLibrary(exporter.draw, (file, bytes) => {
    const path = join(out, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  });
  const path = join(out, "library.json");
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  return { file: path, files: manifest.files.length, bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) };
}
