import type { VRM } from "@pixiv/three-vrm";
import { MathUtils, type Vector2 } from "three";
import type { Viseme } from "../../cast";
import type { Expression } from "../../performance";
import { IRIS_PER_RADIAN } from "../../performance/gaze";

const VISEMES: readonly Viseme[] = ["aa", "ih", "ou", "ee", "oh"];
const LIDS: Record<Expression["eyes"], number> = { open: 0, half: 0.5, closed: 1, happy: 0 };
/** A grin, of all that an avatar's happy face may hold. */
const GRIN = 0.3;

/** Sets mouth, lids and eyes from our expression. @param openness of the mouth, 0 to 1 */
export function showFace(vrm: VRM, face: Expression, openness: number, iris: Vector2): void {
  const { expressionManager, lookAt } = vrm;
  for (const viseme of VISEMES) expressionManager?.setValue(viseme, face.mouth === viseme ? openness : 0);
  expressionManager?.setValue("blink", LIDS[face.eyes]);
  expressionManager?.setValue("happy", face.eyes === "happy" ? 1 : face.mouth === "grin" ? GRIN : 0);
  lookAt?.applier.applyYawPitch(
    MathUtils.radToDeg(iris.x / IRIS_PER_RADIAN),
    MathUtils.radToDeg(-iris.y / IRIS_PER_RADIAN),
  );
  expressionManager?.update();
}
