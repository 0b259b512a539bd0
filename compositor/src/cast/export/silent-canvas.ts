/** Lets performers be built where there is no page: their pictures stay empty, their meshes are the same. */

const pen: CanvasRenderingContext2D = new Proxy({} as CanvasRenderingContext2D, {
  get: (_target, name) =>
    String(name).startsWith("create") ? () => ({ addColorStop: () => undefined }) : () => undefined,
  set: () => true,
});

/** Runs `build` with a canvas that takes every drawing and draws nothing, unless there is a real one. */
export function withoutDrawing<Result>(build: () => Result): Result {
  if ("document" in globalThis) return build();
  const silent = { createElement: () => ({ width: 0, height: 0, getContext: () => pen }) };
  Object.assign(globalThis, { document: silent });
  try {
    return build();
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
}
