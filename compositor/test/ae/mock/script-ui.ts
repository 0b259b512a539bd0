/** As much of ScriptUI as a panel needs: containers, named controls, and the keyboard's state. */

export class Control {
  text = "";
  value: unknown = null;
  enabled = true;
  orientation = "";
  alignChildren: string[] = [];
  preferredSize = { width: 0, height: 0 };
  children: Control[] = [];
  items: string[] = [];
  onClick: (() => void) | null = null;
  onChange: (() => void) | null = null;
  readonly layout = { layout: (_recursive: boolean): void => {}, resize: (): void => {} };
  private chosen: { index: number } | null = null;

  constructor(
    readonly kind: string,
    readonly name = "",
  ) {}

  get selection(): { index: number } | null {
    return this.chosen;
  }

  set selection(index: number) {
    this.chosen = { index };
  }

  removeAll(): void {
    this.items = [];
    this.chosen = null;
  }

  add(kind: string, second?: unknown, third?: unknown, properties?: unknown): Control | null {
    if (kind === "item") {
      this.items.push(String(second));
      return null;
    }
    const control = new Control(kind, (properties as { name?: string } | undefined)?.name);
    if (typeof third === "string") control.text = third;
    this.children.push(control);
    return control;
  }

  find(name: string): Control {
    const found = this.search(name);
    if (!found) throw new Error(`no control ${name}`);
    return found;
  }

  private search(name: string): Control | null {
    if (this.name === name) return this;
    for (const child of this.children) {
      const found = child.search(name);
      if (found) return found;
    }
    return null;
  }
}

export class Panel extends Control {}

/** A floating window: what the script opens when it is not docked. */
export class Window extends Control {
  shown = false;
  updates = 0;
  update(): void {
    this.updates += 1;
  }
  center(): void {}
  show(): void {
    this.shown = true;
  }
}
