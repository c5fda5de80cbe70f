// Kernel y.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y_h: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_A: array<vec4f>;

// y.h
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 127) >> 7) * 4) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup >> 2;
  let blocks_start = workgroup & 3;
  let batch_start = rest * 128;
  // y.h ... blocks m: 128 micro-tiles
  let task = invocation;
  let column_task = task & 3;
  let row_task = (task >> 2) & 31;
  let batch_task = task >> 7;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  let m = column_task * 4;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(batch_start + batch, extents.batch - 1) * 32 + (blocks_start + batch_task) * 8;
  let left_2 = min(batch_start + batch_2, extents.batch - 1) * 32 + (blocks_start + batch_task) * 8;
  let left_3 = min(batch_start + batch_3, extents.batch - 1) * 32 + (blocks_start + batch_task) * 8;
  let left_4 = min(batch_start + batch_4, extents.batch - 1) * 32 + (blocks_start + batch_task) * 8;
  let right = (blocks_start + batch_task) * 128 + m;
  for (var i = 0; i < 2; i++) {
    let l = x[(left + i * 4) >> 2];
    let l_2 = x[(left_2 + i * 4) >> 2];
    let l_3 = x[(left_3 + i * 4) >> 2];
    let l_4 = x[(left_4 + i * 4) >> 2];
    let r = y_A[(right + i * 64) >> 2];
    let r_2 = y_A[(right + (i * 4 + 1) * 16) >> 2];
    let r_3 = y_A[(right + (i * 4 + 2) * 16) >> 2];
    let r_4 = y_A[(right + (i * 4 + 3) * 16) >> 2];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l_2.x), r, sums_4);
    sums_8 = fma(vec4f(l_3.x), r, sums_8);
    sums_12 = fma(vec4f(l_4.x), r, sums_12);
    sums_0 = fma(vec4f(l.y), r_2, sums_0);
    sums_4 = fma(vec4f(l_2.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.y), r_2, sums_8);
    sums_12 = fma(vec4f(l_4.y), r_2, sums_12);
    sums_0 = fma(vec4f(l.z), r_3, sums_0);
    sums_4 = fma(vec4f(l_2.z), r_3, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_4.z), r_3, sums_12);
    sums_0 = fma(vec4f(l.w), r_4, sums_0);
    sums_4 = fma(vec4f(l_2.w), r_4, sums_4);
    sums_8 = fma(vec4f(l_3.w), r_4, sums_8);
    sums_12 = fma(vec4f(l_4.w), r_4, sums_12);
  }
  let sum = sums_0;
  if (batch_start + batch < extents.batch) {
    y_h[((batch_start + batch) * 64 + (blocks_start + batch_task) * 16 + m) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if (batch_start + batch_2 < extents.batch) {
    y_h[((batch_start + batch_2) * 64 + (blocks_start + batch_task) * 16 + m) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if (batch_start + batch_3 < extents.batch) {
    y_h[((batch_start + batch_3) * 64 + (blocks_start + batch_task) * 16 + m) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if (batch_start + batch_4 < extents.batch) {
    y_h[((batch_start + batch_4) * 64 + (blocks_start + batch_task) * 16 + m) >> 2] = sum_4;
  }
}

// Kernel y.y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> y_h: array<f32>;
@group(0) @binding(3) var<storage, read> y_B: array<vec4f>;

// y.y
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 127) >> 7) * 4) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup >> 2;
  let blocks_start = workgroup & 3;
  let batch_start = rest * 128;
  // y.y ... blocks o: 128 micro-tiles
  let task = invocation;
  let column_task = task & 3;
  let row_task = (task >> 2) & 31;
  let batch_task = task >> 7;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  let o = column_task * 4;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(batch_start + batch, extents.batch - 1) * 64 + (blocks_start + batch_task);
  let left_2 = min(batch_start + batch_2, extents.batch - 1) * 64 + (blocks_start + batch_task);
  let left_3 = min(batch_start + batch_3, extents.batch - 1) * 64 + (blocks_start + batch_task);
  let left_4 = min(batch_start + batch_4, extents.batch - 1) * 64 + (blocks_start + batch_task);
  let right = (blocks_start + batch_task) * 256 + o;
  for (var m = 0; m < 4; m++) {
    let l = y_h[left + m * 16];
    let l_2 = y_h[left + (m * 4 + 1) * 4];
    let l_3 = y_h[left + (m * 4 + 2) * 4];
    let l_4 = y_h[left + (m * 4 + 3) * 4];
    let l_5 = y_h[left_2 + m * 16];
    let l_6 = y_h[left_2 + (m * 4 + 1) * 4];
    let l_7 = y_h[left_2 + (m * 4 + 2) * 4];
    let l_8 = y_h[left_2 + (m * 4 + 3) * 4];
    let l_9 = y_h[left_3 + m * 16];
    let l_10 = y_h[left_3 + (m * 4 + 1) * 4];
    let l_11 = y_h[left_3 + (m * 4 + 2) * 4];
    let l_12 = y_h[left_3 + (m * 4 + 3) * 4];
    let l_13 = y_h[left_4 + m * 16];
    let l_14 = y_h[left_4 + (m * 4 + 1) * 4];
    let l_15 = y_h[left_4 + (m * 4 + 2) * 4];
    let l_16 = y_h[left_4 + (m * 4 + 3) * 4];
    let r = y_B[(right + m * 64) >> 2];
    let r_2 = y_B[(right + (m * 4 + 1) * 16) >> 2];
    let r_3 = y_B[(right + (m * 4 + 2) * 16) >> 2];
    let r_4 = y_B[(right + (m * 4 + 3) * 16) >> 2];
    sums_0 = fma(vec4f(l), r, sums_0);
    sums_4 = fma(vec4f(l_5), r, sums_4);
    sums_8 = fma(vec4f(l_9), r, sums_8);
    sums_12 = fma(vec4f(l_13), r, sums_12);
    sums_0 = fma(vec4f(l_2), r_2, sums_0);
    sums_4 = fma(vec4f(l_6), r_2, sums_4);
    sums_8 = fma(vec4f(l_10), r_2, sums_8);
    sums_12 = fma(vec4f(l_14), r_2, sums_12);
    sums_0 = fma(vec4f(l_3), r_3, sums_0);
    sums_4 = fma(vec4f(l_7), r_3, sums_4);
    sums_8 = fma(vec4f(l_11), r_3, sums_8);
    sums_12 = fma(vec4f(l_15), r_3, sums_12);
    sums_0 = fma(vec4f(l_4), r_4, sums_0);
    sums_4 = fma(vec4f(l_8), r_4, sums_4);
    sums_8 = fma(vec4f(l_12), r_4, sums_8);
    sums_12 = fma(vec4f(l_16), r_4, sums_12);
  }
  let sum = sums_0;
  if (batch_start + batch < extents.batch) {
    y[((batch_start + batch) * 64 + (blocks_start + batch_task) * 16 + o) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if (batch_start + batch_2 < extents.batch) {
    y[((batch_start + batch_2) * 64 + (blocks_start + batch_task) * 16 + o) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if (batch_start + batch_3 < extents.batch) {
    y[((batch_start + batch_3) * 64 + (blocks_start + batch_task) * 16 + o) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if (batch_start + batch_4 < extents.batch) {
    y[((batch_start + batch_4) * 64 + (blocks_start + batch_task) * 16 + o) >> 2] = sum_4;
  }
}
