// Kernel up.y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> up_A: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> up_y: array<vec4f>;
@group(0) @binding(4) var<storage, read> up_B: array<vec4f>;

var<workgroup> kept_6: array<f32, 128>;

// up.y
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 7) >> 3)) {
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
  let batch_start = workgroup * 8;
  // v6 ... g p: 8 micro-tiles
  let task = invocation;
  if (task < 8) {
    let row_task = task & 1;
    let batch_task = task >> 1;
    let batch = row_task * 4;
    let batch_2 = row_task * 4 + 1;
    let batch_3 = row_task * 4 + 2;
    let batch_4 = row_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left = min(batch_start + batch, extents.batch - 1) * 16 + batch_task * 4;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 16 + batch_task * 4;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 16 + batch_task * 4;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 16 + batch_task * 4;
    let right = batch_task * 16;
    let l = x[left >> 2];
    let l_2 = x[left_2 >> 2];
    let l_3 = x[left_3 >> 2];
    let l_4 = x[left_4 >> 2];
    let r = up_A[right >> 2];
    let r_2 = up_A[(right + 4) >> 2];
    let r_3 = up_A[(right + 8) >> 2];
    let r_4 = up_A[(right + 12) >> 2];
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
    let sum = sums_0;
    kept_6[batch * 4 + batch_task] = sum.x;
    kept_6[batch * 4 + batch_task + 32] = sum.y;
    kept_6[batch * 4 + batch_task + 64] = sum.z;
    kept_6[batch * 4 + batch_task + 96] = sum.w;
    let sum_2 = sums_4;
    kept_6[batch_2 * 4 + batch_task] = sum_2.x;
    kept_6[batch_2 * 4 + batch_task + 32] = sum_2.y;
    kept_6[batch_2 * 4 + batch_task + 64] = sum_2.z;
    kept_6[batch_2 * 4 + batch_task + 96] = sum_2.w;
    let sum_3 = sums_8;
    kept_6[batch_3 * 4 + batch_task] = sum_3.x;
    kept_6[batch_3 * 4 + batch_task + 32] = sum_3.y;
    kept_6[batch_3 * 4 + batch_task + 64] = sum_3.z;
    kept_6[batch_3 * 4 + batch_task + 96] = sum_3.w;
    let sum_4 = sums_12;
    kept_6[batch_4 * 4 + batch_task] = sum_4.x;
    kept_6[batch_4 * 4 + batch_task + 32] = sum_4.y;
    kept_6[batch_4 * 4 + batch_task + 64] = sum_4.z;
    kept_6[batch_4 * 4 + batch_task + 96] = sum_4.w;
  }
  workgroupBarrier();
  // up.y ... p e: 16 micro-tiles
  let task_2 = invocation;
  if (task_2 < 16) {
    let column_task = task_2 & 1;
    let row_task_2 = (task_2 >> 1) & 1;
    let batch_task_2 = task_2 >> 2;
    let batch_5 = row_task_2 * 4;
    let batch_6 = row_task_2 * 4 + 1;
    let batch_7 = row_task_2 * 4 + 2;
    let batch_8 = row_task_2 * 4 + 3;
    let e = column_task * 4;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    let left_5 = batch_5 * 4 + batch_task_2 * 32;
    let left_6 = batch_6 * 4 + batch_task_2 * 32;
    let left_7 = batch_7 * 4 + batch_task_2 * 32;
    let left_8 = batch_8 * 4 + batch_task_2 * 32;
    let right_2 = batch_task_2 * 32 + e;
    let l_5 = vec4f(kept_6[left_5], kept_6[left_5 + 1], kept_6[left_5 + 2], kept_6[left_5 + 3]);
    let l_6 = vec4f(kept_6[left_6], kept_6[left_6 + 1], kept_6[left_6 + 2], kept_6[left_6 + 3]);
    let l_7 = vec4f(kept_6[left_7], kept_6[left_7 + 1], kept_6[left_7 + 2], kept_6[left_7 + 3]);
    let l_8 = vec4f(kept_6[left_8], kept_6[left_8 + 1], kept_6[left_8 + 2], kept_6[left_8 + 3]);
    let r_5 = up_B[right_2 >> 2];
    let r_6 = up_B[(right_2 + 8) >> 2];
    let r_7 = up_B[(right_2 + 16) >> 2];
    let r_8 = up_B[(right_2 + 24) >> 2];
    sums_0_2 = fma(vec4f(l_5.x), r_5, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.x), r_5, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.x), r_5, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.x), r_5, sums_12_2);
    sums_0_2 = fma(vec4f(l_5.y), r_6, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.y), r_6, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.y), r_6, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.y), r_6, sums_12_2);
    sums_0_2 = fma(vec4f(l_5.z), r_7, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.z), r_7, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.z), r_7, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.z), r_7, sums_12_2);
    sums_0_2 = fma(vec4f(l_5.w), r_8, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.w), r_8, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.w), r_8, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.w), r_8, sums_12_2);
    let sum_5 = sums_0_2;
    if (batch_start + batch_5 < extents.batch) {
      up_y[((batch_start + batch_5) * 32 + batch_task_2 * 8 + e) >> 2] = sum_5;
    }
    let sum_6 = sums_4_2;
    if (batch_start + batch_6 < extents.batch) {
      up_y[((batch_start + batch_6) * 32 + batch_task_2 * 8 + e) >> 2] = sum_6;
    }
    let sum_7 = sums_8_2;
    if (batch_start + batch_7 < extents.batch) {
      up_y[((batch_start + batch_7) * 32 + batch_task_2 * 8 + e) >> 2] = sum_7;
    }
    let sum_8 = sums_12_2;
    if (batch_start + batch_8 < extents.batch) {
      up_y[((batch_start + batch_8) * 32 + batch_task_2 * 8 + e) >> 2] = sum_8;
    }
  }
}

// Kernel down.y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> down_A: array<vec4f>;
@group(0) @binding(2) var<storage, read> up_y: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> down_y: array<vec4f>;
@group(0) @binding(5) var<storage, read> down_B: array<vec4f>;

var<workgroup> kept_16: array<f32, 512>;

fn erfc_positive_f32(x: f32) -> f32 {
  let t = f32(2.0) / (f32(2.0) + x);
  return t * exp(fma(-x, x, fma(fma(fma(fma(fma(fma(fma(fma(fma(f32(0.148854598402977), t, f32(-0.7024875283241272)), t, f32(1.2084853649139404)), t, f32(-0.7663179636001587)), t, f32(-0.021214870736002922)), t, f32(-0.030777709558606148)), t, f32(0.0457511842250824)), t, f32(0.3842516839504242)), t, f32(0.9989176392555237)), t, f32(-1.2654623985290527))));
}

fn gelu_f32(x: f32) -> f32 {
  let tail = f32(0.5) * erfc_positive_f32(abs(x) * f32(0.7071067811865476));
  return x * select(f32(1.0) - tail, tail, x < f32(0.0));
}

// down.y
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 15) >> 4)) {
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
  let batch_start = workgroup * 16;
  // v16 ... g p: 32 micro-tiles
  let task = invocation;
  let row_task = task & 3;
  let batch_task = task >> 2;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let right = batch_task * 16;
  let flat = min(batch_start + batch, extents.batch - 1) * 32 + batch_task * 4;
  let l = gelu_f32(up_y[(flat >> 5) * 32 + ((flat >> 3) & 3) * 8 + (flat & 7)] + bias[((flat >> 3) & 3) * 8 + (flat & 7)]);
  let flat_2 = min(batch_start + batch, extents.batch - 1) * 32 + batch_task * 4 + 1;
  let l_2 = gelu_f32(up_y[(flat_2 >> 5) * 32 + ((flat_2 >> 3) & 3) * 8 + (flat_2 & 7)] + bias[((flat_2 >> 3) & 3) * 8 + (flat_2 & 7)]);
  let flat_3 = min(batch_start + batch, extents.batch - 1) * 32 + batch_task * 4 + 2;
  let l_3 = gelu_f32(up_y[(flat_3 >> 5) * 32 + ((flat_3 >> 3) & 3) * 8 + (flat_3 & 7)] + bias[((flat_3 >> 3) & 3) * 8 + (flat_3 & 7)]);
  let flat_4 = min(batch_start + batch, extents.batch - 1) * 32 + batch_task * 4 + 3;
  let l_4 = gelu_f32(up_y[(flat_4 >> 5) * 32 + ((flat_4 >> 3) & 3) * 8 + (flat_4 & 7)] + bias[((flat_4 >> 3) & 3) * 8 + (flat_4 & 7)]);
  let flat_5 = min(batch_start + batch_2, extents.batch - 1) * 32 + batch_task * 4;
  let l_5 = gelu_f32(up_y[(flat_5 >> 5) * 32 + ((flat_5 >> 3) & 3) * 8 + (flat_5 & 7)] + bias[((flat_5 >> 3) & 3) * 8 + (flat_5 & 7)]);
  let flat_6 = min(batch_start + batch_2, extents.batch - 1) * 32 + batch_task * 4 + 1;
  let l_6 = gelu_f32(up_y[(flat_6 >> 5) * 32 + ((flat_6 >> 3) & 3) * 8 + (flat_6 & 7)] + bias[((flat_6 >> 3) & 3) * 8 + (flat_6 & 7)]);
  let flat_7 = min(batch_start + batch_2, extents.batch - 1) * 32 + batch_task * 4 + 2;
  let l_7 = gelu_f32(up_y[(flat_7 >> 5) * 32 + ((flat_7 >> 3) & 3) * 8 + (flat_7 & 7)] + bias[((flat_7 >> 3) & 3) * 8 + (flat_7 & 7)]);
  let flat_8 = min(batch_start + batch_2, extents.batch - 1) * 32 + batch_task * 4 + 3;
  let l_8 = gelu_f32(up_y[(flat_8 >> 5) * 32 + ((flat_8 >> 3) & 3) * 8 + (flat_8 & 7)] + bias[((flat_8 >> 3) & 3) * 8 + (flat_8 & 7)]);
  let flat_9 = min(batch_start + batch_3, extents.batch - 1) * 32 + batch_task * 4;
  let l_9 = gelu_f32(up_y[(flat_9 >> 5) * 32 + ((flat_9 >> 3) & 3) * 8 + (flat_9 & 7)] + bias[((flat_9 >> 3) & 3) * 8 + (flat_9 & 7)]);
  let flat_10 = min(batch_start + batch_3, extents.batch - 1) * 32 + batch_task * 4 + 1;
  let l_10 = gelu_f32(up_y[(flat_10 >> 5) * 32 + ((flat_10 >> 3) & 3) * 8 + (flat_10 & 7)] + bias[((flat_10 >> 3) & 3) * 8 + (flat_10 & 7)]);
  let flat_11 = min(batch_start + batch_3, extents.batch - 1) * 32 + batch_task * 4 + 2;
  let l_11 = gelu_f32(up_y[(flat_11 >> 5) * 32 + ((flat_11 >> 3) & 3) * 8 + (flat_11 & 7)] + bias[((flat_11 >> 3) & 3) * 8 + (flat_11 & 7)]);
  let flat_12 = min(batch_start + batch_3, extents.batch - 1) * 32 + batch_task * 4 + 3;
  let l_12 = gelu_f32(up_y[(flat_12 >> 5) * 32 + ((flat_12 >> 3) & 3) * 8 + (flat_12 & 7)] + bias[((flat_12 >> 3) & 3) * 8 + (flat_12 & 7)]);
  let flat_13 = min(batch_start + batch_4, extents.batch - 1) * 32 + batch_task * 4;
  let l_13 = gelu_f32(up_y[(flat_13 >> 5) * 32 + ((flat_13 >> 3) & 3) * 8 + (flat_13 & 7)] + bias[((flat_13 >> 3) & 3) * 8 + (flat_13 & 7)]);
  let flat_14 = min(batch_start + batch_4, extents.batch - 1) * 32 + batch_task * 4 + 1;
  let l_14 = gelu_f32(up_y[(flat_14 >> 5) * 32 + ((flat_14 >> 3) & 3) * 8 + (flat_14 & 7)] + bias[((flat_14 >> 3) & 3) * 8 + (flat_14 & 7)]);
  let flat_15 = min(batch_start + batch_4, extents.batch - 1) * 32 + batch_task * 4 + 2;
  let l_15 = gelu_f32(up_y[(flat_15 >> 5) * 32 + ((flat_15 >> 3) & 3) * 8 + (flat_15 & 7)] + bias[((flat_15 >> 3) & 3) * 8 + (flat_15 & 7)]);
  let flat_16 = min(batch_start + batch_4, extents.batch - 1) * 32 + batch_task * 4 + 3;
  let l_16 = gelu_f32(up_y[(flat_16 >> 5) * 32 + ((flat_16 >> 3) & 3) * 8 + (flat_16 & 7)] + bias[((flat_16 >> 3) & 3) * 8 + (flat_16 & 7)]);
  let r = down_A[right >> 2];
  let r_2 = down_A[(right + 4) >> 2];
  let r_3 = down_A[(right + 8) >> 2];
  let r_4 = down_A[(right + 12) >> 2];
  sums_0 = fma(vec4f(l), r, sums_0);
  sums_4 = fma(vec4f(l_5), r, sums_4);
  sums_8 = fma(vec4f(l_9), r, sums_8);
  sums_12 = fma(vec4f(l_13), r, sums_12);
  sums_0 = fma(vec4f(l_2), r_2, sums_0);
  sums_4 = fma(vec4f(l_6), r_2, sums_4);
  sums_8 = fma(vec4f(l_10), r_2, sums_8);
  sums_12 = fma(vec4f(l_14), r_2, sums_12);
  sums_0 = fma(vec4f(l_3), r_3, sums_0);
  sums_4 = fma(vec4f(l_7), r_3, sums_4);
  sums_8 = fma(vec4f(l_11), r_3, sums_8);
  sums_12 = fma(vec4f(l_15), r_3, sums_12);
  sums_0 = fma(vec4f(l_4), r_4, sums_0);
  sums_4 = fma(vec4f(l_8), r_4, sums_4);
  sums_8 = fma(vec4f(l_12), r_4, sums_8);
  sums_12 = fma(vec4f(l_16), r_4, sums_12);
  let sum = sums_0;
  kept_16[batch * 8 + batch_task] = sum.x;
  kept_16[batch * 8 + batch_task + 128] = sum.y;
  kept_16[batch * 8 + batch_task + 256] = sum.z;
  kept_16[batch * 8 + batch_task + 384] = sum.w;
  let sum_2 = sums_4;
  kept_16[batch_2 * 8 + batch_task] = sum_2.x;
  kept_16[batch_2 * 8 + batch_task + 128] = sum_2.y;
  kept_16[batch_2 * 8 + batch_task + 256] = sum_2.z;
  kept_16[batch_2 * 8 + batch_task + 384] = sum_2.w;
  let sum_3 = sums_8;
  kept_16[batch_3 * 8 + batch_task] = sum_3.x;
  kept_16[batch_3 * 8 + batch_task + 128] = sum_3.y;
  kept_16[batch_3 * 8 + batch_task + 256] = sum_3.z;
  kept_16[batch_3 * 8 + batch_task + 384] = sum_3.w;
  let sum_4 = sums_12;
  kept_16[batch_4 * 8 + batch_task] = sum_4.x;
  kept_16[batch_4 * 8 + batch_task + 128] = sum_4.y;
  kept_16[batch_4 * 8 + batch_task + 256] = sum_4.z;
  kept_16[batch_4 * 8 + batch_task + 384] = sum_4.w;
  workgroupBarrier();
  // down.y ... p e: 16 micro-tiles
  let task_2 = invocation;
  if (task_2 < 16) {
    let row_task_2 = task_2 & 3;
    let batch_task_2 = task_2 >> 2;
    let batch_5 = row_task_2 * 4;
    let batch_6 = row_task_2 * 4 + 1;
    let batch_7 = row_task_2 * 4 + 2;
    let batch_8 = row_task_2 * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    let left = batch_5 * 8 + batch_task_2 * 128;
    let left_2 = batch_6 * 8 + batch_task_2 * 128;
    let left_3 = batch_7 * 8 + batch_task_2 * 128;
    let left_4 = batch_8 * 8 + batch_task_2 * 128;
    let right_2 = batch_task_2 * 32;
    for (var g = 0; g < 2; g++) {
      let at = left + g * 4;
      let l_17 = vec4f(kept_16[at], kept_16[at + 1], kept_16[at + 2], kept_16[at + 3]);
      let at_2 = left_2 + g * 4;
      let l_18 = vec4f(kept_16[at_2], kept_16[at_2 + 1], kept_16[at_2 + 2], kept_16[at_2 + 3]);
      let at_3 = left_3 + g * 4;
      let l_19 = vec4f(kept_16[at_3], kept_16[at_3 + 1], kept_16[at_3 + 2], kept_16[at_3 + 3]);
      let at_4 = left_4 + g * 4;
      let l_20 = vec4f(kept_16[at_4], kept_16[at_4 + 1], kept_16[at_4 + 2], kept_16[at_4 + 3]);
      let r_5 = down_B[(right_2 + g * 16) >> 2];
      let r_6 = down_B[(right_2 + (g * 4 + 1) * 4) >> 2];
      let r_7 = down_B[(right_2 + (g * 4 + 2) * 4) >> 2];
      let r_8 = down_B[(right_2 + (g * 4 + 3) * 4) >> 2];
      sums_0_2 = fma(vec4f(l_17.x), r_5, sums_0_2);
      sums_4_2 = fma(vec4f(l_18.x), r_5, sums_4_2);
      sums_8_2 = fma(vec4f(l_19.x), r_5, sums_8_2);
      sums_12_2 = fma(vec4f(l_20.x), r_5, sums_12_2);
      sums_0_2 = fma(vec4f(l_17.y), r_6, sums_0_2);
      sums_4_2 = fma(vec4f(l_18.y), r_6, sums_4_2);
      sums_8_2 = fma(vec4f(l_19.y), r_6, sums_8_2);
      sums_12_2 = fma(vec4f(l_20.y), r_6, sums_12_2);
      sums_0_2 = fma(vec4f(l_17.z), r_7, sums_0_2);
      sums_4_2 = fma(vec4f(l_18.z), r_7, sums_4_2);
      sums_8_2 = fma(vec4f(l_19.z), r_7, sums_8_2);
      sums_12_2 = fma(vec4f(l_20.z), r_7, sums_12_2);
      sums_0_2 = fma(vec4f(l_17.w), r_8, sums_0_2);
      sums_4_2 = fma(vec4f(l_18.w), r_8, sums_4_2);
      sums_8_2 = fma(vec4f(l_19.w), r_8, sums_8_2);
      sums_12_2 = fma(vec4f(l_20.w), r_8, sums_12_2);
    }
    let sum_5 = sums_0_2;
    if (batch_start + batch_5 < extents.batch) {
      down_y[(batch_start + batch_5) * 4 + batch_task_2] = sum_5;
    }
    let sum_6 = sums_4_2;
    if (batch_start + batch_6 < extents.batch) {
      down_y[(batch_start + batch_6) * 4 + batch_task_2] = sum_6;
    }
    let sum_7 = sums_8_2;
    if (batch_start + batch_7 < extents.batch) {
      down_y[(batch_start + batch_7) * 4 + batch_task_2] = sum_7;
    }
    let sum_8 = sums_12_2;
    if (batch_start + batch_8 < extents.batch) {
      down_y[(batch_start + batch_8) * 4 + batch_task_2] = sum_8;
    }
  }
}

// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> down_y: array<f32>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * 16 + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let at = workgroup * 64 + invocation;
  if (at < extents.batch * 16) {
    let i0 = at >> 4;
    let i1 = at & 15;
    y[at] = x[i0 * 16 + i1] + down_y[i0 * 16 + i1];
  }
}
