/**
 * Springs as closed forms of the beat: how a part of the body answers to being sent somewhere.
 *
 * The answer to a chain of goals is the sum of the answers to its steps, so there is no state: any moment can be asked
 * for. A step response of a damped oscillator starts smoothly, overshoots a little and settles.
 */

export interface Spring {
  /** Natural frequency, radians per beat: how sharp a hit is. */
  rate: number;
  /** Damping, 0 rings for ever, below 1: how much it overshoots. */
  damping: number;
  /** Share of the way that it first goes the other way. */
  anticipation: number;
}

/** Wrists, elbows and small accents. */
export const SNAP: Spring = { rate: 9.6, damping: 0.66, anticipation: 0.05 };
/** The trunk: heavier, so it needs longer. */
export const BODY: Spring = { rate: 8.5, damping: 0.68, anticipation: 0.06 };
/** Unhurried moves. */
export const FLOW: Spring = { rate: 5.2, damping: 0.86, anticipation: 0.02 };
/** Hands and fingers hang on more loosely than what carries them. */
export const loose = (spring: Spring): Spring => ({ ...spring, damping: spring.damping * 0.78, anticipation: 0 });

/** Beats before the count at which a part sets off; it reaches its goal right on the count. */
export function riseOf({ rate, damping }: Spring): number {
  return (Math.PI - Math.acos(damping)) / (rate * Math.sqrt(1 - damping * damping));
}

/** Beats that the wind-up before setting off takes. */
const WIND_UP = 0.4;
/** It ends this long after setting off. */
const RELEASE = 0.22;

/**
 * Share of the way covered: 0 long before, 1 on the count for the first time, then 1 within the overshoot.
 *
 * @param t beats after the count
 */
export function arrival(t: number, spring: Spring): number {
  const since = t + riseOf(spring);
  const windUp = spring.anticipation > 0 ? spring.anticipation * bump(since) : 0;
  if (since <= 0) return -windUp;
  const decay = spring.damping * spring.rate;
  const turning = spring.rate * Math.sqrt(1 - spring.damping * spring.damping);
  const ringing = Math.cos(turning * since) + (decay / turning) * Math.sin(turning * since);
  return 1 - Math.exp(-decay * since) * ringing - windUp;
}

function bump(since: number): number {
  if (since <= -WIND_UP || since >= RELEASE) return 0;
  const u = since < 0 ? 1 + since / WIND_UP : 1 - since / RELEASE;
  return u * u * (3 - 2 * u);
}

/** Beats after which a spring has settled for every eye. */
export const SETTLED = 4;
/** Beats before a count from which its wind-up can show. */
export const FORESEEN = 1.6;
