// A headless Chromium on the software back end, driven over its debugging pipe.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
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

export class Browser {
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

/** A browser with page.ts loaded. */
export async function openPage() {
  const bundle = await build({
    entryPoints: [join(here, "page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    loader: { ".glsl": "text" },
  });
  const browser = new Browser();
  await browser.open(bundle.outputFiles[0].text);
  return browser;
}
