import { expect, test } from "vitest";
import { es3Complaints } from "./es3";
import { SCRIPT } from "./mock/after-effects";

test("the script is ES3", () => {
  expect(es3Complaints(SCRIPT)).toEqual([]);
});

test("the script is plain ASCII, so no editor and no system reads it otherwise", () => {
  expect([...SCRIPT].filter((c) => c.charCodeAt(0) > 126)).toEqual([]);
});

test.each([
  ["let a = 1;", /let/],
  ["var f = () => 1;", /ArrowFunction/],
  ["var a = `x`;", /TemplateLiteral/],
  ["var a = [1, 2,];", /trailing comma/],
  ['var a = {"b": 1,};', /trailing comma/],
  ["f(1,);", /trailing comma/],
  ["var a = {default: 1};", /reserved word default/],
  ["a.class = 1;", /reserved word class/],
  ["var char = 1;", /reserved word char/],
  ["JSON.stringify(1);", /JSON/],
  ["a.indexOf(1);", /indexOf/],
  ["for (var a of b) {}", /ForOf/],
  ["var a = {b};", /property form/],
  ["var a = b?.c;", /ChainExpression/],
  ["var a = b ? 1 : c ? 2 : 3;", /nested choice/],
  ["var a = /x(?=y)/;", /look-around/],
  ["try { f(); } catch { g(); }", /catch/],
])("finds what is not ES3 in %s", (source, complaint) => {
  expect(es3Complaints(source).join("\n")).toMatch(complaint);
});
