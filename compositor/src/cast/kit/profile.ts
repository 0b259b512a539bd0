/** Profile curves: rows of `[x, value, value, ...]`, read at any x by a monotone cubic. */

export type Profile = readonly (readonly number[])[];

const at = (row: readonly number[] | undefined, k: number): number => row?.[k] ?? 0;

/**
 * Reads a profile at `x` by cubic Hermite interpolation whose slopes vanish at extrema, so the curve never overshoots
 * its rows. Outside the rows the end values hold.
 *
 * @param rows sorted by their first column, at least two of them
 * @returns the interpolated columns after the first
 */
export function readProfile(rows: Profile, x: number): number[] {
  const last = rows.length - 1;
  if (x <= at(rows[0], 0)) return rows[0]?.slice(1) ?? [];
  if (x >= at(rows[last], 0)) return rows[last]?.slice(1) ?? [];
  let i = 0;
  while (x > at(rows[i + 1], 0)) i++;
  const a = rows[i];
  const b = rows[i + 1];
  const before = rows[Math.max(0, i - 1)];
  const after = rows[Math.min(last, i + 2)];
  const width = at(b, 0) - at(a, 0);
  const t = (x - at(a, 0)) / width;
  const t2 = t * t;
  const t3 = t2 * t;
  const out: number[] = [];
  for (let k = 1; k < (a?.length ?? 0); k++) {
    const slope = (at(b, k) - at(a, k)) / width;
    const slopeIn = i > 0 ? (at(a, k) - at(before, k)) / (at(a, 0) - at(before, 0)) : slope;
    const slopeOut = i < last - 1 ? (at(after, k) - at(b, k)) / (at(after, 0) - at(b, 0)) : slope;
    const m0 = slopeIn * slope <= 0 ? 0 : (slopeIn + slope) / 2;
    const m1 = slopeOut * slope <= 0 ? 0 : (slopeOut + slope) / 2;
    out.push(
      (2 * t3 - 3 * t2 + 1) * at(a, k) +
        (t3 - 2 * t2 + t) * width * m0 +
        (-2 * t3 + 3 * t2) * at(b, k) +
        (t3 - t2) * width * m1,
    );
  }
  return out;
}

/** The first value column of a profile at `x`. */
export const readCurve = (rows: Profile, x: number): number => readProfile(rows, x)[0] ?? 0;
