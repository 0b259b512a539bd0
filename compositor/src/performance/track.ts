/** A chain of goals that repeats: rows of numbers, each to be reached on its count. */
import { arrival, FORESEEN, SETTLED, type Spring } from "./springs";

export interface Track {
  /** Counts in beats, ascending, within [0, beats). */
  at: readonly number[];
  rows: readonly (readonly number[])[];
  /** Length of the loop. */
  beats: number;
}

/** Weight of one row of a track at a moment. */
interface Part {
  row: readonly number[];
  weight: number;
}

/**
 * The rows that a moment is made of; their weights add up to 1.
 *
 * @param beat any moment; the track repeats in both directions
 */
export function partsAt({ at, rows, beats }: Track, beat: number, spring: Spring): Part[] {
  const count = at.length;
  const first = rows[0] as readonly number[];
  if (count === 1) return [{ row: first, weight: 1 }];
  const placeOf = (k: number) => (at[((k % count) + count) % count] as number) + Math.floor(k / count) * beats;
  let k = Math.floor((beat - SETTLED) / beats) * count - 1;
  while (placeOf(k + 1) < beat - SETTLED) k++;
  const parts: Part[] = [];
  for (let covered = 1; ; k++) {
    const place = placeOf(k + 1);
    const ahead = place > beat + FORESEEN;
    const next = ahead ? 0 : arrival(beat - place, spring);
    parts.push({ row: rows[((k % count) + count) % count] as readonly number[], weight: covered - next });
    if (ahead) return parts;
    covered = next;
  }
}

/** The numbers `from` to `to` (exclusive) of the track at `beat`. */
export function sample(
  track: Track,
  beat: number,
  spring: Spring,
  from = 0,
  to = track.rows[0]?.length ?? 0,
): number[] {
  const sum = new Array<number>(to - from).fill(0);
  for (const { row, weight } of partsAt(track, beat, spring))
    for (let i = from; i < to; i++) sum[i - from] = (sum[i - from] as number) + weight * (row[i] as number);
  return sum;
}

/** Index of the row whose count was the last before `beat`, and the beats since that count. */
export function rowAt({ at, beats }: Pick<Track, "at" | "beats">, beat: number): { index: number; since: number } {
  const local = beat - Math.floor(beat / beats) * beats;
  let index = at.length - 1;
  for (let k = 0; k < at.length; k++) if ((at[k] as number) <= local) index = k;
  const since = local - (at[index] as number);
  return since < 0 ? { index: at.length - 1, since: local - (at[at.length - 1] as number) + beats } : { index, since };
}
