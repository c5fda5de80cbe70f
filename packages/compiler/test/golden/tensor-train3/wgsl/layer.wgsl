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
var<workgroup> kept_6: array<f32, 448>;

// y
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
  let batch_start = workgroup * 8;
  // v5 r b e c f: 27 micro-tiles
  let task = invocation;
  if (task < 27) {
    let column_task = task % 9;
    let row_task = task / 9 % 3;
    let r = row_task * 2 / 3;
    let b = row_task * 2 % 3;
    let r_2 = row_task * 2 / 3;
    let b_2 = row_task * 2 % 3;
    let r_3 = (row_task * 2 + 1) / 3;
    let b_3 = (row_task * 2 + 1) % 3;
    let r_4 = (row_task * 2 + 1) / 3;
    let b_4 = (row_task * 2 + 1) % 3;
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
    let left = r * 18 + b * 6;
    let left_2 = r_2 * 18 + b_2 * 6 + 3;
    let left_3 = r_3 * 18 + b_3 * 6;
    let left_4 = r_4 * 18 + b_4 * 6 + 3;
    let right = min(c, 4) * 7 + f;
    let right_2 = min(c_2, 4) * 7 + f_2;
    let right_3 = min(c_3, 4) * 7 + f_3;
    let right_4 = min(c_4, 4) * 7 + f_4;
    for (var s = 0; s < 3; s++) {
      let l = B[left + s];
      let l_2 = B[left_2 + s];
      let l_3 = B[left_3 + s];
      let l_4 = B[left_4 + s];
      let r_5 = C[right + s * 35];
      let r_6 = C[right_2 + s * 35];
      let r_7 = C[right_3 + s * 35];
      let r_8 = C[right_4 + s * 35];
      sums_0 = fma(vec4f(l), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r_5, r_6, r_7, r_8), sums_12);
    }
    let sum = sums_0;
    if (c < 5) {
      kept_5[r * 210 + b * 5 + c + f * 15] = sum.x;
    }
    if (c_2 < 5) {
      kept_5[r * 210 + b * 5 + c_2 + f_2 * 15] = sum.y;
    }
    if (c_3 < 5) {
      kept_5[r * 210 + b * 5 + c_3 + f_3 * 15] = sum.z;
    }
    if (c_4 < 5) {
      kept_5[r * 210 + b * 5 + c_4 + f_4 * 15] = sum.w;
    }
    let sum_2 = sums_4;
    if (c < 5) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c + f * 15] = sum_2.x;
    }
    if (c_2 < 5) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_2 + f_2 * 15] = sum_2.y;
    }
    if (c_3 < 5) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_3 + f_3 * 15] = sum_2.z;
    }
    if (c_4 < 5) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_4 + f_4 * 15] = sum_2.w;
    }
    let sum_3 = sums_8;
    if (c < 5) {
      kept_5[r_3 * 210 + b_3 * 5 + c + f * 15] = sum_3.x;
    }
    if (c_2 < 5) {
      kept_5[r_3 * 210 + b_3 * 5 + c_2 + f_2 * 15] = sum_3.y;
    }
    if (c_3 < 5) {
      kept_5[r_3 * 210 + b_3 * 5 + c_3 + f_3 * 15] = sum_3.z;
    }
    if (c_4 < 5) {
      kept_5[r_3 * 210 + b_3 * 5 + c_4 + f_4 * 15] = sum_3.w;
    }
    let sum_4 = sums_12;
    if (c < 5) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c + f * 15] = sum_4.x;
    }
    if (c_2 < 5) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_2 + f_2 * 15] = sum_4.y;
    }
    if (c_3 < 5) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_3 + f_3 * 15] = sum_4.z;
    }
    if (c_4 < 5) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_4 + f_4 * 15] = sum_4.w;
    }
  }
  workgroupBarrier();
  // v6 ... a r e f: 28 micro-tiles
  let task_2 = invocation;
  if (task_2 < 28) {
    let column_task_2 = task_2 & 3;
    let row_task_2 = (task_2 >> 2) % 7;
    let r_9 = row_task_2 * 4 / 14;
    let e = (row_task_2 * 4 / 7) & 1;
    let f_5 = row_task_2 * 4 % 7;
    let r_10 = (row_task_2 * 4 + 1) / 14;
    let e_2 = ((row_task_2 * 4 + 1) / 7) & 1;
    let f_6 = (row_task_2 * 4 + 1) % 7;
    let r_11 = (row_task_2 * 4 + 2) / 14;
    let e_3 = ((row_task_2 * 4 + 2) / 7) & 1;
    let f_7 = (row_task_2 * 4 + 2) % 7;
    let r_12 = (row_task_2 * 4 + 3) / 14;
    let e_4 = ((row_task_2 * 4 + 3) / 7) & 1;
    let f_8 = (row_task_2 * 4 + 3) % 7;
    let batch = column_task_2 * 2;
    let batch_2 = column_task_2 * 2;
    let batch_3 = column_task_2 * 2 + 1;
    let batch_4 = column_task_2 * 2 + 1;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    let left_5 = r_9 * 210 + e * 105 + f_5 * 15;
    let left_6 = r_10 * 210 + e_2 * 105 + f_6 * 15;
    let left_7 = r_11 * 210 + e_3 * 105 + f_7 * 15;
    let left_8 = r_12 * 210 + e_4 * 105 + f_8 * 15;
    let right_5 = min(batch_start + batch, extents.batch - 1) * 30;
    let right_6 = min(batch_start + batch_2, extents.batch - 1) * 30 + 15;
    let right_7 = min(batch_start + batch_3, extents.batch - 1) * 30;
    let right_8 = min(batch_start + batch_4, extents.batch - 1) * 30 + 15;
    for (var b_5 = 0; b_5 < 3; b_5++) {
      for (var c_5 = 0; c_5 < 5; c_5++) {
        let l_5 = kept_5[left_5 + (b_5 * 5 + c_5)];
        let l_6 = kept_5[left_6 + (b_5 * 5 + c_5)];
        let l_7 = kept_5[left_7 + (b_5 * 5 + c_5)];
        let l_8 = kept_5[left_8 + (b_5 * 5 + c_5)];
        let r_13 = x[right_5 + (b_5 * 5 + c_5)];
        let r_14 = x[right_6 + (b_5 * 5 + c_5)];
        let r_15 = x[right_7 + (b_5 * 5 + c_5)];
        let r_16 = x[right_8 + (b_5 * 5 + c_5)];
        sums_0_2 = fma(vec4f(l_5), vec4f(r_13, r_14, r_15, r_16), sums_0_2);
        sums_4_2 = fma(vec4f(l_6), vec4f(r_13, r_14, r_15, r_16), sums_4_2);
        sums_8_2 = fma(vec4f(l_7), vec4f(r_13, r_14, r_15, r_16), sums_8_2);
        sums_12_2 = fma(vec4f(l_8), vec4f(r_13, r_14, r_15, r_16), sums_12_2);
      }
    }
    let sum_5 = sums_0_2;
    kept_6[batch * 56 + r_9 + e * 28 + f_5 * 4] = sum_5.x;
    kept_6[batch_2 * 56 + 2 + r_9 + e * 28 + f_5 * 4] = sum_5.y;
    kept_6[batch_3 * 56 + r_9 + e * 28 + f_5 * 4] = sum_5.z;
    kept_6[batch_4 * 56 + 2 + r_9 + e * 28 + f_5 * 4] = sum_5.w;
    let sum_6 = sums_4_2;
    kept_6[batch * 56 + r_10 + e_2 * 28 + f_6 * 4] = sum_6.x;
    kept_6[batch_2 * 56 + 2 + r_10 + e_2 * 28 + f_6 * 4] = sum_6.y;
    kept_6[batch_3 * 56 + r_10 + e_2 * 28 + f_6 * 4] = sum_6.z;
    kept_6[batch_4 * 56 + 2 + r_10 + e_2 * 28 + f_6 * 4] = sum_6.w;
    let sum_7 = sums_8_2;
    kept_6[batch * 56 + r_11 + e_3 * 28 + f_7 * 4] = sum_7.x;
    kept_6[batch_2 * 56 + 2 + r_11 + e_3 * 28 + f_7 * 4] = sum_7.y;
    kept_6[batch_3 * 56 + r_11 + e_3 * 28 + f_7 * 4] = sum_7.z;
    kept_6[batch_4 * 56 + 2 + r_11 + e_3 * 28 + f_7 * 4] = sum_7.w;
    let sum_8 = sums_12_2;
    kept_6[batch * 56 + r_12 + e_4 * 28 + f_8 * 4] = sum_8.x;
    kept_6[batch_2 * 56 + 2 + r_12 + e_4 * 28 + f_8 * 4] = sum_8.y;
    kept_6[batch_3 * 56 + r_12 + e_4 * 28 + f_8 * 4] = sum_8.z;
    kept_6[batch_4 * 56 + 2 + r_12 + e_4 * 28 + f_8 * 4] = sum_8.w;
  }
  workgroupBarrier();
  // y ... d e f: 28 micro-tiles
  let task_3 = invocation;
  if (task_3 < 28) {
    let row_task_3 = task_3 % 28;
    let batch_5 = row_task_3 * 4 / 14;
    let e_5 = (row_task_3 * 4 / 7) & 1;
    let f_9 = row_task_3 * 4 % 7;
    let batch_6 = (row_task_3 * 4 + 1) / 14;
    let e_6 = ((row_task_3 * 4 + 1) / 7) & 1;
    let f_10 = (row_task_3 * 4 + 1) % 7;
    let batch_7 = (row_task_3 * 4 + 2) / 14;
    let e_7 = ((row_task_3 * 4 + 2) / 7) & 1;
    let f_11 = (row_task_3 * 4 + 2) % 7;
    let batch_8 = (row_task_3 * 4 + 3) / 14;
    let e_8 = ((row_task_3 * 4 + 3) / 7) & 1;
    let f_12 = (row_task_3 * 4 + 3) % 7;
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
    let left_9 = batch_5 * 56 + e_5 * 28 + f_9 * 4;
    let left_10 = batch_6 * 56 + e_6 * 28 + f_10 * 4;
    let left_11 = batch_7 * 56 + e_7 * 28 + f_11 * 4;
    let left_12 = batch_8 * 56 + e_8 * 28 + f_12 * 4;
    for (var a = 0; a < 2; a++) {
      for (var r_17 = 0; r_17 < 2; r_17++) {
        let l_9 = kept_6[left_9 + (a * 2 + r_17)];
        let l_10 = kept_6[left_10 + (a * 2 + r_17)];
        let l_11 = kept_6[left_11 + (a * 2 + r_17)];
        let l_12 = kept_6[left_12 + (a * 2 + r_17)];
        let r_18 = A[a * 6 + r_17];
        let r_19 = A[a * 6 + r_17 + 2];
        let r_20 = A[a * 6 + r_17 + 4];
        sums_0_3 = fma(l_9, r_18, sums_0_3);
        sums_1 = fma(l_9, r_19, sums_1);
        sums_2 = fma(l_9, r_20, sums_2);
        sums_3 = fma(l_10, r_18, sums_3);
        sums_4_3 = fma(l_10, r_19, sums_4_3);
        sums_5 = fma(l_10, r_20, sums_5);
        sums_6 = fma(l_11, r_18, sums_6);
        sums_7 = fma(l_11, r_19, sums_7);
        sums_8_3 = fma(l_11, r_20, sums_8_3);
        sums_9 = fma(l_12, r_18, sums_9);
        sums_10 = fma(l_12, r_19, sums_10);
        sums_11 = fma(l_12, r_20, sums_11);
      }
    }
    let sum_9 = sums_0_3;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + e_5 * 7 + f_9] = sum_9;
    }
    let sum_10 = sums_1;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + 14 + e_5 * 7 + f_9] = sum_10;
    }
    let sum_11 = sums_2;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 42 + 28 + e_5 * 7 + f_9] = sum_11;
    }
    let sum_12 = sums_3;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + e_6 * 7 + f_10] = sum_12;
    }
    let sum_13 = sums_4_3;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + 14 + e_6 * 7 + f_10] = sum_13;
    }
    let sum_14 = sums_5;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 42 + 28 + e_6 * 7 + f_10] = sum_14;
    }
    let sum_15 = sums_6;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + e_7 * 7 + f_11] = sum_15;
    }
    let sum_16 = sums_7;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + 14 + e_7 * 7 + f_11] = sum_16;
    }
    let sum_17 = sums_8_3;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 42 + 28 + e_7 * 7 + f_11] = sum_17;
    }
    let sum_18 = sums_9;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + e_8 * 7 + f_12] = sum_18;
    }
    let sum_19 = sums_10;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + 14 + e_8 * 7 + f_12] = sum_19;
    }
    let sum_20 = sums_11;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 42 + 28 + e_8 * 7 + f_12] = sum_20;
    }
  }
}
