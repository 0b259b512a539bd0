// Screenshots of the shot's page. One order per line of stdin; answers are pictures, each after its length (4 bytes).
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [url, executablePath, ...args] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args, ignoreDefaultArgs: ["--enable-unsafe-swiftshader"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
await page.goto(url);

for await (const line of createInterface({ input: process.stdin })) {
  const { shot, frames } = JSON.parse(line);
  await page.evaluate((id) => window.openPage(id), shot);
  for (let frame = 0; frame < frames; frame++) {
    await page.evaluate((index) => window.drawFrame(index), frame);
    const picture = await page.screenshot({ type: "jpeg", quality: 90 });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(picture.length);
    process.stdout.write(length);
    process.stdout.write(picture);
  }
}
await browser.close();
