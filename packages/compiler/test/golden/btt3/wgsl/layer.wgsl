// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> B: array<f32>;
@group(0) @binding(2) var<storage, read> C: array<f32>;
@group(0) @binding(3) var<storage, read> A: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read> x: array<f32>;

var<workgroup> kept_5: array<f32, 540>;
var<workgroup> kept_6: array<f32, 540>;

// y
@compute @workgroup_size(64)
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
  var sums_0_2: f32;
  var sums_1_2: f32;
  var sums_2_2: f32;
  var sums_3_2: f32;
  var sums_4_2: f32;
  var sums_5_2: f32;
  var sums_6_2: f32;
  var sums_7_2: f32;
  var sums_0_3: vec4f;
  var sums_4_3: vec4f;
  var sums_8_2: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 32;
  // v5 r b g d e m: 60 micro-tiles
  let task = invocation;
  if (task < 60) {
    let row_task = task % 2;
    let batch_task = task / 2;
    let g = batch_task / 6;
    let d = batch_task / 2 % 3;
    let e = batch_task % 2;
    let r = row_task * 4 / 3;
    let b = row_task * 4 % 3;
    let r_2 = (row_task * 4 + 1) / 3;
    let b_2 = (row_task * 4 + 1) % 3;
    let r_3 = (row_task * 4 + 2) / 3;
    let b_3 = (row_task * 4 + 2) % 3;
    let r_4 = (row_task * 4 + 3) / 3;
    let b_4 = (row_task * 4 + 3) % 3;
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
    let left = min(r, 1) * 270 + b * 90 + g * 18 + d * 6 + e * 3;
    let left_2 = min(r_2, 1) * 270 + b_2 * 90 + g * 18 + d * 6 + e * 3;
    let left_3 = min(r_3, 1) * 270 + b_3 * 90 + g * 18 + d * 6 + e * 3;
    let left_4 = min(r_4, 1) * 270 + b_4 * 90 + g * 18 + d * 6 + e * 3;
    let right = g * 18 + d * 6 + e * 3;
    let right_2 = g * 18 + d * 6 + e * 3 + 1;
    let right_3 = g * 18 + d * 6 + e * 3 + 2;
    for (var s = 0; s < 3; s++) {
      let l = B[left + s];
      let l_2 = B[left_2 + s];
      let l_3 = B[left_3 + s];
      let l_4 = B[left_4 + s];
      let r_5 = C[right + s * 90];
      let r_6 = C[right_2 + s * 90];
      let r_7 = C[right_3 + s * 90];
      sums_0 = fma(l, r_5, sums_0);
      sums_1 = fma(l, r_6, sums_1);
      sums_2 = fma(l, r_7, sums_2);
      sums_3 = fma(l_2, r_5, sums_3);
      sums_4 = fma(l_2, r_6, sums_4);
      sums_5 = fma(l_2, r_7, sums_5);
      sums_6 = fma(l_3, r_5, sums_6);
      sums_7 = fma(l_3, r_6, sums_7);
      sums_8 = fma(l_3, r_7, sums_8);
      sums_9 = fma(l_4, r_5, sums_9);
      sums_10 = fma(l_4, r_6, sums_10);
      sums_11 = fma(l_4, r_7, sums_11);
    }
    let sum = sums_0;
    if (r < 2) {
      kept_5[r + b * 180 + g * 36 + d * 12 + e * 6] = sum;
    }
    let sum_2 = sums_1;
    if (r < 2) {
      kept_5[r + b * 180 + g * 36 + d * 12 + e * 6 + 2] = sum_2;
    }
    let sum_3 = sums_2;
    if (r < 2) {
      kept_5[r + b * 180 + g * 36 + d * 12 + e * 6 + 4] = sum_3;
    }
    let sum_4 = sums_3;
    if (r_2 < 2) {
      kept_5[r_2 + b_2 * 180 + g * 36 + d * 12 + e * 6] = sum_4;
    }
    let sum_5 = sums_4;
    if (r_2 < 2) {
      kept_5[r_2 + b_2 * 180 + g * 36 + d * 12 + e * 6 + 2] = sum_5;
    }
    let sum_6 = sums_5;
    if (r_2 < 2) {
      kept_5[r_2 + b_2 * 180 + g * 36 + d * 12 + e * 6 + 4] = sum_6;
    }
    let sum_7 = sums_6;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g * 36 + d * 12 + e * 6] = sum_7;
    }
    let sum_8 = sums_7;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g * 36 + d * 12 + e * 6 + 2] = sum_8;
    }
    let sum_9 = sums_8;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g * 36 + d * 12 + e * 6 + 4] = sum_9;
    }
    let sum_10 = sums_9;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g * 36 + d * 12 + e * 6] = sum_10;
    }
    let sum_11 = sums_10;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g * 36 + d * 12 + e * 6 + 2] = sum_11;
    }
    let sum_12 = sums_11;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g * 36 + d * 12 + e * 6 + 4] = sum_12;
    }
  }
  workgroupBarrier();
  // v6 a b g d e m: 90 micro-tiles
  for (var round_2 = 0; round_2 < 2; round_2++) {
    let task_2 = round_2 * 64 + invocation;
    if (task_2 < 90) {
      let row_task_2 = task_2 % 2;
      let batch_task_2 = task_2 / 2;
      let b_5 = batch_task_2 / 15;
      let g_2 = batch_task_2 / 3 % 5;
      let d_2 = batch_task_2 % 3;
      let e_2 = row_task_2 * 4 / 3;
      let m = row_task_2 * 4 % 3;
      let e_3 = (row_task_2 * 4 + 1) / 3;
      let m_2 = (row_task_2 * 4 + 1) % 3;
      let e_4 = (row_task_2 * 4 + 2) / 3;
      let m_3 = (row_task_2 * 4 + 2) % 3;
      let e_5 = (row_task_2 * 4 + 3) / 3;
      let m_4 = (row_task_2 * 4 + 3) % 3;
      sums_0_2 = 0.0;
      sums_1_2 = 0.0;
      sums_2_2 = 0.0;
      sums_3_2 = 0.0;
      sums_4_2 = 0.0;
      sums_5_2 = 0.0;
      sums_6_2 = 0.0;
      sums_7_2 = 0.0;
      let left_5 = b_5 * 180 + g_2 * 36 + d_2 * 12 + min(e_2, 1) * 6 + m * 2;
      let left_6 = b_5 * 180 + g_2 * 36 + d_2 * 12 + min(e_3, 1) * 6 + m_2 * 2;
      let left_7 = b_5 * 180 + g_2 * 36 + d_2 * 12 + min(e_4, 1) * 6 + m_3 * 2;
      let left_8 = b_5 * 180 + g_2 * 36 + d_2 * 12 + min(e_5, 1) * 6 + m_4 * 2;
      let right_4 = b_5 * 30 + g_2 * 6 + d_2 * 2;
      let right_5 = b_5 * 30 + 90 + g_2 * 6 + d_2 * 2;
      for (var r_8 = 0; r_8 < 2; r_8++) {
        let l_5 = kept_5[left_5 + r_8];
        let l_6 = kept_5[left_6 + r_8];
        let l_7 = kept_5[left_7 + r_8];
        let l_8 = kept_5[left_8 + r_8];
        let r_9 = A[right_4 + r_8];
        let r_10 = A[right_5 + r_8];
        sums_0_2 = fma(l_5, r_9, sums_0_2);
        sums_1_2 = fma(l_5, r_10, sums_1_2);
        sums_2_2 = fma(l_6, r_9, sums_2_2);
        sums_3_2 = fma(l_6, r_10, sums_3_2);
        sums_4_2 = fma(l_7, r_9, sums_4_2);
        sums_5_2 = fma(l_7, r_10, sums_5_2);
        sums_6_2 = fma(l_8, r_9, sums_6_2);
        sums_7_2 = fma(l_8, r_10, sums_7_2);
      }
      let sum_13 = sums_0_2;
      if (e_2 < 2) {
        kept_6[b_5 * 5 + g_2 + d_2 * 180 + e_2 * 90 + m * 30] = sum_13;
      }
      let sum_14 = sums_1_2;
      if (e_2 < 2) {
        kept_6[b_5 * 5 + 15 + g_2 + d_2 * 180 + e_2 * 90 + m * 30] = sum_14;
      }
      let sum_15 = sums_2_2;
      if (e_3 < 2) {
        kept_6[b_5 * 5 + g_2 + d_2 * 180 + e_3 * 90 + m_2 * 30] = sum_15;
      }
      let sum_16 = sums_3_2;
      if (e_3 < 2) {
        kept_6[b_5 * 5 + 15 + g_2 + d_2 * 180 + e_3 * 90 + m_2 * 30] = sum_16;
      }
      let sum_17 = sums_4_2;
      if (e_4 < 2) {
        kept_6[b_5 * 5 + g_2 + d_2 * 180 + e_4 * 90 + m_3 * 30] = sum_17;
      }
      let sum_18 = sums_5_2;
      if (e_4 < 2) {
        kept_6[b_5 * 5 + 15 + g_2 + d_2 * 180 + e_4 * 90 + m_3 * 30] = sum_18;
      }
      let sum_19 = sums_6_2;
      if (e_5 < 2) {
        kept_6[b_5 * 5 + g_2 + d_2 * 180 + e_5 * 90 + m_4 * 30] = sum_19;
      }
      let sum_20 = sums_7_2;
      if (e_5 < 2) {
        kept_6[b_5 * 5 + 15 + g_2 + d_2 * 180 + e_5 * 90 + m_4 * 30] = sum_20;
      }
    }
  }
  workgroupBarrier();
  // y ... d e m: 40 micro-tiles
  let task_3 = invocation;
  if (task_3 < 40) {
    let column_task = task_3 & 7;
    let row_task_3 = task_3 / 8 % 5;
    let d_3 = row_task_3 * 4 / 6;
    let e_6 = row_task_3 * 4 / 3 % 2;
    let m_5 = row_task_3 * 4 % 3;
    let d_4 = (row_task_3 * 4 + 1) / 6;
    let e_7 = (row_task_3 * 4 + 1) / 3 % 2;
    let m_6 = (row_task_3 * 4 + 1) % 3;
    let d_5 = (row_task_3 * 4 + 2) / 6;
    let e_8 = (row_task_3 * 4 + 2) / 3 % 2;
    let m_7 = (row_task_3 * 4 + 2) % 3;
    let d_6 = (row_task_3 * 4 + 3) / 6;
    let e_9 = (row_task_3 * 4 + 3) / 3 % 2;
    let m_8 = (row_task_3 * 4 + 3) % 3;
    let batch = column_task * 4;
    let batch_2 = column_task * 4 + 1;
    let batch_3 = column_task * 4 + 2;
    let batch_4 = column_task * 4 + 3;
    sums_0_3 = vec4f(0.0);
    sums_4_3 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left_9 = min(d_3, 2) * 180 + e_6 * 90 + m_5 * 30;
    let left_10 = min(d_4, 2) * 180 + e_7 * 90 + m_6 * 30;
    let left_11 = min(d_5, 2) * 180 + e_8 * 90 + m_7 * 30;
    let left_12 = min(d_6, 2) * 180 + e_9 * 90 + m_8 * 30;
    let right_6 = min(batch_start + batch, extents.batch - 1) * 30;
    let right_7 = min(batch_start + batch_2, extents.batch - 1) * 30;
    let right_8 = min(batch_start + batch_3, extents.batch - 1) * 30;
    let right_9 = min(batch_start + batch_4, extents.batch - 1) * 30;
    for (var a = 0; a < 2; a++) {
      for (var b_6 = 0; b_6 < 3; b_6++) {
        for (var g_3 = 0; g_3 < 5; g_3++) {
          let l_9 = kept_6[left_9 + (a * 15 + b_6 * 5 + g_3)];
          let l_10 = kept_6[left_10 + (a * 15 + b_6 * 5 + g_3)];
          let l_11 = kept_6[left_11 + (a * 15 + b_6 * 5 + g_3)];
          let l_12 = kept_6[left_12 + (a * 15 + b_6 * 5 + g_3)];
          let r_11 = x[right_6 + (a * 15 + b_6 * 5 + g_3)];
          let r_12 = x[right_7 + (a * 15 + b_6 * 5 + g_3)];
          let r_13 = x[right_8 + (a * 15 + b_6 * 5 + g_3)];
          let r_14 = x[right_9 + (a * 15 + b_6 * 5 + g_3)];
          sums_0_3 = fma(vec4f(l_9), vec4f(r_11, r_12, r_13, r_14), sums_0_3);
          sums_4_3 = fma(vec4f(l_10), vec4f(r_11, r_12, r_13, r_14), sums_4_3);
          sums_8_2 = fma(vec4f(l_11), vec4f(r_11, r_12, r_13, r_14), sums_8_2);
          sums_12 = fma(vec4f(l_12), vec4f(r_11, r_12, r_13, r_14), sums_12);
        }
      }
    }
    let sum_21 = sums_0_3;
    if ((batch_start + batch < extents.batch) & (d_3 < 3)) {
      y[(batch_start + batch) * 18 + d_3 * 6 + e_6 * 3 + m_5] = sum_21.x;
    }
    if ((batch_start + batch_2 < extents.batch) & (d_3 < 3)) {
      y[(batch_start + batch_2) * 18 + d_3 * 6 + e_6 * 3 + m_5] = sum_21.y;
    }
    if ((batch_start + batch_3 < extents.batch) & (d_3 < 3)) {
      y[(batch_start + batch_3) * 18 + d_3 * 6 + e_6 * 3 + m_5] = sum_21.z;
    }
    if ((batch_start + batch_4 < extents.batch) & (d_3 < 3)) {
      y[(batch_start + batch_4) * 18 + d_3 * 6 + e_6 * 3 + m_5] = sum_21.w;
    }
    let sum_22 = sums_4_3;
    if ((batch_start + batch < extents.batch) & (d_4 < 3)) {
      y[(batch_start + batch) * 18 + d_4 * 6 + e_7 * 3 + m_6] = sum_22.x;
    }
    if ((batch_start + batch_2 < extents.batch) & (d_4 < 3)) {
      y[(batch_start + batch_2) * 18 + d_4 * 6 + e_7 * 3 + m_6] = sum_22.y;
    }
    if ((batch_start + batch_3 < extents.batch) & (d_4 < 3)) {
      y[(batch_start + batch_3) * 18 + d_4 * 6 + e_7 * 3 + m_6] = sum_22.z;
    }
    if ((batch_start + batch_4 < extents.batch) & (d_4 < 3)) {
      y[(batch_start + batch_4) * 18 + d_4 * 6 + e_7 * 3 + m_6] = sum_22.w;
    }
    let sum_23 = sums_8_2;
    if ((batch_start + batch < extents.batch) & (d_5 < 3)) {
      y[(batch_start + batch) * 18 + d_5 * 6 + e_8 * 3 + m_7] = sum_23.x;
    }
    if ((batch_start + batch_2 < extents.batch) & (d_5 < 3)) {
      y[(batch_start + batch_2) * 18 + d_5 * 6 + e_8 * 3 + m_7] = sum_23.y;
    }
    if ((batch_start + batch_3 < extents.batch) & (d_5 < 3)) {
      y[(batch_start + batch_3) * 18 + d_5 * 6 + e_8 * 3 + m_7] = sum_23.z;
    }
    if ((batch_start + batch_4 < extents.batch) & (d_5 < 3)) {
      y[(batch_start + batch_4) * 18 + d_5 * 6 + e_8 * 3 + m_7] = sum_23.w;
    }
    let sum_24 = sums_12;
    if ((batch_start + batch < extents.batch) & (d_6 < 3)) {
      y[(batch_start + batch) * 18 + d_6 * 6 + e_9 * 3 + m_8] = sum_24.x;
    }
    if ((batch_start + batch_2 < extents.batch) & (d_6 < 3)) {
      y[(batch_start + batch_2) * 18 + d_6 * 6 + e_9 * 3 + m_8] = sum_24.y;
    }
    if ((batch_start + batch_3 < extents.batch) & (d_6 < 3)) {
      y[(batch_start + batch_3) * 18 + d_6 * 6 + e_9 * 3 + m_8] = sum_24.z;
    }
    if ((batch_start + batch_4 < extents.batch) & (d_6 < 3)) {
      y[(batch_start + batch_4) * 18 + d_6 * 6 + e_9 * 3 + m_8] = sum_24.w;
    }
  }
}
