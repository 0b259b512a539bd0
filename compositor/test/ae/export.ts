/** Drives the panel as an artist would, and reads back what it wrote. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { AfterEffects } from "./mock/after-effects";
import type { CompItem } from "./mock/project";
import type { Control } from "./mock/script-ui";
import { violations } from "./schema";

export const SCHEMA = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../../tools/ae/ae-comp.schema.json", import.meta.url)), "utf8"),
);
export const TARGET = "/out/comp.json";

export type Layer = {
  index: number;
  name: string;
  type: string;
  in_frame: number;
  out_frame: number;
  matrix_track: number[][];
  opacity_track: number[];
  [field: string]: unknown;
};
export type Exported = {
  root: string;
  comps: {
    id: string;
    camera: Record<string, (number | boolean | number[])[]> & { matrix_track: number[][]; zoom_px_track: number[] };
    layers: Layer[];
    [field: string]: unknown;
  }[];
  slots: { slot: string; label: string; comp: string; layer: number }[];
  warnings: { layer_index: number | null; layer: string | null; property: string; message: string }[];
};
type Range = { first?: number; last?: number };

/** Presses Export for a comp; returns the panel. */
export function pressExport(host: AfterEffects, comp: CompItem, range: Range = {}): Control {
  host.project.activeItem = comp;
  const panel = host.open();
  panel.find("chooser").onChange!();
  panel.find("output").text = TARGET;
  if (range.first !== undefined) panel.find("first").text = String(range.first);
  if (range.last !== undefined) panel.find("last").text = String(range.last);
  panel.find("start").onClick!();
  return panel;
}

/** Exports a comp, holds the file to its schema and the project to what it was, and returns the file. */
export function exported(host: AfterEffects, comp: CompItem, range: Range = {}): Exported {
  const before = host.project.trace();
  const panel = pressExport(host, comp, range);
  expect(panel.find("status").text).toMatch(/^Done/);
  expect(host.project.trace()).toBe(before);
  expect(host.app.undoDepth).toBe(0);
  expect([...host.disk.files.keys()]).toEqual([TARGET]);
  const file = JSON.parse(host.disk.files.get(TARGET)!) as Exported;
  expect(violations(SCHEMA, file)).toEqual([]);
  return file;
}
