// RGBA as WebGL reads it (bottom row first, 8 bits) to planar 4:2:0, BT.709 limited range.
//
// Chroma is left-sited, as H.264 assumes: across, a 1-2-1 filter around the even column; down, the mean of two rows.
// Factors: ITU-R BT.709-6, scaled to 219 (luma) and 224 (chroma) steps, in 15 bits. The rows of the chroma matrix sum
// to zero, so grey stays exactly grey. With `alpha`, colour must be premultiplied; the alpha plane and its chroma-sited
// half-size copy let the host lay the picture over a plate without leaving YUV.

const Y_BITS: i32 = 15;
// Chroma sums eight weighted pixels, hence three more bits.
const C_BITS: i32 = 18;

/** Makes room for `bytes` and says where it begins (16-byte aligned). */
export function reserve(bytes: i32): usize {
  const base = (__heap_base + 15) & ~15;
  const pages = i32((base + bytes + 0xffff) >>> 16);
  const have = memory.size();
  if (pages > have && memory.grow(pages - have) < 0) return 0;
  return base;
}

/**
 * Converts one picture.
 *
 * @param source RGBA, width x height x 4 bytes
 * @param target planes Y, U, V one after the other; with `alpha` then A (full size) and A at chroma size
 * @param width multiple of 8
 * @param height multiple of 2
 */
export function convert(source: usize, target: usize, width: i32, height: i32, alpha: bool): void {
  const stride = width << 2;
  const halfWidth = width >> 1;
  const lumaBytes = width * height;
  const chromaBytes = lumaBytes >> 2;
  const u = target + lumaBytes;
  const v = u + chromaBytes;
  const fullAlpha = v + chromaBytes;
  const halfAlpha = fullAlpha + lumaBytes;
  for (let row: i32 = 0; row < height; row += 2) {
    const upper = source + (height - 1 - row) * stride;
    const lower = upper - stride;
    const half = (row >> 1) * halfWidth;
    lumaRow(upper, target + row * width, width);
    lumaRow(lower, target + (row + 1) * width, width);
    chromaRow(upper, lower, u + half, v + half, alpha ? halfAlpha + half : 0, width);
    if (alpha) {
      alphaRow(upper, fullAlpha + row * width, width);
      alphaRow(lower, fullAlpha + (row + 1) * width, width);
    }
  }
}

/**
 * Leaves out what only repeats: of every run of equal words (8 bytes) the first one stays. Where nothing or only opaque
 * cloth is seen, whole rows are one run.
 *
 * @param target for each word one bit, lowest first, that says whether it begins a run; then the words that do
 * @param bytes multiple of 8
 * @returns how many words stay
 */
export function pack(source: usize, target: usize, bytes: i32): i32 {
  const words = bytes >>> 3;
  const first = target + (((words + 63) >>> 6) << 3);
  let kept = first;
  let last = ~load<u64>(source);
  for (let begin: i32 = 0; begin < words; begin += 64) {
    const end = min(begin + 64, words);
    let bits: u64 = 0;
    for (let word = begin; word < end; word++) {
      const value = load<u64>(source + (word << 3));
      const begins = u64(value !== last);
      bits |= begins << (word - begin);
      store<u64>(kept, value);
      kept += usize(begins) << 3;
      last = value;
    }
    store<u64>(target, bits);
    target += 8;
  }
  return i32(kept - first) >>> 3;
}

// The alpha lane's factor is 0, so a pixel is the sum of two neighbouring lanes of the dot product.
function weigh(first: v128, second: v128, factors: v128): v128 {
  const a = i32x4.dot_i16x8_s(first, factors);
  const b = i32x4.dot_i16x8_s(second, factors);
  return i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}

function lumaRow(source: usize, target: usize, width: i32): void {
  const factors = i16x8(5983, 20127, 2032, 0, 5983, 20127, 2032, 0);
  const bias = i32x4.splat((16 << Y_BITS) + (1 << (Y_BITS - 1)));
  for (let x: i32 = 0; x < width; x += 8) {
    const a = v128.load(source);
    const b = v128.load(source, 16);
    const left = weigh(i16x8.extend_low_i8x16_u(a), i16x8.extend_high_i8x16_u(a), factors);
    const right = weigh(i16x8.extend_low_i8x16_u(b), i16x8.extend_high_i8x16_u(b), factors);
    const words = i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(left, bias), Y_BITS),
      i32x4.shr_s(i32x4.add(right, bias), Y_BITS),
    );
    v128.store64_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
    source += 32;
    target += 8;
  }
}

function chromaRow(upper: usize, lower: usize, u: usize, v: usize, alpha: usize, width: i32): void {
  const uFactors = i16x8(-3298, -11094, 14392, 0, -3298, -11094, 14392, 0);
  const vFactors = i16x8(14392, -13073, -1319, 0, 14392, -13073, -1319, 0);
  const bias = i32x4.splat((128 << C_BITS) + (1 << (C_BITS - 1)));
  // Column -1 repeats column 0; the pixel to the left stands in the high half from here on.
  let before = v128.shuffle<i64>(columnPair(upper, lower), columnPair(upper, lower), 0, 0);
  for (let x: i32 = 0; x < width; x += 8) {
    const p0 = columnPair(upper, lower);
    const p1 = columnPair(upper + 8, lower + 8);
    const p2 = columnPair(upper + 16, lower + 16);
    const p3 = columnPair(upper + 24, lower + 24);
    const first = smooth(before, p0, p1);
    const second = smooth(p1, p2, p3);
    storeFour(u, i32x4.shr_s(i32x4.add(weigh(first, second, uFactors), bias), C_BITS));
    storeFour(v, i32x4.shr_s(i32x4.add(weigh(first, second, vFactors), bias), C_BITS));
    if (alpha) {
      const sums = v128.shuffle<i16>(first, second, 3, 7, 11, 15, 3, 7, 11, 15);
      const mean = i16x8.shr_u(i16x8.add(sums, i16x8.splat(4)), 3);
      v128.store32_lane(alpha, i8x16.narrow_i16x8_u(mean, mean), 0);
      alpha += 4;
    }
    before = p3;
    upper += 32;
    lower += 32;
    u += 4;
    v += 4;
  }
}

// Two neighbouring pixels, the rows added: eight 16-bit lanes, r g b a r g b a.
function columnPair(upper: usize, lower: usize): v128 {
  return i16x8.add(v128.load_ext<u8>(upper), v128.load_ext<u8>(lower));
}

// 1-2-1 around the even columns of `left` and `right`; `before` ends with the pixel left of them.
function smooth(before: v128, left: v128, right: v128): v128 {
  const previous = v128.shuffle<i64>(before, left, 1, 3);
  const even = v128.shuffle<i64>(left, right, 0, 2);
  const next = v128.shuffle<i64>(left, right, 1, 3);
  return i16x8.add(i16x8.add(previous, next), i16x8.shl(even, 1));
}

function storeFour(target: usize, values: v128): void {
  const words = i16x8.narrow_i32x4_s(values, values);
  v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
}

function alphaRow(source: usize, target: usize, width: i32): void {
  for (let x: i32 = 0; x < width; x += 8) {
    const alphas = v128.shuffle<i8>(
      v128.load(source),
      v128.load(source, 16),
      3,
      7,
      11,
      15,
      19,
      23,
      27,
      31,
      3,
      7,
      11,
      15,
      19,
      23,
      27,
      31,
    );
    v128.store64_lane(target, alphas, 0);
    source += 32;
    target += 8;
  }
}
