/** The part of JSON Schema that ae-comp.schema.json uses; any other keyword is an error, never ignored. */

type Schema = { [keyword: string]: unknown };

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function fits(type: string, value: unknown): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

const ANNOTATIONS = new Set(["$schema", "$defs", "title", "description"]);

/** Sentences that say where a value breaks its schema; empty if it does not. */
export function violations(schema: Schema, value: unknown, root: Schema = schema, path = "$"): string[] {
  const deeper = (sub: unknown, item: unknown, where: string) => violations(sub as Schema, item, root, path + where);
  const list = Array.isArray(value) ? value : [];
  const fields = typeOf(value) === "object" ? (value as Record<string, unknown>) : {};
  const checks: Record<string, (rule: never) => string[]> = {
    type: (rule: string) => (fits(rule, value) ? [] : [`${path}: ${typeOf(value)}, wanted ${rule}`]),
    const: (rule: unknown) => (value === rule ? [] : [`${path}: wanted ${String(rule)}`]),
    enum: (rule: unknown[]) => (rule.includes(value) ? [] : [`${path}: ${String(value)} is none of ${rule}`]),
    minimum: (rule: number) => (typeof value === "number" && value < rule ? [`${path}: below ${rule}`] : []),
    minItems: (rule: number) => (list.length < rule ? [`${path}: fewer than ${rule} items`] : []),
    maxItems: (rule: number) => (list.length > rule ? [`${path}: more than ${rule} items`] : []),
    items: (rule: Schema) => list.flatMap((item, i) => deeper(rule, item, `[${i}]`)),
    required: (rule: string[]) => rule.filter((key) => !(key in fields)).map((key) => `${path}: lacks ${key}`),
    properties: (rule: Record<string, Schema>) =>
      Object.keys(fields).flatMap((key) => (key in rule ? deeper(rule[key], fields[key], `.${key}`) : [])),
    additionalProperties: () => {
      const known = schema.properties as Schema;
      return Object.keys(fields)
        .filter((key) => !(key in known))
        .map((key) => `${path}: unknown ${key}`);
    },
    anyOf: (rule: Schema[]) => {
      const tries = rule.map((option) => deeper(option, value, ""));
      return tries.some((found) => found.length === 0) ? [] : tries.sort((a, b) => a.length - b.length)[0]!;
    },
    $ref: (rule: string) => deeper((root.$defs as Schema)[rule.replace("#/$defs/", "")], value, ""),
  };
  return Object.keys(schema).flatMap((keyword) => {
    if (ANNOTATIONS.has(keyword)) return [];
    if (!(keyword in checks)) throw new Error(`the validator does not know ${keyword}`);
    return checks[keyword]!(schema[keyword] as never);
  });
}
