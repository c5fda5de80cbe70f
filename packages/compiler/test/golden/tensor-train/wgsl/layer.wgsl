// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> A: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> x: array<f32>;

var<workgroup> staged_left: array<f32, 30>;
var<workgroup> kept_4: array<f32, 210>;

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
  var ahead: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let batch_start = workgroup * 32;
  let unit = invocation;
  let unit_2 = min(unit, 29);
  let a = unit_2 / 6;
  let d = (unit_2 / 3) & 1;
  let r = unit_2 % 3;
  ahead = A[a * 6 + d * 3 + r];
  let unit_3 = invocation;
  if (unit_3 < 30) {
    let a_2 = unit_3 / 6;
    let d_2 = unit_3 / 3 % 2;
    let r_2 = unit_3 % 3;
    staged_left[a_2 * 2 + d_2 + r_2 * 10] = ahead;
  }
  workgroupBarrier();
  // v4 a d b e: 18 micro-tiles
  let task = invocation;
  if (task < 18) {
    let column_task = task % 6;
    let row_task = task / 6 % 3;
    let a_3 = row_task * 2;
    let a_4 = row_task * 2;
    let a_5 = row_task * 2 + 1;
    let a_6 = row_task * 2 + 1;
    let b = column_task * 4 / 7;
    let e = column_task * 4 % 7;
    let b_2 = (column_task * 4 + 1) / 7;
    let e_2 = (column_task * 4 + 1) % 7;
    let b_3 = (column_task * 4 + 2) / 7;
    let e_3 = (column_task * 4 + 2) % 7;
    let b_4 = (column_task * 4 + 3) / 7;
    let e_4 = (column_task * 4 + 3) % 7;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left = min(a_3, 4) * 2;
    let left_2 = min(a_4, 4) * 2 + 1;
    let left_3 = min(a_5, 4) * 2;
    let left_4 = min(a_6, 4) * 2 + 1;
    let right = min(b, 2) * 21 + e;
    let right_2 = min(b_2, 2) * 21 + e_2;
    let right_3 = min(b_3, 2) * 21 + e_3;
    let right_4 = min(b_4, 2) * 21 + e_4;
    let l = staged_left[left];
    let l_2 = staged_left[left_2];
    let l_3 = staged_left[left_3];
    let l_4 = staged_left[left_4];
    let r_3 = B[right];
    let r_4 = B[right_2];
    let r_5 = B[right_3];
    let r_6 = B[right_4];
    sums_0 = fma(vec4f(l), vec4f(r_3, r_4, r_5, r_6), sums_0);
    sums_4 = fma(vec4f(l_2), vec4f(r_3, r_4, r_5, r_6), sums_4);
    sums_8 = fma(vec4f(l_3), vec4f(r_3, r_4, r_5, r_6), sums_8);
    sums_12 = fma(vec4f(l_4), vec4f(r_3, r_4, r_5, r_6), sums_12);
    let l_5 = staged_left[left + 10];
    let l_6 = staged_left[left_2 + 10];
    let l_7 = staged_left[left_3 + 10];
    let l_8 = staged_left[left_4 + 10];
    let r_7 = B[right + 7];
    let r_8 = B[right_2 + 7];
    let r_9 = B[right_3 + 7];
    let r_10 = B[right_4 + 7];
    sums_0 = fma(vec4f(l_5), vec4f(r_7, r_8, r_9, r_10), sums_0);
    sums_4 = fma(vec4f(l_6), vec4f(r_7, r_8, r_9, r_10), sums_4);
    sums_8 = fma(vec4f(l_7), vec4f(r_7, r_8, r_9, r_10), sums_8);
    sums_12 = fma(vec4f(l_8), vec4f(r_7, r_8, r_9, r_10), sums_12);
    let l_9 = staged_left[left + 20];
    let l_10 = staged_left[left_2 + 20];
    let l_11 = staged_left[left_3 + 20];
    let l_12 = staged_left[left_4 + 20];
    let r_11 = B[right + 14];
    let r_12 = B[right_2 + 14];
    let r_13 = B[right_3 + 14];
    let r_14 = B[right_4 + 14];
    sums_0 = fma(vec4f(l_9), vec4f(r_11, r_12, r_13, r_14), sums_0);
    sums_4 = fma(vec4f(l_10), vec4f(r_11, r_12, r_13, r_14), sums_4);
    sums_8 = fma(vec4f(l_11), vec4f(r_11, r_12, r_13, r_14), sums_8);
    sums_12 = fma(vec4f(l_12), vec4f(r_11, r_12, r_13, r_14), sums_12);
    let sum = sums_0;
    if ((a_3 < 5) & (b < 3)) {
      kept_4[a_3 + b * 5 + e * 30] = sum.x;
    }
    if ((a_3 < 5) & (b_2 < 3)) {
      kept_4[a_3 + b_2 * 5 + e_2 * 30] = sum.y;
    }
    if ((a_3 < 5) & (b_3 < 3)) {
      kept_4[a_3 + b_3 * 5 + e_3 * 30] = sum.z;
    }
    if ((a_3 < 5) & (b_4 < 3)) {
      kept_4[a_3 + b_4 * 5 + e_4 * 30] = sum.w;
    }
    let sum_2 = sums_4;
    if ((a_4 < 5) & (b < 3)) {
      kept_4[a_4 + 15 + b * 5 + e * 30] = sum_2.x;
    }
    if ((a_4 < 5) & (b_2 < 3)) {
      kept_4[a_4 + 15 + b_2 * 5 + e_2 * 30] = sum_2.y;
    }
    if ((a_4 < 5) & (b_3 < 3)) {
      kept_4[a_4 + 15 + b_3 * 5 + e_3 * 30] = sum_2.z;
    }
    if ((a_4 < 5) & (b_4 < 3)) {
      kept_4[a_4 + 15 + b_4 * 5 + e_4 * 30] = sum_2.w;
    }
    let sum_3 = sums_8;
    if ((a_5 < 5) & (b < 3)) {
      kept_4[a_5 + b * 5 + e * 30] = sum_3.x;
    }
    if ((a_5 < 5) & (b_2 < 3)) {
      kept_4[a_5 + b_2 * 5 + e_2 * 30] = sum_3.y;
    }
    if ((a_5 < 5) & (b_3 < 3)) {
      kept_4[a_5 + b_3 * 5 + e_3 * 30] = sum_3.z;
    }
    if ((a_5 < 5) & (b_4 < 3)) {
      kept_4[a_5 + b_4 * 5 + e_4 * 30] = sum_3.w;
    }
    let sum_4 = sums_12;
    if ((a_6 < 5) & (b < 3)) {
      kept_4[a_6 + 15 + b * 5 + e * 30] = sum_4.x;
    }
    if ((a_6 < 5) & (b_2 < 3)) {
      kept_4[a_6 + 15 + b_2 * 5 + e_2 * 30] = sum_4.y;
    }
    if ((a_6 < 5) & (b_3 < 3)) {
      kept_4[a_6 + 15 + b_3 * 5 + e_3 * 30] = sum_4.z;
    }
    if ((a_6 < 5) & (b_4 < 3)) {
      kept_4[a_6 + 15 + b_4 * 5 + e_4 * 30] = sum_4.w;
    }
  }
  workgroupBarrier();
  // y ... e d: 32 micro-tiles
  let task_2 = invocation;
  let column_task_2 = task_2 & 7;
  let row_task_2 = task_2 / 8 % 4;
  let e_5 = row_task_2 * 2;
  let e_6 = row_task_2 * 2;
  let e_7 = row_task_2 * 2 + 1;
  let e_8 = row_task_2 * 2 + 1;
  let batch = column_task_2 * 4;
  let batch_2 = column_task_2 * 4 + 1;
  let batch_3 = column_task_2 * 4 + 2;
  let batch_4 = column_task_2 * 4 + 3;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  let left_5 = min(e_5, 6) * 30;
  let left_6 = min(e_6, 6) * 30 + 15;
  let left_7 = min(e_7, 6) * 30;
  let left_8 = min(e_8, 6) * 30 + 15;
  let right_5 = min(batch_start + batch, extents.batch - 1) * 15;
  let right_6 = min(batch_start + batch_2, extents.batch - 1) * 15;
  let right_7 = min(batch_start + batch_3, extents.batch - 1) * 15;
  let right_8 = min(batch_start + batch_4, extents.batch - 1) * 15;
  for (var b_5 = 0; b_5 < 3; b_5++) {
    let l_13 = kept_4[left_5 + b_5 * 5];
    let l_14 = kept_4[left_6 + b_5 * 5];
    let l_15 = kept_4[left_7 + b_5 * 5];
    let l_16 = kept_4[left_8 + b_5 * 5];
    let r_15 = x[right_5 + b_5 * 5];
    let r_16 = x[right_6 + b_5 * 5];
    let r_17 = x[right_7 + b_5 * 5];
    let r_18 = x[right_8 + b_5 * 5];
    sums_0_2 = fma(vec4f(l_13), vec4f(r_15, r_16, r_17, r_18), sums_0_2);
    sums_4_2 = fma(vec4f(l_14), vec4f(r_15, r_16, r_17, r_18), sums_4_2);
    sums_8_2 = fma(vec4f(l_15), vec4f(r_15, r_16, r_17, r_18), sums_8_2);
    sums_12_2 = fma(vec4f(l_16), vec4f(r_15, r_16, r_17, r_18), sums_12_2);
    let l_17 = kept_4[left_5 + (b_5 * 5 + 1)];
    let l_18 = kept_4[left_6 + (b_5 * 5 + 1)];
    let l_19 = kept_4[left_7 + (b_5 * 5 + 1)];
    let l_20 = kept_4[left_8 + (b_5 * 5 + 1)];
    let r_19 = x[right_5 + (b_5 * 5 + 1)];
    let r_20 = x[right_6 + (b_5 * 5 + 1)];
    let r_21 = x[right_7 + (b_5 * 5 + 1)];
    let r_22 = x[right_8 + (b_5 * 5 + 1)];
    sums_0_2 = fma(vec4f(l_17), vec4f(r_19, r_20, r_21, r_22), sums_0_2);
    sums_4_2 = fma(vec4f(l_18), vec4f(r_19, r_20, r_21, r_22), sums_4_2);
    sums_8_2 = fma(vec4f(l_19), vec4f(r_19, r_20, r_21, r_22), sums_8_2);
    sums_12_2 = fma(vec4f(l_20), vec4f(r_19, r_20, r_21, r_22), sums_12_2);
    let l_21 = kept_4[left_5 + (b_5 * 5 + 2)];
    let l_22 = kept_4[left_6 + (b_5 * 5 + 2)];
    let l_23 = kept_4[left_7 + (b_5 * 5 + 2)];
    let l_24 = kept_4[left_8 + (b_5 * 5 + 2)];
    let r_23 = x[right_5 + (b_5 * 5 + 2)];
    let r_24 = x[right_6 + (b_5 * 5 + 2)];
    let r_25 = x[right_7 + (b_5 * 5 + 2)];
    let r_26 = x[right_8 + (b_5 * 5 + 2)];
    sums_0_2 = fma(vec4f(l_21), vec4f(r_23, r_24, r_25, r_26), sums_0_2);
    sums_4_2 = fma(vec4f(l_22), vec4f(r_23, r_24, r_25, r_26), sums_4_2);
    sums_8_2 = fma(vec4f(l_23), vec4f(r_23, r_24, r_25, r_26), sums_8_2);
    sums_12_2 = fma(vec4f(l_24), vec4f(r_23, r_24, r_25, r_26), sums_12_2);
    let l_25 = kept_4[left_5 + (b_5 * 5 + 3)];
    let l_26 = kept_4[left_6 + (b_5 * 5 + 3)];
    let l_27 = kept_4[left_7 + (b_5 * 5 + 3)];
    let l_28 = kept_4[left_8 + (b_5 * 5 + 3)];
    let r_27 = x[right_5 + (b_5 * 5 + 3)];
    let r_28 = x[right_6 + (b_5 * 5 + 3)];
    let r_29 = x[right_7 + (b_5 * 5 + 3)];
    let r_30 = x[right_8 + (b_5 * 5 + 3)];
    sums_0_2 = fma(vec4f(l_25), vec4f(r_27, r_28, r_29, r_30), sums_0_2);
    sums_4_2 = fma(vec4f(l_26), vec4f(r_27, r_28, r_29, r_30), sums_4_2);
    sums_8_2 = fma(vec4f(l_27), vec4f(r_27, r_28, r_29, r_30), sums_8_2);
    sums_12_2 = fma(vec4f(l_28), vec4f(r_27, r_28, r_29, r_30), sums_12_2);
    let l_29 = kept_4[left_5 + (b_5 * 5 + 4)];
    let l_30 = kept_4[left_6 + (b_5 * 5 + 4)];
    let l_31 = kept_4[left_7 + (b_5 * 5 + 4)];
    let l_32 = kept_4[left_8 + (b_5 * 5 + 4)];
    let r_31 = x[right_5 + (b_5 * 5 + 4)];
    let r_32 = x[right_6 + (b_5 * 5 + 4)];
    let r_33 = x[right_7 + (b_5 * 5 + 4)];
    let r_34 = x[right_8 + (b_5 * 5 + 4)];
    sums_0_2 = fma(vec4f(l_29), vec4f(r_31, r_32, r_33, r_34), sums_0_2);
    sums_4_2 = fma(vec4f(l_30), vec4f(r_31, r_32, r_33, r_34), sums_4_2);
    sums_8_2 = fma(vec4f(l_31), vec4f(r_31, r_32, r_33, r_34), sums_8_2);
    sums_12_2 = fma(vec4f(l_32), vec4f(r_31, r_32, r_33, r_34), sums_12_2);
  }
  let sum_5 = sums_0_2;
  if ((batch_start + batch < extents.batch) & (e_5 < 7)) {
    y[(batch_start + batch) * 14 + e_5 * 2] = sum_5.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (e_5 < 7)) {
    y[(batch_start + batch_2) * 14 + e_5 * 2] = sum_5.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (e_5 < 7)) {
    y[(batch_start + batch_3) * 14 + e_5 * 2] = sum_5.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (e_5 < 7)) {
    y[(batch_start + batch_4) * 14 + e_5 * 2] = sum_5.w;
  }
  let sum_6 = sums_4_2;
  if ((batch_start + batch < extents.batch) & (e_6 < 7)) {
    y[(batch_start + batch) * 14 + e_6 * 2 + 1] = sum_6.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (e_6 < 7)) {
    y[(batch_start + batch_2) * 14 + e_6 * 2 + 1] = sum_6.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (e_6 < 7)) {
    y[(batch_start + batch_3) * 14 + e_6 * 2 + 1] = sum_6.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (e_6 < 7)) {
    y[(batch_start + batch_4) * 14 + e_6 * 2 + 1] = sum_6.w;
  }
  let sum_7 = sums_8_2;
  if ((batch_start + batch < extents.batch) & (e_7 < 7)) {
    y[(batch_start + batch) * 14 + e_7 * 2] = sum_7.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (e_7 < 7)) {
    y[(batch_start + batch_2) * 14 + e_7 * 2] = sum_7.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (e_7 < 7)) {
    y[(batch_start + batch_3) * 14 + e_7 * 2] = sum_7.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (e_7 < 7)) {
    y[(batch_start + batch_4) * 14 + e_7 * 2] = sum_7.w;
  }
  let sum_8 = sums_12_2;
  if ((batch_start + batch < extents.batch) & (e_8 < 7)) {
    y[(batch_start + batch) * 14 + e_8 * 2 + 1] = sum_8.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (e_8 < 7)) {
    y[(batch_start + batch_2) * 14 + e_8 * 2 + 1] = sum_8.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (e_8 < 7)) {
    y[(batch_start + batch_3) * 14 + e_8 * 2 + 1] = sum_8.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (e_8 < 7)) {
    y[(batch_start + batch_4) * 14 + e_8 * 2 + 1] = sum_8.w;
  }
}
