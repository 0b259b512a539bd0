import type { SetLayer } from "../contract";
import { LruCache } from "../engine/lru-cache";
import { createSet, type SetPiece } from "../set";

const SETS_KEPT = 8;

/** What takes long to build and is kept from job to job: pieces of the stage. */
export class Props {
  private readonly sets = new LruCache<SetPiece>(SETS_KEPT, (piece) => piece.dispose());
  private readonly inUse = new Map<string, number>();

  /** Begins a job: nothing is in use yet. */
  begin(): void {
    this.inUse.clear();
  }

  /** Ends loading a job: frees what is old and not in use. */
  trim(): void {
    const keys = new Set(
      [...this.inUse].flatMap(([key, count]) => Array.from({ length: count }, (_, i) => `${key}#${i}`)),
    );
    this.sets.trim(keys);
  }

  set(layer: SetLayer): SetPiece {
    const key = this.claim(JSON.stringify([layer.name, layer.seed, layer.colours]));
    return this.sets.get(key) ?? this.sets.put(key, createSet(layer));
  }

  /** Two layers that show the same thing need one each. */
  private claim(key: string): string {
    const count = this.inUse.get(key) ?? 0;
    this.inUse.set(key, count + 1);
    return `${key}#${count}`;
  }
}
