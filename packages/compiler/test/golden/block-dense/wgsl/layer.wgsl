// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> A: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> B: array<f32>;

var<workgroup> kept_4: array<vec4f, 48>;

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
  var sums_0: f32;
  var sums_1: f32;
  var sums_2: f32;
  var sums_3: f32;
  var sums_4: f32;
  var sums_5: f32;
  var sums_6: f32;
  var sums_7: f32;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 32;
  // v4 ... g r: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task % 8;
    let batch_task = task / 8;
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
    let left = min(batch_start + batch, extents.batch - 1) * 15 + batch_task * 5;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 15 + batch_task * 5;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 15 + batch_task * 5;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 15 + batch_task * 5;
    let right = batch_task * 10;
    let right_2 = batch_task * 10 + 1;
    for (var a = 0; a < 5; a++) {
      let l = x[left + a];
      let l_2 = x[left_2 + a];
      let l_3 = x[left_3 + a];
      let l_4 = x[left_4 + a];
      let r = A[right + a * 2];
      let r_2 = A[right_2 + a * 2];
      sums_0 = fma(l, r, sums_0);
      sums_1 = fma(l, r_2, sums_1);
      sums_2 = fma(l_2, r, sums_2);
      sums_3 = fma(l_2, r_2, sums_3);
      sums_4 = fma(l_3, r, sums_4);
      sums_5 = fma(l_3, r_2, sums_5);
      sums_6 = fma(l_4, r, sums_6);
      sums_7 = fma(l_4, r_2, sums_7);
    }
    kept_4[batch / 4 + batch_task * 16] = vec4f(sums_0, sums_2, sums_4, sums_6);
    kept_4[batch / 4 + batch_task * 16 + 8] = vec4f(sums_1, sums_3, sums_5, sums_7);
  }
  workgroupBarrier();
  // y ... d_out: 24 micro-tiles
  let task_2 = invocation;
  if (task_2 < 24) {
    let column_task = task_2 % 3;
    let row_task_2 = task_2 / 3 % 8;
    let batch_5 = row_task_2 * 4;
    let batch_6 = row_task_2 * 4 + 1;
    let batch_7 = row_task_2 * 4 + 2;
    let batch_8 = row_task_2 * 4 + 3;
    let d_out = column_task * 4;
    let d_out_2 = column_task * 4 + 1;
    let d_out_3 = column_task * 4 + 2;
    let d_out_4 = column_task * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let right_3 = min(d_out, 10);
    let right_4 = min(d_out_2, 10);
    let right_5 = min(d_out_3, 10);
    let right_6 = min(d_out_4, 10);
    for (var g = 0; g < 3; g++) {
      for (var r_3 = 0; r_3 < 2; r_3++) {
        let l_5 = kept_4[batch_5 / 4 + (g * 16 + r_3 * 8)];
        let r_4 = B[right_3 + (g * 22 + r_3 * 11)];
        let r_5 = B[right_4 + (g * 22 + r_3 * 11)];
        let r_6 = B[right_5 + (g * 22 + r_3 * 11)];
        let r_7 = B[right_6 + (g * 22 + r_3 * 11)];
        sums_0_2 = fma(vec4f(l_5.x), vec4f(r_4, r_5, r_6, r_7), sums_0_2);
        sums_4_2 = fma(vec4f(l_5.y), vec4f(r_4, r_5, r_6, r_7), sums_4_2);
        sums_8 = fma(vec4f(l_5.z), vec4f(r_4, r_5, r_6, r_7), sums_8);
        sums_12 = fma(vec4f(l_5.w), vec4f(r_4, r_5, r_6, r_7), sums_12);
      }
    }
    let sum = sums_0_2;
    if ((batch_start + batch_5 < extents.batch) & (d_out < 11)) {
      y[(batch_start + batch_5) * 11 + d_out] = sum.x;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_5) * 11 + d_out_2] = sum.y;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_5) * 11 + d_out_3] = sum.z;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_5) * 11 + d_out_4] = sum.w;
    }
    let sum_2 = sums_4_2;
    if ((batch_start + batch_6 < extents.batch) & (d_out < 11)) {
      y[(batch_start + batch_6) * 11 + d_out] = sum_2.x;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_6) * 11 + d_out_2] = sum_2.y;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_6) * 11 + d_out_3] = sum_2.z;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_6) * 11 + d_out_4] = sum_2.w;
    }
    let sum_3 = sums_8;
    if ((batch_start + batch_7 < extents.batch) & (d_out < 11)) {
      y[(batch_start + batch_7) * 11 + d_out] = sum_3.x;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_7) * 11 + d_out_2] = sum_3.y;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_7) * 11 + d_out_3] = sum_3.z;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_7) * 11 + d_out_4] = sum_3.w;
    }
    let sum_4 = sums_12;
    if ((batch_start + batch_8 < extents.batch) & (d_out < 11)) {
      y[(batch_start + batch_8) * 11 + d_out] = sum_4.x;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_8) * 11 + d_out_2] = sum_4.y;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_8) * 11 + d_out_3] = sum_4.z;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_8) * 11 + d_out_4] = sum_4.w;
    }
  }
}
