// Builds dist/: the player as one ES module, the colour converter as WebAssembly, and the page that loads both;
// and the page in which authors play a template, with the same player in it.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
mkdirSync(dist, { recursive: true });

await build({
  entryPoints: { compositor: join(root, "src/main.ts"), preview: join(root, "src/preview/main.ts") },
  outdir: dist,
  bundle: true,
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
