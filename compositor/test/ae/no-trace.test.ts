import { beforeEach, describe, expect, test } from "vitest";
import { exported, pressExport, TARGET } from "./export";
import { AfterEffects } from "./mock/after-effects";
import { AVLayer, CameraLayer } from "./mock/layers";
import { type CompItem, SolidSource } from "./mock/project";
import { readings } from "./mock/properties";
import { Panel } from "./mock/script-ui";

const FPS = 24;

let host: AfterEffects;
let comp: CompItem;
let layer: AVLayer;

beforeEach(() => {
  host = new AfterEffects();
  comp = host.project.addComp("Main", [640, 360], FPS, 100);
  const inner = host.project.addComp("Inner", [64, 64], FPS, 100);
  const source = host.project.addFootage("photo", new SolidSource([0, 0, 0]));
  layer = comp.add(new AVLayer(comp, "photo", source));
  comp.add(new AVLayer(comp, "inner", inner));
  inner.add(new CameraLayer(inner, "camera")).of("Anchor Point").plain = [0, 0, 1];
  for (const moving of [layer, inner.layer(1)]) moving.of("Rotate Z").expression = "time * 90";
  comp.time = 0.5;
  layer.selected = true;
  source.selected = true;
  comp.selectedProperties = [layer.of("Position")];
  layer.of("Position").selected = true;
});

describe("the project stays as it was", () => {
  test("after an export, selections included", () => {
    const before = host.project.trace();
    exported(host, comp);
    expect(host.project.trace()).toBe(before);
    expect(host.app.undoGroups).toEqual(["Fanchant: export comp"]);
    expect(host.project.items.map((item) => item.name)).toEqual(["Main", "Inner", "photo"]);
  });

  test("a Solids folder that was there before stays", () => {
    host.project.makeSolidsFolder();
    exported(host, comp);
    expect(host.project.items.at(-1)!.name).toBe("Solids");
  });

  test.each([1, 2, 5, 37, 200, 430, 700])("when reading number %i throws", (fatal) => {
    const before = host.project.trace();
    readings.before = (count) => {
      if (count === fatal) throw new Error("After Effects error: internal");
    };
    const panel = pressExport(host, comp);
    expect(panel.find("status").text).toMatch(/^Not exported\..* After Effects error: internal$/);
    expect(host.project.trace()).toBe(before);
    expect(host.app.undoDepth).toBe(0);
    expect(host.disk.files.size).toBe(0);
    expect([panel.find("start").enabled, panel.find("cancel").enabled]).toEqual([true, false]);
  });

  test("when the null's effects cannot be added", () => {
    const before = host.project.trace();
    const addNull = comp.layers.addNull;
    comp.layers.addNull = (duration) => {
      const added = addNull(duration);
      added.effects.addProperty = () => {
        throw new Error("no such effect");
      };
      return added;
    };
    expect(pressExport(host, comp).find("status").text).toBe("Not exported. no such effect");
    expect(host.project.trace()).toBe(before);
    expect(host.app.undoDepth).toBe(0);
  });

  test("when the null itself cannot be removed: its source takes it along", () => {
    const before = host.project.trace();
    const addNull = comp.layers.addNull;
    comp.layers.addNull = (duration) => {
      const added = addNull(duration);
      let tries = 0;
      const remove = added.remove.bind(added);
      added.remove = () => {
        tries += 1;
        if (tries === 1) throw new Error("locked");
        remove();
      };
      return added;
    };
    pressExport(host, comp);
    expect(host.project.trace()).toBe(before);
  });

  test("when a transform cannot be measured, and says which", () => {
    const before = host.project.trace();
    layer.toWorld = () => {
      throw new Error("toWorld failed");
    };
    const panel = pressExport(host, comp);
    expect(panel.find("status").text).toBe(
      'Not exported. Layer 1 "photo": its transform could not be measured: toWorld failed',
    );
    expect(host.project.trace()).toBe(before);
  });
});

describe("cancelling", () => {
  test.each(["button", "escape key"])("by %s leaves no file and no trace", (way) => {
    const before = host.project.trace();
    readings.before = (count) => {
      if (count !== 150) return;
      if (way === "escape key") host.keyboard.keyName = "Escape";
      else host.window!.find("cancel").onClick!();
    };
    const panel = pressExport(host, comp);
    expect(panel.find("status").text).toBe("Not exported. Cancelled");
    expect(host.project.trace()).toBe(before);
    expect(host.app.undoDepth).toBe(0);
    expect(host.disk.files.size).toBe(0);
  });

  test("the panel can export again afterwards", () => {
    host.keyboard.keyName = "Escape";
    const panel = pressExport(host, comp);
    host.keyboard.keyName = "";
    panel.find("start").onClick!();
    expect(panel.find("status").text).toBe("Done: 2 comps, 0 slots, 0 warnings");
  });
});

describe("the file", () => {
  test.each(["open", "write", "rename"])("an earlier export survives when %s fails", (broken) => {
    host.disk.files.set(TARGET, "earlier");
    let refusals = 0;
    host.disk.refuses = (operation, path) => {
      const target = operation === broken && (broken !== "rename" || path === TARGET);
      refusals += target ? 1 : 0;
      return target && refusals === 1;
    };
    const panel = pressExport(host, comp);
    expect(panel.find("status").text).toMatch(/^Not exported\. Cannot (open|write)/);
    expect([...host.disk.files]).toEqual([[TARGET, "earlier"]]);
  });

  test("replaces an earlier export", () => {
    host.disk.files.set(TARGET, "earlier");
    expect(exported(host, comp).root).toBe(`comp-${comp.id}`);
  });
});

describe("the panel", () => {
  test("docks, lists the comps and takes the active one", () => {
    host.project.activeItem = comp;
    const panel = host.open(new Panel("panel"));
    expect(host.window).toBeNull();
    expect(panel.find("chooser").items).toEqual(["Main", "Inner"]);
    expect([panel.find("first").text, panel.find("last").text]).toEqual(["0", "99"]);
    Object.assign(comp, { workAreaStart: 10 / FPS, workAreaDuration: 20 / FPS });
    panel.find("workArea").onClick!();
    expect([panel.find("first").text, panel.find("last").text]).toEqual(["10", "29"]);
    panel.find("browse").onClick!();
    expect(panel.find("output").text).toBe("/out/chosen.json");
  });

  test("floats where it is run from the menu, and redraws while it works", () => {
    pressExport(host, comp);
    expect(host.window!.shown).toBe(true);
    expect(host.window!.updates).toBeGreaterThan(3);
  });

  test("leaves precomps out where asked, and says so", () => {
    host.project.activeItem = comp;
    const panel = host.open();
    panel.find("nested").value = false;
    panel.find("output").text = TARGET;
    panel.find("start").onClick!();
    expect(panel.find("status").text).toBe("Done: 1 comps, 0 slots, 1 warnings");
    expect(panel.find("report").text).toBe("2 inner / Source: precomps were left out of this export");
  });

  test.each([
    [{ first: "x" }, "whole number"],
    [{ first: "9", last: "3" }, "between 0 and 99"],
    [{ last: "100" }, "between 0 and 99"],
    [{ output: "" }, "Choose an output file"],
    [{ output: "/nowhere/a.json" }, "does not exist"],
  ])("refuses %o", (fields, sentence) => {
    host.project.activeItem = comp;
    const panel = host.open();
    panel.find("output").text = TARGET;
    for (const [name, text] of Object.entries(fields)) panel.find(name).text = text;
    panel.find("start").onClick!();
    expect(panel.find("status").text).toContain(sentence);
    expect(host.app.undoGroups).toEqual([]);
  });

  test("asks for a comp where none is chosen", () => {
    const panel = host.open();
    panel.find("start").onClick!();
    expect(panel.find("status").text).toContain("Choose a comp first");
  });
});
