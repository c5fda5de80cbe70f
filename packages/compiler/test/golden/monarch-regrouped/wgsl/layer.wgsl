// Kernel y.y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> y_A: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> y_B: array<vec4f>;

var<workgroup> kept_6: array<vec4f, 516>;

// y.y
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
  // v6 ... m m2 blocks: 64 micro-tiles
  let task = invocation;
  let row_task = task % 4;
  let column_task = task / 4 % 4;
  let batch_task = task / 16;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  let batch_5 = (row_task + 4) * 4;
  let batch_6 = (row_task + 4) * 4 + 1;
  let batch_7 = (row_task + 4) * 4 + 2;
  let batch_8 = (row_task + 4) * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let left = min(batch_start + batch, extents.batch - 1) * 32 + batch_task * 8;
  let left_2 = min(batch_start + batch_2, extents.batch - 1) * 32 + batch_task * 8;
  let left_3 = min(batch_start + batch_3, extents.batch - 1) * 32 + batch_task * 8;
  let left_4 = min(batch_start + batch_4, extents.batch - 1) * 32 + batch_task * 8;
  let left_5 = min(batch_start + batch_5, extents.batch - 1) * 32 + batch_task * 8;
  let left_6 = min(batch_start + batch_6, extents.batch - 1) * 32 + batch_task * 8;
  let left_7 = min(batch_start + batch_7, extents.batch - 1) * 32 + batch_task * 8;
  let left_8 = min(batch_start + batch_8, extents.batch - 1) * 32 + batch_task * 8;
  let right = batch_task * 128 + column_task * 4;
  for (var i = 0; i < 2; i++) {
    let l = x[(left >> 2) + i];
    let l_2 = x[(left_2 >> 2) + i];
    let l_3 = x[(left_3 >> 2) + i];
    let l_4 = x[(left_4 >> 2) + i];
    let l_5 = x[(left_5 >> 2) + i];
    let l_6 = x[(left_6 >> 2) + i];
    let l_7 = x[(left_7 >> 2) + i];
    let l_8 = x[(left_8 >> 2) + i];
    let r = y_A[(right >> 2) + i * 16];
    let r_2 = y_A[(right >> 2) + (i * 4 + 1) * 4];
    let r_3 = y_A[(right >> 2) + (i * 4 + 2) * 4];
    let r_4 = y_A[(right >> 2) + (i * 4 + 3) * 4];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l_2.x), r, sums_4);
    sums_8 = fma(vec4f(l_3.x), r, sums_8);
    sums_12 = fma(vec4f(l_4.x), r, sums_12);
    sums_16 = fma(vec4f(l_5.x), r, sums_16);
    sums_20 = fma(vec4f(l_6.x), r, sums_20);
    sums_24 = fma(vec4f(l_7.x), r, sums_24);
    sums_28 = fma(vec4f(l_8.x), r, sums_28);
    sums_0 = fma(vec4f(l.y), r_2, sums_0);
    sums_4 = fma(vec4f(l_2.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.y), r_2, sums_8);
    sums_12 = fma(vec4f(l_4.y), r_2, sums_12);
    sums_16 = fma(vec4f(l_5.y), r_2, sums_16);
    sums_20 = fma(vec4f(l_6.y), r_2, sums_20);
    sums_24 = fma(vec4f(l_7.y), r_2, sums_24);
    sums_28 = fma(vec4f(l_8.y), r_2, sums_28);
    sums_0 = fma(vec4f(l.z), r_3, sums_0);
    sums_4 = fma(vec4f(l_2.z), r_3, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_4.z), r_3, sums_12);
    sums_16 = fma(vec4f(l_5.z), r_3, sums_16);
    sums_20 = fma(vec4f(l_6.z), r_3, sums_20);
    sums_24 = fma(vec4f(l_7.z), r_3, sums_24);
    sums_28 = fma(vec4f(l_8.z), r_3, sums_28);
    sums_0 = fma(vec4f(l.w), r_4, sums_0);
    sums_4 = fma(vec4f(l_2.w), r_4, sums_4);
    sums_8 = fma(vec4f(l_3.w), r_4, sums_8);
    sums_12 = fma(vec4f(l_4.w), r_4, sums_12);
    sums_16 = fma(vec4f(l_5.w), r_4, sums_16);
    sums_20 = fma(vec4f(l_6.w), r_4, sums_20);
    sums_24 = fma(vec4f(l_7.w), r_4, sums_24);
    sums_28 = fma(vec4f(l_8.w), r_4, sums_28);
  }
  kept_6[batch / 4 + batch_task * 32 + column_task * 8] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
  kept_6[batch / 4 + batch_task * 32 + column_task * 8 + 129] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
  kept_6[batch / 4 + batch_task * 32 + column_task * 8 + 258] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
  kept_6[batch / 4 + batch_task * 32 + column_task * 8 + 387] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
  kept_6[batch_5 / 4 + batch_task * 32 + column_task * 8] = vec4f(sums_16.x, sums_20.x, sums_24.x, sums_28.x);
  kept_6[batch_5 / 4 + batch_task * 32 + column_task * 8 + 129] = vec4f(sums_16.y, sums_20.y, sums_24.y, sums_28.y);
  kept_6[batch_5 / 4 + batch_task * 32 + column_task * 8 + 258] = vec4f(sums_16.z, sums_20.z, sums_24.z, sums_28.z);
  kept_6[batch_5 / 4 + batch_task * 32 + column_task * 8 + 387] = vec4f(sums_16.w, sums_20.w, sums_24.w, sums_28.w);
  workgroupBarrier();
  // y.y ... blocks o: 64 micro-tiles
  let task_2 = invocation;
  let column_task_2 = task_2 & 3;
  let row_task_2 = task_2 / 4 % 4;
  let batch_task_2 = task_2 / 16;
  let batch_9 = row_task_2 * 8;
  let batch_10 = row_task_2 * 8 + 1;
  let batch_11 = row_task_2 * 8 + 2;
  let batch_12 = row_task_2 * 8 + 3;
  let batch_13 = row_task_2 * 8 + 4;
  let batch_14 = row_task_2 * 8 + 5;
  let batch_15 = row_task_2 * 8 + 6;
  let batch_16 = row_task_2 * 8 + 7;
  let o = column_task_2 * 4;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  sums_16_2 = vec4f(0.0);
  sums_20_2 = vec4f(0.0);
  sums_24_2 = vec4f(0.0);
  sums_28_2 = vec4f(0.0);
  let left_9 = batch_9 + batch_task_2 * 516;
  let left_10 = batch_13 + batch_task_2 * 516;
  let right_2 = batch_task_2 * 256 + o;
  for (var m = 0; m < 4; m++) {
    let l_9 = kept_6[left_9 / 4 + m * 32];
    let l_10 = kept_6[left_10 / 4 + m * 32];
    let l_11 = kept_6[left_9 / 4 + (m * 32 + 8)];
    let l_12 = kept_6[left_10 / 4 + (m * 32 + 8)];
    let l_13 = kept_6[left_9 / 4 + (m * 32 + 16)];
    let l_14 = kept_6[left_10 / 4 + (m * 32 + 16)];
    let l_15 = kept_6[left_9 / 4 + (m * 32 + 24)];
    let l_16 = kept_6[left_10 / 4 + (m * 32 + 24)];
    let r_5 = y_B[(right_2 >> 2) + m * 16];
    let r_6 = y_B[(right_2 >> 2) + (m * 16 + 4)];
    let r_7 = y_B[(right_2 >> 2) + (m * 16 + 8)];
    let r_8 = y_B[(right_2 >> 2) + (m * 16 + 12)];
    sums_0_2 = fma(vec4f(l_9.x), r_5, sums_0_2);
    sums_4_2 = fma(vec4f(l_9.y), r_5, sums_4_2);
    sums_8_2 = fma(vec4f(l_9.z), r_5, sums_8_2);
    sums_12_2 = fma(vec4f(l_9.w), r_5, sums_12_2);
    sums_16_2 = fma(vec4f(l_10.x), r_5, sums_16_2);
    sums_20_2 = fma(vec4f(l_10.y), r_5, sums_20_2);
    sums_24_2 = fma(vec4f(l_10.z), r_5, sums_24_2);
    sums_28_2 = fma(vec4f(l_10.w), r_5, sums_28_2);
    sums_0_2 = fma(vec4f(l_11.x), r_6, sums_0_2);
    sums_4_2 = fma(vec4f(l_11.y), r_6, sums_4_2);
    sums_8_2 = fma(vec4f(l_11.z), r_6, sums_8_2);
    sums_12_2 = fma(vec4f(l_11.w), r_6, sums_12_2);
    sums_16_2 = fma(vec4f(l_12.x), r_6, sums_16_2);
    sums_20_2 = fma(vec4f(l_12.y), r_6, sums_20_2);
    sums_24_2 = fma(vec4f(l_12.z), r_6, sums_24_2);
    sums_28_2 = fma(vec4f(l_12.w), r_6, sums_28_2);
    sums_0_2 = fma(vec4f(l_13.x), r_7, sums_0_2);
    sums_4_2 = fma(vec4f(l_13.y), r_7, sums_4_2);
    sums_8_2 = fma(vec4f(l_13.z), r_7, sums_8_2);
    sums_12_2 = fma(vec4f(l_13.w), r_7, sums_12_2);
    sums_16_2 = fma(vec4f(l_14.x), r_7, sums_16_2);
    sums_20_2 = fma(vec4f(l_14.y), r_7, sums_20_2);
    sums_24_2 = fma(vec4f(l_14.z), r_7, sums_24_2);
    sums_28_2 = fma(vec4f(l_14.w), r_7, sums_28_2);
    sums_0_2 = fma(vec4f(l_15.x), r_8, sums_0_2);
    sums_4_2 = fma(vec4f(l_15.y), r_8, sums_4_2);
    sums_8_2 = fma(vec4f(l_15.z), r_8, sums_8_2);
    sums_12_2 = fma(vec4f(l_15.w), r_8, sums_12_2);
    sums_16_2 = fma(vec4f(l_16.x), r_8, sums_16_2);
    sums_20_2 = fma(vec4f(l_16.y), r_8, sums_20_2);
    sums_24_2 = fma(vec4f(l_16.z), r_8, sums_24_2);
    sums_28_2 = fma(vec4f(l_16.w), r_8, sums_28_2);
  }
  let sum = sums_0_2;
  if (batch_start + batch_9 < extents.batch) {
    y[(batch_start + batch_9) * 16 + batch_task_2 * 4 + (o >> 2)] = sum;
  }
  let sum_2 = sums_4_2;
  if (batch_start + batch_10 < extents.batch) {
    y[(batch_start + batch_10) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_2;
  }
  let sum_3 = sums_8_2;
  if (batch_start + batch_11 < extents.batch) {
    y[(batch_start + batch_11) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_3;
  }
  let sum_4 = sums_12_2;
  if (batch_start + batch_12 < extents.batch) {
    y[(batch_start + batch_12) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_4;
  }
  let sum_5 = sums_16_2;
  if (batch_start + batch_13 < extents.batch) {
    y[(batch_start + batch_13) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_5;
  }
  let sum_6 = sums_20_2;
  if (batch_start + batch_14 < extents.batch) {
    y[(batch_start + batch_14) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_6;
  }
  let sum_7 = sums_24_2;
  if (batch_start + batch_15 < extents.batch) {
    y[(batch_start + batch_15) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_7;
  }
  let sum_8 = sums_28_2;
  if (batch_start + batch_16 < extents.batch) {
    y[(batch_start + batch_16) * 16 + batch_task_2 * 4 + (o >> 2)] = sum_8;
  }
}
