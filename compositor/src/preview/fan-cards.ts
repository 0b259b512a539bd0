import type * as THREE from "three";
import { Player } from "../engine/player";
import type { ShaderErrors } from "../engine/renderer";
import type { Film, SampleFan } from "./film";
import { begin, pictureOf } from "./film-player";
import { compose } from "./picture";

/** The sample fans as cards with portraits, one of them chosen. */
export class FanCards {
  onChoice: (fan: SampleFan) => void = () => undefined;
  chosen: SampleFan;
  private readonly cards = new Map<SampleFan, HTMLButtonElement>();

  constructor(
    root: HTMLElement,
    private readonly film: Film,
  ) {
    this.chosen = film.fans[0]!;
    for (const [index, fan] of film.fans.entries()) {
      const card = document.createElement("button");
      card.className = "fan";
      card.title = `${fan.label} (key ${index + 1})`;
      const portrait = document.createElement("canvas");
      portrait.width = film.portrait.width;
      portrait.height = film.portrait.height;
      const words = document.createElement("span");
      const name = document.createElement("b");
      name.dir = "auto";
      name.textContent = fan.name;
      const label = document.createElement("small");
      label.textContent = fan.label;
      words.append(name, label);
      card.append(portrait, words);
      card.addEventListener("click", () => this.choose(fan));
      root.append(card);
      this.cards.set(fan, card);
    }
    this.mark();
  }

  choose(fan: SampleFan | undefined): void {
    if (!fan) return;
    this.chosen = fan;
    this.mark();
    this.onChoice(fan);
  }

  /** Draws the portraits, with the film's own engine. */
  async drawPortraits(renderer: THREE.WebGLRenderer, errors: ShaderErrors): Promise<void> {
    const player = new Player(renderer, errors);
    const { portrait: comp, clock: song } = this.film;
    for (const [fan, card] of this.cards) {
      const request = { comp, song, song_start_frame: 0, fan: fan.character, name: null, frames: [0], region: null };
      await begin(player, request);
      const pixels = new ImageData(comp.width, comp.height);
      compose(pixels, await pictureOf(player, 0), null);
      card.querySelector("canvas")!.getContext("2d")!.putImageData(pixels, 0, 0);
    }
    player.unload();
  }

  private mark(): void {
    for (const [fan, card] of this.cards) card.setAttribute("aria-pressed", String(fan === this.chosen));
  }
}
