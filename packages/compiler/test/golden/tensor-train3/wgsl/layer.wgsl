// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> B: array<f32>;
@group(0) @binding(2) var<storage, read> C: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read> A: array<f32>;

var<workgroup> kept_5: array<f32, 420>;
var<workgroup> kept_6: array<f32, 896>;

// y
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
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  var sums_16_2: vec4f;
  var sums_20_2: vec4f;
  var sums_24_2: vec4f;
  var sums_28_2: vec4f;
  var sums_0_3: f32;
  var sums_1: f32;
  var sums_2: f32;
  var sums_3: f32;
  var sums_4_3: f32;
  var sums_5: f32;
  var sums_6: f32;
  var sums_7: f32;
  var sums_8_3: f32;
  var sums_9: f32;
  var sums_10: f32;
  var sums_11: f32;
  var sums_12_3: f32;
  var sums_13: f32;
  var sums_14: f32;
  var sums_15: f32;
  var sums_16_3: f32;
  var sums_17: f32;
  var sums_18: f32;
  var sums_19: f32;
  var sums_20_3: f32;
  var sums_21: f32;
  var sums_22: f32;
  var sums_23: f32;
  let batch_start = workgroup * 16;
  // v5 r b e c f: 18 micro-tiles
  let task = invocation;
  if (task < 18) {
    let column_task = task % 9;
    let row_task = task / 9 % 2;
    let r = row_task * 4 / 3;
    let b = row_task * 4 % 3;
    let r_2 = row_task * 4 / 3;
    let b_2 = row_task * 4 % 3;
    let r_3 = (row_task * 4 + 1) / 3;
    let b_3 = (row_task * 4 + 1) % 3;
    let r_4 = (row_task * 4 + 1) / 3;
    let b_4 = (row_task * 4 + 1) % 3;
    let r_5 = (row_task * 4 + 2) / 3;
    let b_5 = (row_task * 4 + 2) % 3;
    let r_6 = (row_task * 4 + 2) / 3;
    let b_6 = (row_task * 4 + 2) % 3;
    let r_7 = (row_task * 4 + 3) / 3;
    let b_7 = (row_task * 4 + 3) % 3;
    let r_8 = (row_task * 4 + 3) / 3;
    let b_8 = (row_task * 4 + 3) % 3;
    let c = column_task * 4 / 7;
    let f = column_task * 4 % 7;
    let c_2 = (column_task * 4 + 1) / 7;
    let f_2 = (column_task * 4 + 1) % 7;
    let c_3 = (column_task * 4 + 2) / 7;
    let f_3 = (column_task * 4 + 2) % 7;
    let c_4 = (column_task * 4 + 3) / 7;
    let f_4 = (column_task * 4 + 3) % 7;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    sums_16 = vec4f(0.0);
    sums_20 = vec4f(0.0);
    sums_24 = vec4f(0.0);
    sums_28 = vec4f(0.0);
    let left = min(r, 1) * 18 + b * 6;
    let left_2 = min(r_2, 1) * 18 + b_2 * 6 + 3;
    let left_3 = min(r_3, 1) * 18 + b_3 * 6;
    let left_4 = min(r_4, 1) * 18 + b_4 * 6 + 3;
    let left_5 = min(r_5, 1) * 18 + b_5 * 6;
    let left_6 = min(r_6, 1) * 18 + b_6 * 6 + 3;
    let left_7 = min(r_7, 1) * 18 + b_7 * 6;
    let left_8 = min(r_8, 1) * 18 + b_8 * 6 + 3;
    let right = min(c, 4) * 7 + f;
    let right_2 = min(c_2, 4) * 7 + f_2;
    let right_3 = min(c_3, 4) * 7 + f_3;
    let right_4 = min(c_4, 4) * 7 + f_4;
    for (var s = 0; s < 3; s++) {
      let l = B[left + s];
      let l_2 = B[left_2 + s];
      let l_3 = B[left_3 + s];
      let l_4 = B[left_4 + s];
      let l_5 = B[left_5 + s];
      let l_6 = B[left_6 + s];
      let l_7 = B[left_7 + s];
      let l_8 = B[left_8 + s];
      let r_9 = C[right + s * 35];
      let r_10 = C[right_2 + s * 35];
      let r_11 = C[right_3 + s * 35];
      let r_12 = C[right_4 + s * 35];
      sums_0 = fma(vec4f(l), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r_9, r_10, r_11, r_12), sums_12);
      sums_16 = fma(vec4f(l_5), vec4f(r_9, r_10, r_11, r_12), sums_16);
      sums_20 = fma(vec4f(l_6), vec4f(r_9, r_10, r_11, r_12), sums_20);
      sums_24 = fma(vec4f(l_7), vec4f(r_9, r_10, r_11, r_12), sums_24);
      sums_28 = fma(vec4f(l_8), vec4f(r_9, r_10, r_11, r_12), sums_28);
    }
    let sum = sums_0;
    if ((r < 2) & (c < 5)) {
      kept_5[r * 210 + b * 5 + c + f * 15] = sum.x;
    }
    if ((r < 2) & (c_2 < 5)) {
      kept_5[r * 210 + b * 5 + c_2 + f_2 * 15] = sum.y;
    }
    if ((r < 2) & (c_3 < 5)) {
      kept_5[r * 210 + b * 5 + c_3 + f_3 * 15] = sum.z;
    }
    if ((r < 2) & (c_4 < 5)) {
      kept_5[r * 210 + b * 5 + c_4 + f_4 * 15] = sum.w;
    }
    let sum_2 = sums_4;
    if ((r_2 < 2) & (c < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c + f * 15] = sum_2.x;
    }
    if ((r_2 < 2) & (c_2 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_2 + f_2 * 15] = sum_2.y;
    }
    if ((r_2 < 2) & (c_3 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_3 + f_3 * 15] = sum_2.z;
    }
    if ((r_2 < 2) & (c_4 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_4 + f_4 * 15] = sum_2.w;
    }
    let sum_3 = sums_8;
    if ((r_3 < 2) & (c < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c + f * 15] = sum_3.x;
    }
    if ((r_3 < 2) & (c_2 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_2 + f_2 * 15] = sum_3.y;
    }
    if ((r_3 < 2) & (c_3 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_3 + f_3 * 15] = sum_3.z;
    }
    if ((r_3 < 2) & (c_4 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_4 + f_4 * 15] = sum_3.w;
    }
    let sum_4 = sums_12;
    if ((r_4 < 2) & (c < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c + f * 15] = sum_4.x;
    }
    if ((r_4 < 2) & (c_2 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_2 + f_2 * 15] = sum_4.y;
    }
    if ((r_4 < 2) & (c_3 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_3 + f_3 * 15] = sum_4.z;
    }
    if ((r_4 < 2) & (c_4 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_4 + f_4 * 15] = sum_4.w;
    }
    let sum_5 = sums_16;
    if ((r_5 < 2) & (c < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c + f * 15] = sum_5.x;
    }
    if ((r_5 < 2) & (c_2 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_2 + f_2 * 15] = sum_5.y;
    }
    if ((r_5 < 2) & (c_3 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_3 + f_3 * 15] = sum_5.z;
    }
    if ((r_5 < 2) & (c_4 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_4 + f_4 * 15] = sum_5.w;
    }
    let sum_6 = sums_20;
    if ((r_6 < 2) & (c < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c + f * 15] = sum_6.x;
    }
    if ((r_6 < 2) & (c_2 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_2 + f_2 * 15] = sum_6.y;
    }
    if ((r_6 < 2) & (c_3 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_3 + f_3 * 15] = sum_6.z;
    }
    if ((r_6 < 2) & (c_4 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_4 + f_4 * 15] = sum_6.w;
    }
    let sum_7 = sums_24;
    if ((r_7 < 2) & (c < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c + f * 15] = sum_7.x;
    }
    if ((r_7 < 2) & (c_2 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_2 + f_2 * 15] = sum_7.y;
    }
    if ((r_7 < 2) & (c_3 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_3 + f_3 * 15] = sum_7.z;
    }
    if ((r_7 < 2) & (c_4 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_4 + f_4 * 15] = sum_7.w;
    }
    let sum_8 = sums_28;
    if ((r_8 < 2) & (c < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c + f * 15] = sum_8.x;
    }
    if ((r_8 < 2) & (c_2 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_2 + f_2 * 15] = sum_8.y;
    }
    if ((r_8 < 2) & (c_3 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_3 + f_3 * 15] = sum_8.z;
    }
    if ((r_8 < 2) & (c_4 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_4 + f_4 * 15] = sum_8.w;
    }
  }
  workgroupBarrier();
  // v6 ... a r e f: 32 micro-tiles
  let task_2 = invocation;
  let column_task_2 = task_2 % 8;
  let row_task_2 = task_2 / 8 % 4;
  let r_13 = row_task_2 * 8 / 14;
  let e = row_task_2 * 8 / 7 % 2;
  let f_5 = row_task_2 * 8 % 7;
  let r_14 = (row_task_2 * 8 + 1) / 14;
  let e_2 = (row_task_2 * 8 + 1) / 7 % 2;
  let f_6 = (row_task_2 * 8 + 1) % 7;
  let r_15 = (row_task_2 * 8 + 2) / 14;
  let e_3 = (row_task_2 * 8 + 2) / 7 % 2;
  let f_7 = (row_task_2 * 8 + 2) % 7;
  let r_16 = (row_task_2 * 8 + 3) / 14;
  let e_4 = (row_task_2 * 8 + 3) / 7 % 2;
  let f_8 = (row_task_2 * 8 + 3) % 7;
  let r_17 = (row_task_2 * 8 + 4) / 14;
  let e_5 = (row_task_2 * 8 + 4) / 7 % 2;
  let f_9 = (row_task_2 * 8 + 4) % 7;
  let r_18 = (row_task_2 * 8 + 5) / 14;
  let e_6 = (row_task_2 * 8 + 5) / 7 % 2;
  let f_10 = (row_task_2 * 8 + 5) % 7;
  let r_19 = (row_task_2 * 8 + 6) / 14;
  let e_7 = (row_task_2 * 8 + 6) / 7 % 2;
  let f_11 = (row_task_2 * 8 + 6) % 7;
  let r_20 = (row_task_2 * 8 + 7) / 14;
  let e_8 = (row_task_2 * 8 + 7) / 7 % 2;
  let f_12 = (row_task_2 * 8 + 7) % 7;
  let batch = column_task_2 * 2;
  let batch_2 = column_task_2 * 2;
  let batch_3 = column_task_2 * 2 + 1;
  let batch_4 = column_task_2 * 2 + 1;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  sums_16_2 = vec4f(0.0);
  sums_20_2 = vec4f(0.0);
  sums_24_2 = vec4f(0.0);
  sums_28_2 = vec4f(0.0);
  let left_9 = min(r_13, 1) * 210 + e * 105 + f_5 * 15;
  let left_10 = min(r_14, 1) * 210 + e_2 * 105 + f_6 * 15;
  let left_11 = min(r_15, 1) * 210 + e_3 * 105 + f_7 * 15;
  let left_12 = min(r_16, 1) * 210 + e_4 * 105 + f_8 * 15;
  let left_13 = min(r_17, 1) * 210 + e_5 * 105 + f_9 * 15;
  let left_14 = min(r_18, 1) * 210 + e_6 * 105 + f_10 * 15;
  let left_15 = min(r_19, 1) * 210 + e_7 * 105 + f_11 * 15;
  let left_16 = min(r_20, 1) * 210 + e_8 * 105 + f_12 * 15;
  let right_5 = min(batch_start + batch, extents.batch - 1) * 30;
  let right_6 = min(batch_start + batch_2, extents.batch - 1) * 30 + 15;
  let right_7 = min(batch_start + batch_3, extents.batch - 1) * 30;
  let right_8 = min(batch_start + batch_4, extents.batch - 1) * 30 + 15;
  for (var b_9 = 0; b_9 < 3; b_9++) {
    for (var c_5 = 0; c_5 < 5; c_5++) {
      let l_9 = kept_5[left_9 + (b_9 * 5 + c_5)];
      let l_10 = kept_5[left_10 + (b_9 * 5 + c_5)];
      let l_11 = kept_5[left_11 + (b_9 * 5 + c_5)];
      let l_12 = kept_5[left_12 + (b_9 * 5 + c_5)];
      let l_13 = kept_5[left_13 + (b_9 * 5 + c_5)];
      let l_14 = kept_5[left_14 + (b_9 * 5 + c_5)];
      let l_15 = kept_5[left_15 + (b_9 * 5 + c_5)];
      let l_16 = kept_5[left_16 + (b_9 * 5 + c_5)];
      let r_21 = x[right_5 + (b_9 * 5 + c_5)];
      let r_22 = x[right_6 + (b_9 * 5 + c_5)];
      let r_23 = x[right_7 + (b_9 * 5 + c_5)];
      let r_24 = x[right_8 + (b_9 * 5 + c_5)];
      sums_0_2 = fma(vec4f(l_9), vec4f(r_21, r_22, r_23, r_24), sums_0_2);
      sums_4_2 = fma(vec4f(l_10), vec4f(r_21, r_22, r_23, r_24), sums_4_2);
      sums_8_2 = fma(vec4f(l_11), vec4f(r_21, r_22, r_23, r_24), sums_8_2);
      sums_12_2 = fma(vec4f(l_12), vec4f(r_21, r_22, r_23, r_24), sums_12_2);
      sums_16_2 = fma(vec4f(l_13), vec4f(r_21, r_22, r_23, r_24), sums_16_2);
      sums_20_2 = fma(vec4f(l_14), vec4f(r_21, r_22, r_23, r_24), sums_20_2);
      sums_24_2 = fma(vec4f(l_15), vec4f(r_21, r_22, r_23, r_24), sums_24_2);
      sums_28_2 = fma(vec4f(l_16), vec4f(r_21, r_22, r_23, r_24), sums_28_2);
    }
  }
  let sum_9 = sums_0_2;
  if (r_13 < 2) {
    kept_6[batch * 56 + r_13 + e * 28 + f_5 * 4] = sum_9.x;
  }
  if (r_13 < 2) {
    kept_6[batch_2 * 56 + 2 + r_13 + e * 28 + f_5 * 4] = sum_9.y;
  }
  if (r_13 < 2) {
    kept_6[batch_3 * 56 + r_13 + e * 28 + f_5 * 4] = sum_9.z;
  }
  if (r_13 < 2) {
    kept_6[batch_4 * 56 + 2 + r_13 + e * 28 + f_5 * 4] = sum_9.w;
  }
  let sum_10 = sums_4_2;
  if (r_14 < 2) {
    kept_6[batch * 56 + r_14 + e_2 * 28 + f_6 * 4] = sum_10.x;
  }
  if (r_14 < 2) {
    kept_6[batch_2 * 56 + 2 + r_14 + e_2 * 28 + f_6 * 4] = sum_10.y;
  }
  if (r_14 < 2) {
    kept_6[batch_3 * 56 + r_14 + e_2 * 28 + f_6 * 4] = sum_10.z;
  }
  if (r_14 < 2) {
    kept_6[batch_4 * 56 + 2 + r_14 + e_2 * 28 + f_6 * 4] = sum_10.w;
  }
  let sum_11 = sums_8_2;
  if (r_15 < 2) {
    kept_6[batch * 56 + r_15 + e_3 * 28 + f_7 * 4] = sum_11.x;
  }
  if (r_15 < 2) {
    kept_6[batch_2 * 56 + 2 + r_15 + e_3 * 28 + f_7 * 4] = sum_11.y;
  }
  if (r_15 < 2) {
    kept_6[batch_3 * 56 + r_15 + e_3 * 28 + f_7 * 4] = sum_11.z;
  }
  if (r_15 < 2) {
    kept_6[batch_4 * 56 + 2 + r_15 + e_3 * 28 + f_7 * 4] = sum_11.w;
  }
  let sum_12 = sums_12_2;
  if (r_16 < 2) {
    kept_6[batch * 56 + r_16 + e_4 * 28 + f_8 * 4] = sum_12.x;
  }
  if (r_16 < 2) {
    kept_6[batch_2 * 56 + 2 + r_16 + e_4 * 28 + f_8 * 4] = sum_12.y;
  }
  if (r_16 < 2) {
    kept_6[batch_3 * 56 + r_16 + e_4 * 28 + f_8 * 4] = sum_12.z;
  }
  if (r_16 < 2) {
    kept_6[batch_4 * 56 + 2 + r_16 + e_4 * 28 + f_8 * 4] = sum_12.w;
  }
  let sum_13 = sums_16_2;
  if (r_17 < 2) {
    kept_6[batch * 56 + r_17 + e_5 * 28 + f_9 * 4] = sum_13.x;
  }
  if (r_17 < 2) {
    kept_6[batch_2 * 56 + 2 + r_17 + e_5 * 28 + f_9 * 4] = sum_13.y;
  }
  if (r_17 < 2) {
    kept_6[batch_3 * 56 + r_17 + e_5 * 28 + f_9 * 4] = sum_13.z;
  }
  if (r_17 < 2) {
    kept_6[batch_4 * 56 + 2 + r_17 + e_5 * 28 + f_9 * 4] = sum_13.w;
  }
  let sum_14 = sums_20_2;
  if (r_18 < 2) {
    kept_6[batch * 56 + r_18 + e_6 * 28 + f_10 * 4] = sum_14.x;
  }
  if (r_18 < 2) {
    kept_6[batch_2 * 56 + 2 + r_18 + e_6 * 28 + f_10 * 4] = sum_14.y;
  }
  if (r_18 < 2) {
    kept_6[batch_3 * 56 + r_18 + e_6 * 28 + f_10 * 4] = sum_14.z;
  }
  if (r_18 < 2) {
    kept_6[batch_4 * 56 + 2 + r_18 + e_6 * 28 + f_10 * 4] = sum_14.w;
  }
  let sum_15 = sums_24_2;
  if (r_19 < 2) {
    kept_6[batch * 56 + r_19 + e_7 * 28 + f_11 * 4] = sum_15.x;
  }
  if (r_19 < 2) {
    kept_6[batch_2 * 56 + 2 + r_19 + e_7 * 28 + f_11 * 4] = sum_15.y;
  }
  if (r_19 < 2) {
    kept_6[batch_3 * 56 + r_19 + e_7 * 28 + f_11 * 4] = sum_15.z;
  }
  if (r_19 < 2) {
    kept_6[batch_4 * 56 + 2 + r_19 + e_7 * 28 + f_11 * 4] = sum_15.w;
  }
  let sum_16 = sums_28_2;
  if (r_20 < 2) {
    kept_6[batch * 56 + r_20 + e_8 * 28 + f_12 * 4] = sum_16.x;
  }
  if (r_20 < 2) {
    kept_6[batch_2 * 56 + 2 + r_20 + e_8 * 28 + f_12 * 4] = sum_16.y;
  }
  if (r_20 < 2) {
    kept_6[batch_3 * 56 + r_20 + e_8 * 28 + f_12 * 4] = sum_16.z;
  }
  if (r_20 < 2) {
    kept_6[batch_4 * 56 + 2 + r_20 + e_8 * 28 + f_12 * 4] = sum_16.w;
  }
  workgroupBarrier();
  // y ... d e f: 28 micro-tiles
  let task_3 = invocation;
  if (task_3 < 28) {
    let row_task_3 = task_3 % 28;
    let batch_5 = row_task_3 * 8 / 14;
    let e_9 = row_task_3 * 8 / 7 % 2;
    let f_13 = row_task_3 * 8 % 7;
    let batch_6 = (row_task_3 * 8 + 1) / 14;
    let e_10 = (row_task_3 * 8 + 1) / 7 % 2;
    let f_14 = (row_task_3 * 8 + 1) % 7;
    let batch_7 = (row_task_3 * 8 + 2) / 14;
    let e_11 = (row_task_3 * 8 + 2) / 7 % 2;
    let f_15 = (row_task_3 * 8 + 2) % 7;
    let batch_8 = (row_task_3 * 8 + 3) / 14;
    let e_12 = (row_task_3 * 8 + 3) / 7 % 2;
    let f_16 = (row_task_3 * 8 + 3) % 7;
    let batch_9 = (row_task_3 * 8 + 4) / 14;
    let e_13 = (row_task_3 * 8 + 4) / 7 % 2;
    let f_17 = (row_task_3 * 8 + 4) % 7;
    let batch_10 = (row_task_3 * 8 + 5) / 14;
    let e_14 = (row_task_3 * 8 + 5) / 7 % 2;
    let f_18 = (row_task_3 * 8 + 5) % 7;
    let batch_11 = (row_task_3 * 8 + 6) / 14;
    let e_15 = (row_task_3 * 8 + 6) / 7 % 2;
    let f_19 = (row_task_3 * 8 + 6) % 7;
    let batch_12 = (row_task_3 * 8 + 7) / 14;
    let e_16 = (row_task_3 * 8 + 7) / 7 % 2;
    let f_20 = (row_task_3 * 8 + 7) % 7;
    sums_0_3 = 0.0;
    sums_1 = 0.0;
    sums_2 = 0.0;
    sums_3 = 0.0;
    sums_4_3 = 0.0;
    sums_5 = 0.0;
    sums_6 = 0.0;
    sums_7 = 0.0;
    sums_8_3 = 0.0;
    sums_9 = 0.0;
    sums_10 = 0.0;
    sums_11 = 0.0;
    sums_12_3 = 0.0;
    sums_13 = 0.0;
    sums_14 = 0.0;
    sums_15 = 0.0;
    sums_16_3 = 0.0;
    sums_17 = 0.0;
    sums_18 = 0.0;
    sums_19 = 0.0;
    sums_20_3 = 0.0;
    sums_21 = 0.0;
    sums_22 = 0.0;
    sums_23 = 0.0;
    let left_17 = batch_5 * 56 + e_9 * 28 + f_13 * 4;
    let left_18 = batch_6 * 56 + e_10 * 28 + f_14 * 4;
    let left_19 = batch_7 * 56 + e_11 * 28 + f_15 * 4;
    let left_20 = batch_8 * 56 + e_12 * 28 + f_16 * 4;
    let left_21 = batch_9 * 56 + e_13 * 28 + f_17 * 4;
    let left_22 = batch_10 * 56 + e_14 * 28 + f_18 * 4;
    let left_23 = batch_11 * 56 + e_15 * 28 + f_19 * 4;
    let left_24 = batch_12 * 56 + e_16 * 28 + f_20 * 4;
    for (var a = 0; a < 2; a++) {
      for (var r_25 = 0; r_25 < 2; r_25++) {
        let l_17 = kept_6[left_17 + (a * 2 + r_25)];
        let l_18 = kept_6[left_18 + (a * 2 + r_25)];
        let l_19 = kept_6[left_19 + (a * 2 + r_25)];
        let l_20 = kept_6[left_20 + (a * 2 + r_25)];
        let l_21 = kept_6[left_21 + (a * 2 + r_25)];
        let l_22 = kept_6[left_22 + (a * 2 + r_25)];
        let l_23 = kept_6[left_23 + (a * 2 + r_25)];
        let l_24 = kept_6[left_24 + (a * 2 + r_25)];
        let r_26 = A[a * 6 + r_25];
        let r_27 = A[a * 6 + r_25 + 2];
        let r_28 = A[a * 6 + r_25 + 4];
        sums_0_3 = fma(l_17, r_26, sums_0_3);
        sums_1 = fma(l_17, r_27, sums_1);
        sums_2 = fma(l_17, r_28, sums_2);
        sums_3 = fma(l_18, r_26, sums_3);
        sums_4_3 = fma(l_18, r_27, sums_4_3);
        sums_5 = fma(l_18, r_28, sums_5);
        sums_6 = fma(l_19, r_26, sums_6);
        sums_7 = fma(l_19, r_27, sums_7);
        sums_8_3 = fma(l_19, r_28, sums_8_3);
        sums_9 = fma(l_20, r_26, sums_9);
        sums_10 = fma(l_20, r_27, sums_10);
        sums_11 = fma(l_20, r_28, sums_11);
        sums_12_3 = fma(l_21, r_26, sums_12_3);
        sums_13 = fma(l_21, r_27, sums_13);
        sums_14 = fma(l_21, r_28, sums_14);
        sums_15 = fma(l_22, r_26, sums_15);
        sums_16_3 = fma(l_22, r_27, sums_16_3);
        sums_17 = fma(l_22, r_28, sums_17);
        sums_18 = fma(l_23, r_26, sums_18);
        sums_19 = fma(l_23, r_27, sums_19);
        sums_20_3 = fma(l_23, r_28, sums_20_3);
        sums_21 = fma(l_24, r_26, sums_21);
        sums_22 = fma(l_24, r_27, sums_22);
        sums_23 = fma(l_24, r_28, sums_23);
      }
    }
    let sum_17 = sums_0_3;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + e_9 * 7 + f_13] = sum_17;
    }
    let sum_18 = sums_1;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + 14 + e_9 * 7 + f_13] = sum_18;
    }
    let sum_19 = sums_2;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + 28 + e_9 * 7 + f_13] = sum_19;
    }
    let sum_20 = sums_3;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + e_10 * 7 + f_14] = sum_20;
    }
    let sum_21 = sums_4_3;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + 14 + e_10 * 7 + f_14] = sum_21;
    }
    let sum_22 = sums_5;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + 28 + e_10 * 7 + f_14] = sum_22;
    }
    let sum_23 = sums_6;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + e_11 * 7 + f_15] = sum_23;
    }
    let sum_24 = sums_7;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + 14 + e_11 * 7 + f_15] = sum_24;
    }
    let sum_25 = sums_8_3;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + 28 + e_11 * 7 + f_15] = sum_25;
    }
    let sum_26 = sums_9;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + e_12 * 7 + f_16] = sum_26;
    }
    let sum_27 = sums_10;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + 14 + e_12 * 7 + f_16] = sum_27;
    }
    let sum_28 = sums_11;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + 28 + e_12 * 7 + f_16] = sum_28;
    }
    let sum_29 = sums_12_3;
    if (batch_start + batch_9 < extents.batch) {
      y[(batch_start + batch_9) * 42 + e_13 * 7 + f_17] = sum_29;
    }
    let sum_30 = sums_13;
    if (batch_start + batch_9 < extents.batch) {
      y[(batch_start + batch_9) * 42 + 14 + e_13 * 7 + f_17] = sum_30;
    }
    let sum_31 = sums_14;
    if (batch_start + batch_9 < extents.batch) {
      y[(batch_start + batch_9) * 42 + 28 + e_13 * 7 + f_17] = sum_31;
    }
    let sum_32 = sums_15;
    if (batch_start + batch_10 < extents.batch) {
      y[(batch_start + batch_10) * 42 + e_14 * 7 + f_18] = sum_32;
    }
    let sum_33 = sums_16_3;
    if (batch_start + batch_10 < extents.batch) {
      y[(batch_start + batch_10) * 42 + 14 + e_14 * 7 + f_18] = sum_33;
    }
    let sum_34 = sums_17;
    if (batch_start + batch_10 < extents.batch) {
      y[(batch_start + batch_10) * 42 + 28 + e_14 * 7 + f_18] = sum_34;
    }
    let sum_35 = sums_18;
    if (batch_start + batch_11 < extents.batch) {
      y[(batch_start + batch_11) * 42 + e_15 * 7 + f_19] = sum_35;
    }
    let sum_36 = sums_19;
    if (batch_start + batch_11 < extents.batch) {
      y[(batch_start + batch_11) * 42 + 14 + e_15 * 7 + f_19] = sum_36;
    }
    let sum_37 = sums_20_3;
    if (batch_start + batch_11 < extents.batch) {
      y[(batch_start + batch_11) * 42 + 28 + e_15 * 7 + f_19] = sum_37;
    }
    let sum_38 = sums_21;
    if (batch_start + batch_12 < extents.batch) {
      y[(batch_start + batch_12) * 42 + e_16 * 7 + f_20] = sum_38;
    }
    let sum_39 = sums_22;
    if (batch_start + batch_12 < extents.batch) {
      y[(batch_start + batch_12) * 42 + 14 + e_16 * 7 + f_20] = sum_39;
    }
    let sum_40 = sums_23;
    if (batch_start + batch_12 < extents.batch) {
      y[(batch_start + batch_12) * 42 + 28 + e_16 * 7 + f_20] = sum_40;
    }
  }
}
