/** A performance: everything about one moment of a performer, from the moment alone. */
import { Vector2, type Vector3 } from "three";
import { HEAD_CENTRE } from "../cast/body/skeleton";
import type { Motion } from "../cast/types";
import { noiseAt } from "./curves";
import { type Expression, type ExpressionInput, expressionAt } from "./expression";
import { gazeAt } from "./gaze";
import { type HairSway, hairAt } from "./hair";
import { MOTIONS } from "./motions";
import type { Phrase } from "./phrasing";
import { type Pose, type Turn, turn } from "./pose";

export interface Moment extends ExpressionInput {
  /** Where the camera is, in the performer's own frame; null where it is not looked at. */
  camera: Vector3 | null;
}

export interface Performance {
  pose: Pose;
  /** Offset of the irises in their cells, x to the performer's left. */
  iris: Vector2;
  expression: Expression;
  hair: HairSway;
}

/** Motions in which the head is free to look aside when nothing is sung. */
const LOOKS_ASIDE: ReadonlySet<Motion> = new Set(["sing", "sway", "wave"]);
const ASIDE = { head: 0.2, iris: 0.11 };

export function performanceAt(moment: Moment): Performance {
  const { motion, beat, seed, phrase, camera } = moment;
  const pose = MOTIONS[motion](beat, seed);
  const iris = new Vector2();
  if (camera) {
    const gaze = gazeAt(HEAD_CENTRE.clone(), camera, turnOfHead(pose), pose.facing);
    iris.copy(gaze.iris);
    pose.head.yaw += gaze.head.yaw;
    pose.head.pitch += gaze.head.pitch;
    if (phrase && LOOKS_ASIDE.has(motion)) lookAside(pose, iris, phrase, seed);
  }
  if (phrase) giveVoice(pose, phrase, seed);
  return { pose, iris, expression: expressionAt(moment), hair: hairAt((b) => MOTIONS[motion](b, seed), beat) };
}

/** How far trunk and head together turn the head from where the body faces; roll does not move the eyes' goal much. */
function turnOfHead({ hipsTurn, spine, chest, head }: Pose): Turn {
  const parts = [hipsTurn, spine, chest, head];
  const sum = (axis: "pitch" | "yaw") => parts.reduce((total, part) => total + part[axis], 0);
  return turn(sum("pitch"), sum("yaw"));
}

/** Between two phrases the eyes leave the camera, the head follows a little. */
function lookAside(pose: Pose, iris: Vector2, phrase: Phrase, seed: number): void {
  const side = noiseAt(phrase.index, seed + 61) < 0.5 ? -1 : 1;
  pose.head.yaw += ASIDE.head * side * phrase.rest;
  pose.head.pitch += 0.05 * phrase.rest;
  iris.x += ASIDE.iris * side * phrase.rest;
}

/** What singing does to the trunk: breath lifts it, a loud note opens it, an accent nods, the peak leans into it. */
function giveVoice(pose: Pose, { index, loudness, attack, breath, peak }: Phrase, seed: number): void {
  const side = noiseAt(index, seed + 67) < 0.5 ? -1 : 1;
  pose.head.roll += 0.06 * side * peak;
  pose.spine.roll += 0.02 * side * peak;
  pose.hips.y += 0.018 * breath;
  pose.spine.pitch -= 0.025 * breath;
  pose.chest.pitch -= 0.05 * breath + 0.035 * loudness;
  pose.head.pitch += 0.1 * attack - 0.05 * breath - 0.03 * loudness;
}
