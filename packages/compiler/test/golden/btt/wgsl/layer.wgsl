// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> A: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> B: array<vec4f>;

var<workgroup> kept_4: array<vec4f, 195>;

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
  let batch_start = workgroup * 32;
  // v4 ... g p r: 32 micro-tiles
  let task = invocation;
  let row_task = task % 4;
  let column_task = task / 4 % 2;
  let batch_task = task / 8;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  let batch_5 = (row_task + 4) * 4;
  let batch_6 = (row_task + 4) * 4 + 1;
  let batch_7 = (row_task + 4) * 4 + 2;
  let batch_8 = (row_task + 4) * 4 + 3;
  let p = column_task * 2;
  let p_2 = column_task * 2;
  let p_3 = column_task * 2 + 1;
  let p_4 = column_task * 2 + 1;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let left = min(batch_start + batch, extents.batch - 1) * 24 + batch_task * 6;
  let left_2 = min(batch_start + batch_2, extents.batch - 1) * 24 + batch_task * 6;
  let left_3 = min(batch_start + batch_3, extents.batch - 1) * 24 + batch_task * 6;
  let left_4 = min(batch_start + batch_4, extents.batch - 1) * 24 + batch_task * 6;
  let left_5 = min(batch_start + batch_5, extents.batch - 1) * 24 + batch_task * 6;
  let left_6 = min(batch_start + batch_6, extents.batch - 1) * 24 + batch_task * 6;
  let left_7 = min(batch_start + batch_7, extents.batch - 1) * 24 + batch_task * 6;
  let left_8 = min(batch_start + batch_8, extents.batch - 1) * 24 + batch_task * 6;
  let right = batch_task * 36 + min(p, 2) * 2;
  let right_2 = batch_task * 36 + min(p_2, 2) * 2 + 1;
  let right_3 = batch_task * 36 + min(p_3, 2) * 2;
  let right_4 = batch_task * 36 + min(p_4, 2) * 2 + 1;
  for (var a = 0; a < 6; a++) {
    let l = x[left + a];
    let l_2 = x[left_2 + a];
    let l_3 = x[left_3 + a];
    let l_4 = x[left_4 + a];
    let l_5 = x[left_5 + a];
    let l_6 = x[left_6 + a];
    let l_7 = x[left_7 + a];
    let l_8 = x[left_8 + a];
    let r = A[right + a * 6];
    let r_2 = A[right_2 + a * 6];
    let r_3 = A[right_3 + a * 6];
    let r_4 = A[right_4 + a * 6];
    sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
    sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
    sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
    sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
    sums_16 = fma(vec4f(l_5), vec4f(r, r_2, r_3, r_4), sums_16);
    sums_20 = fma(vec4f(l_6), vec4f(r, r_2, r_3, r_4), sums_20);
    sums_24 = fma(vec4f(l_7), vec4f(r, r_2, r_3, r_4), sums_24);
    sums_28 = fma(vec4f(l_8), vec4f(r, r_2, r_3, r_4), sums_28);
  }
  if (p < 3) {
    kept_4[batch / 4 + batch_task * 16 + p * 65] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
  }
  if (p_2 < 3) {
    kept_4[batch / 4 + batch_task * 16 + p_2 * 65 + 8] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
  }
  if (p_3 < 3) {
    kept_4[batch / 4 + batch_task * 16 + p_3 * 65] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
  }
  if (p_4 < 3) {
    kept_4[batch / 4 + batch_task * 16 + p_4 * 65 + 8] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
  }
  if (p < 3) {
    kept_4[batch_5 / 4 + batch_task * 16 + p * 65] = vec4f(sums_16.x, sums_20.x, sums_24.x, sums_28.x);
  }
  if (p_2 < 3) {
    kept_4[batch_5 / 4 + batch_task * 16 + p_2 * 65 + 8] = vec4f(sums_16.y, sums_20.y, sums_24.y, sums_28.y);
  }
  if (p_3 < 3) {
    kept_4[batch_5 / 4 + batch_task * 16 + p_3 * 65] = vec4f(sums_16.z, sums_20.z, sums_24.z, sums_28.z);
  }
  if (p_4 < 3) {
    kept_4[batch_5 / 4 + batch_task * 16 + p_4 * 65 + 8] = vec4f(sums_16.w, sums_20.w, sums_24.w, sums_28.w);
  }
  workgroupBarrier();
  // y ... p e: 24 micro-tiles
  let task_2 = invocation;
  if (task_2 < 24) {
    let column_task_2 = task_2 & 1;
    let row_task_2 = task_2 / 2 % 4;
    let batch_task_2 = task_2 / 8;
    let batch_9 = row_task_2 * 8;
    let batch_10 = row_task_2 * 8 + 1;
    let batch_11 = row_task_2 * 8 + 2;
    let batch_12 = row_task_2 * 8 + 3;
    let batch_13 = row_task_2 * 8 + 4;
    let batch_14 = row_task_2 * 8 + 5;
    let batch_15 = row_task_2 * 8 + 6;
    let batch_16 = row_task_2 * 8 + 7;
    let e = column_task_2 * 4;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    sums_16_2 = vec4f(0.0);
    sums_20_2 = vec4f(0.0);
    sums_24_2 = vec4f(0.0);
    sums_28_2 = vec4f(0.0);
    let left_9 = batch_9 + batch_task_2 * 260;
    let left_10 = batch_13 + batch_task_2 * 260;
    let right_5 = batch_task_2 * 64 + e;
    for (var g = 0; g < 4; g++) {
      for (var r_5 = 0; r_5 < 2; r_5++) {
        let l_9 = kept_4[left_9 / 4 + (g * 16 + r_5 * 8)];
        let l_10 = kept_4[left_10 / 4 + (g * 16 + r_5 * 8)];
        let r_6 = B[(right_5 >> 2) + (g * 4 + r_5 * 2)];
        sums_0_2 = fma(vec4f(l_9.x), r_6, sums_0_2);
        sums_4_2 = fma(vec4f(l_9.y), r_6, sums_4_2);
        sums_8_2 = fma(vec4f(l_9.z), r_6, sums_8_2);
        sums_12_2 = fma(vec4f(l_9.w), r_6, sums_12_2);
        sums_16_2 = fma(vec4f(l_10.x), r_6, sums_16_2);
        sums_20_2 = fma(vec4f(l_10.y), r_6, sums_20_2);
        sums_24_2 = fma(vec4f(l_10.z), r_6, sums_24_2);
        sums_28_2 = fma(vec4f(l_10.w), r_6, sums_28_2);
      }
    }
    let sum = sums_0_2;
    if (batch_start + batch_9 < extents.batch) {
      y[(batch_start + batch_9) * 6 + batch_task_2 * 2 + (e >> 2)] = sum;
    }
    let sum_2 = sums_4_2;
    if (batch_start + batch_10 < extents.batch) {
      y[(batch_start + batch_10) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_2;
    }
    let sum_3 = sums_8_2;
    if (batch_start + batch_11 < extents.batch) {
      y[(batch_start + batch_11) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_3;
    }
    let sum_4 = sums_12_2;
    if (batch_start + batch_12 < extents.batch) {
      y[(batch_start + batch_12) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_4;
    }
    let sum_5 = sums_16_2;
    if (batch_start + batch_13 < extents.batch) {
      y[(batch_start + batch_13) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_5;
    }
    let sum_6 = sums_20_2;
    if (batch_start + batch_14 < extents.batch) {
      y[(batch_start + batch_14) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_6;
    }
    let sum_7 = sums_24_2;
    if (batch_start + batch_15 < extents.batch) {
      y[(batch_start + batch_15) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_7;
    }
    let sum_8 = sums_28_2;
    if (batch_start + batch_16 < extents.batch) {
      y[(batch_start + batch_16) * 6 + batch_task_2 * 2 + (e >> 2)] = sum_8;
    }
  }
}
