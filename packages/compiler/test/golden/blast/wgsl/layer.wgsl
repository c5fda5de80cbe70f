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

var<workgroup> kept_5: array<vec4f, 21>;
var<workgroup> kept_6: array<vec4f, 21>;

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
  let batch_start = workgroup * 8;
  // v5 ... b r: 6 micro-tiles
  let task = invocation;
  if (task < 6) {
    let row_task = task & 1;
    let batch_task = task >> 1;
    let batch = row_task * 4;
    let batch_2 = row_task * 4 + 1;
    let batch_3 = row_task * 4 + 2;
    let batch_4 = row_task * 4 + 3;
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
    let left = min(batch_start + batch, extents.batch - 1) * 15 + batch_task * 5;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 15 + batch_task * 5;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 15 + batch_task * 5;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 15 + batch_task * 5;
    let right = batch_task * 15;
    let right_2 = batch_task * 15 + 1;
    let right_3 = batch_task * 15 + 2;
    for (var p = 0; p < 5; p++) {
      let l = x[left + p];
      let l_2 = x[left_2 + p];
      let l_3 = x[left_3 + p];
      let l_4 = x[left_4 + p];
      let r = V[right + p * 3];
      let r_2 = V[right_2 + p * 3];
      let r_3 = V[right_3 + p * 3];
      sums_0 = fma(l, r, sums_0);
      sums_1 = fma(l, r_2, sums_1);
      sums_2 = fma(l, r_3, sums_2);
      sums_3 = fma(l_2, r, sums_3);
      sums_4 = fma(l_2, r_2, sums_4);
      sums_5 = fma(l_2, r_3, sums_5);
      sums_6 = fma(l_3, r, sums_6);
      sums_7 = fma(l_3, r_2, sums_7);
      sums_8 = fma(l_3, r_3, sums_8);
      sums_9 = fma(l_4, r, sums_9);
      sums_10 = fma(l_4, r_2, sums_10);
      sums_11 = fma(l_4, r_3, sums_11);
    }
    kept_5[(batch + batch_task * 8) >> 2] = vec4f(sums_0, sums_3, sums_6, sums_9);
    kept_5[(batch + batch_task * 8 + 28) >> 2] = vec4f(sums_1, sums_4, sums_7, sums_10);
    kept_5[(batch + batch_task * 8 + 56) >> 2] = vec4f(sums_2, sums_5, sums_8, sums_11);
  }
  workgroupBarrier();
  // v6 f r ...: 6 micro-tiles
  let task_2 = invocation;
  if (task_2 < 6) {
    let row_task_2 = task_2 & 1;
    let batch_task_2 = task_2 >> 1;
    let batch_5 = row_task_2 * 4;
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
    let left_5 = batch_5 + batch_task_2 * 28;
    let right_4 = batch_task_2 + 3;
    let right_5 = batch_task_2 + 6;
    for (var b = 0; b < 3; b++) {
      let l_5 = kept_5[(left_5 + b * 8) >> 2];
      let r_4 = S[batch_task_2 + b * 9];
      let r_5 = S[right_4 + b * 9];
      let r_6 = S[right_5 + b * 9];
      sums_0_2 = fma(l_5.x, r_4, sums_0_2);
      sums_1_2 = fma(l_5.x, r_5, sums_1_2);
      sums_2_2 = fma(l_5.x, r_6, sums_2_2);
      sums_3_2 = fma(l_5.y, r_4, sums_3_2);
      sums_4_2 = fma(l_5.y, r_5, sums_4_2);
      sums_5_2 = fma(l_5.y, r_6, sums_5_2);
      sums_6_2 = fma(l_5.z, r_4, sums_6_2);
      sums_7_2 = fma(l_5.z, r_5, sums_7_2);
      sums_8_2 = fma(l_5.z, r_6, sums_8_2);
      sums_9_2 = fma(l_5.w, r_4, sums_9_2);
      sums_10_2 = fma(l_5.w, r_5, sums_10_2);
      sums_11_2 = fma(l_5.w, r_6, sums_11_2);
    }
    kept_6[(batch_task_2 * 8 + batch_5) >> 2] = vec4f(sums_0_2, sums_3_2, sums_6_2, sums_9_2);
    kept_6[(batch_task_2 * 8 + 28 + batch_5) >> 2] = vec4f(sums_1_2, sums_4_2, sums_7_2, sums_10_2);
    kept_6[(batch_task_2 * 8 + 56 + batch_5) >> 2] = vec4f(sums_2_2, sums_5_2, sums_8_2, sums_11_2);
  }
  workgroupBarrier();
  // y ... f q: 12 micro-tiles
  let task_3 = invocation;
  if (task_3 < 12) {
    let column_task = task_3 & 1;
    let row_task_3 = (task_3 >> 1) & 1;
    let batch_task_3 = task_3 >> 2;
    let batch_6 = row_task_3 * 4;
    let batch_7 = row_task_3 * 4 + 1;
    let batch_8 = row_task_3 * 4 + 2;
    let batch_9 = row_task_3 * 4 + 3;
    let q = column_task * 4;
    let q_2 = column_task * 4 + 1;
    let q_3 = column_task * 4 + 2;
    let q_4 = column_task * 4 + 3;
    sums_0_3 = vec4f(0.0);
    sums_4_3 = vec4f(0.0);
    sums_8_3 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left_6 = batch_task_3 * 28 + batch_6;
    let right_6 = batch_task_3 * 21 + min(q, 6);
    let right_7 = batch_task_3 * 21 + min(q_2, 6);
    let right_8 = batch_task_3 * 21 + min(q_3, 6);
    let right_9 = batch_task_3 * 21 + min(q_4, 6);
    for (var r_7 = 0; r_7 < 3; r_7++) {
      let l_6 = kept_6[(left_6 + r_7 * 8) >> 2];
      let r_8 = U[right_6 + r_7 * 7];
      let r_9 = U[right_7 + r_7 * 7];
      let r_10 = U[right_8 + r_7 * 7];
      let r_11 = U[right_9 + r_7 * 7];
      sums_0_3 = fma(vec4f(l_6.x), vec4f(r_8, r_9, r_10, r_11), sums_0_3);
      sums_4_3 = fma(vec4f(l_6.y), vec4f(r_8, r_9, r_10, r_11), sums_4_3);
      sums_8_3 = fma(vec4f(l_6.z), vec4f(r_8, r_9, r_10, r_11), sums_8_3);
      sums_12 = fma(vec4f(l_6.w), vec4f(r_8, r_9, r_10, r_11), sums_12);
    }
    let sum = sums_0_3;
    if ((batch_start + batch_6 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_6) * 21 + batch_task_3 * 7 + q] = sum.x;
    }
    if ((batch_start + batch_6 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_6) * 21 + batch_task_3 * 7 + q_2] = sum.y;
    }
    if ((batch_start + batch_6 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_6) * 21 + batch_task_3 * 7 + q_3] = sum.z;
    }
    if ((batch_start + batch_6 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_6) * 21 + batch_task_3 * 7 + q_4] = sum.w;
    }
    let sum_2 = sums_4_3;
    if ((batch_start + batch_7 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_7) * 21 + batch_task_3 * 7 + q] = sum_2.x;
    }
    if ((batch_start + batch_7 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_7) * 21 + batch_task_3 * 7 + q_2] = sum_2.y;
    }
    if ((batch_start + batch_7 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_7) * 21 + batch_task_3 * 7 + q_3] = sum_2.z;
    }
    if ((batch_start + batch_7 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_7) * 21 + batch_task_3 * 7 + q_4] = sum_2.w;
    }
    let sum_3 = sums_8_3;
    if ((batch_start + batch_8 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_8) * 21 + batch_task_3 * 7 + q] = sum_3.x;
    }
    if ((batch_start + batch_8 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_8) * 21 + batch_task_3 * 7 + q_2] = sum_3.y;
    }
    if ((batch_start + batch_8 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_8) * 21 + batch_task_3 * 7 + q_3] = sum_3.z;
    }
    if ((batch_start + batch_8 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_8) * 21 + batch_task_3 * 7 + q_4] = sum_3.w;
    }
    let sum_4 = sums_12;
    if ((batch_start + batch_9 < extents.batch) & (q < 7)) {
      y[(batch_start + batch_9) * 21 + batch_task_3 * 7 + q] = sum_4.x;
    }
    if ((batch_start + batch_9 < extents.batch) & (q_2 < 7)) {
      y[(batch_start + batch_9) * 21 + batch_task_3 * 7 + q_2] = sum_4.y;
    }
    if ((batch_start + batch_9 < extents.batch) & (q_3 < 7)) {
      y[(batch_start + batch_9) * 21 + batch_task_3 * 7 + q_3] = sum_4.z;
    }
    if ((batch_start + batch_9 < extents.batch) & (q_4 < 7)) {
      y[(batch_start + batch_9) * 21 + batch_task_3 * 7 + q_4] = sum_4.w;
    }
  }
}
