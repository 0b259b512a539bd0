import { Group, Matrix4, type Quaternion, type Vector3 } from "three";
import { buildMicrophone } from "../../cast/body/hands";
import { BONE_INDEX, JOINTS } from "../../cast/body/skeleton";
import { createRigUniforms } from "../../cast/materials/rig-uniforms";
import { createToonMaterial } from "../../cast/materials/toon";
import { DRAW_ORDER, Parts } from "../../cast/parts";

/** Our performers' microphone, for a hand that has none. */
export class Microphone {
  readonly root = new Group();
  private readonly uniforms = createRigUniforms();
  private readonly parts = new Parts(this.root, this.uniforms);

  constructor() {
    const geometry = buildMicrophone().build({ offset: JOINTS.rightHand });
    const material = createToonMaterial(this.uniforms);
    this.parts.solid(geometry, material, { name: "microphone", order: DRAW_ORDER.hands, outline: { width: 0.009 } });
  }

  /** Puts it into a right hand: its wrist, and the turn that our own hand has there; model units. */
  hold(wrist: Vector3, turn: Quaternion): void {
    const { x, y, z } = JOINTS.rightHand;
    this.uniforms.uBones.value[BONE_INDEX.rightHand]!.makeRotationFromQuaternion(turn)
      .setPosition(wrist)
      .multiply(new Matrix4().makeTranslation(-x, -y, -z));
  }

  dispose(): void {
    this.parts.dispose();
  }
}
