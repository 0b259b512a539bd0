/** Says where a script uses what ExtendScript, an ES3 engine without array extras, does not know. */
import { parseAst } from "vite";

type Node = { type: string; start: number; end: number; [key: string]: unknown };

const ES3_NODES = new Set(
  `Program ExpressionStatement BlockStatement EmptyStatement IfStatement ForStatement ForInStatement WhileStatement
  DoWhileStatement ContinueStatement BreakStatement ReturnStatement ThrowStatement TryStatement CatchClause
  SwitchStatement SwitchCase LabeledStatement FunctionDeclaration FunctionExpression VariableDeclaration
  VariableDeclarator ThisExpression ArrayExpression ObjectExpression Property SequenceExpression UnaryExpression
  BinaryExpression LogicalExpression AssignmentExpression UpdateExpression ConditionalExpression CallExpression
  NewExpression MemberExpression Identifier Literal`.split(/\s+/),
);

const RESERVED = new Set(
  `abstract boolean break byte case catch char class const continue debugger default delete do double else enum export
  extends false final finally float for function goto if implements import in instanceof int interface long native new
  null package private protected public return short static super switch synchronized this throw throws transient true
  try typeof var void volatile while with`.split(/\s+/),
);

/** Members that later editions added. `find`, `fill` and the like could be a host object's, so they are not listed. */
const LATER_MEMBERS = new Set(
  `map filter forEach indexOf lastIndexOf reduce reduceRight some every includes trim padStart padEnd startsWith
  endsWith repeat isArray defineProperty bind isFinite isInteger assign`.split(/\s+/),
);
const LATER_GLOBALS = new Set(["JSON", "Map", "Set", "Promise", "Symbol", "Proxy", "globalThis", "console", "require"]);

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === "object" && value !== null && "type" in value);
}

function complaintsAbout(node: Node, source: string): string[] {
  const found: string[] = [];
  const complain = (text: string) => found.push(`line ${source.slice(0, node.start).split("\n").length}: ${text}`);
  const bare = (from: number, to: number) => source.slice(from, to).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  if (!ES3_NODES.has(node.type)) complain(node.type);
  if (node.type === "VariableDeclaration" && node.kind !== "var") complain(String(node.kind));
  if (node.type === "CatchClause" && !node.param) complain("catch without a name");
  if (node.type === "BinaryExpression" && node.operator === "**") complain("**");
  if (node.type === "LogicalExpression" && node.operator === "??") complain("??");
  if (node.type === "AssignmentExpression" && /\?|&&|\|\||\*\*/.test(String(node.operator))) complain("assignment");
  if (/^Function/.test(node.type) && (node.async || node.generator)) complain("async or generator");
  if (node.type === "Literal" && (node.bigint || /^0[bo_]/i.test(String(node.raw)))) complain("literal");
  if (node.type === "Literal" && node.regex && /[suydv]/.test((node.regex as { flags: string }).flags))
    complain("flag");
  if (node.type === "Literal" && node.regex && /\(\?(<|!|=)/.test((node.regex as { pattern: string }).pattern)) {
    complain("look-around or named group: ExtendScript gets them wrong");
  }
  if (node.type === "Identifier" && RESERVED.has(String(node.name))) complain(`reserved word ${node.name}`);
  if (node.type === "Identifier" && LATER_GLOBALS.has(String(node.name))) complain(String(node.name));
  if (node.type === "MemberExpression" && !node.computed && LATER_MEMBERS.has(String((node.property as Node).name))) {
    complain(`.${(node.property as Node).name}`);
  }
  if (node.type === "Property" && (node.kind !== "init" || node.shorthand || node.computed || node.method)) {
    complain("property form");
  }
  if (node.type === "ConditionalExpression" && [node.consequent, node.alternate].some(isNestedChoice)) {
    complain("nested choice: ExtendScript groups it from the left");
  }
  if (node.type === "ArrayExpression" || node.type === "ObjectExpression") {
    const last = childrenOf(node).at(-1);
    if (last && /,/.test(bare(last.end, node.end))) complain("trailing comma");
  }
  if (/^(Call|New)Expression$/.test(node.type)) {
    const last = (node.arguments as Node[]).at(-1);
    if (last && /,/.test(bare(last.end, node.end))) complain("trailing comma");
  }
  return found;
}

const isNestedChoice = (node: unknown): boolean => (node as Node).type === "ConditionalExpression";

/** One line per use of something that is not ES3; empty for a script that ExtendScript can read. */
export function es3Complaints(source: string): string[] {
  const visit = (node: Node): string[] => [
    ...complaintsAbout(node, source),
    ...childrenOf(node).flatMap((child) => visit(child)),
  ];
  return visit(parseAst(source) as unknown as Node);
}
