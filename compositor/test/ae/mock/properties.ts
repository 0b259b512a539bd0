/** Properties of After Effects' object model: values, keyframes, expressions, groups. */

export type Value = unknown;
type Keyframe = { time: number; value: Value; hold?: boolean };
export type Evaluate = (expression: string, time: number) => Value;

export const PropertyType = { PROPERTY: 1, INDEXED_GROUP: 2, NAMED_GROUP: 3 };

/** Counts every reading of a property, so that a test can make one of them fail or react to it. */
export const readings = { count: 0, before: (_count: number): void => {} };

function mix(a: Value, b: Value, share: number): Value {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item, i) => mix(item, b[i], share));
  if (typeof a === "number" && typeof b === "number") return a + (b - a) * share;
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    const to = b as Record<string, Value>;
    return Object.fromEntries(Object.entries(a).map(([key, item]) => [key, mix(item, to[key], share)]));
  }
  return a;
}

export class Property {
  readonly propertyType = PropertyType.PROPERTY;
  readonly canSetExpression = true;
  selected = false;
  expressionError = "";
  keys: Keyframe[] = [];
  private source = "";

  constructor(
    readonly name: string,
    readonly matchName: string,
    public plain: Value,
    private readonly evaluate: Evaluate,
  ) {}

  get value(): Value {
    return this.valueAtTime(0, false);
  }

  get expression(): string {
    return this.source;
  }

  /** After Effects evaluates an expression as soon as it is set. */
  set expression(source: string) {
    this.source = source;
    this.expressionError = "";
    if (source !== "") this.evaluated(0);
  }

  get isTimeVarying(): boolean {
    return this.keys.length > 0 || this.source !== "";
  }

  get numKeys(): number {
    return this.keys.length;
  }

  keyTime(index: number): number {
    return this.keys[index - 1]!.time;
  }

  keyValue(index: number): Value {
    return this.keys[index - 1]!.value;
  }

  valueAtTime(time: number, preExpression: boolean): Value {
    readings.count += 1;
    readings.before(readings.count);
    return this.source !== "" && !preExpression ? this.evaluated(time) : this.keyed(time);
  }

  private evaluated(time: number): Value {
    try {
      return this.evaluate(this.source, time);
    } catch (error) {
      this.expressionError = (error as Error).message;
      return this.keyed(time);
    }
  }

  private keyed(time: number): Value {
    const next = this.keys.findIndex((key) => key.time > time + 1e-9);
    if (this.keys.length === 0) return this.plain;
    if (next === 0) return this.keys[0]!.value;
    const a = this.keys[next < 0 ? this.keys.length - 1 : next - 1]!;
    if (next < 0 || a.hold) return a.value;
    const b = this.keys[next]!;
    return mix(a.value, b.value, (time - a.time) / (b.time - a.time));
  }
}

export class PropertyGroup {
  readonly propertyType: number = PropertyType.NAMED_GROUP;
  enabled = true;
  canSetEnabled = false;
  maskMode = 0;
  inverted = false;
  selected = false;
  protected readonly members: (Property | PropertyGroup)[] = [];

  constructor(
    readonly name: string,
    readonly matchName: string,
    members: (Property | PropertyGroup)[] = [],
  ) {
    this.members.push(...members);
  }

  get numProperties(): number {
    return this.members.length;
  }

  property(key: number | string): Property | PropertyGroup | null {
    if (typeof key === "number") return this.members[key - 1] ?? null;
    return this.members.find((member) => member.matchName === key || member.name === key) ?? null;
  }

  append(member: Property | PropertyGroup): void {
    this.members.push(member);
  }
}

/** References to the members of an indexed group die when the group grows: a well-known trap of the real thing. */
class Effect extends PropertyGroup {
  invalid = false;

  override property(key: number | string): Property | PropertyGroup | null {
    if (this.invalid) throw new Error("Object is invalid");
    return super.property(key);
  }

  renewed(): Effect {
    this.invalid = true;
    const copy = new Effect(this.name, this.matchName, this.members);
    copy.enabled = this.enabled;
    return copy;
  }
}

export class EffectParade extends PropertyGroup {
  override readonly propertyType = PropertyType.INDEXED_GROUP;

  constructor(private readonly evaluate: Evaluate) {
    super("Effects", "ADBE Effect Parade");
  }

  addProperty(matchName: string): PropertyGroup {
    this.members.forEach((effect, i) => {
      this.members[i] = (effect as Effect).renewed();
    });
    const value = new Property("Value", `${matchName}-0001`, [0, 0, 0], this.evaluate);
    const effect = new Effect(matchName.replace("ADBE ", ""), matchName, [value]);
    this.members.push(effect);
    return effect;
  }
}
