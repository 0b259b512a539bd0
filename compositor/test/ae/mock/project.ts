/** Project, items and app of After Effects' object model. */
import vm from "node:vm";
import type { HostFile } from "./files";
import { AVLayer, type Layer } from "./layers";
import { Property } from "./properties";

export const AlphaMode = { IGNORE: 1, STRAIGHT: 2, PREMULTIPLIED: 3 };

export abstract class Item {
  selected = false;

  constructor(
    readonly project: Project,
    readonly id: number,
    public name: string,
  ) {}

  remove(): void {
    this.project.removeItem(this);
  }
}

export class FolderItem extends Item {}

export class SolidSource {
  hasAlpha = false;
  isStill = true;
  alphaMode = AlphaMode.STRAIGHT;
  constructor(readonly color: number[]) {}
}

export class PlaceholderSource {
  isStill = false;
}

export class FileSource {
  alphaMode = AlphaMode.STRAIGHT;
  constructor(
    readonly isStill: boolean,
    readonly hasAlpha: boolean,
  ) {}
}

export class FootageItem extends Item {
  width = 100;
  height = 100;
  frameRate = 0;
  duration = 0;
  footageMissing = false;
  mainSource: SolidSource | FileSource | PlaceholderSource = new SolidSource([1, 1, 1]);
  file: HostFile | null = null;
}

export class CompItem extends Item {
  /** Layers from the top; `layer(i)` counts from 1. */
  readonly stack: Layer[] = [];
  bgColor = [0, 0, 0];
  pixelAspect = 1;
  motionBlur = false;
  shutterAngle = 180;
  shutterPhase = -90;
  motionBlurSamplesPerFrame = 16;
  time = 0;
  workAreaStart = 0;
  workAreaDuration: number;
  selectedProperties: Property[] = [];
  readonly markerProperty: Property;

  constructor(
    project: Project,
    id: number,
    name: string,
    readonly width: number,
    readonly height: number,
    readonly frameRate: number,
    frames: number,
  ) {
    super(project, id, name);
    this.duration = frames / frameRate;
    this.workAreaDuration = this.duration;
    this.markerProperty = new Property("Marker", "ADBE Marker", null, (source, time) => this.evaluate(source, time));
  }

  readonly duration: number;

  get frameDuration(): number {
    return 1 / this.frameRate;
  }

  get numLayers(): number {
    return this.stack.length;
  }

  layer(index: number): Layer {
    const layer = this.stack[index - 1];
    if (!layer) throw new Error(`Layer index ${index} is out of range`);
    return layer;
  }

  add<L extends Layer>(layer: L): L {
    this.stack.push(layer);
    return layer;
  }

  /** Like the real thing: on top, selected alone, with a new source in a "Solids" folder that it makes if missing. */
  readonly layers = {
    addNull: (duration: number): AVLayer => {
      this.project.makeSolidsFolder();
      const source = this.project.addFootage("Null 1", new SolidSource([1, 1, 1]));
      const layer = new AVLayer(this, "Null 1", source);
      layer.nullLayer = true;
      layer.outPoint = duration;
      for (const other of this.stack) other.selected = false;
      for (const property of this.selectedProperties) property.selected = false;
      for (const item of this.project.items) item.selected = item === source;
      layer.selected = true;
      this.stack.unshift(layer);
      return layer;
    },
  };

  /** Runs an expression as After Effects would: its value is that of its last statement. */
  evaluate(expression: string, time: number): unknown {
    const find = (key: number | string): Layer =>
      typeof key === "number" ? this.layer(key) : this.stack.find((layer) => layer.name === key)!;
    this.now.time = time;
    this.now.thisComp = {
      layer: (key: number | string) => {
        const layer = find(key);
        return {
          toWorld: (point: number[]) => layer.toWorld(point, time),
          get position() {
            return layer.at("Position", time);
          },
        };
      },
    };
    const value = compile(expression).runInContext(this.now) as unknown;
    return Array.isArray(value) || typeof value !== "object" ? value : Array.from(value as ArrayLike<unknown>);
  }

  /** What expressions of this comp see; one context for all of them, since making one is slow. */
  private readonly now: vm.Context = vm.createContext({});
}

const scripts = new Map<string, vm.Script>();

function compile(expression: string): vm.Script {
  const script = scripts.get(expression) ?? new vm.Script(expression);
  scripts.set(expression, script);
  return script;
}

export class Project {
  items: Item[] = [];
  activeItem: Item | null = null;
  private nextId = 1;

  get numItems(): number {
    return this.items.length;
  }

  item(index: number): Item {
    return this.items[index - 1]!;
  }

  addComp(name: string, size: [number, number], frameRate: number, frames: number): CompItem {
    const comp = new CompItem(this, this.nextId++, name, size[0], size[1], frameRate, frames);
    this.items.push(comp);
    return comp;
  }

  addFootage(name: string, source: FootageItem["mainSource"], file: HostFile | null = null): FootageItem {
    const item = new FootageItem(this, this.nextId++, name);
    item.mainSource = source;
    item.file = file;
    this.items.push(item);
    return item;
  }

  makeSolidsFolder(): void {
    if (!this.items.some((item) => item.name === "Solids")) {
      this.items.push(new FolderItem(this, this.nextId++, "Solids"));
    }
  }

  /** Removing a source removes the layers that show it. */
  removeItem(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
    for (const comp of this.items.filter((other) => other instanceof CompItem)) {
      for (const layer of comp.stack.filter((one) => one instanceof AVLayer && one.source === item)) layer.remove();
    }
  }

  /** Everything an artist could see change, as text. */
  trace(): string {
    const comps = this.items.filter((item) => item instanceof CompItem);
    return JSON.stringify({
      items: this.items.map((item) => [item.id, item.name, item.selected]),
      comps: comps.map((comp) => ({
        time: comp.time,
        layers: comp.stack.map((layer) => [layer.index, layer.name, layer.selected, layer.enabled]),
        properties: comp.selectedProperties.map((property) => property.selected),
      })),
    });
  }
}

export class App {
  readonly version = "24.6x2";
  undoDepth = 0;
  undoGroups: string[] = [];
  constructor(readonly project: Project) {}

  beginUndoGroup(name: string): void {
    this.undoDepth += 1;
    this.undoGroups.push(name);
  }

  endUndoGroup(): void {
    if (this.undoDepth === 0) throw new Error("Undo group mismatch");
    this.undoDepth -= 1;
  }
}
