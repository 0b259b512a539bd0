// Builds dist/: the player as one ES module, the colour converter as WebAssembly, and the page that loads both;
// and the page in which authors play a template, with the same player in it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
mkdirSync(dist, { recursive: true });
// Parts carry a hash of their content in their names, so those of earlier builds would stay.
rmSync(join(dist, "parts"), { recursive: true, force: true });

await build({
  entryPoints: { compositor: join(root, "src/main.ts"), preview: join(root, "src/preview/main.ts") },
  outdir: dist,
  bundle: true,
  // What only some comps need (models, avatars) is loaded when the first of them comes.
  splitting: true,
  chunkNames: "parts/[name]-[hash]",
  format: "esm",
  target: "es2022",
  loader: { ".glsl": "text" },
  // Names stay, so that an error that reaches an operator says where it came from.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
});

const assembly = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/assemblyscript/bin/asc.js"),
    join(root, "wasm/i420.ts"),
    ...["--outFile", join(dist, "i420.wasm"), "--runtime", "stub", "--enable", "simd", "-O3", "--noAssert"],
  ],
  { cwd: root, stdio: "inherit" },
);
if (assembly.status !== 0) process.exit(assembly.status ?? 1);

copyFileSync(join(root, "src/index.html"), join(dist, "index.html"));
for (const file of ["preview.html", "preview.css"]) copyFileSync(join(root, "src/preview", file), join(dist, file));
