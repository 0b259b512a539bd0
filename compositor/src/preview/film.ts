import type { Character, Comp, DrawRequest, Region, SongClock } from "../contract";
import { type Assets, type FontFile, loadImage, MissingAsset, openFile, type PlatePicture } from "../engine/assets";

/** What the page knows of a template; see tasks/template/preview.py. */
export interface Film {
  id: string;
  title: string;
  video: { width: number; height: number; fps: number; frames: number };
  clock: SongClock;
  cue: { start_frame: number; frames: number; lyric: string };
  shots: FilmShot[];
  fans: SampleFan[];
  fonts: FontFile[];
  /** A comp that shows nothing but the fan's head, for the pictures beside the names. */
  portrait: Comp;
}

export interface FilmShot {
  id: string;
  kind: "static" | "personal";
  start_frame: number;
  frames: number;
  depends_on: ("character" | "name")[];
  drawing_step_frames: number;
  region: Region | null;
}

export interface SampleFan {
  label: string;
  name: string;
  character: Character;
}

export async function loadFilm(): Promise<Film> {
  return (await answer("film.json", "the template")).json() as Promise<Film>;
}

const comps = new Map<string, Promise<Comp>>();

export function loadComp(shot: FilmShot): Promise<Comp> {
  const known = comps.get(shot.id);
  if (known) return known;
  const coming = answer(`comps/${shot.id}`, `the comp of ${shot.id}`).then((response) => response.json());
  comps.set(shot.id, coming);
  return coming;
}

/** Files of the bundle for the layers of one request; clips come picture by picture, by their frame number. */
export function assetsOf(request: DrawRequest): Assets {
  return {
    file: (path) => openFile(`assets/${path}`),
    image: (path) => loadImage(`assets/${path}`),
    plate: async (index, frame) => {
      const layer = request.comp.layers[index];
      if (layer?.type !== "plate") throw new Error(`layer ${index} of ${request.comp.id} is no plate`);
      return loadPlate(layer.asset, frame);
    },
  };
}

async function loadPlate(asset: string, frame: number): Promise<PlatePicture> {
  const response = await answer(`plates/${frame}/${asset}`, `${asset}, frame ${frame}`);
  const width = Number(response.headers.get("x-width"));
  const height = Number(response.headers.get("x-height"));
  return { x: 0, y: 0, width, height, planes: new Uint8Array(await response.arrayBuffer()) };
}

async function answer(url: string, what: string): Promise<Response> {
  const response = await fetch(url, { cache: "no-store" }).catch(() => null);
  if (response?.ok) return response;
  const reason = response ? await response.text() : "the preview was ended in the terminal";
  throw new MissingAsset(`${what} cannot be shown: ${reason}`);
}
