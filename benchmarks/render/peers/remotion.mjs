// Renders shots with Remotion, warm: bundle and browser stay. One order per line of stdin, one answer per line of stdout.
import { createInterface } from "node:readline";
import { bundle } from "@remotion/bundler";
import { openBrowser, renderMedia, selectComposition } from "@remotion/renderer";

const [publicDir, browserExecutable, entryPoint] = process.argv.slice(2);
const chromiumOptions = { gl: "angle-egl", disableWebSecurity: false };
const serveUrl = await bundle({ entryPoint, publicDir, enableCaching: false });
const browser = await openBrowser("chrome", { browserExecutable, chromiumOptions });
const chosen = new Map();
console.log(JSON.stringify({ ready: true }));

for await (const line of createInterface({ input: process.stdin })) {
  const { shot, out } = JSON.parse(line);
  const inputProps = { shot };
  const common = { serveUrl, inputProps, puppeteerInstance: browser, chromiumOptions, logLevel: "error" };
  if (!chosen.has(shot)) chosen.set(shot, await selectComposition({ ...common, id: "shot" }));
  const began = performance.now();
  await renderMedia({
    ...common,
    composition: { ...chosen.get(shot), props: inputProps },
    codec: "h264",
    x264Preset: "faster",
    crf: 19,
    imageFormat: "jpeg",
    jpegQuality: 90,
    muted: true,
    concurrency: 2,
    outputLocation: out,
  });
  console.log(JSON.stringify({ wall_s: (performance.now() - began) / 1000 }));
}
await browser.close({ silent: true });
