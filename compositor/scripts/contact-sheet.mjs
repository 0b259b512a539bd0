// Draws characters into one PNG, to look at them, and measures what a frame costs.
//
//   node scripts/contact-sheet.mjs sheet.json out.png        cells side by side
//   node scripts/contact-sheet.mjs --bench [STYLES [OUTFITS]]   CPU time per frame of the whole browser process tree
//
// sheet.json: {"columns": 4, "width": 480, "height": 400, "cells": [{"character": {...}, "motion": "sing", ...}]}; every
// field has a default, see contact-sheet/page.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { openPage } from "./contact-sheet/browser.mjs";

const browser = await openPage();
try {
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
  const styles = (process.argv[3] ?? "long_straight,afro,braids,two_block").split(",");
  const worn = styles.flatMap((style) => (process.argv[4] ?? "night").split(",").map((outfit) => ({ style, outfit })));
  for (const samples of [4, 0])
    for (const lod of ["close", "medium", "wide"])
      for (const { style, outfit } of worn) {
        const info = await browser.evaluate(`prepareBench(${JSON.stringify({ samples, lod, style, outfit })})`);
        const runs = [];
        for (let k = 0; k < 3; k++) {
          const before = browser.cpuTime_ms();
          await browser.evaluate(`runBench(${frames})`);
          runs.push((browser.cpuTime_ms() - before) / frames);
        }
        runs.sort((a, b) => a - b);
        console.log(
          `msaa ${samples} ${lod.padEnd(7)}${style.padEnd(15)}${outfit.padEnd(15)}`,
          runs.map((v) => v.toFixed(0)).join("/"),
          "CPU-ms;",
          info,
        );
      }
}
