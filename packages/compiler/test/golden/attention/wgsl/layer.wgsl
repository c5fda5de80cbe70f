// Kernel v5

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v5: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_Q: array<vec4f>;

// v5
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 255) >> 8)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 255) >> 8);
  let i_start = workgroup % ((extents.t + 255) >> 8) * 256;
  // v5 ... i heads c: 128 micro-tiles
  let task = invocation;
  let column_task = task & 1;
  let row_task = (task >> 1) & 63;
  let batch = row_task >> 6;
  let i = (row_task & 63) * 4;
  let batch_2 = row_task >> 6;
  let i_2 = (row_task & 63) * 4 + 1;
  let batch_3 = row_task >> 6;
  let i_3 = (row_task & 63) * 4 + 2;
  let batch_4 = row_task >> 6;
  let i_4 = (row_task & 63) * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + i, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(i_start + i_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(i_start + i_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(i_start + i_4, extents.t - 1) * 8;
  let right = column_task * 4;
  for (var d = 0; d < 2; d++) {
    let l = x[(left + d * 4) >> 2];
    let l_2 = x[(left_2 + d * 4) >> 2];
    let l_3 = x[(left_3 + d * 4) >> 2];
    let l_4 = x[(left_4 + d * 4) >> 2];
    let r = y_Q[(right + d * 32) >> 2];
    let r_2 = y_Q[(right + (d * 4 + 1) * 8) >> 2];
    let r_3 = y_Q[(right + (d * 4 + 2) * 8) >> 2];
    let r_4 = y_Q[(right + (d * 4 + 3) * 8) >> 2];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l_2.x), r, sums_4);
    sums_8 = fma(vec4f(l_3.x), r, sums_8);
    sums_12 = fma(vec4f(l_4.x), r, sums_12);
    sums_0 = fma(vec4f(l.y), r_2, sums_0);
    sums_4 = fma(vec4f(l_2.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.y), r_2, sums_8);
    sums_12 = fma(vec4f(l_4.y), r_2, sums_12);
    sums_0 = fma(vec4f(l.z), r_3, sums_0);
    sums_4 = fma(vec4f(l_2.z), r_3, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_4.z), r_3, sums_12);
    sums_0 = fma(vec4f(l.w), r_4, sums_0);
    sums_4 = fma(vec4f(l_2.w), r_4, sums_4);
    sums_8 = fma(vec4f(l_3.w), r_4, sums_8);
    sums_12 = fma(vec4f(l_4.w), r_4, sums_12);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (i_start + i < extents.t)) {
    v5[((rest + batch) * (extents.t * 8) + (i_start + i) * 8 + column_task * 4) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t)) {
    v5[((rest + batch_2) * (extents.t * 8) + (i_start + i_2) * 8 + column_task * 4) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t)) {
    v5[((rest + batch_3) * (extents.t * 8) + (i_start + i_3) * 8 + column_task * 4) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t)) {
    v5[((rest + batch_4) * (extents.t * 8) + (i_start + i_4) * 8 + column_task * 4) >> 2] = sum_4;
  }
}

// Kernel v6

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v6: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_K: array<vec4f>;

// v6
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 255) >> 8)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 255) >> 8);
  let j_start = workgroup % ((extents.t + 255) >> 8) * 256;
  // v6 ... j heads c: 128 micro-tiles
  let task = invocation;
  let column_task = task & 1;
  let row_task = (task >> 1) & 63;
  let batch = row_task >> 6;
  let j = (row_task & 63) * 4;
  let batch_2 = row_task >> 6;
  let j_2 = (row_task & 63) * 4 + 1;
  let batch_3 = row_task >> 6;
  let j_3 = (row_task & 63) * 4 + 2;
  let batch_4 = row_task >> 6;
  let j_4 = (row_task & 63) * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(j_start + j_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + j_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(j_start + j_4, extents.t - 1) * 8;
  let right = column_task * 4;
  for (var d2 = 0; d2 < 2; d2++) {
    let l = x[(left + d2 * 4) >> 2];
    let l_2 = x[(left_2 + d2 * 4) >> 2];
    let l_3 = x[(left_3 + d2 * 4) >> 2];
    let l_4 = x[(left_4 + d2 * 4) >> 2];
    let r = y_K[(right + d2 * 32) >> 2];
    let r_2 = y_K[(right + (d2 * 4 + 1) * 8) >> 2];
    let r_3 = y_K[(right + (d2 * 4 + 2) * 8) >> 2];
    let r_4 = y_K[(right + (d2 * 4 + 3) * 8) >> 2];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l_2.x), r, sums_4);
    sums_8 = fma(vec4f(l_3.x), r, sums_8);
    sums_12 = fma(vec4f(l_4.x), r, sums_12);
    sums_0 = fma(vec4f(l.y), r_2, sums_0);
    sums_4 = fma(vec4f(l_2.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.y), r_2, sums_8);
    sums_12 = fma(vec4f(l_4.y), r_2, sums_12);
    sums_0 = fma(vec4f(l.z), r_3, sums_0);
    sums_4 = fma(vec4f(l_2.z), r_3, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_4.z), r_3, sums_12);
    sums_0 = fma(vec4f(l.w), r_4, sums_0);
    sums_4 = fma(vec4f(l_2.w), r_4, sums_4);
    sums_8 = fma(vec4f(l_3.w), r_4, sums_8);
    sums_12 = fma(vec4f(l_4.w), r_4, sums_12);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v6[((rest + batch) * (extents.t * 8) + (j_start + j) * 8 + column_task * 4) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v6[((rest + batch_2) * (extents.t * 8) + (j_start + j_2) * 8 + column_task * 4) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v6[((rest + batch_3) * (extents.t * 8) + (j_start + j_3) * 8 + column_task * 4) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v6[((rest + batch_4) * (extents.t * 8) + (j_start + j_4) * 8 + column_task * 4) >> 2] = sum_4;
  }
}

// Kernel y.s

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y_s: array<f32>;
@group(0) @binding(2) var<storage, read> v5: array<vec4f>;
@group(0) @binding(3) var<storage, read> v6: array<vec4f>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

// y.s
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * 2 * ((extents.t + 31) >> 5) * ((extents.t + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 63) >> 6);
  let j_start = workgroup % ((extents.t + 63) >> 6) * 64;
  let rest_2 = rest / ((extents.t + 31) >> 5);
  let i_start = rest % ((extents.t + 31) >> 5) * 32;
  let rest_3 = rest_2 >> 1;
  let heads_start = rest_2 & 1;
  // v7 ... heads i j: 128 micro-tiles
  let task = invocation;
  let column_task = task & 15;
  let row_task = (task >> 4) & 7;
  let batch_task = task >> 7;
  let i = row_task * 4;
  let i_2 = row_task * 4 + 1;
  let i_3 = row_task * 4 + 2;
  let i_4 = row_task * 4 + 3;
  let j = column_task * 4;
  let j_2 = column_task * 4 + 1;
  let j_3 = column_task * 4 + 2;
  let j_4 = column_task * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(i_start + i, extents.t - 1) * 8 + heads_start * 4;
  let left_2 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(i_start + i_2, extents.t - 1) * 8 + heads_start * 4;
  let left_3 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(i_start + i_3, extents.t - 1) * 8 + heads_start * 4;
  let left_4 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(i_start + i_4, extents.t - 1) * 8 + heads_start * 4;
  let right = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8 + heads_start * 4;
  let right_2 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(j_start + j_2, extents.t - 1) * 8 + heads_start * 4;
  let right_3 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(j_start + j_3, extents.t - 1) * 8 + heads_start * 4;
  let right_4 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 8) + min(j_start + j_4, extents.t - 1) * 8 + heads_start * 4;
  let l = v5[left >> 2];
  let l_2 = v5[left_2 >> 2];
  let l_3 = v5[left_3 >> 2];
  let l_4 = v5[left_4 >> 2];
  let r = v6[right >> 2];
  let r_2 = v6[right_2 >> 2];
  let r_3 = v6[right_3 >> 2];
  let r_4 = v6[right_4 >> 2];
  sums_0 = fma(vec4f(l.x), vec4f(r.x, r_2.x, r_3.x, r_4.x), sums_0);
  sums_4 = fma(vec4f(l_2.x), vec4f(r.x, r_2.x, r_3.x, r_4.x), sums_4);
  sums_8 = fma(vec4f(l_3.x), vec4f(r.x, r_2.x, r_3.x, r_4.x), sums_8);
  sums_12 = fma(vec4f(l_4.x), vec4f(r.x, r_2.x, r_3.x, r_4.x), sums_12);
  sums_0 = fma(vec4f(l.y), vec4f(r.y, r_2.y, r_3.y, r_4.y), sums_0);
  sums_4 = fma(vec4f(l_2.y), vec4f(r.y, r_2.y, r_3.y, r_4.y), sums_4);
  sums_8 = fma(vec4f(l_3.y), vec4f(r.y, r_2.y, r_3.y, r_4.y), sums_8);
  sums_12 = fma(vec4f(l_4.y), vec4f(r.y, r_2.y, r_3.y, r_4.y), sums_12);
  sums_0 = fma(vec4f(l.z), vec4f(r.z, r_2.z, r_3.z, r_4.z), sums_0);
  sums_4 = fma(vec4f(l_2.z), vec4f(r.z, r_2.z, r_3.z, r_4.z), sums_4);
  sums_8 = fma(vec4f(l_3.z), vec4f(r.z, r_2.z, r_3.z, r_4.z), sums_8);
  sums_12 = fma(vec4f(l_4.z), vec4f(r.z, r_2.z, r_3.z, r_4.z), sums_12);
  sums_0 = fma(vec4f(l.w), vec4f(r.w, r_2.w, r_3.w, r_4.w), sums_0);
  sums_4 = fma(vec4f(l_2.w), vec4f(r.w, r_2.w, r_3.w, r_4.w), sums_4);
  sums_8 = fma(vec4f(l_3.w), vec4f(r.w, r_2.w, r_3.w, r_4.w), sums_8);
  sums_12 = fma(vec4f(l_4.w), vec4f(r.w, r_2.w, r_3.w, r_4.w), sums_12);
  let sum = sums_0;
  let finished = select(f32_from_bits(0xff800000u), sum.x * 0.5, min(j_start + j, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j)] = finished;
  }
  let finished_2 = select(f32_from_bits(0xff800000u), sum.y * 0.5, min(j_start + j_2, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_2 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_2)] = finished_2;
  }
  let finished_3 = select(f32_from_bits(0xff800000u), sum.z * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_3)] = finished_3;
  }
  let finished_4 = select(f32_from_bits(0xff800000u), sum.w * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_4)] = finished_4;
  }
  let sum_2 = sums_4;
  let finished_5 = select(f32_from_bits(0xff800000u), sum_2.x * 0.5, min(j_start + j, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j)] = finished_5;
  }
  let finished_6 = select(f32_from_bits(0xff800000u), sum_2.y * 0.5, min(j_start + j_2, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_2 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_2)] = finished_6;
  }
  let finished_7 = select(f32_from_bits(0xff800000u), sum_2.z * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_3)] = finished_7;
  }
  let finished_8 = select(f32_from_bits(0xff800000u), sum_2.w * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_4)] = finished_8;
  }
  let sum_3 = sums_8;
  let finished_9 = select(f32_from_bits(0xff800000u), sum_3.x * 0.5, min(j_start + j, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j)] = finished_9;
  }
  let finished_10 = select(f32_from_bits(0xff800000u), sum_3.y * 0.5, min(j_start + j_2, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_2 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_2)] = finished_10;
  }
  let finished_11 = select(f32_from_bits(0xff800000u), sum_3.z * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_3)] = finished_11;
  }
  let finished_12 = select(f32_from_bits(0xff800000u), sum_3.w * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_4)] = finished_12;
  }
  let sum_4 = sums_12;
  let finished_13 = select(f32_from_bits(0xff800000u), sum_4.x * 0.5, min(j_start + j, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j)] = finished_13;
  }
  let finished_14 = select(f32_from_bits(0xff800000u), sum_4.y * 0.5, min(j_start + j_2, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_2 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_2)] = finished_14;
  }
  let finished_15 = select(f32_from_bits(0xff800000u), sum_4.z * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_3)] = finished_15;
  }
  let finished_16 = select(f32_from_bits(0xff800000u), sum_4.w * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_4)] = finished_16;
  }
}

// Kernel v9

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v9: array<f32>;
@group(0) @binding(2) var<storage, read> y_s: array<f32>;

var<workgroup> scratch: array<f32, 64>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

fn is_nan_f32(x: f32) -> bool {
  return (bitcast<u32>(x) & u32(0x7fffffffu)) > u32(0x7f800000u);
}

fn max_f32(x: f32, y: f32) -> f32 {
  return select(x, y, (y > x) | is_nan_f32(y));
}

// v9
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * extents.t * 2) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var total: f32;
  let lane_2 = invocation & 63;
  let row = workgroup + (invocation >> 6);
  let safe_row = min(row, extents.batch * extents.t * 2 - 1);
  let kept = (safe_row / extents.t) >> 1;
  let kept_2 = (safe_row / extents.t) & 1;
  let kept_3 = safe_row % extents.t;
  total = f32_from_bits(0xff800000u);
  for (var step_2 = 0; step_2 < ((extents.t + 63) >> 6); step_2++) {
    let flat = step_2 * 64 + lane_2;
    if (flat < extents.t) {
      total = max_f32(total, y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat]);
    }
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 32) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 32]);
  }
  workgroupBarrier();
  if (lane_2 < 16) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 16]);
  }
  workgroupBarrier();
  if (lane_2 < 8) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 8]);
  }
  workgroupBarrier();
  if (lane_2 < 4) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 4]);
  }
  workgroupBarrier();
  if (lane_2 < 2) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 2]);
  }
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 1]);
  }
  workgroupBarrier();
  let top = scratch[(invocation >> 6) * 64];
  workgroupBarrier();
  total = 0.0;
  for (var step_3 = 0; step_3 < ((extents.t + 63) >> 6); step_3++) {
    let flat_2 = step_3 * 64 + lane_2;
    if (flat_2 < extents.t) {
      total = total + exp(y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_2] - top);
    }
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 32) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 32];
  }
  workgroupBarrier();
  if (lane_2 < 16) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 16];
  }
  workgroupBarrier();
  if (lane_2 < 8) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 8];
  }
  workgroupBarrier();
  if (lane_2 < 4) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 4];
  }
  workgroupBarrier();
  if (lane_2 < 2) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 2];
  }
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let sum = scratch[(invocation >> 6) * 64];
  workgroupBarrier();
  for (var step_4 = 0; step_4 < ((extents.t + 63) >> 6); step_4++) {
    let flat_3 = step_4 * 64 + lane_2;
    if (flat_3 < extents.t) {
      if (row < extents.batch * extents.t * 2) {
        v9[((kept * 2 + kept_2) * extents.t + kept_3) * extents.t + flat_3] = exp(y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_3] - top) / sum;
      }
    }
  }
}

// Kernel v10

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v10: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_V: array<vec4f>;

// v10
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 255) >> 8)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 255) >> 8);
  let j_start = workgroup % ((extents.t + 255) >> 8) * 256;
  // v10 ... j heads c: 128 micro-tiles
  let task = invocation;
  let column_task = task & 1;
  let row_task = (task >> 1) & 63;
  let batch = row_task >> 6;
  let j = (row_task & 63) * 4;
  let batch_2 = row_task >> 6;
  let j_2 = (row_task & 63) * 4 + 1;
  let batch_3 = row_task >> 6;
  let j_3 = (row_task & 63) * 4 + 2;
  let batch_4 = row_task >> 6;
  let j_4 = (row_task & 63) * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(j_start + j_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + j_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(j_start + j_4, extents.t - 1) * 8;
  let right = column_task * 4;
  for (var d2 = 0; d2 < 2; d2++) {
    let l = x[(left + d2 * 4) >> 2];
    let l_2 = x[(left_2 + d2 * 4) >> 2];
    let l_3 = x[(left_3 + d2 * 4) >> 2];
    let l_4 = x[(left_4 + d2 * 4) >> 2];
    let r = y_V[(right + d2 * 32) >> 2];
    let r_2 = y_V[(right + (d2 * 4 + 1) * 8) >> 2];
    let r_3 = y_V[(right + (d2 * 4 + 2) * 8) >> 2];
    let r_4 = y_V[(right + (d2 * 4 + 3) * 8) >> 2];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l_2.x), r, sums_4);
    sums_8 = fma(vec4f(l_3.x), r, sums_8);
    sums_12 = fma(vec4f(l_4.x), r, sums_12);
    sums_0 = fma(vec4f(l.y), r_2, sums_0);
    sums_4 = fma(vec4f(l_2.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.y), r_2, sums_8);
    sums_12 = fma(vec4f(l_4.y), r_2, sums_12);
    sums_0 = fma(vec4f(l.z), r_3, sums_0);
    sums_4 = fma(vec4f(l_2.z), r_3, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_4.z), r_3, sums_12);
    sums_0 = fma(vec4f(l.w), r_4, sums_0);
    sums_4 = fma(vec4f(l_2.w), r_4, sums_4);
    sums_8 = fma(vec4f(l_3.w), r_4, sums_8);
    sums_12 = fma(vec4f(l_4.w), r_4, sums_12);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v10[((rest + batch) * (extents.t * 8) + (j_start + j) * 8 + column_task * 4) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v10[((rest + batch_2) * (extents.t * 8) + (j_start + j_2) * 8 + column_task * 4) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v10[((rest + batch_3) * (extents.t * 8) + (j_start + j_3) * 8 + column_task * 4) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v10[((rest + batch_4) * (extents.t * 8) + (j_start + j_4) * 8 + column_task * 4) >> 2] = sum_4;
  }
}

// Kernel y.y

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> v9: array<f32>;
@group(0) @binding(2) var<storage, read> v10: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> y_O: array<vec4f>;

var<workgroup> kept_11: array<vec4f, 32>;

// y.y
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 15) >> 4)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let rest = workgroup / ((extents.t + 15) >> 4);
  let t_start = workgroup % ((extents.t + 15) >> 4) * 16;
  // v11 ... heads t c: 8 micro-tiles
  let task = invocation;
  if (task < 8) {
    let row_task = task & 3;
    let batch_task = task >> 2;
    let batch = batch_task >> 1;
    let heads = batch_task & 1;
    let t = row_task * 4;
    let t_2 = row_task * 4 + 1;
    let t_3 = row_task * 4 + 2;
    let t_4 = row_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t, extents.t - 1) * extents.t;
    let left_2 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_2, extents.t - 1) * extents.t;
    let left_3 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_3, extents.t - 1) * extents.t;
    let left_4 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_4, extents.t - 1) * extents.t;
    let right = min(rest + batch, extents.batch - 1) * (extents.t * 8) + heads * 4;
    for (var j = 0; j < extents.t; j++) {
      let l = v9[left + j];
      let l_2 = v9[left_2 + j];
      let l_3 = v9[left_3 + j];
      let l_4 = v9[left_4 + j];
      let r = v10[(right + j * 8) >> 2];
      sums_0 = fma(vec4f(l), r, sums_0);
      sums_4 = fma(vec4f(l_2), r, sums_4);
      sums_8 = fma(vec4f(l_3), r, sums_8);
      sums_12 = fma(vec4f(l_4), r, sums_12);
    }
    kept_11[(batch * 16 + heads * 64 + t) >> 2] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
    kept_11[(batch * 16 + heads * 64 + t + 16) >> 2] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
    kept_11[(batch * 16 + heads * 64 + t + 32) >> 2] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
    kept_11[(batch * 16 + heads * 64 + t + 48) >> 2] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
  }
  workgroupBarrier();
  // y.y ... t d: 8 micro-tiles
  let task_2 = invocation;
  if (task_2 < 8) {
    let column_task = task_2 & 1;
    let row_task_2 = (task_2 >> 1) & 3;
    let batch_2 = row_task_2 >> 2;
    let t_5 = (row_task_2 & 3) * 4;
    let batch_3 = row_task_2 >> 2;
    let t_6 = (row_task_2 & 3) * 4 + 1;
    let batch_4 = row_task_2 >> 2;
    let t_7 = (row_task_2 & 3) * 4 + 2;
    let batch_5 = row_task_2 >> 2;
    let t_8 = (row_task_2 & 3) * 4 + 3;
    let d = column_task * 4;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    let left_5 = batch_2 * 16 + t_5;
    for (var heads_2 = 0; heads_2 < 2; heads_2++) {
      let l_5 = kept_11[(left_5 + heads_2 * 64) >> 2];
      let l_6 = kept_11[(left_5 + (heads_2 * 64 + 16)) >> 2];
      let l_7 = kept_11[(left_5 + (heads_2 * 64 + 32)) >> 2];
      let l_8 = kept_11[(left_5 + (heads_2 * 64 + 48)) >> 2];
      let r_2 = y_O[(d + heads_2 * 32) >> 2];
      let r_3 = y_O[(d + (heads_2 * 32 + 8)) >> 2];
      let r_4 = y_O[(d + (heads_2 * 32 + 16)) >> 2];
      let r_5 = y_O[(d + (heads_2 * 32 + 24)) >> 2];
      sums_0_2 = fma(vec4f(l_5.x), r_2, sums_0_2);
      sums_4_2 = fma(vec4f(l_5.y), r_2, sums_4_2);
      sums_8_2 = fma(vec4f(l_5.z), r_2, sums_8_2);
      sums_12_2 = fma(vec4f(l_5.w), r_2, sums_12_2);
      sums_0_2 = fma(vec4f(l_6.x), r_3, sums_0_2);
      sums_4_2 = fma(vec4f(l_6.y), r_3, sums_4_2);
      sums_8_2 = fma(vec4f(l_6.z), r_3, sums_8_2);
      sums_12_2 = fma(vec4f(l_6.w), r_3, sums_12_2);
      sums_0_2 = fma(vec4f(l_7.x), r_4, sums_0_2);
      sums_4_2 = fma(vec4f(l_7.y), r_4, sums_4_2);
      sums_8_2 = fma(vec4f(l_7.z), r_4, sums_8_2);
      sums_12_2 = fma(vec4f(l_7.w), r_4, sums_12_2);
      sums_0_2 = fma(vec4f(l_8.x), r_5, sums_0_2);
      sums_4_2 = fma(vec4f(l_8.y), r_5, sums_4_2);
      sums_8_2 = fma(vec4f(l_8.z), r_5, sums_8_2);
      sums_12_2 = fma(vec4f(l_8.w), r_5, sums_12_2);
    }
    let sum = sums_0_2;
    if ((rest + batch_2 < extents.batch) & (t_start + t_5 < extents.t)) {
      y[((rest + batch_2) * (extents.t * 8) + (t_start + t_5) * 8 + d) >> 2] = sum;
    }
    let sum_2 = sums_4_2;
    if ((rest + batch_3 < extents.batch) & (t_start + t_6 < extents.t)) {
      y[((rest + batch_3) * (extents.t * 8) + (t_start + t_6) * 8 + d) >> 2] = sum_2;
    }
    let sum_3 = sums_8_2;
    if ((rest + batch_4 < extents.batch) & (t_start + t_7 < extents.t)) {
      y[((rest + batch_4) * (extents.t * 8) + (t_start + t_7) * 8 + d) >> 2] = sum_3;
    }
    let sum_4 = sums_12_2;
    if ((rest + batch_5 < extents.batch) & (t_start + t_8 < extents.t)) {
      y[((rest + batch_5) * (extents.t * 8) + (t_start + t_8) * 8 + d) >> 2] = sum_4;
    }
  }
}
