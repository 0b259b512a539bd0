import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      name: "glsl-as-text",
      transform: (source, id) => (id.endsWith(".glsl") ? `export default ${JSON.stringify(source)};` : undefined),
    },
  ],
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
