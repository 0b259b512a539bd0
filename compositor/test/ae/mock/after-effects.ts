/** Runs the export script in a context that offers what ExtendScript offers, and no more. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { Disk, fileClass } from "./files";
import * as layers from "./layers";
import * as project from "./project";
import { PropertyType, readings } from "./properties";
import { type Control, Panel, Window } from "./script-ui";

export const SCRIPT_PATH = fileURLToPath(new URL("../../../../tools/ae/export_comp.jsx", import.meta.url));
export const SCRIPT = readFileSync(SCRIPT_PATH, "utf8");

/** What V8 has and ExtendScript lacks; using any of it in the context throws. */
const STRIP = `
  delete globalThis.JSON; delete globalThis.Map; delete globalThis.Set; delete globalThis.Promise;
  for (const name of ["map","filter","forEach","indexOf","lastIndexOf","reduce","some","every","includes","find",
    "fill","flat","keys","values","entries"]) delete Array.prototype[name];
  for (const name of ["trim","padStart","padEnd","startsWith","endsWith","includes","repeat"]) delete String.prototype[name];
  for (const name of ["keys","assign","create","defineProperty","entries","values","freeze"]) delete Object[name];
  delete Array.isArray; delete Function.prototype.bind; delete Date.now; delete Number.isFinite; delete Math.hypot;
`;

export class AfterEffects {
  readonly project = new project.Project();
  readonly app = new project.App(this.project);
  readonly disk = new Disk();
  readonly File = fileClass(this.disk);
  readonly keyboard = { keyName: "" };
  window: Window | null = null;

  constructor() {
    readings.count = 0;
    readings.before = () => {};
  }

  /** Opens the panel, docked or floating, and returns it. */
  open(dock: Panel | null = null): Control {
    const opened = (window: Window) => {
      this.window = window;
    };
    class OpenedWindow extends Window {
      constructor(kind: string) {
        super(kind);
        opened(this);
      }
    }
    const globals = {
      ...{ app: this.app, File: this.File, Panel, Window: OpenedWindow, PropertyType },
      ...{ CompItem: project.CompItem, SolidSource: project.SolidSource, FileSource: project.FileSource },
      ...{ AVLayer: layers.AVLayer, TextLayer: layers.TextLayer, ShapeLayer: layers.ShapeLayer },
      ...{ CameraLayer: layers.CameraLayer, LightLayer: layers.LightLayer, AlphaMode: project.AlphaMode },
      ...{ AutoOrientType: layers.AutoOrientType, TrackMatteType: layers.TrackMatteType },
      ...{ MaskMode: layers.MaskMode, BlendingMode: layers.BlendingMode },
      ...{ ParagraphJustification: layers.ParagraphJustification },
      ScriptUI: { environment: { keyboardState: this.keyboard } },
      dock,
    };
    const context = vm.createContext(globals);
    vm.runInContext(STRIP, context);
    const body = dock ? SCRIPT.replace(/\}\)\(this\);\s*$/, "})(dock);") : SCRIPT;
    vm.runInContext(body, context, { filename: SCRIPT_PATH });
    return dock ?? this.window!;
  }
}
