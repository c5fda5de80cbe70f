// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> A: array<f32>;

var<workgroup> kept_4: array<f32, 144>;

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
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 8;
  // v4 ... a e: 12 micro-tiles
  let task = invocation;
  if (task < 12) {
    let row_task = task % 12;
    let batch = row_task * 4 / 6;
    let a = row_task * 4 % 6;
    let batch_2 = (row_task * 4 + 1) / 6;
    let a_2 = (row_task * 4 + 1) % 6;
    let batch_3 = (row_task * 4 + 2) / 6;
    let a_3 = (row_task * 4 + 2) % 6;
    let batch_4 = (row_task * 4 + 3) / 6;
    let a_4 = (row_task * 4 + 3) % 6;
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
    let left = min(batch_start + batch, extents.batch - 1) * 24 + a;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 24 + a_2;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 24 + a_3;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 24 + a_4;
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
  }
  workgroupBarrier();
  // y ... e d: 12 micro-tiles
  let task_2 = invocation;
  if (task_2 < 12) {
    let column_task = task_2 & 1;
    let row_task_2 = (task_2 >> 1) % 6;
    let batch_5 = row_task_2 * 4 / 3;
    let e = row_task_2 * 4 % 3;
    let batch_6 = (row_task_2 * 4 + 1) / 3;
    let e_2 = (row_task_2 * 4 + 1) % 3;
    let batch_7 = (row_task_2 * 4 + 2) / 3;
    let e_3 = (row_task_2 * 4 + 2) % 3;
    let batch_8 = (row_task_2 * 4 + 3) / 3;
    let e_4 = (row_task_2 * 4 + 3) % 3;
    let d = column_task * 4;
    let d_2 = column_task * 4 + 1;
    let d_3 = column_task * 4 + 2;
    let d_4 = column_task * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left_5 = batch_5 * 18 + e * 6;
    let left_6 = batch_6 * 18 + e_2 * 6;
    let left_7 = batch_7 * 18 + e_3 * 6;
    let left_8 = batch_8 * 18 + e_4 * 6;
    let right = min(d, 4);
    let right_2 = min(d_2, 4);
    let right_3 = min(d_3, 4);
    let right_4 = min(d_4, 4);
    for (var a_5 = 0; a_5 < 6; a_5++) {
      let l_17 = kept_4[left_5 + a_5];
      let l_18 = kept_4[left_6 + a_5];
      let l_19 = kept_4[left_7 + a_5];
      let l_20 = kept_4[left_8 + a_5];
      let r_13 = A[right + a_5 * 5];
      let r_14 = A[right_2 + a_5 * 5];
      let r_15 = A[right_3 + a_5 * 5];
      let r_16 = A[right_4 + a_5 * 5];
      sums_0_2 = fma(vec4f(l_17), vec4f(r_13, r_14, r_15, r_16), sums_0_2);
      sums_4_2 = fma(vec4f(l_18), vec4f(r_13, r_14, r_15, r_16), sums_4_2);
      sums_8_2 = fma(vec4f(l_19), vec4f(r_13, r_14, r_15, r_16), sums_8_2);
      sums_12 = fma(vec4f(l_20), vec4f(r_13, r_14, r_15, r_16), sums_12);
    }
    let sum_13 = sums_0_2;
    if ((batch_start + batch_5 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_5) * 15 + e * 5 + d] = sum_13.x;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_5) * 15 + e * 5 + d_2] = sum_13.y;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_5) * 15 + e * 5 + d_3] = sum_13.z;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_5) * 15 + e * 5 + d_4] = sum_13.w;
    }
    let sum_14 = sums_4_2;
    if ((batch_start + batch_6 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_6) * 15 + e_2 * 5 + d] = sum_14.x;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_6) * 15 + e_2 * 5 + d_2] = sum_14.y;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_6) * 15 + e_2 * 5 + d_3] = sum_14.z;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_6) * 15 + e_2 * 5 + d_4] = sum_14.w;
    }
    let sum_15 = sums_8_2;
    if ((batch_start + batch_7 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_7) * 15 + e_3 * 5 + d] = sum_15.x;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_7) * 15 + e_3 * 5 + d_2] = sum_15.y;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_7) * 15 + e_3 * 5 + d_3] = sum_15.z;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_7) * 15 + e_3 * 5 + d_4] = sum_15.w;
    }
    let sum_16 = sums_12;
    if ((batch_start + batch_8 < extents.batch) & (d < 5)) {
      y[(batch_start + batch_8) * 15 + e_4 * 5 + d] = sum_16.x;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_2 < 5)) {
      y[(batch_start + batch_8) * 15 + e_4 * 5 + d_2] = sum_16.y;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_3 < 5)) {
      y[(batch_start + batch_8) * 15 + e_4 * 5 + d_3] = sum_16.z;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_4 < 5)) {
      y[(batch_start + batch_8) * 15 + e_4 * 5 + d_4] = sum_16.w;
    }
  }
}
