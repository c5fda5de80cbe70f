// Kernel padded

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> padded: array<f32>;
@group(0) @binding(2) var<storage, read> c1: array<i32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;

// padded
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * 16 + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var chosen: f32;
  let at = workgroup * 64 + invocation;
  if (at < extents.batch * 16) {
    let i0 = at >> 4;
    let i1 = (at >> 2) & 3;
    let i2 = at & 3;
    let row = max(min(c1[i1 * 4 + i2], 14), 0);
    if (i1 * 4 + i2 < 15) {
      chosen = x[i0 * 15 + row];
    } else {
      chosen = 0.0;
    }
    padded[at] = chosen;
  }
}

// Kernel full

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> A: array<f32>;
@group(0) @binding(2) var<storage, read> B: array<f32>;
@group(0) @binding(3) var<storage, read_write> full: array<f32>;
@group(0) @binding(4) var<storage, read> padded: array<vec4f>;

var<workgroup> staged_left: array<vec4f, 60>;
var<workgroup> kept_6: array<vec4f, 125>;

// full
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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  let batch_start = workgroup * 32;
  let unit = invocation;
  let unit_2 = min(unit, 59);
  let g = unit_2 / 15;
  let f = unit_2 / 3 % 5;
  let r = unit_2 % 3;
  ahead_0 = A[g * 60 + f * 3 + r];
  ahead_1 = A[g * 60 + 15 + f * 3 + r];
  ahead_2 = A[g * 60 + 30 + f * 3 + r];
  ahead_3 = A[g * 60 + 45 + f * 3 + r];
  let unit_3 = invocation;
  if (unit_3 < 60) {
    let g_2 = unit_3 / 15;
    let f_2 = unit_3 / 3 % 5;
    let r_2 = unit_3 % 3;
    staged_left[g_2 * 15 + f_2 * 3 + r_2] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_4 = invocation + 32;
  let unit_5 = min(unit_4, 59);
  let g_3 = unit_5 / 15;
  let f_3 = unit_5 / 3 % 5;
  let r_3 = unit_5 % 3;
  ahead_0 = A[g_3 * 60 + f_3 * 3 + r_3];
  ahead_1 = A[g_3 * 60 + 15 + f_3 * 3 + r_3];
  ahead_2 = A[g_3 * 60 + 30 + f_3 * 3 + r_3];
  ahead_3 = A[g_3 * 60 + 45 + f_3 * 3 + r_3];
  let unit_6 = invocation + 32;
  if (unit_6 < 60) {
    let g_4 = unit_6 / 15;
    let f_4 = unit_6 / 3 % 5;
    let r_4 = unit_6 % 3;
    staged_left[g_4 * 15 + f_4 * 3 + r_4] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  workgroupBarrier();
  // v6 g a f e: 40 micro-tiles
  for (var round_2 = 0; round_2 < 2; round_2++) {
    let task = round_2 * 32 + invocation;
    if (task < 40) {
      let column_task = task % 2;
      let batch_task = task / 2;
      let g_5 = batch_task / 5;
      let f_5 = batch_task % 5;
      let e = column_task * 4;
      let e_2 = column_task * 4 + 1;
      let e_3 = column_task * 4 + 2;
      let e_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = g_5 * 60 + f_5 * 12;
      let right = f_5 * 60 + g_5 * 15 + min(e, 4);
      let right_2 = f_5 * 60 + g_5 * 15 + min(e_2, 4);
      let right_3 = f_5 * 60 + g_5 * 15 + min(e_3, 4);
      let right_4 = f_5 * 60 + g_5 * 15 + min(e_4, 4);
      let l = staged_left[left / 4];
      let r_5 = B[right];
      let r_6 = B[right_2];
      let r_7 = B[right_3];
      let r_8 = B[right_4];
      sums_0 = fma(vec4f(l.x), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l.y), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l.z), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l.w), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_2 = staged_left[left / 4 + 1];
      let r_9 = B[right + 5];
      let r_10 = B[right_2 + 5];
      let r_11 = B[right_3 + 5];
      let r_12 = B[right_4 + 5];
      sums_0 = fma(vec4f(l_2.x), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_2.y), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_2.z), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_2.w), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_3 = staged_left[left / 4 + 2];
      let r_13 = B[right + 10];
      let r_14 = B[right_2 + 10];
      let r_15 = B[right_3 + 10];
      let r_16 = B[right_4 + 10];
      sums_0 = fma(vec4f(l_3.x), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_3.y), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_3.z), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_3.w), vec4f(r_13, r_14, r_15, r_16), sums_12);
      if (e < 5) {
        kept_6[g_5 + f_5 * 25 + e * 5] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
      }
      if (e_2 < 5) {
        kept_6[g_5 + f_5 * 25 + e_2 * 5] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
      }
      if (e_3 < 5) {
        kept_6[g_5 + f_5 * 25 + e_3 * 5] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
      }
      if (e_4 < 5) {
        kept_6[g_5 + f_5 * 25 + e_4 * 5] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
      }
    }
  }
  workgroupBarrier();
  // full ... f e: 32 micro-tiles
  let task_2 = invocation;
  let column_task_2 = task_2 & 7;
  let row_task = task_2 / 8 % 4;
  let f_6 = row_task * 8 / 5;
  let e_5 = row_task * 8 % 5;
  let f_7 = (row_task * 8 + 1) / 5;
  let e_6 = (row_task * 8 + 1) % 5;
  let f_8 = (row_task * 8 + 2) / 5;
  let e_7 = (row_task * 8 + 2) % 5;
  let f_9 = (row_task * 8 + 3) / 5;
  let e_8 = (row_task * 8 + 3) % 5;
  let f_10 = (row_task * 8 + 4) / 5;
  let e_9 = (row_task * 8 + 4) % 5;
  let f_11 = (row_task * 8 + 5) / 5;
  let e_10 = (row_task * 8 + 5) % 5;
  let f_12 = (row_task * 8 + 6) / 5;
  let e_11 = (row_task * 8 + 6) % 5;
  let f_13 = (row_task * 8 + 7) / 5;
  let e_12 = (row_task * 8 + 7) % 5;
  let batch = column_task_2 * 4;
  let batch_2 = column_task_2 * 4 + 1;
  let batch_3 = column_task_2 * 4 + 2;
  let batch_4 = column_task_2 * 4 + 3;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let left_2 = min(f_6, 4) * 100 + e_5 * 20;
  let left_3 = min(f_7, 4) * 100 + e_6 * 20;
  let left_4 = min(f_8, 4) * 100 + e_7 * 20;
  let left_5 = min(f_9, 4) * 100 + e_8 * 20;
  let left_6 = min(f_10, 4) * 100 + e_9 * 20;
  let left_7 = min(f_11, 4) * 100 + e_10 * 20;
  let left_8 = min(f_12, 4) * 100 + e_11 * 20;
  let left_9 = min(f_13, 4) * 100 + e_12 * 20;
  let right_5 = min(batch_start + batch, extents.batch - 1) * 16;
  let right_6 = min(batch_start + batch_2, extents.batch - 1) * 16;
  let right_7 = min(batch_start + batch_3, extents.batch - 1) * 16;
  let right_8 = min(batch_start + batch_4, extents.batch - 1) * 16;
  for (var g_6 = 0; g_6 < 4; g_6++) {
    let l_4 = kept_6[left_2 / 4 + g_6];
    let l_5 = kept_6[left_3 / 4 + g_6];
    let l_6 = kept_6[left_4 / 4 + g_6];
    let l_7 = kept_6[left_5 / 4 + g_6];
    let l_8 = kept_6[left_6 / 4 + g_6];
    let l_9 = kept_6[left_7 / 4 + g_6];
    let l_10 = kept_6[left_8 / 4 + g_6];
    let l_11 = kept_6[left_9 / 4 + g_6];
    let r_17 = padded[(right_5 >> 2) + g_6];
    let r_18 = padded[(right_6 >> 2) + g_6];
    let r_19 = padded[(right_7 >> 2) + g_6];
    let r_20 = padded[(right_8 >> 2) + g_6];
    sums_0_2 = fma(vec4f(l_4.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_0_2);
    sums_4_2 = fma(vec4f(l_5.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_4_2);
    sums_8_2 = fma(vec4f(l_6.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_8_2);
    sums_12_2 = fma(vec4f(l_7.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_12_2);
    sums_16 = fma(vec4f(l_8.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_16);
    sums_20 = fma(vec4f(l_9.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_20);
    sums_24 = fma(vec4f(l_10.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_24);
    sums_28 = fma(vec4f(l_11.x), vec4f(r_17.x, r_18.x, r_19.x, r_20.x), sums_28);
    sums_0_2 = fma(vec4f(l_4.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_0_2);
    sums_4_2 = fma(vec4f(l_5.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_4_2);
    sums_8_2 = fma(vec4f(l_6.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_8_2);
    sums_12_2 = fma(vec4f(l_7.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_12_2);
    sums_16 = fma(vec4f(l_8.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_16);
    sums_20 = fma(vec4f(l_9.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_20);
    sums_24 = fma(vec4f(l_10.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_24);
    sums_28 = fma(vec4f(l_11.y), vec4f(r_17.y, r_18.y, r_19.y, r_20.y), sums_28);
    sums_0_2 = fma(vec4f(l_4.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_0_2);
    sums_4_2 = fma(vec4f(l_5.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_4_2);
    sums_8_2 = fma(vec4f(l_6.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_8_2);
    sums_12_2 = fma(vec4f(l_7.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_12_2);
    sums_16 = fma(vec4f(l_8.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_16);
    sums_20 = fma(vec4f(l_9.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_20);
    sums_24 = fma(vec4f(l_10.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_24);
    sums_28 = fma(vec4f(l_11.z), vec4f(r_17.z, r_18.z, r_19.z, r_20.z), sums_28);
    sums_0_2 = fma(vec4f(l_4.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_0_2);
    sums_4_2 = fma(vec4f(l_5.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_4_2);
    sums_8_2 = fma(vec4f(l_6.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_8_2);
    sums_12_2 = fma(vec4f(l_7.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_12_2);
    sums_16 = fma(vec4f(l_8.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_16);
    sums_20 = fma(vec4f(l_9.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_20);
    sums_24 = fma(vec4f(l_10.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_24);
    sums_28 = fma(vec4f(l_11.w), vec4f(r_17.w, r_18.w, r_19.w, r_20.w), sums_28);
  }
  let sum = sums_0_2;
  if ((batch_start + batch < extents.batch) & (f_6 < 5)) {
    full[(batch_start + batch) * 25 + f_6 * 5 + e_5] = sum.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_6 < 5)) {
    full[(batch_start + batch_2) * 25 + f_6 * 5 + e_5] = sum.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_6 < 5)) {
    full[(batch_start + batch_3) * 25 + f_6 * 5 + e_5] = sum.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_6 < 5)) {
    full[(batch_start + batch_4) * 25 + f_6 * 5 + e_5] = sum.w;
  }
  let sum_2 = sums_4_2;
  if ((batch_start + batch < extents.batch) & (f_7 < 5)) {
    full[(batch_start + batch) * 25 + f_7 * 5 + e_6] = sum_2.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_7 < 5)) {
    full[(batch_start + batch_2) * 25 + f_7 * 5 + e_6] = sum_2.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_7 < 5)) {
    full[(batch_start + batch_3) * 25 + f_7 * 5 + e_6] = sum_2.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_7 < 5)) {
    full[(batch_start + batch_4) * 25 + f_7 * 5 + e_6] = sum_2.w;
  }
  let sum_3 = sums_8_2;
  if ((batch_start + batch < extents.batch) & (f_8 < 5)) {
    full[(batch_start + batch) * 25 + f_8 * 5 + e_7] = sum_3.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_8 < 5)) {
    full[(batch_start + batch_2) * 25 + f_8 * 5 + e_7] = sum_3.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_8 < 5)) {
    full[(batch_start + batch_3) * 25 + f_8 * 5 + e_7] = sum_3.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_8 < 5)) {
    full[(batch_start + batch_4) * 25 + f_8 * 5 + e_7] = sum_3.w;
  }
  let sum_4 = sums_12_2;
  if ((batch_start + batch < extents.batch) & (f_9 < 5)) {
    full[(batch_start + batch) * 25 + f_9 * 5 + e_8] = sum_4.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_9 < 5)) {
    full[(batch_start + batch_2) * 25 + f_9 * 5 + e_8] = sum_4.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_9 < 5)) {
    full[(batch_start + batch_3) * 25 + f_9 * 5 + e_8] = sum_4.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_9 < 5)) {
    full[(batch_start + batch_4) * 25 + f_9 * 5 + e_8] = sum_4.w;
  }
  let sum_5 = sums_16;
  if ((batch_start + batch < extents.batch) & (f_10 < 5)) {
    full[(batch_start + batch) * 25 + f_10 * 5 + e_9] = sum_5.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_10 < 5)) {
    full[(batch_start + batch_2) * 25 + f_10 * 5 + e_9] = sum_5.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_10 < 5)) {
    full[(batch_start + batch_3) * 25 + f_10 * 5 + e_9] = sum_5.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_10 < 5)) {
    full[(batch_start + batch_4) * 25 + f_10 * 5 + e_9] = sum_5.w;
  }
  let sum_6 = sums_20;
  if ((batch_start + batch < extents.batch) & (f_11 < 5)) {
    full[(batch_start + batch) * 25 + f_11 * 5 + e_10] = sum_6.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_11 < 5)) {
    full[(batch_start + batch_2) * 25 + f_11 * 5 + e_10] = sum_6.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_11 < 5)) {
    full[(batch_start + batch_3) * 25 + f_11 * 5 + e_10] = sum_6.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_11 < 5)) {
    full[(batch_start + batch_4) * 25 + f_11 * 5 + e_10] = sum_6.w;
  }
  let sum_7 = sums_24;
  if ((batch_start + batch < extents.batch) & (f_12 < 5)) {
    full[(batch_start + batch) * 25 + f_12 * 5 + e_11] = sum_7.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_12 < 5)) {
    full[(batch_start + batch_2) * 25 + f_12 * 5 + e_11] = sum_7.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_12 < 5)) {
    full[(batch_start + batch_3) * 25 + f_12 * 5 + e_11] = sum_7.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_12 < 5)) {
    full[(batch_start + batch_4) * 25 + f_12 * 5 + e_11] = sum_7.w;
  }
  let sum_8 = sums_28;
  if ((batch_start + batch < extents.batch) & (f_13 < 5)) {
    full[(batch_start + batch) * 25 + f_13 * 5 + e_12] = sum_8.x;
  }
  if ((batch_start + batch_2 < extents.batch) & (f_13 < 5)) {
    full[(batch_start + batch_2) * 25 + f_13 * 5 + e_12] = sum_8.y;
  }
  if ((batch_start + batch_3 < extents.batch) & (f_13 < 5)) {
    full[(batch_start + batch_3) * 25 + f_13 * 5 + e_12] = sum_8.z;
  }
  if ((batch_start + batch_4 < extents.batch) & (f_13 < 5)) {
    full[(batch_start + batch_4) * 25 + f_13 * 5 + e_12] = sum_8.w;
  }
}

// Kernel v10

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> c9: array<i32>;
@group(0) @binding(3) var<storage, read> full: array<f32>;

// v10
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * 23 + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let at = workgroup * 64 + invocation;
  if (at < extents.batch * 23) {
    let i0 = at / 23;
    let i1 = at % 23;
    let row = max(min(c9[i1], 24), 0);
    y[at] = full[i0 * 25 + row];
  }
}
