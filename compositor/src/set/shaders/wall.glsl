float hexagon(vec2 p) {
  p = abs(p);
  return max(p.x, p.x * 0.5 + p.y * 0.8660254);
}

/** A bright line of half width `w` around 0, its edge `soft` wide. */
float lineOf(float d, float w, float soft) { return 1.0 - smoothstep(w, w + soft, abs(d)); }

/** Hexagons of light that run outwards and start on the beat. */
float hexagonRings(vec2 p, float beat, float soft) {
  float h = hexagon(p.yx * vec2(1.0, 0.82));
  float cell = fract(h * 0.42 - beat * 0.5) - 0.5;
  float ring = lineOf(cell, 0.07, 0.10 + soft) + 0.35 * lineOf(cell - 0.24, 0.02, 0.03 + soft);
  return ring * smoothstep(14.0, 2.0, h) * smoothstep(0.4, 2.4, h);
}

/** A lattice of diamonds that swell as a wave passes. */
float diamonds(vec2 p, float beat, float soft) {
  vec2 q = vec2(p.x + p.y, p.x - p.y) / 2.1;
  vec2 centre = (floor(q) + 0.5) * 2.1;
  vec2 place = vec2(centre.x + centre.y, centre.x - centre.y) * 0.5;
  float wave = 0.5 + 0.5 * cos(length(place) * 0.62 - beat * 3.14159);
  vec2 inCell = abs(fract(q) - 0.5);
  float size = 0.07 + 0.33 * wave;
  return (1.0 - smoothstep(size, size + 0.05 + soft, max(inCell.x, inCell.y))) * (0.35 + 0.65 * wave);
}

/** A sunburst that turns by one ray per bar, with a disc in its middle that jumps on the beat. */
float sunburst(vec2 p, float beat, float soft) {
  vec2 away = p + vec2(0.0, 1.0);
  float r = length(away);
  float blur = 0.10 + soft + 0.35 / max(r, 0.5);
  float rays = smoothstep(-blur, blur, cos(atan(away.y, away.x) * 9.0 + beat * 1.5708)) * smoothstep(1.6, 5.0, r);
  float disc = 1.7 + 0.5 * beatPulse(beat, 3.0);
  float ring = lineOf(r - disc - 0.5, 0.12, 0.10 + soft) + lineOf(r - disc - 1.0, 0.05, 0.08 + soft);
  return 0.75 * rays * smoothstep(19.0, 5.0, r) + (1.0 - smoothstep(disc, disc + 0.1 + soft, r)) + 0.8 * ring;
}

/** Bars of an equaliser along the lower edge: x how much is lit, y how far up its bar, 0 to 1. */
vec2 equaliser(vec2 p, vec2 size, float beat, float soft) {
  float bars = 44.0;
  float across = (p.x / size.x + 0.5) * bars;
  float column = floor(across);
  float centre = 1.0 - abs((column + 0.5) / bars - 0.5) * 2.0;
  float swing = 0.5 + 0.5 * sin(beat * 6.2832 * (0.25 + 0.5 * hash1(column)) + hash1(column + 7.0) * 6.2832);
  float jump = (0.25 + 0.75 * centre) * (0.35 + 0.65 * swing) * (0.55 + 0.45 * beatPulse(beat, 2.0));
  float level = size.y * (0.04 + 0.24 * jump);
  float above = p.y + size.y * 0.5;
  float lit = lineOf(fract(across) - 0.5, 0.33, 0.1 + soft) * (1.0 - smoothstep(level, level + 0.15 + soft * 4.0, above));
  return vec2(lit, clamp(above / (size.y * 0.24), 0.0, 1.0));
}

/**
 * The picture on the LED wall, another motif every four bars. `p` is in units from the wall's centre, `size` the wall's
 * size; `soft` blurs it, for reflections.
 */
vec3 wallPicture(vec2 p, vec2 size, float beat, float soft) {
  float side = smoothstep(-0.62, 0.62, p.x / size.x + 0.22 * sin(beat * 0.3927));
  // By way of violet: magenta and cyan alone meet in grey.
  vec3 hue = side < 0.5 ? mix(uColours[0], uColours[2], side * 2.0) : mix(uColours[2], uColours[1], side * 2.0 - 1.0);
  vec3 colour = mix(uColours[2] * 0.24, hue * 0.46, smoothstep(0.75, 0.0, abs(p.y / size.y + 0.12)));

  float motif = mod(floor(beat / 16.0), 3.0);
  float light = motif < 0.5 ? hexagonRings(p, beat, soft) : motif < 1.5 ? diamonds(p, beat, soft) : sunburst(p, beat, soft);
  colour += hue * light * (0.42 + 0.62 * beatPulse(beat, 2.4));

  vec2 bar = equaliser(p, size, beat, soft);
  return mix(colour, mix(uColours[2], hue, bar.y) * 1.05, bar.x * 0.85);
}
