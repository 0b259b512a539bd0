import { describe, expect, it } from "vitest";
import { LruCache } from "../../src/engine/lru-cache";
import { isActive, valueAt } from "../../src/engine/tracks";

describe("valueAt", () => {
  it("gives the frame's value, or the only one", () => {
    expect(valueAt([3, 4, 5], 2)).toBe(5);
    expect(valueAt([7], 2)).toBe(7);
  });
});

describe("isActive", () => {
  it("counts the first frame in and the last one out", () => {
    const layer = { in_frame: 2, out_frame: 4 };
    expect([1, 2, 3, 4].map((frame) => isActive(layer, frame))).toEqual([false, true, true, false]);
    expect(isActive({ in_frame: 0, out_frame: null }, 1000)).toBe(true);
  });
});

describe("LruCache", () => {
  it("disposes of what was not used for longest, and never of what is in use", () => {
    const disposed: string[] = [];
    const cache = new LruCache<string>(2, (value) => disposed.push(value));
    for (const name of ["a", "b", "c", "d"]) cache.put(name, name);
    expect(cache.get("a")).toBe("a");
    cache.trim(new Set(["c"]));
    expect(disposed).toEqual(["b", "d"]);
    expect(cache.get("b")).toBeUndefined();
    expect(cache.size).toBe(2);
  });
});
