// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> A: array<f32>;

var<workgroup> kept_4: array<f32, 576>;

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
  var sums_12: f32;
  var sums_13: f32;
  var sums_14: f32;
  var sums_15: f32;
  var sums_16: f32;
  var sums_17: f32;
  var sums_18: f32;
  var sums_19: f32;
  var sums_20: f32;
  var sums_21: f32;
  var sums_22: f32;
  var sums_23: f32;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  var sums_16_2: vec4f;
  var sums_20_2: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  let batch_start = workgroup * 32;
  // v4 ... a e: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task % 24;
    let batch = row_task * 8 / 6;
    let a = row_task * 8 % 6;
    let batch_2 = (row_task * 8 + 1) / 6;
    let a_2 = (row_task * 8 + 1) % 6;
    let batch_3 = (row_task * 8 + 2) / 6;
    let a_3 = (row_task * 8 + 2) % 6;
    let batch_4 = (row_task * 8 + 3) / 6;
    let a_4 = (row_task * 8 + 3) % 6;
    let batch_5 = (row_task * 8 + 4) / 6;
    let a_5 = (row_task * 8 + 4) % 6;
    let batch_6 = (row_task * 8 + 5) / 6;
    let a_6 = (row_task * 8 + 5) % 6;
    let batch_7 = (row_task * 8 + 6) / 6;
    let a_7 = (row_task * 8 + 6) % 6;
    let batch_8 = (row_task * 8 + 7) / 6;
    let a_8 = (row_task * 8 + 7) % 6;
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
    sums_12 = 0.0;
    sums_13 = 0.0;
    sums_14 = 0.0;
    sums_15 = 0.0;
    sums_16 = 0.0;
    sums_17 = 0.0;
    sums_18 = 0.0;
    sums_19 = 0.0;
    sums_20 = 0.0;
    sums_21 = 0.0;
    sums_22 = 0.0;
    sums_23 = 0.0;
    let left = min(batch_start + batch, extents.batch - 1) * 24 + a;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 24 + a_2;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 24 + a_3;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 24 + a_4;
    let left_5 = min(batch_start + batch_5, extents.batch - 1) * 24 + a_5;
    let left_6 = min(batch_start + batch_6, extents.batch - 1) * 24 + a_6;
    let left_7 = min(batch_start + batch_7, extents.batch - 1) * 24 + a_7;
    let left_8 = min(batch_start + batch_8, extents.batch - 1) * 24 + a_8;
    let l = x[left];
    let l_2 = x[left + 6];
    let l_3 = x[left + 12];
    let l_4 = x[left + 18];
    let l_5 = x[left_2];
    let l_6 = x[left_2 + 6];
    let l_7 = x[left_2 + 12];
    let l_8 = x[left_2 + 18];
    let l_9 = x[left_3];
    let l_10 = x[left_3 + 6];
    let l_11 = x[left_3 + 12];
    let l_12 = x[left_3 + 18];
    let l_13 = x[left_4];
    let l_14 = x[left_4 + 6];
    let l_15 = x[left_4 + 12];
    let l_16 = x[left_4 + 18];
    let l_17 = x[left_5];
    let l_18 = x[left_5 + 6];
    let l_19 = x[left_5 + 12];
    let l_20 = x[left_5 + 18];
    let l_21 = x[left_6];
    let l_22 = x[left_6 + 6];
    let l_23 = x[left_6 + 12];
    let l_24 = x[left_6 + 18];
    let l_25 = x[left_7];
    let l_26 = x[left_7 + 6];
    let l_27 = x[left_7 + 12];
    let l_28 = x[left_7 + 18];
    let l_29 = x[left_8];
    let l_30 = x[left_8 + 6];
    let l_31 = x[left_8 + 12];
    let l_32 = x[left_8 + 18];
    let r = B[0];
    let r_2 = B[3];
    let r_3 = B[6];
    let r_4 = B[9];
    let r_5 = B[1];
    let r_6 = B[4];
    let r_7 = B[7];
    let r_8 = B[10];
    let r_9 = B[2];
    let r_10 = B[5];
    let r_11 = B[8];
    let r_12 = B[11];
    sums_0 = fma(l, r, sums_0);
    sums_1 = fma(l, r_5, sums_1);
    sums_2 = fma(l, r_9, sums_2);
    sums_3 = fma(l_5, r, sums_3);
    sums_4 = fma(l_5, r_5, sums_4);
    sums_5 = fma(l_5, r_9, sums_5);
    sums_6 = fma(l_9, r, sums_6);
    sums_7 = fma(l_9, r_5, sums_7);
    sums_8 = fma(l_9, r_9, sums_8);
    sums_9 = fma(l_13, r, sums_9);
    sums_10 = fma(l_13, r_5, sums_10);
    sums_11 = fma(l_13, r_9, sums_11);
    sums_12 = fma(l_17, r, sums_12);
    sums_13 = fma(l_17, r_5, sums_13);
    sums_14 = fma(l_17, r_9, sums_14);
    sums_15 = fma(l_21, r, sums_15);
    sums_16 = fma(l_21, r_5, sums_16);
    sums_17 = fma(l_21, r_9, sums_17);
    sums_18 = fma(l_25, r, sums_18);
    sums_19 = fma(l_25, r_5, sums_19);
    sums_20 = fma(l_25, r_9, sums_20);
    sums_21 = fma(l_29, r, sums_21);
    sums_22 = fma(l_29, r_5, sums_22);
    sums_23 = fma(l_29, r_9, sums_23);
    sums_0 = fma(l_2, r_2, sums_0);
    sums_1 = fma(l_2, r_6, sums_1);
    sums_2 = fma(l_2, r_10, sums_2);
    sums_3 = fma(l_6, r_2, sums_3);
    sums_4 = fma(l_6, r_6, sums_4);
    sums_5 = fma(l_6, r_10, sums_5);
    sums_6 = fma(l_10, r_2, sums_6);
    sums_7 = fma(l_10, r_6, sums_7);
    sums_8 = fma(l_10, r_10, sums_8);
    sums_9 = fma(l_14, r_2, sums_9);
    sums_10 = fma(l_14, r_6, sums_10);
    sums_11 = fma(l_14, r_10, sums_11);
    sums_12 = fma(l_18, r_2, sums_12);
    sums_13 = fma(l_18, r_6, sums_13);
    sums_14 = fma(l_18, r_10, sums_14);
    sums_15 = fma(l_22, r_2, sums_15);
    sums_16 = fma(l_22, r_6, sums_16);
    sums_17 = fma(l_22, r_10, sums_17);
    sums_18 = fma(l_26, r_2, sums_18);
    sums_19 = fma(l_26, r_6, sums_19);
    sums_20 = fma(l_26, r_10, sums_20);
    sums_21 = fma(l_30, r_2, sums_21);
    sums_22 = fma(l_30, r_6, sums_22);
    sums_23 = fma(l_30, r_10, sums_23);
    sums_0 = fma(l_3, r_3, sums_0);
    sums_1 = fma(l_3, r_7, sums_1);
    sums_2 = fma(l_3, r_11, sums_2);
    sums_3 = fma(l_7, r_3, sums_3);
    sums_4 = fma(l_7, r_7, sums_4);
    sums_5 = fma(l_7, r_11, sums_5);
    sums_6 = fma(l_11, r_3, sums_6);
    sums_7 = fma(l_11, r_7, sums_7);
    sums_8 = fma(l_11, r_11, sums_8);
    sums_9 = fma(l_15, r_3, sums_9);
    sums_10 = fma(l_15, r_7, sums_10);
    sums_11 = fma(l_15, r_11, sums_11);
    sums_12 = fma(l_19, r_3, sums_12);
    sums_13 = fma(l_19, r_7, sums_13);
    sums_14 = fma(l_19, r_11, sums_14);
    sums_15 = fma(l_23, r_3, sums_15);
    sums_16 = fma(l_23, r_7, sums_16);
    sums_17 = fma(l_23, r_11, sums_17);
    sums_18 = fma(l_27, r_3, sums_18);
    sums_19 = fma(l_27, r_7, sums_19);
    sums_20 = fma(l_27, r_11, sums_20);
    sums_21 = fma(l_31, r_3, sums_21);
    sums_22 = fma(l_31, r_7, sums_22);
    sums_23 = fma(l_31, r_11, sums_23);
    sums_0 = fma(l_4, r_4, sums_0);
    sums_1 = fma(l_4, r_8, sums_1);
    sums_2 = fma(l_4, r_12, sums_2);
    sums_3 = fma(l_8, r_4, sums_3);
    sums_4 = fma(l_8, r_8, sums_4);
    sums_5 = fma(l_8, r_12, sums_5);
    sums_6 = fma(l_12, r_4, sums_6);
    sums_7 = fma(l_12, r_8, sums_7);
    sums_8 = fma(l_12, r_12, sums_8);
    sums_9 = fma(l_16, r_4, sums_9);
    sums_10 = fma(l_16, r_8, sums_10);
    sums_11 = fma(l_16, r_12, sums_11);
    sums_12 = fma(l_20, r_4, sums_12);
    sums_13 = fma(l_20, r_8, sums_13);
    sums_14 = fma(l_20, r_12, sums_14);
    sums_15 = fma(l_24, r_4, sums_15);
    sums_16 = fma(l_24, r_8, sums_16);
    sums_17 = fma(l_24, r_12, sums_17);
    sums_18 = fma(l_28, r_4, sums_18);
    sums_19 = fma(l_28, r_8, sums_19);
    sums_20 = fma(l_28, r_12, sums_20);
    sums_21 = fma(l_32, r_4, sums_21);
    sums_22 = fma(l_32, r_8, sums_22);
    sums_23 = fma(l_32, r_12, sums_23);
    let sum = sums_0;
    kept_4[batch * 18 + a] = sum;
    let sum_2 = sums_1;
    kept_4[batch * 18 + a + 6] = sum_2;
    let sum_3 = sums_2;
    kept_4[batch * 18 + a + 12] = sum_3;
    let sum_4 = sums_3;
    kept_4[batch_2 * 18 + a_2] = sum_4;
    let sum_5 = sums_4;
    kept_4[batch_2 * 18 + a_2 + 6] = sum_5;
    let sum_6 = sums_5;
    kept_4[batch_2 * 18 + a_2 + 12] = sum_6;
    let sum_7 = sums_6;
    kept_4[batch_3 * 18 + a_3] = sum_7;
    let sum_8 = sums_7;
    kept_4[batch_3 * 18 + a_3 + 6] = sum_8;
    let sum_9 = sums_8;
    kept_4[batch_3 * 18 + a_3 + 12] = sum_9;
    let sum_10 = sums_9;
    kept_4[batch_4 * 18 + a_4] = sum_10;
    let sum_11 = sums_10;
    kept_4[batch_4 * 18 + a_4 + 6] = sum_11;
    let sum_12 = sums_11;
    kept_4[batch_4 * 18 + a_4 + 12] = sum_12;
    let sum_13 = sums_12;
    kept_4[batch_5 * 18 + a_5] = sum_13;
    let sum_14 = sums_13;
    kept_4[batch_5 * 18 + a_5 + 6] = sum_14;
    let sum_15 = sums_14;
    kept_4[batch_5 * 18 + a_5 + 12] = sum_15;
    let sum_16 = sums_15;
    kept_4[batch_6 * 18 + a_6] = sum_16;
    let sum_17 = sums_16;
    kept_4[batch_6 * 18 + a_6 + 6] = sum_17;
    let sum_18 = sums_17;
    kept_4[batch_6 * 18 + a_6 + 12] = sum_18;
    let sum_19 = sums_18;
    kept_4[batch_7 * 18 + a_7] = sum_19;
    let sum_20 = sums_19;
    kept_4[batch_7 * 18 + a_7 + 6] = sum_20;
    let sum_21 = sums_20;
    kept_4[batch_7 * 18 + a_7 + 12] = sum_21;
    let sum_22 = sums_21;
    kept_4[batch_8 * 18 + a_8] = sum_22;
    let sum_23 = sums_22;
    kept_4[batch_8 * 18 + a_8 + 6] = sum_23;
    let sum_24 = sums_23;
    kept_4[batch_8 * 18 + a_8 + 12] = sum_24;
  }
  workgroupBarrier();
  // y ... e d: 24 micro-tiles
  let task_2 = invocation;
  if (task_2 < 24) {
    let column_task = task_2 & 1;
    let row_task_2 = task_2 / 2 % 12;
    let batch_9 = row_task_2 * 8 / 3;
    let e = row_task_2 * 8 % 3;
    let batch_10 = (row_task_2 * 8 + 1) / 3;
    let e_2 = (row_task_2 * 8 + 1) % 3;
    let batch_11 = (row_task_2 * 8 + 2) / 3;
    let e_3 = (row_task_2 * 8 + 2) % 3;
    let batch_12 = (row_task_2 * 8 + 3) / 3;
    let e_4 = (row_task_2 * 8 + 3) % 3;
    let batch_13 = (row_task_2 * 8 + 4) / 3;
    let e_5 = (row_task_2 * 8 + 4) % 3;
    let batch_14 = (row_task_2 * 8 + 5) / 3;
    let e_6 = (row_task_2 * 8 + 5) % 3;
    let batch_15 = (row_task_2 * 8 + 6) / 3;
    let e_7 = (row_task_2 * 8 + 6) % 3;
    let batch_16 = (row_task_2 * 8 + 7) / 3;
    let e_8 = (row_task_2 * 8 + 7) % 3;
    let d = column_task * 4;
    let d_2 = column_task * 4 + 1;
    let d_3 = column_task * 4 + 2;
    let d_4 = column_task * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    sums_16_2 = vec4f(0.0);
    sums_20_2 = vec4f(0.0);
    sums_24 = vec4f(0.0);
    sums_28 = vec4f(0.0);
    let left_9 = batch_9 * 18 + e * 6;
    let left_10 = batch_10 * 18 + e_2 * 6;
    let left_11 = batch_11 * 18 + e_3 * 6;
    let left_12 = batch_12 * 18 + e_4 * 6;
    let left_13 = batch_13 * 18 + e_5 * 6;
    let left_14 = batch_14 * 18 + e_6 * 6;
    let left_15 = batch_15 * 18 + e_7 * 6;
    let left_16 = batch_16 * 18 + e_8 * 6;
    let right = min(d, 4);
    let right_2 = min(d_2, 4);
    let right_3 = min(d_3, 4);
    let right_4 = min(d_4, 4);
    for (var a_9 = 0; a_9 < 6; a_9++) {
      let l_33 = kept_4[left_9 + a_9];
      let l_34 = kept_4[left_10 + a_9];
      let l_35 = kept_4[left_11 + a_9];
      let l_36 = kept_4[left_12 + a_9];
      let l_37 = kept_4[left_13 + a_9];
      let l_38 = kept_4[left_14 + a_9];
      let l_39 = kept_4[left_15 + a_9];
      let l_40 = kept_4[left_16 + a_9];
      let r_13 = A[right + a_9 * 5];
      let r_14 = A[right_2 + a_9 * 5];
      let r_15 = A[right_3 + a_9 * 5];
      let r_16 = A[right_4 + a_9 * 5];
      sums_0_2 = fma(vec4f(l_33), vec4f(r_13, r_14, r_15, r_16), sums_0_2);
      sums_4_2 = fma(vec4f(l_34), vec4f(r_13, r_14, r_15, r_16), sums_4_2);
      sums_8_2 = fma(vec4f(l_35), vec4f(r_13, r_14, r_15, r_16), sums_8_2);
      sums_12_2 = fma(vec4f(l_36), vec4f(r_13, r_14, r_15, r_16), sums_12_2);
      sums_16_2 = fma(vec4f(l_37), vec4f(r_13, r_14, r_15, r_16), sums_16_2);
      sums_20_2 = fma(vec4f(l_38), vec4f(r_13, r_14, r_15, r_16), sums_20_2);
      sums_24 = fma(vec4f(l_39), vec4f(r_13, r_14, r_15, r_16), sums_24);
      sums_28 = fma(vec4f(l_40), vec4f(r_13, r_14, r_15, r_16), sums_28);
    }
    let sum_25 = sums_0_2;
    if ((batch_start + batch_9 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_9) * 15 + e * 5 + d] = sum_25.x;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_9) * 15 + e * 5 + d_2] = sum_25.y;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_9) * 15 + e * 5 + d_3] = sum_25.z;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_9) * 15 + e * 5 + d_4] = sum_25.w;
    }
    let sum_26 = sums_4_2;
    if ((batch_start + batch_10 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_10) * 15 + e_2 * 5 + d] = sum_26.x;
    }
    if ((batch_start + batch_10 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_10) * 15 + e_2 * 5 + d_2] = sum_26.y;
    }
    if ((batch_start + batch_10 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_10) * 15 + e_2 * 5 + d_3] = sum_26.z;
    }
    if ((batch_start + batch_10 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_10) * 15 + e_2 * 5 + d_4] = sum_26.w;
    }
    let sum_27 = sums_8_2;
    if ((batch_start + batch_11 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_11) * 15 + e_3 * 5 + d] = sum_27.x;
    }
    if ((batch_start + batch_11 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_11) * 15 + e_3 * 5 + d_2] = sum_27.y;
    }
    if ((batch_start + batch_11 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_11) * 15 + e_3 * 5 + d_3] = sum_27.z;
    }
    if ((batch_start + batch_11 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_11) * 15 + e_3 * 5 + d_4] = sum_27.w;
    }
    let sum_28 = sums_12_2;
    if ((batch_start + batch_12 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_12) * 15 + e_4 * 5 + d] = sum_28.x;
    }
    if ((batch_start + batch_12 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_12) * 15 + e_4 * 5 + d_2] = sum_28.y;
    }
    if ((batch_start + batch_12 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_12) * 15 + e_4 * 5 + d_3] = sum_28.z;
    }
    if ((batch_start + batch_12 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_12) * 15 + e_4 * 5 + d_4] = sum_28.w;
    }
    let sum_29 = sums_16_2;
    if ((batch_start + batch_13 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_13) * 15 + e_5 * 5 + d] = sum_29.x;
    }
    if ((batch_start + batch_13 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_13) * 15 + e_5 * 5 + d_2] = sum_29.y;
    }
    if ((batch_start + batch_13 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_13) * 15 + e_5 * 5 + d_3] = sum_29.z;
    }
    if ((batch_start + batch_13 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_13) * 15 + e_5 * 5 + d_4] = sum_29.w;
    }
    let sum_30 = sums_20_2;
    if ((batch_start + batch_14 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_14) * 15 + e_6 * 5 + d] = sum_30.x;
    }
    if ((batch_start + batch_14 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_14) * 15 + e_6 * 5 + d_2] = sum_30.y;
    }
    if ((batch_start + batch_14 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_14) * 15 + e_6 * 5 + d_3] = sum_30.z;
    }
    if ((batch_start + batch_14 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_14) * 15 + e_6 * 5 + d_4] = sum_30.w;
    }
    let sum_31 = sums_24;
    if ((batch_start + batch_15 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_15) * 15 + e_7 * 5 + d] = sum_31.x;
    }
    if ((batch_start + batch_15 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_15) * 15 + e_7 * 5 + d_2] = sum_31.y;
    }
    if ((batch_start + batch_15 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_15) * 15 + e_7 * 5 + d_3] = sum_31.z;
    }
    if ((batch_start + batch_15 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_15) * 15 + e_7 * 5 + d_4] = sum_31.w;
    }
    let sum_32 = sums_28;
    if ((batch_start + batch_16 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_16) * 15 + e_8 * 5 + d] = sum_32.x;
    }
    if ((batch_start + batch_16 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_16) * 15 + e_8 * 5 + d_2] = sum_32.y;
    }
    if ((batch_start + batch_16 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_16) * 15 + e_8 * 5 + d_3] = sum_32.z;
    }
    if ((batch_start + batch_16 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_16) * 15 + e_8 * 5 + d_4] = sum_32.w;
    }
  }
}
