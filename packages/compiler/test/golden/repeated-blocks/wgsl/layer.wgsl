// Kernel l.0.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> l_0_W: array<f32>;
@group(0) @binding(3) var<storage, read_write> l_0_h: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

fn relu_f32(x: f32) -> f32 {
  return select(x, f32(0.0), x < f32(0.0));
}

// l.0.h
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 340) / 341) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 6;
    let e = unit_2 % 6;
    ahead = x[min(batch_start + batch, extents.batch - 1) * 6 + e];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 6;
      let e_2 = unit_3 % 6;
      staged_left[batch_2 + e_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let e_3 = unit_5 / 6;
  let d = unit_5 % 6;
  ahead_2 = l_0_W[e_3 * 6 + d];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let e_4 = unit_6 / 6;
    let d_2 = unit_6 % 6;
    staged_right[e_4 * 6 + d_2] = ahead_2;
  }
  workgroupBarrier();
  // v2 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4;
      let batch_4 = row_task * 4 + 1;
      let batch_5 = row_task * 4 + 2;
      let batch_6 = row_task * 4 + 3;
      let d_3 = column_task * 4;
      let d_4 = column_task * 4 + 1;
      let d_5 = column_task * 4 + 2;
      let d_6 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 340);
      let left_2 = min(batch_4, 340);
      let left_3 = min(batch_5, 340);
      let left_4 = min(batch_6, 340);
      let right = min(d_3, 5);
      let right_2 = min(d_4, 5);
      let right_3 = min(d_5, 5);
      let right_4 = min(d_6, 5);
      let l = staged_left[left];
      let l_2 = staged_left[left_2];
      let l_3 = staged_left[left_3];
      let l_4 = staged_left[left_4];
      let r = staged_right[right];
      let r_2 = staged_right[right_2];
      let r_3 = staged_right[right_3];
      let r_4 = staged_right[right_4];
      sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      let l_5 = staged_left[left + 341];
      let l_6 = staged_left[left_2 + 341];
      let l_7 = staged_left[left_3 + 341];
      let l_8 = staged_left[left_4 + 341];
      let r_5 = staged_right[right + 6];
      let r_6 = staged_right[right_2 + 6];
      let r_7 = staged_right[right_3 + 6];
      let r_8 = staged_right[right_4 + 6];
      sums_0 = fma(vec4f(l_5), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_6), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_7), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_8), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_9 = staged_left[left + 682];
      let l_10 = staged_left[left_2 + 682];
      let l_11 = staged_left[left_3 + 682];
      let l_12 = staged_left[left_4 + 682];
      let r_9 = staged_right[right + 12];
      let r_10 = staged_right[right_2 + 12];
      let r_11 = staged_right[right_3 + 12];
      let r_12 = staged_right[right_4 + 12];
      sums_0 = fma(vec4f(l_9), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_10), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_11), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_12), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_13 = staged_left[left + 1023];
      let l_14 = staged_left[left_2 + 1023];
      let l_15 = staged_left[left_3 + 1023];
      let l_16 = staged_left[left_4 + 1023];
      let r_13 = staged_right[right + 18];
      let r_14 = staged_right[right_2 + 18];
      let r_15 = staged_right[right_3 + 18];
      let r_16 = staged_right[right_4 + 18];
      sums_0 = fma(vec4f(l_13), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_14), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_15), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_16), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_17 = staged_left[left + 1364];
      let l_18 = staged_left[left_2 + 1364];
      let l_19 = staged_left[left_3 + 1364];
      let l_20 = staged_left[left_4 + 1364];
      let r_17 = staged_right[right + 24];
      let r_18 = staged_right[right_2 + 24];
      let r_19 = staged_right[right_3 + 24];
      let r_20 = staged_right[right_4 + 24];
      sums_0 = fma(vec4f(l_17), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_18), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_19), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_20), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let l_21 = staged_left[left + 1705];
      let l_22 = staged_left[left_2 + 1705];
      let l_23 = staged_left[left_3 + 1705];
      let l_24 = staged_left[left_4 + 1705];
      let r_21 = staged_right[right + 30];
      let r_22 = staged_right[right_2 + 30];
      let r_23 = staged_right[right_3 + 30];
      let r_24 = staged_right[right_4 + 30];
      sums_0 = fma(vec4f(l_21), vec4f(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = fma(vec4f(l_22), vec4f(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = fma(vec4f(l_23), vec4f(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = fma(vec4f(l_24), vec4f(r_21, r_22, r_23, r_24), sums_12);
      let sum = sums_0;
      let finished = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_3] = finished;
      }
      let finished_2 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_4] = finished_2;
      }
      let finished_3 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_5 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_5] = finished_3;
      }
      let finished_4 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_6 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_6] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_3] = finished_5;
      }
      let finished_6 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_4] = finished_6;
      }
      let finished_7 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_2.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_5 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_5] = finished_7;
      }
      let finished_8 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_2.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_6 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_6] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = x[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.x);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_5) * 6 + d_3] = finished_9;
      }
      let finished_10 = x[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.y);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_5) * 6 + d_4] = finished_10;
      }
      let finished_11 = x[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_3.z);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_5 < 6)) {
        l_0_h[(batch_start + batch_5) * 6 + d_5] = finished_11;
      }
      let finished_12 = x[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_3.w);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_6 < 6)) {
        l_0_h[(batch_start + batch_5) * 6 + d_6] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = x[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.x);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_6) * 6 + d_3] = finished_13;
      }
      let finished_14 = x[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.y);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_6) * 6 + d_4] = finished_14;
      }
      let finished_15 = x[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_4.z);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_5 < 6)) {
        l_0_h[(batch_start + batch_6) * 6 + d_5] = finished_15;
      }
      let finished_16 = x[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_4.w);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_6 < 6)) {
        l_0_h[(batch_start + batch_6) * 6 + d_6] = finished_16;
      }
    }
  }
}

// Kernel l.1.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> l_0_h: array<f32>;
@group(0) @binding(2) var<storage, read> l_1_W: array<f32>;
@group(0) @binding(3) var<storage, read_write> l_1_h: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

fn relu_f32(x: f32) -> f32 {
  return select(x, f32(0.0), x < f32(0.0));
}

// l.1.h
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 340) / 341) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 6;
    let e = unit_2 % 6;
    ahead = l_0_h[min(batch_start + batch, extents.batch - 1) * 6 + e];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 6;
      let e_2 = unit_3 % 6;
      staged_left[batch_2 + e_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let e_3 = unit_5 / 6;
  let d = unit_5 % 6;
  ahead_2 = l_1_W[e_3 * 6 + d];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let e_4 = unit_6 / 6;
    let d_2 = unit_6 % 6;
    staged_right[e_4 * 6 + d_2] = ahead_2;
  }
  workgroupBarrier();
  // v5 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4;
      let batch_4 = row_task * 4 + 1;
      let batch_5 = row_task * 4 + 2;
      let batch_6 = row_task * 4 + 3;
      let d_3 = column_task * 4;
      let d_4 = column_task * 4 + 1;
      let d_5 = column_task * 4 + 2;
      let d_6 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 340);
      let left_2 = min(batch_4, 340);
      let left_3 = min(batch_5, 340);
      let left_4 = min(batch_6, 340);
      let right = min(d_3, 5);
      let right_2 = min(d_4, 5);
      let right_3 = min(d_5, 5);
      let right_4 = min(d_6, 5);
      let l = staged_left[left];
      let l_2 = staged_left[left_2];
      let l_3 = staged_left[left_3];
      let l_4 = staged_left[left_4];
      let r = staged_right[right];
      let r_2 = staged_right[right_2];
      let r_3 = staged_right[right_3];
      let r_4 = staged_right[right_4];
      sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      let l_5 = staged_left[left + 341];
      let l_6 = staged_left[left_2 + 341];
      let l_7 = staged_left[left_3 + 341];
      let l_8 = staged_left[left_4 + 341];
      let r_5 = staged_right[right + 6];
      let r_6 = staged_right[right_2 + 6];
      let r_7 = staged_right[right_3 + 6];
      let r_8 = staged_right[right_4 + 6];
      sums_0 = fma(vec4f(l_5), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_6), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_7), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_8), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_9 = staged_left[left + 682];
      let l_10 = staged_left[left_2 + 682];
      let l_11 = staged_left[left_3 + 682];
      let l_12 = staged_left[left_4 + 682];
      let r_9 = staged_right[right + 12];
      let r_10 = staged_right[right_2 + 12];
      let r_11 = staged_right[right_3 + 12];
      let r_12 = staged_right[right_4 + 12];
      sums_0 = fma(vec4f(l_9), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_10), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_11), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_12), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_13 = staged_left[left + 1023];
      let l_14 = staged_left[left_2 + 1023];
      let l_15 = staged_left[left_3 + 1023];
      let l_16 = staged_left[left_4 + 1023];
      let r_13 = staged_right[right + 18];
      let r_14 = staged_right[right_2 + 18];
      let r_15 = staged_right[right_3 + 18];
      let r_16 = staged_right[right_4 + 18];
      sums_0 = fma(vec4f(l_13), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_14), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_15), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_16), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_17 = staged_left[left + 1364];
      let l_18 = staged_left[left_2 + 1364];
      let l_19 = staged_left[left_3 + 1364];
      let l_20 = staged_left[left_4 + 1364];
      let r_17 = staged_right[right + 24];
      let r_18 = staged_right[right_2 + 24];
      let r_19 = staged_right[right_3 + 24];
      let r_20 = staged_right[right_4 + 24];
      sums_0 = fma(vec4f(l_17), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_18), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_19), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_20), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let l_21 = staged_left[left + 1705];
      let l_22 = staged_left[left_2 + 1705];
      let l_23 = staged_left[left_3 + 1705];
      let l_24 = staged_left[left_4 + 1705];
      let r_21 = staged_right[right + 30];
      let r_22 = staged_right[right_2 + 30];
      let r_23 = staged_right[right_3 + 30];
      let r_24 = staged_right[right_4 + 30];
      sums_0 = fma(vec4f(l_21), vec4f(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = fma(vec4f(l_22), vec4f(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = fma(vec4f(l_23), vec4f(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = fma(vec4f(l_24), vec4f(r_21, r_22, r_23, r_24), sums_12);
      let sum = sums_0;
      let finished = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_3] = finished;
      }
      let finished_2 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_4] = finished_2;
      }
      let finished_3 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_5 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_5] = finished_3;
      }
      let finished_4 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_6 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_6] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_3] = finished_5;
      }
      let finished_6 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_4] = finished_6;
      }
      let finished_7 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_2.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_5 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_5] = finished_7;
      }
      let finished_8 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_2.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_6 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_6] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = l_0_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.x);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_5) * 6 + d_3] = finished_9;
      }
      let finished_10 = l_0_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.y);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_5) * 6 + d_4] = finished_10;
      }
      let finished_11 = l_0_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_3.z);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_5 < 6)) {
        l_1_h[(batch_start + batch_5) * 6 + d_5] = finished_11;
      }
      let finished_12 = l_0_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_3.w);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_6 < 6)) {
        l_1_h[(batch_start + batch_5) * 6 + d_6] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = l_0_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.x);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_6) * 6 + d_3] = finished_13;
      }
      let finished_14 = l_0_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.y);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_6) * 6 + d_4] = finished_14;
      }
      let finished_15 = l_0_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_4.z);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_5 < 6)) {
        l_1_h[(batch_start + batch_6) * 6 + d_5] = finished_15;
      }
      let finished_16 = l_0_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_4.w);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_6 < 6)) {
        l_1_h[(batch_start + batch_6) * 6 + d_6] = finished_16;
      }
    }
  }
}

// Kernel l.2.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> l_1_h: array<f32>;
@group(0) @binding(2) var<storage, read> l_2_W: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

fn relu_f32(x: f32) -> f32 {
  return select(x, f32(0.0), x < f32(0.0));
}

// l.2.h
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 340) / 341) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 6;
    let e = unit_2 % 6;
    ahead = l_1_h[min(batch_start + batch, extents.batch - 1) * 6 + e];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 6;
      let e_2 = unit_3 % 6;
      staged_left[batch_2 + e_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let e_3 = unit_5 / 6;
  let d = unit_5 % 6;
  ahead_2 = l_2_W[e_3 * 6 + d];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let e_4 = unit_6 / 6;
    let d_2 = unit_6 % 6;
    staged_right[e_4 * 6 + d_2] = ahead_2;
  }
  workgroupBarrier();
  // v8 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4;
      let batch_4 = row_task * 4 + 1;
      let batch_5 = row_task * 4 + 2;
      let batch_6 = row_task * 4 + 3;
      let d_3 = column_task * 4;
      let d_4 = column_task * 4 + 1;
      let d_5 = column_task * 4 + 2;
      let d_6 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 340);
      let left_2 = min(batch_4, 340);
      let left_3 = min(batch_5, 340);
      let left_4 = min(batch_6, 340);
      let right = min(d_3, 5);
      let right_2 = min(d_4, 5);
      let right_3 = min(d_5, 5);
      let right_4 = min(d_6, 5);
      let l = staged_left[left];
      let l_2 = staged_left[left_2];
      let l_3 = staged_left[left_3];
      let l_4 = staged_left[left_4];
      let r = staged_right[right];
      let r_2 = staged_right[right_2];
      let r_3 = staged_right[right_3];
      let r_4 = staged_right[right_4];
      sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      let l_5 = staged_left[left + 341];
      let l_6 = staged_left[left_2 + 341];
      let l_7 = staged_left[left_3 + 341];
      let l_8 = staged_left[left_4 + 341];
      let r_5 = staged_right[right + 6];
      let r_6 = staged_right[right_2 + 6];
      let r_7 = staged_right[right_3 + 6];
      let r_8 = staged_right[right_4 + 6];
      sums_0 = fma(vec4f(l_5), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_6), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_7), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_8), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_9 = staged_left[left + 682];
      let l_10 = staged_left[left_2 + 682];
      let l_11 = staged_left[left_3 + 682];
      let l_12 = staged_left[left_4 + 682];
      let r_9 = staged_right[right + 12];
      let r_10 = staged_right[right_2 + 12];
      let r_11 = staged_right[right_3 + 12];
      let r_12 = staged_right[right_4 + 12];
      sums_0 = fma(vec4f(l_9), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_10), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_11), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_12), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_13 = staged_left[left + 1023];
      let l_14 = staged_left[left_2 + 1023];
      let l_15 = staged_left[left_3 + 1023];
      let l_16 = staged_left[left_4 + 1023];
      let r_13 = staged_right[right + 18];
      let r_14 = staged_right[right_2 + 18];
      let r_15 = staged_right[right_3 + 18];
      let r_16 = staged_right[right_4 + 18];
      sums_0 = fma(vec4f(l_13), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_14), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_15), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_16), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_17 = staged_left[left + 1364];
      let l_18 = staged_left[left_2 + 1364];
      let l_19 = staged_left[left_3 + 1364];
      let l_20 = staged_left[left_4 + 1364];
      let r_17 = staged_right[right + 24];
      let r_18 = staged_right[right_2 + 24];
      let r_19 = staged_right[right_3 + 24];
      let r_20 = staged_right[right_4 + 24];
      sums_0 = fma(vec4f(l_17), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_18), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_19), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_20), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let l_21 = staged_left[left + 1705];
      let l_22 = staged_left[left_2 + 1705];
      let l_23 = staged_left[left_3 + 1705];
      let l_24 = staged_left[left_4 + 1705];
      let r_21 = staged_right[right + 30];
      let r_22 = staged_right[right_2 + 30];
      let r_23 = staged_right[right_3 + 30];
      let r_24 = staged_right[right_4 + 30];
      sums_0 = fma(vec4f(l_21), vec4f(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = fma(vec4f(l_22), vec4f(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = fma(vec4f(l_23), vec4f(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = fma(vec4f(l_24), vec4f(r_21, r_22, r_23, r_24), sums_12);
      let sum = sums_0;
      let finished = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_3) * 6 + d_3] = finished;
      }
      let finished_2 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_3) * 6 + d_4] = finished_2;
      }
      let finished_3 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_5 < 6)) {
        y[(batch_start + batch_3) * 6 + d_5] = finished_3;
      }
      let finished_4 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_6 < 6)) {
        y[(batch_start + batch_3) * 6 + d_6] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_4) * 6 + d_3] = finished_5;
      }
      let finished_6 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_4) * 6 + d_4] = finished_6;
      }
      let finished_7 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_2.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_5 < 6)) {
        y[(batch_start + batch_4) * 6 + d_5] = finished_7;
      }
      let finished_8 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_2.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_6 < 6)) {
        y[(batch_start + batch_4) * 6 + d_6] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = l_1_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.x);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_5) * 6 + d_3] = finished_9;
      }
      let finished_10 = l_1_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.y);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_5) * 6 + d_4] = finished_10;
      }
      let finished_11 = l_1_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_3.z);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_5 < 6)) {
        y[(batch_start + batch_5) * 6 + d_5] = finished_11;
      }
      let finished_12 = l_1_h[min(batch_start + batch_5, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_3.w);
      if ((batch_5 < 341) & (batch_start + batch_5 < extents.batch) & (d_6 < 6)) {
        y[(batch_start + batch_5) * 6 + d_6] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = l_1_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.x);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_6) * 6 + d_3] = finished_13;
      }
      let finished_14 = l_1_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.y);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_6) * 6 + d_4] = finished_14;
      }
      let finished_15 = l_1_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_5, 5)] + relu_f32(sum_4.z);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_5 < 6)) {
        y[(batch_start + batch_6) * 6 + d_5] = finished_15;
      }
      let finished_16 = l_1_h[min(batch_start + batch_6, extents.batch - 1) * 6 + min(d_6, 5)] + relu_f32(sum_4.w);
      if ((batch_6 < 341) & (batch_start + batch_6 < extents.batch) & (d_6 < 6)) {
        y[(batch_start + batch_6) * 6 + d_6] = finished_16;
      }
    }
  }
}
