import { createPerformer, type Lod } from "../cast";
import type { Character, SetLayer } from "../contract";
import { LruCache } from "../engine/lru-cache";
import { createSet, type SetPiece } from "../set";
import { BoneBoxes } from "./bone-boxes";
import type { CastMember } from "./performer";

const SETS_KEPT = 8;
const PERFORMERS_KEPT = 8;

/** What takes long to build and is kept from job to job: performers and pieces of the stage. */
export class Props {
  private readonly performers = new LruCache<CastMember>(PERFORMERS_KEPT, ({ performer }) => performer.dispose());
  private readonly sets = new LruCache<SetPiece>(SETS_KEPT, (piece) => piece.dispose());
  private readonly inUse = new Set<string>();

  /** Begins a job: nothing is in use yet. */
  begin(): void {
    this.inUse.clear();
  }

  /** Ends loading a job: frees what is old and not in use. */
  trim(): void {
    this.performers.trim(this.inUse);
    this.sets.trim(this.inUse);
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

  /** Two layers that show the same thing need one each. */
  private claim(key: string): string {
    let copy = 0;
    while (this.inUse.has(`${key}#${copy}`)) copy++;
    this.inUse.add(`${key}#${copy}`);
    return `${key}#${copy}`;
  }
}
