import { createPerformer, type Lod } from "../cast";
import type { Character, ModelLayer, SetLayer } from "../contract";
import type { Assets } from "../engine/assets";
import { LruCache } from "../engine/lru-cache";
import type { ModelFile } from "../gltf";
import type { Avatar } from "../gltf/avatar";
import { createSet, type SetPiece } from "../set";
import { BoneBoxes } from "./bone-boxes";
import type { CastMember } from "./performer";

const SETS_KEPT = 8;
const PERFORMERS_KEPT = 8;
const MODELS_KEPT = 6;
const AVATARS_KEPT = 4;

/** What takes long to build and is kept from job to job: performers and pieces of the stage. */
export class Props {
  private readonly performers = new LruCache<CastMember>(PERFORMERS_KEPT, ({ performer }) => performer.dispose());
  private readonly sets = new LruCache<SetPiece>(SETS_KEPT, (piece) => piece.dispose());
  private readonly models = new LruCache<ModelFile>(MODELS_KEPT, (file) => file.dispose());
  private readonly avatars = new LruCache<Avatar>(AVATARS_KEPT, (avatar) => avatar.dispose());
  private readonly inUse = new Set<string>();

  /** Begins a job: nothing is in use yet. */
  begin(): void {
    this.inUse.clear();
  }

  /** Ends loading a job: frees what is old and not in use. */
  trim(): void {
    this.performers.trim(this.inUse);
    this.sets.trim(this.inUse);
    this.models.trim(this.inUse);
    this.avatars.trim(this.inUse);
  }

  set(layer: SetLayer): SetPiece {
    const key = this.claim(JSON.stringify([layer.name, layer.seed, layer.colours]));
    return this.sets.get(key) ?? this.sets.put(key, createSet(layer));
  }

  performer(character: Character, options: { seed: number; lod: Lod }): CastMember {
    const key = this.claim(JSON.stringify([character, options]));
    const known = this.performers.get(key);
    if (known) return known;
    const performer = createPerformer(character, options);
    return this.performers.put(key, { performer, boxes: new BoneBoxes(performer.root) });
  }

  /** A file shown by several layers is decoded once; one that did not change is kept from job to job. */
  async model(layer: ModelLayer, assets: Assets): Promise<ModelFile> {
    const file = await assets.file(layer.asset);
    const key = `${layer.shading} ${file.key}`;
    this.inUse.add(key);
    const known = this.models.get(key);
    if (known) {
      await file.leave();
      return known;
    }
    const { loadModelFile } = await import("../gltf");
    return this.models.put(key, await loadModelFile(await file.read(), layer.asset, layer.shading));
  }

  async avatar(path: string, assets: Assets): Promise<Avatar> {
    const file = await assets.file(path);
    const key = this.claim(file.key);
    const known = this.avatars.get(key);
    if (known) {
      await file.leave();
      return known;
    }
    const { loadAvatar } = await import("../gltf/avatar");
    return this.avatars.put(key, await loadAvatar(await file.read(), path));
  }

  /** Two layers that show the same thing need one each. */
  private claim(key: string): string {
    let copy = 0;
    while (this.inUse.has(`${key}#${copy}`)) copy++;
    this.inUse.add(`${key}#${copy}`);
    return `${key}#${copy}`;
  }
}
