import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { exported } from "./export";
import { AfterEffects } from "./mock/after-effects";
import { stageProject } from "./stage-project";

const FIXTURE = fileURLToPath(new URL("../../../tests/comp/after_effects/stage.json", import.meta.url));

/** `vitest run -u` writes the file anew. */
test("the file that the import is tested with is what the script writes", async () => {
  const host = new AfterEffects();
  const file = exported(host, stageProject(host));
  expect(file.slots.map(({ slot, label }) => `${slot} ${label}`)).toEqual(["name big", "fan hold"]);
  expect(file.warnings).toEqual([]);
  await expect(`${JSON.stringify(file, null, 1)}\n`).toMatchFileSnapshot(FIXTURE);
});
