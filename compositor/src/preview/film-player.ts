import type * as THREE from "three";
import type { Comp, DrawRequest, Region } from "../contract";
import { Player } from "../engine/player";
import type { ShaderErrors } from "../engine/renderer";
import { drawnFrame, recipeOf } from "./as-in-the-film";
import { assetsOf, type Film, type FilmShot, loadComp, type SampleFan } from "./film";
import { compose, emptyPicture, type Picture } from "./picture";

/** One picture that somebody wants to see. */
export interface View {
  /** On the video's timeline. */
  frame: number;
  fan: SampleFan;
  name: string;
}

/** Draws any frame of the film with any fan, the way the film has it: drawings held over a plate at its own rate. */
export class FilmPlayer {
  private readonly figures: Player;
  private readonly plates: Player;
  private loaded = "";
  private step_frames = 1;
  private hasFigure = false;
  private hasPlate = false;
  private figure: { frame: number; picture: Picture } | null = null;

  constructor(
    renderer: THREE.WebGLRenderer,
    errors: ShaderErrors,
    private readonly film: Film,
  ) {
    this.figures = new Player(renderer, errors);
    this.plates = new Player(renderer, errors);
  }

  shotAt(frame: number): FilmShot {
    const shot = this.film.shots.find(({ start_frame, frames }) => frame < start_frame + frames);
    return shot ?? this.film.shots.at(-1)!;
  }

  /** Draws the view into `target`, which has the film's size. */
  async draw(view: View, target: ImageData): Promise<void> {
    const shot = this.shotAt(view.frame);
    await this.load(shot, view);
    const frame = view.frame - shot.start_frame;
    const below = this.hasPlate ? await pictureOf(this.plates, frame) : null;
    const above = this.hasFigure ? await this.heldFigure(drawnFrame(frame, this.step_frames)) : null;
    compose(target, below, above);
  }

  private async load(shot: FilmShot, view: View): Promise<void> {
    const fan = shot.depends_on.includes("character") ? view.fan.character : null;
    const name = shot.depends_on.includes("name") ? view.name : null;
    const key = JSON.stringify([shot.id, fan, name]);
    if (key === this.loaded) return;
    this.loaded = "";
    this.figure = null;
    const recipe = recipeOf(await loadComp(shot), shot.kind === "personal", shot.region !== null);
    const request = (comp: Comp, region: Region | null): DrawRequest => ({
      comp,
      song: this.film.clock,
      song_start_frame: shot.start_frame,
      fan,
      name,
      frames: [0],
      region,
    });
    this.hasPlate = recipe.plate !== null;
    this.hasFigure = recipe.drawings !== null;
    if (recipe.plate) await begin(this.plates, request(recipe.plate, null));
    if (recipe.drawings) await begin(this.figures, request(recipe.drawings, shot.region));
    this.step_frames = shot.drawing_step_frames;
    this.loaded = key;
  }

  private async heldFigure(frame: number): Promise<Picture> {
    if (this.figure?.frame !== frame) this.figure = { frame, picture: await pictureOf(this.figures, frame) };
    return this.figure.picture;
  }
}

/** Loads a request into a player, with the bundle's files. */
export async function begin(player: Player, request: DrawRequest): Promise<void> {
  await player.load(request, assetsOf(request), false);
}

/** Draws a frame of what is loaded and reads it. */
export async function pictureOf(player: Player, frame: number): Promise<Picture> {
  const picture = emptyPicture(await player.draw(frame));
  player.read(picture.pixels);
  return picture;
}
