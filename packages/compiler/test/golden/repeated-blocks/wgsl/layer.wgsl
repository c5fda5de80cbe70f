// Kernel l.0.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> l_0_h: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> l_0_W: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  // v2 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let d = column_task * 4;
      let d_2 = column_task * 4 + 1;
      let d_3 = column_task * 4 + 2;
      let d_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 6;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 6;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 6;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 6;
      let right = min(d, 5);
      let right_2 = min(d_2, 5);
      let right_3 = min(d_3, 5);
      let right_4 = min(d_4, 5);
      for (var e = 0; e < 6; e++) {
        let l = x[left + e];
        let l_2 = x[left_2 + e];
        let l_3 = x[left_3 + e];
        let l_4 = x[left_4 + e];
        let r = l_0_W[right + e * 6];
        let r_2 = l_0_W[right_2 + e * 6];
        let r_3 = l_0_W[right_3 + e * 6];
        let r_4 = l_0_W[right_4 + e * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      let finished = x[min(batch_start + batch, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum.x);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d < 6)) {
        l_0_h[(batch_start + batch) * 6 + d] = finished;
      }
      let finished_2 = x[min(batch_start + batch, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum.y);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_2 < 6)) {
        l_0_h[(batch_start + batch) * 6 + d_2] = finished_2;
      }
      let finished_3 = x[min(batch_start + batch, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.z);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch) * 6 + d_3] = finished_3;
      }
      let finished_4 = x[min(batch_start + batch, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.w);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch) * 6 + d_4] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = x[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_2.x);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d < 6)) {
        l_0_h[(batch_start + batch_2) * 6 + d] = finished_5;
      }
      let finished_6 = x[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_2.y);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_2 < 6)) {
        l_0_h[(batch_start + batch_2) * 6 + d_2] = finished_6;
      }
      let finished_7 = x[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.z);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_2) * 6 + d_3] = finished_7;
      }
      let finished_8 = x[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.w);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_2) * 6 + d_4] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_3.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d] = finished_9;
      }
      let finished_10 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_3.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_2 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_2] = finished_10;
      }
      let finished_11 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_3] = finished_11;
      }
      let finished_12 = x[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_3) * 6 + d_4] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_4.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d] = finished_13;
      }
      let finished_14 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_4.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_2 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_2] = finished_14;
      }
      let finished_15 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_3] = finished_15;
      }
      let finished_16 = x[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        l_0_h[(batch_start + batch_4) * 6 + d_4] = finished_16;
      }
    }
  }
}

// Kernel l.1.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> l_1_h: array<f32>;
@group(0) @binding(2) var<storage, read> l_0_h: array<f32>;
@group(0) @binding(3) var<storage, read> l_1_W: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  // v5 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let d = column_task * 4;
      let d_2 = column_task * 4 + 1;
      let d_3 = column_task * 4 + 2;
      let d_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 6;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 6;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 6;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 6;
      let right = min(d, 5);
      let right_2 = min(d_2, 5);
      let right_3 = min(d_3, 5);
      let right_4 = min(d_4, 5);
      for (var e = 0; e < 6; e++) {
        let l = l_0_h[left + e];
        let l_2 = l_0_h[left_2 + e];
        let l_3 = l_0_h[left_3 + e];
        let l_4 = l_0_h[left_4 + e];
        let r = l_1_W[right + e * 6];
        let r_2 = l_1_W[right_2 + e * 6];
        let r_3 = l_1_W[right_3 + e * 6];
        let r_4 = l_1_W[right_4 + e * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      let finished = l_0_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum.x);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d < 6)) {
        l_1_h[(batch_start + batch) * 6 + d] = finished;
      }
      let finished_2 = l_0_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum.y);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_2 < 6)) {
        l_1_h[(batch_start + batch) * 6 + d_2] = finished_2;
      }
      let finished_3 = l_0_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.z);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch) * 6 + d_3] = finished_3;
      }
      let finished_4 = l_0_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.w);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch) * 6 + d_4] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = l_0_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_2.x);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d < 6)) {
        l_1_h[(batch_start + batch_2) * 6 + d] = finished_5;
      }
      let finished_6 = l_0_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_2.y);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_2 < 6)) {
        l_1_h[(batch_start + batch_2) * 6 + d_2] = finished_6;
      }
      let finished_7 = l_0_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.z);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_2) * 6 + d_3] = finished_7;
      }
      let finished_8 = l_0_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.w);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_2) * 6 + d_4] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_3.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d] = finished_9;
      }
      let finished_10 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_3.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_2 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_2] = finished_10;
      }
      let finished_11 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_3] = finished_11;
      }
      let finished_12 = l_0_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_3) * 6 + d_4] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_4.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d] = finished_13;
      }
      let finished_14 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_4.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_2 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_2] = finished_14;
      }
      let finished_15 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_3] = finished_15;
      }
      let finished_16 = l_0_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        l_1_h[(batch_start + batch_4) * 6 + d_4] = finished_16;
      }
    }
  }
}

// Kernel l.2.h

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> l_1_h: array<f32>;
@group(0) @binding(3) var<storage, read> l_2_W: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 341;
  // v8 ... d: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let d = column_task * 4;
      let d_2 = column_task * 4 + 1;
      let d_3 = column_task * 4 + 2;
      let d_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 6;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 6;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 6;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 6;
      let right = min(d, 5);
      let right_2 = min(d_2, 5);
      let right_3 = min(d_3, 5);
      let right_4 = min(d_4, 5);
      for (var e = 0; e < 6; e++) {
        let l = l_1_h[left + e];
        let l_2 = l_1_h[left_2 + e];
        let l_3 = l_1_h[left_3 + e];
        let l_4 = l_1_h[left_4 + e];
        let r = l_2_W[right + e * 6];
        let r_2 = l_2_W[right_2 + e * 6];
        let r_3 = l_2_W[right_3 + e * 6];
        let r_4 = l_2_W[right_4 + e * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      let finished = l_1_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum.x);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d < 6)) {
        y[(batch_start + batch) * 6 + d] = finished;
      }
      let finished_2 = l_1_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum.y);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_2 < 6)) {
        y[(batch_start + batch) * 6 + d_2] = finished_2;
      }
      let finished_3 = l_1_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum.z);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch) * 6 + d_3] = finished_3;
      }
      let finished_4 = l_1_h[min(batch_start + batch, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum.w);
      if ((batch < 341) & (batch_start + batch < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch) * 6 + d_4] = finished_4;
      }
      let sum_2 = sums_4;
      let finished_5 = l_1_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_2.x);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d < 6)) {
        y[(batch_start + batch_2) * 6 + d] = finished_5;
      }
      let finished_6 = l_1_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_2.y);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_2 < 6)) {
        y[(batch_start + batch_2) * 6 + d_2] = finished_6;
      }
      let finished_7 = l_1_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_2.z);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_2) * 6 + d_3] = finished_7;
      }
      let finished_8 = l_1_h[min(batch_start + batch_2, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_2.w);
      if ((batch_2 < 341) & (batch_start + batch_2 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_2) * 6 + d_4] = finished_8;
      }
      let sum_3 = sums_8;
      let finished_9 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_3.x);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d < 6)) {
        y[(batch_start + batch_3) * 6 + d] = finished_9;
      }
      let finished_10 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_3.y);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_2 < 6)) {
        y[(batch_start + batch_3) * 6 + d_2] = finished_10;
      }
      let finished_11 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_3.z);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_3) * 6 + d_3] = finished_11;
      }
      let finished_12 = l_1_h[min(batch_start + batch_3, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_3.w);
      if ((batch_3 < 341) & (batch_start + batch_3 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_3) * 6 + d_4] = finished_12;
      }
      let sum_4 = sums_12;
      let finished_13 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d, 5)] + relu_f32(sum_4.x);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d < 6)) {
        y[(batch_start + batch_4) * 6 + d] = finished_13;
      }
      let finished_14 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_2, 5)] + relu_f32(sum_4.y);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_2 < 6)) {
        y[(batch_start + batch_4) * 6 + d_2] = finished_14;
      }
      let finished_15 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_3, 5)] + relu_f32(sum_4.z);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_3 < 6)) {
        y[(batch_start + batch_4) * 6 + d_3] = finished_15;
      }
      let finished_16 = l_1_h[min(batch_start + batch_4, extents.batch - 1) * 6 + min(d_4, 5)] + relu_f32(sum_4.w);
      if ((batch_4 < 341) & (batch_start + batch_4 < extents.batch) & (d_4 < 6)) {
        y[(batch_start + batch_4) * 6 + d_4] = finished_16;
      }
    }
  }
}
