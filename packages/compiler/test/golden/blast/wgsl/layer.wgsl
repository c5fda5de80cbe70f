// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> V: array<f32>;
@group(0) @binding(3) var<storage, read> S: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read> U: array<f32>;

var<workgroup> staged_left: array<vec4f, 135>;
var<workgroup> kept_5: array<vec4f, 75>;
var<workgroup> kept_6: array<vec4f, 75>;

// y
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 31) >> 5)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var sums_0: f32;
  var sums_1: f32;
  var sums_2: f32;
  var sums_3: f32;
  var sums_4: f32;
  var sums_5: f32;
  var sums_6: f32;
  var sums_7: f32;
  var sums_8: f32;
  var sums_9: f32;
  var sums_10: f32;
  var sums_11: f32;
  var sums_0_2: f32;
  var sums_1_2: f32;
  var sums_2_2: f32;
  var sums_3_2: f32;
  var sums_4_2: f32;
  var sums_5_2: f32;
  var sums_6_2: f32;
  var sums_7_2: f32;
  var sums_8_2: f32;
  var sums_9_2: f32;
  var sums_10_2: f32;
  var sums_11_2: f32;
  var sums_0_3: vec4f;
  var sums_4_3: vec4f;
  var sums_8_3: vec4f;
  var sums_12: vec4f;
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  let batch_start = workgroup * 32;
  let unit = invocation;
  let unit_2 = min(unit, 119);
  let batch = unit_2 / 15 * 4;
  let b = unit_2 / 5 % 3;
  let p = unit_2 % 5;
  ahead_0 = x[min(batch_start + batch, extents.batch - 1) * 15 + b * 5 + p];
  ahead_1 = x[min(batch_start + (batch + 1), extents.batch - 1) * 15 + b * 5 + p];
  ahead_2 = x[min(batch_start + (batch + 2), extents.batch - 1) * 15 + b * 5 + p];
  ahead_3 = x[min(batch_start + (batch + 3), extents.batch - 1) * 15 + b * 5 + p];
  let unit_3 = invocation;
  if (unit_3 < 120) {
    let batch_2 = unit_3 / 15 * 4;
    let b_2 = unit_3 / 5 % 3;
    let p_2 = unit_3 % 5;
    staged_left[batch_2 / 4 + b_2 * 45 + p_2 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_4 = invocation + 32;
  let unit_5 = min(unit_4, 119);
  let batch_3 = unit_5 / 15 * 4;
  let b_3 = unit_5 / 5 % 3;
  let p_3 = unit_5 % 5;
  ahead_0 = x[min(batch_start + batch_3, extents.batch - 1) * 15 + b_3 * 5 + p_3];
  ahead_1 = x[min(batch_start + (batch_3 + 1), extents.batch - 1) * 15 + b_3 * 5 + p_3];
  ahead_2 = x[min(batch_start + (batch_3 + 2), extents.batch - 1) * 15 + b_3 * 5 + p_3];
  ahead_3 = x[min(batch_start + (batch_3 + 3), extents.batch - 1) * 15 + b_3 * 5 + p_3];
  let unit_6 = invocation + 32;
  if (unit_6 < 120) {
    let batch_4 = unit_6 / 15 * 4;
    let b_4 = unit_6 / 5 % 3;
    let p_4 = unit_6 % 5;
    staged_left[batch_4 / 4 + b_4 * 45 + p_4 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_7 = invocation + 64;
  let unit_8 = min(unit_7, 119);
  let batch_5 = unit_8 / 15 * 4;
  let b_5 = unit_8 / 5 % 3;
  let p_5 = unit_8 % 5;
  ahead_0 = x[min(batch_start + batch_5, extents.batch - 1) * 15 + b_5 * 5 + p_5];
  ahead_1 = x[min(batch_start + (batch_5 + 1), extents.batch - 1) * 15 + b_5 * 5 + p_5];
  ahead_2 = x[min(batch_start + (batch_5 + 2), extents.batch - 1) * 15 + b_5 * 5 + p_5];
  ahead_3 = x[min(batch_start + (batch_5 + 3), extents.batch - 1) * 15 + b_5 * 5 + p_5];
  let unit_9 = invocation + 64;
  if (unit_9 < 120) {
    let batch_6 = unit_9 / 15 * 4;
    let b_6 = unit_9 / 5 % 3;
    let p_6 = unit_9 % 5;
    staged_left[batch_6 / 4 + b_6 * 45 + p_6 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_10 = invocation + 96;
  let unit_11 = min(unit_10, 119);
  let batch_7 = unit_11 / 15 * 4;
  let b_7 = unit_11 / 5 % 3;
  let p_7 = unit_11 % 5;
  ahead_0 = x[min(batch_start + batch_7, extents.batch - 1) * 15 + b_7 * 5 + p_7];
  ahead_1 = x[min(batch_start + (batch_7 + 1), extents.batch - 1) * 15 + b_7 * 5 + p_7];
  ahead_2 = x[min(batch_start + (batch_7 + 2), extents.batch - 1) * 15 + b_7 * 5 + p_7];
  ahead_3 = x[min(batch_start + (batch_7 + 3), extents.batch - 1) * 15 + b_7 * 5 + p_7];
  let unit_12 = invocation + 96;
  if (unit_12 < 120) {
    let batch_8 = unit_12 / 15 * 4;
    let b_8 = unit_12 / 5 % 3;
    let p_8 = unit_12 % 5;
    staged_left[batch_8 / 4 + b_8 * 45 + p_8 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  workgroupBarrier();
  // v5 ... b r: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task % 8;
    let batch_task = task / 8;
    let batch_9 = row_task * 4;
    sums_0 = 0.0;
    sums_1 = 0.0;
    sums_2 = 0.0;
    sums_3 = 0.0;
    sums_4 = 0.0;
    sums_5 = 0.0;
    sums_6 = 0.0;
    sums_7 = 0.0;
    sums_8 = 0.0;
    sums_9 = 0.0;
    sums_10 = 0.0;
    sums_11 = 0.0;
    let left = batch_9 + batch_task * 180;
    let right = batch_task * 15;
    let right_2 = batch_task * 15 + 1;
    let right_3 = batch_task * 15 + 2;
    let l = staged_left[left / 4];
    let r = V[right];
    let r_2 = V[right_2];
    let r_3 = V[right_3];
    sums_0 = fma(l.x, r, sums_0);
    sums_1 = fma(l.x, r_2, sums_1);
    sums_2 = fma(l.x, r_3, sums_2);
    sums_3 = fma(l.y, r, sums_3);
    sums_4 = fma(l.y, r_2, sums_4);
    sums_5 = fma(l.y, r_3, sums_5);
    sums_6 = fma(l.z, r, sums_6);
    sums_7 = fma(l.z, r_2, sums_7);
    sums_8 = fma(l.z, r_3, sums_8);
    sums_9 = fma(l.w, r, sums_9);
    sums_10 = fma(l.w, r_2, sums_10);
    sums_11 = fma(l.w, r_3, sums_11);
    let l_2 = staged_left[left / 4 + 9];
    let r_4 = V[right + 3];
    let r_5 = V[right_2 + 3];
    let r_6 = V[right_3 + 3];
    sums_0 = fma(l_2.x, r_4, sums_0);
    sums_1 = fma(l_2.x, r_5, sums_1);
    sums_2 = fma(l_2.x, r_6, sums_2);
    sums_3 = fma(l_2.y, r_4, sums_3);
    sums_4 = fma(l_2.y, r_5, sums_4);
    sums_5 = fma(l_2.y, r_6, sums_5);
    sums_6 = fma(l_2.z, r_4, sums_6);
    sums_7 = fma(l_2.z, r_5, sums_7);
    sums_8 = fma(l_2.z, r_6, sums_8);
    sums_9 = fma(l_2.w, r_4, sums_9);
    sums_10 = fma(l_2.w, r_5, sums_10);
    sums_11 = fma(l_2.w, r_6, sums_11);
    let l_3 = staged_left[left / 4 + 18];
    let r_7 = V[right + 6];
    let r_8 = V[right_2 + 6];
    let r_9 = V[right_3 + 6];
    sums_0 = fma(l_3.x, r_7, sums_0);
    sums_1 = fma(l_3.x, r_8, sums_1);
    sums_2 = fma(l_3.x, r_9, sums_2);
    sums_3 = fma(l_3.y, r_7, sums_3);
    sums_4 = fma(l_3.y, r_8, sums_4);
    sums_5 = fma(l_3.y, r_9, sums_5);
    sums_6 = fma(l_3.z, r_7, sums_6);
    sums_7 = fma(l_3.z, r_8, sums_7);
    sums_8 = fma(l_3.z, r_9, sums_8);
    sums_9 = fma(l_3.w, r_7, sums_9);
    sums_10 = fma(l_3.w, r_8, sums_10);
    sums_11 = fma(l_3.w, r_9, sums_11);
    let l_4 = staged_left[left / 4 + 27];
    let r_10 = V[right + 9];
    let r_11 = V[right_2 + 9];
    let r_12 = V[right_3 + 9];
    sums_0 = fma(l_4.x, r_10, sums_0);
    sums_1 = fma(l_4.x, r_11, sums_1);
    sums_2 = fma(l_4.x, r_12, sums_2);
    sums_3 = fma(l_4.y, r_10, sums_3);
    sums_4 = fma(l_4.y, r_11, sums_4);
    sums_5 = fma(l_4.y, r_12, sums_5);
    sums_6 = fma(l_4.z, r_10, sums_6);
    sums_7 = fma(l_4.z, r_11, sums_7);
    sums_8 = fma(l_4.z, r_12, sums_8);
    sums_9 = fma(l_4.w, r_10, sums_9);
    sums_10 = fma(l_4.w, r_11, sums_10);
    sums_11 = fma(l_4.w, r_12, sums_11);
    let l_5 = staged_left[left / 4 + 36];
    let r_13 = V[right + 12];
    let r_14 = V[right_2 + 12];
    let r_15 = V[right_3 + 12];
    sums_0 = fma(l_5.x, r_13, sums_0);
    sums_1 = fma(l_5.x, r_14, sums_1);
    sums_2 = fma(l_5.x, r_15, sums_2);
    sums_3 = fma(l_5.y, r_13, sums_3);
    sums_4 = fma(l_5.y, r_14, sums_4);
    sums_5 = fma(l_5.y, r_15, sums_5);
    sums_6 = fma(l_5.z, r_13, sums_6);
    sums_7 = fma(l_5.z, r_14, sums_7);
    sums_8 = fma(l_5.z, r_15, sums_8);
    sums_9 = fma(l_5.w, r_13, sums_9);
    sums_10 = fma(l_5.w, r_14, sums_10);
    sums_11 = fma(l_5.w, r_15, sums_11);
    kept_5[batch_9 / 4 + batch_task * 8] = vec4f(sums_0, sums_3, sums_6, sums_9);
    kept_5[batch_9 / 4 + batch_task * 8 + 25] = vec4f(sums_1, sums_4, sums_7, sums_10);
    kept_5[batch_9 / 4 + batch_task * 8 + 50] = vec4f(sums_2, sums_5, sums_8, sums_11);
  }
  workgroupBarrier();
  // v6 f r ...: 24 micro-tiles
  let task_2 = invocation;
  if (task_2 < 24) {
    let row_task_2 = task_2 % 8;
    let batch_task_2 = task_2 / 8;
    let batch_10 = row_task_2 * 4;
    sums_0_2 = 0.0;
    sums_1_2 = 0.0;
    sums_2_2 = 0.0;
    sums_3_2 = 0.0;
    sums_4_2 = 0.0;
    sums_5_2 = 0.0;
    sums_6_2 = 0.0;
    sums_7_2 = 0.0;
    sums_8_2 = 0.0;
    sums_9_2 = 0.0;
    sums_10_2 = 0.0;
    sums_11_2 = 0.0;
    let left_2 = batch_10 + batch_task_2 * 100;
    let right_4 = batch_task_2 + 3;
    let right_5 = batch_task_2 + 6;
    let l_6 = kept_5[left_2 / 4];
    let r_16 = S[batch_task_2];
    let r_17 = S[right_4];
    let r_18 = S[right_5];
    sums_0_2 = fma(l_6.x, r_16, sums_0_2);
    sums_1_2 = fma(l_6.x, r_17, sums_1_2);
    sums_2_2 = fma(l_6.x, r_18, sums_2_2);
    sums_3_2 = fma(l_6.y, r_16, sums_3_2);
    sums_4_2 = fma(l_6.y, r_17, sums_4_2);
    sums_5_2 = fma(l_6.y, r_18, sums_5_2);
    sums_6_2 = fma(l_6.z, r_16, sums_6_2);
    sums_7_2 = fma(l_6.z, r_17, sums_7_2);
    sums_8_2 = fma(l_6.z, r_18, sums_8_2);
    sums_9_2 = fma(l_6.w, r_16, sums_9_2);
    sums_10_2 = fma(l_6.w, r_17, sums_10_2);
    sums_11_2 = fma(l_6.w, r_18, sums_11_2);
    let l_7 = kept_5[left_2 / 4 + 8];
    let r_19 = S[batch_task_2 + 9];
    let r_20 = S[right_4 + 9];
    let r_21 = S[right_5 + 9];
    sums_0_2 = fma(l_7.x, r_19, sums_0_2);
    sums_1_2 = fma(l_7.x, r_20, sums_1_2);
    sums_2_2 = fma(l_7.x, r_21, sums_2_2);
    sums_3_2 = fma(l_7.y, r_19, sums_3_2);
    sums_4_2 = fma(l_7.y, r_20, sums_4_2);
    sums_5_2 = fma(l_7.y, r_21, sums_5_2);
    sums_6_2 = fma(l_7.z, r_19, sums_6_2);
    sums_7_2 = fma(l_7.z, r_20, sums_7_2);
    sums_8_2 = fma(l_7.z, r_21, sums_8_2);
    sums_9_2 = fma(l_7.w, r_19, sums_9_2);
    sums_10_2 = fma(l_7.w, r_20, sums_10_2);
    sums_11_2 = fma(l_7.w, r_21, sums_11_2);
    let l_8 = kept_5[left_2 / 4 + 16];
    let r_22 = S[batch_task_2 + 18];
    let r_23 = S[right_4 + 18];
    let r_24 = S[right_5 + 18];
    sums_0_2 = fma(l_8.x, r_22, sums_0_2);
    sums_1_2 = fma(l_8.x, r_23, sums_1_2);
    sums_2_2 = fma(l_8.x, r_24, sums_2_2);
    sums_3_2 = fma(l_8.y, r_22, sums_3_2);
    sums_4_2 = fma(l_8.y, r_23, sums_4_2);
    sums_5_2 = fma(l_8.y, r_24, sums_5_2);
    sums_6_2 = fma(l_8.z, r_22, sums_6_2);
    sums_7_2 = fma(l_8.z, r_23, sums_7_2);
    sums_8_2 = fma(l_8.z, r_24, sums_8_2);
    sums_9_2 = fma(l_8.w, r_22, sums_9_2);
    sums_10_2 = fma(l_8.w, r_23, sums_10_2);
    sums_11_2 = fma(l_8.w, r_24, sums_11_2);
    kept_6[batch_task_2 * 8 + batch_10 / 4] = vec4f(sums_0_2, sums_3_2, sums_6_2, sums_9_2);
    kept_6[batch_task_2 * 8 + 25 + batch_10 / 4] = vec4f(sums_1_2, sums_4_2, sums_7_2, sums_10_2);
    kept_6[batch_task_2 * 8 + 50 + batch_10 / 4] = vec4f(sums_2_2, sums_5_2, sums_8_2, sums_11_2);
  }
  workgroupBarrier();
  // y ... f q: 24 micro-tiles
  let task_3 = invocation;
  if (task_3 < 24) {
    let column_task = task_3 & 1;
    let row_task_3 = task_3 / 2 % 4;
    let batch_task_3 = task_3 / 8;
    let batch_11 = row_task_3 * 8;
    let batch_12 = row_task_3 * 8 + 1;
    let batch_13 = row_task_3 * 8 + 2;
    let batch_14 = row_task_3 * 8 + 3;
    let batch_15 = row_task_3 * 8 + 4;
    let batch_16 = row_task_3 * 8 + 5;
    let batch_17 = row_task_3 * 8 + 6;
    let batch_18 = row_task_3 * 8 + 7;
    let q = column_task * 4;
    let q_2 = column_task * 4 + 1;
    let q_3 = column_task * 4 + 2;
    let q_4 = column_task * 4 + 3;
    sums_0_3 = vec4f(0.0);
    sums_4_3 = vec4f(0.0);
    sums_8_3 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    sums_16 = vec4f(0.0);
    sums_20 = vec4f(0.0);
    sums_24 = vec4f(0.0);
    sums_28 = vec4f(0.0);
    let left_3 = batch_task_3 * 100 + batch_11;
    let left_4 = batch_task_3 * 100 + batch_15;
    let right_6 = batch_task_3 * 21 + min(q, 6);
    let right_7 = batch_task_3 * 21 + min(q_2, 6);
    let right_8 = batch_task_3 * 21 + min(q_3, 6);
    let right_9 = batch_task_3 * 21 + min(q_4, 6);
    let l_9 = kept_6[left_3 / 4];
    let l_10 = kept_6[left_4 / 4];
    let r_25 = U[right_6];
    let r_26 = U[right_7];
    let r_27 = U[right_8];
    let r_28 = U[right_9];
    sums_0_3 = fma(vec4f(l_9.x), vec4f(r_25, r_26, r_27, r_28), sums_0_3);
    sums_4_3 = fma(vec4f(l_9.y), vec4f(r_25, r_26, r_27, r_28), sums_4_3);
    sums_8_3 = fma(vec4f(l_9.z), vec4f(r_25, r_26, r_27, r_28), sums_8_3);
    sums_12 = fma(vec4f(l_9.w), vec4f(r_25, r_26, r_27, r_28), sums_12);
    sums_16 = fma(vec4f(l_10.x), vec4f(r_25, r_26, r_27, r_28), sums_16);
    sums_20 = fma(vec4f(l_10.y), vec4f(r_25, r_26, r_27, r_28), sums_20);
    sums_24 = fma(vec4f(l_10.z), vec4f(r_25, r_26, r_27, r_28), sums_24);
    sums_28 = fma(vec4f(l_10.w), vec4f(r_25, r_26, r_27, r_28), sums_28);
    let l_11 = kept_6[left_3 / 4 + 8];
    let l_12 = kept_6[left_4 / 4 + 8];
    let r_29 = U[right_6 + 7];
    let r_30 = U[right_7 + 7];
    let r_31 = U[right_8 + 7];
    let r_32 = U[right_9 + 7];
    sums_0_3 = fma(vec4f(l_11.x), vec4f(r_29, r_30, r_31, r_32), sums_0_3);
    sums_4_3 = fma(vec4f(l_11.y), vec4f(r_29, r_30, r_31, r_32), sums_4_3);
    sums_8_3 = fma(vec4f(l_11.z), vec4f(r_29, r_30, r_31, r_32), sums_8_3);
    sums_12 = fma(vec4f(l_11.w), vec4f(r_29, r_30, r_31, r_32), sums_12);
    sums_16 = fma(vec4f(l_12.x), vec4f(r_29, r_30, r_31, r_32), sums_16);
    sums_20 = fma(vec4f(l_12.y), vec4f(r_29, r_30, r_31, r_32), sums_20);
    sums_24 = fma(vec4f(l_12.z), vec4f(r_29, r_30, r_31, r_32), sums_24);
    sums_28 = fma(vec4f(l_12.w), vec4f(r_29, r_30, r_31, r_32), sums_28);
    let l_13 = kept_6[left_3 / 4 + 16];
    let l_14 = kept_6[left_4 / 4 + 16];
    let r_33 = U[right_6 + 14];
    let r_34 = U[right_7 + 14];
    let r_35 = U[right_8 + 14];
    let r_36 = U[right_9 + 14];
    sums_0_3 = fma(vec4f(l_13.x), vec4f(r_33, r_34, r_35, r_36), sums_0_3);
    sums_4_3 = fma(vec4f(l_13.y), vec4f(r_33, r_34, r_35, r_36), sums_4_3);
    sums_8_3 = fma(vec4f(l_13.z), vec4f(r_33, r_34, r_35, r_36), sums_8_3);
    sums_12 = fma(vec4f(l_13.w), vec4f(r_33, r_34, r_35, r_36), sums_12);
    sums_16 = fma(vec4f(l_14.x), vec4f(r_33, r_34, r_35, r_36), sums_16);
    sums_20 = fma(vec4f(l_14.y), vec4f(r_33, r_34, r_35, r_36), sums_20);
    sums_24 = fma(vec4f(l_14.z), vec4f(r_33, r_34, r_35, r_36), sums_24);
    sums_28 = fma(vec4f(l_14.w), vec4f(r_33, r_34, r_35, r_36), sums_28);
    let sum = sums_0_3;
    if ((batch_start + batch_11 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_11) * 21 + batch_task_3 * 7 + q] = sum.x;
    }
    if ((batch_start + batch_11 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_11) * 21 + batch_task_3 * 7 + q_2] = sum.y;
    }
    if ((batch_start + batch_11 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_11) * 21 + batch_task_3 * 7 + q_3] = sum.z;
    }
    if ((batch_start + batch_11 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_11) * 21 + batch_task_3 * 7 + q_4] = sum.w;
    }
    let sum_2 = sums_4_3;
    if ((batch_start + batch_12 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_12) * 21 + batch_task_3 * 7 + q] = sum_2.x;
    }
    if ((batch_start + batch_12 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_12) * 21 + batch_task_3 * 7 + q_2] = sum_2.y;
    }
    if ((batch_start + batch_12 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_12) * 21 + batch_task_3 * 7 + q_3] = sum_2.z;
    }
    if ((batch_start + batch_12 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_12) * 21 + batch_task_3 * 7 + q_4] = sum_2.w;
    }
    let sum_3 = sums_8_3;
    if ((batch_start + batch_13 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_13) * 21 + batch_task_3 * 7 + q] = sum_3.x;
    }
    if ((batch_start + batch_13 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_13) * 21 + batch_task_3 * 7 + q_2] = sum_3.y;
    }
    if ((batch_start + batch_13 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_13) * 21 + batch_task_3 * 7 + q_3] = sum_3.z;
    }
    if ((batch_start + batch_13 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_13) * 21 + batch_task_3 * 7 + q_4] = sum_3.w;
    }
    let sum_4 = sums_12;
    if ((batch_start + batch_14 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_14) * 21 + batch_task_3 * 7 + q] = sum_4.x;
    }
    if ((batch_start + batch_14 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_14) * 21 + batch_task_3 * 7 + q_2] = sum_4.y;
    }
    if ((batch_start + batch_14 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_14) * 21 + batch_task_3 * 7 + q_3] = sum_4.z;
    }
    if ((batch_start + batch_14 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_14) * 21 + batch_task_3 * 7 + q_4] = sum_4.w;
    }
    let sum_5 = sums_16;
    if ((batch_start + batch_15 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_15) * 21 + batch_task_3 * 7 + q] = sum_5.x;
    }
    if ((batch_start + batch_15 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_15) * 21 + batch_task_3 * 7 + q_2] = sum_5.y;
    }
    if ((batch_start + batch_15 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_15) * 21 + batch_task_3 * 7 + q_3] = sum_5.z;
    }
    if ((batch_start + batch_15 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_15) * 21 + batch_task_3 * 7 + q_4] = sum_5.w;
    }
    let sum_6 = sums_20;
    if ((batch_start + batch_16 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_16) * 21 + batch_task_3 * 7 + q] = sum_6.x;
    }
    if ((batch_start + batch_16 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_16) * 21 + batch_task_3 * 7 + q_2] = sum_6.y;
    }
    if ((batch_start + batch_16 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_16) * 21 + batch_task_3 * 7 + q_3] = sum_6.z;
    }
    if ((batch_start + batch_16 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_16) * 21 + batch_task_3 * 7 + q_4] = sum_6.w;
    }
    let sum_7 = sums_24;
    if ((batch_start + batch_17 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_17) * 21 + batch_task_3 * 7 + q] = sum_7.x;
    }
    if ((batch_start + batch_17 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_17) * 21 + batch_task_3 * 7 + q_2] = sum_7.y;
    }
    if ((batch_start + batch_17 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_17) * 21 + batch_task_3 * 7 + q_3] = sum_7.z;
    }
    if ((batch_start + batch_17 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_17) * 21 + batch_task_3 * 7 + q_4] = sum_7.w;
    }
    let sum_8 = sums_28;
    if ((batch_start + batch_18 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_18) * 21 + batch_task_3 * 7 + q] = sum_8.x;
    }
    if ((batch_start + batch_18 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_18) * 21 + batch_task_3 * 7 + q_2] = sum_8.y;
    }
    if ((batch_start + batch_18 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_18) * 21 + batch_task_3 * 7 + q_3] = sum_8.z;
    }
    if ((batch_start + batch_18 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_18) * 21 + batch_task_3 * 7 + q_4] = sum_8.w;
    }
  }
}
