/** A canvas that takes every drawing call and draws nothing: performers can be built where there is no DOM. */

const pen = new Proxy(
  {},
  {
    get: (_target, name) =>
      String(name).startsWith("create") ? () => ({ addColorStop: () => undefined }) : () => undefined,
    set: () => true,
  },
);

export function installFakeCanvas(): void {
  Object.assign(globalThis, {
    document: { createElement: () => ({ width: 0, height: 0, getContext: () => pen }) },
  });
}
