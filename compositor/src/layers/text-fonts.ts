import { MissingAsset } from "../engine/assets";

/** A font file of the project and the characters that it draws. */
export interface NameFont {
  file: string;
  family: string;
  /** First and last code point of each run, ascending. */
  ranges: [first: number, last: number][];
}

const FOLDER = "fonts/";
/** Joiners, variation selectors, tags: they steer the shaping and need no glyph of their own. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const SIMPLE_BELOW = 0x100;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

let table: Promise<NameFont[]> | undefined;
const loading = new Map<string, Promise<unknown>>();

/** A text's fonts, in the order in which they are asked for a character. */
export interface TextFonts {
  families: string[];
  /** Whether they have every character of the text. */
  complete: boolean;
}

/**
 * Loads the project's fonts that `text` needs. All that have one of its characters are loaded, so that its pixels do
 * not depend on which fonts earlier texts have brought into the page.
 */
export async function loadTextFonts(text: string): Promise<TextFonts> {
  table ??= fetchTable();
  const wanted = fontsFor(text, await table);
  await Promise.all(wanted.fonts.map(load));
  return { families: wanted.fonts.map(({ family }) => family), complete: wanted.complete };
}

/**
 * The fonts of `fonts` that have a grapheme of `text`. One font has to have all of it: it places marks on letters.
 * Simple characters that are in the first font come from there, so that a digit does not bring the emoji along.
 */
export function fontsFor(text: string, fonts: readonly NameFont[]): { fonts: NameFont[]; complete: boolean } {
  const wanted = new Set<NameFont>();
  let complete = true;
  for (const grapheme of new Set(Array.from(graphemes.segment(text), ({ segment }) => segment))) {
    const codes = [...grapheme].filter((character) => !UNSEEN.test(character)).map((c) => c.codePointAt(0)!);
    const having = fonts.filter((font) => codes.every((code) => has(font, code)));
    complete &&= having.length > 0;
    const simple = grapheme.length === 1 && codes.every((code) => code < SIMPLE_BELOW);
    for (const font of simple ? having.slice(0, 1) : having) wanted.add(font);
  }
  return { fonts: fonts.filter((font) => wanted.has(font)), complete };
}

function has({ ranges }: NameFont, code: number): boolean {
  return ranges.some(([first, last]) => first <= code && code <= last);
}

async function fetchTable(): Promise<NameFont[]> {
  const response = await fetch(`${FOLDER}coverage.json`);
  if (!response.ok) throw new MissingAsset("templates/fonts/coverage.json is missing");
  return ((await response.json()) as { fonts: NameFont[] }).fonts;
}

function load({ family, file }: NameFont): Promise<unknown> {
  const known = loading.get(file);
  if (known) return known;
  // A face for all weights: nothing is emboldened that is bold already.
  const face = new FontFace(family, `url("${FOLDER}${file}")`, { weight: "1 1000" });
  document.fonts.add(face);
  const promise = face.load().catch((error) => {
    throw new MissingAsset(`templates/fonts/${file} cannot be loaded: ${error}`);
  });
  loading.set(file, promise);
  return promise;
}
