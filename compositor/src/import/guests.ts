import type * as THREE from "three";
import type { DrawRequest, Group, Item } from "../contract";
import { MissingAsset } from "../engine/assets";
import { songTime } from "../engine/song-clock";
import type { Props } from "../layers/props";
import { ActorView, actorLod, Stage } from "./actor";
import { groupsOf } from "./items";
import type { Brushes } from "./materials";
import type { Raster } from "./rasters";
import { drawWords } from "./words";

/** The items of a comp that are filled from the request: characters and words. */
export class Guests {
  private readonly actors = new Map<Item, ActorView>();
  private readonly lines = new Map<Item, Raster>();

  private constructor(private readonly stage: Stage) {}

  /** Casts the actors and draws the words of `group` and of all groups in it. */
  static async of(
    group: Group,
    request: DrawRequest,
    renderer: THREE.WebGLRenderer,
    brushes: Brushes,
    props: Props,
  ): Promise<Guests> {
    const { comp, song, song_start_frame } = request;
    const clock = (frame: number) => ({ song, ...songTime(song, comp.fps, song_start_frame, frame) });
    const guests = new Guests(new Stage(renderer, brushes, clock, comp));
    for (const inner of groupsOf(group)) {
      for (const item of inner.items) await guests.take(item, inner, request, props);
    }
    return guests;
  }

  actor(item: Item): ActorView | null {
    return this.actors.get(item) ?? null;
  }

  /** The picture of an item's words; null where there is nothing to say, as with an empty name. */
  words(item: Item): Raster | null {
    return this.lines.get(item) ?? null;
  }

  dispose(): void {
    for (const actor of this.actors.values()) actor.dispose();
    this.stage.dispose();
  }

  private async take(item: Item, group: Group, request: DrawRequest, props: Props): Promise<void> {
    const { content } = item;
    if (content.type === "actor") {
      const character = content.character ?? request.fan;
      if (!character) throw new MissingAsset(`item ${item.name} wants the fan's character and the request has none`);
      const lod = actorLod(item, content, group, request.comp);
      this.actors.set(
        item,
        new ActorView(this.stage, group, item, content, props.performer(character, { seed: content.seed, lod })),
      );
    } else if (content.type === "words") {
      const text = (content.slot === "name" ? request.name : content.text)?.trim();
      if (text) this.lines.set(item, await drawWords(content, text, `item ${item.name}`));
    }
  }
}
