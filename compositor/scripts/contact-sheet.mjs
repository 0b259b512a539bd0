// Draws characters into one PNG, to look at them, and measures what a frame costs.
//
//   node scripts/contact-sheet.mjs sheet.json out.png        cells side by side
//   node scripts/contact-sheet.mjs --bench                   CPU time per frame of the whole browser process tree
//
// sheet.json: {"columns": 4, "width": 480, "height": 400, "cells": [{"character": {...}, "motion": "sing", ...}]}; every
// field has a default, see contact-sheet/page.ts.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const flags = [
  ...["--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist", "--no-sandbox"],
  ...["--allow-file-access-from-files", "--remote-debugging-pipe"],
];
const environment = { EGL_PLATFORM: "surfaceless", LIBGL_ALWAYS_SOFTWARE: "1", GALLIUM_DRIVER: "llvmpipe" };

/** A browser that is driven over its debugging pipe. */
class Browser {
  #next = 1;
  #waiting = new Map();
  #buffer = "";

  constructor() {
    this.profile = mkdtempSync(join(tmpdir(), "contact-sheet-"));
    this.process = spawn("chromium-headless-shell", [...flags, `--user-data-dir=${this.profile}`, "about:blank"], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.process.stdio[4].on("data", (chunk) => this.#read(chunk));
  }

  #read(chunk) {
    this.#buffer += chunk;
    const messages = this.#buffer.split("\0");
    this.#buffer = messages.pop();
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.method === "Runtime.consoleAPICalled")
        console.log("[page]", ...message.params.args.map((a) => String(a.value ?? a.description).slice(0, 2000)));
      if (message.method === "Runtime.exceptionThrown")
        console.error("[page]", message.params.exceptionDetails.exception?.description);
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (m) => (m.error ? reject(new Error(m.error.message)) : resolve(m.result)));
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async open(script) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    this.session = sessionId;
    await this.send("Runtime.enable", {}, sessionId);
    await this.evaluate(script);
  }

  async evaluate(expression) {
    const answer = await this.send(
      "Runtime.evaluate",
      { expression, awaitPromise: true, returnByValue: true },
      this.session,
    );
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? "page error");
    return answer.result.value;
  }

  /** CPU time of the browser and all its children, in ms. */
  cpuTime_ms() {
    const children = new Map();
    const time = new Map();
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        children.set(fields[1], [...(children.get(fields[1]) ?? []), name]);
        time.set(name, (Number(fields[11]) + Number(fields[12])) * 10);
      } catch {
        // The process ended while we looked.
      }
    }
    let total = 0;
    const open = [String(this.process.pid)];
    while (open.length) {
      const pid = open.pop();
      total += time.get(pid) ?? 0;
      open.push(...(children.get(pid) ?? []));
    }
    return total;
  }

  async close() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    await this.send("Browser.close");
    await ended;
    rmSync(this.profile, { recursive: true, force: true });
  }
}

const bundle = await build({
  entryPoints: [join(here, "contact-sheet/page.ts")],
  bundle: true,
  write: false,
  format: "iife",
  loader: { ".glsl": "text" },
});
const browser = new Browser();
try {
  await browser.open(bundle.outputFiles[0].text);
  if (process.argv[2] === "--bench") await bench();
  else {
    const sheet = JSON.parse(readFileSync(process.argv[2], "utf8"));
    const { png, log } = await browser.evaluate(`drawSheet(${JSON.stringify(sheet)})`);
    writeFileSync(process.argv[3], Buffer.from(png, "base64"));
    console.log(log);
  }
} finally {
  await browser.close();
}

async function bench() {
  const frames = 8;
  const only = process.argv[3];
  for (const samples of [4, 0])
    for (const lod of ["close", "medium", "wide"])
      for (const style of (only ?? "long_straight,afro,braids,two_block").split(",")) {
        const info = await browser.evaluate(`prepareBench(${JSON.stringify({ samples, lod, style })})`);
        const runs = [];
        for (let k = 0; k < 3; k++) {
          const before = browser.cpuTime_ms();
          await browser.evaluate(`runBench(${frames})`);
          runs.push((browser.cpuTime_ms() - before) / frames);
        }
        runs.sort((a, b) => a - b);
        console.log(
          `msaa ${samples} ${lod.padEnd(7)}${style.padEnd(15)}`,
          runs.map((v) => v.toFixed(0)).join("/"),
          "CPU-ms;",
          info,
        );
      }
}
