// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> W: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

var<workgroup> staged_left: array<f32, 1589>;
var<workgroup> staged_right: array<f32, 63>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 226) / 227) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 227;
  for (var copy = 0; copy < 25; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 1588);
    let batch = unit_2 / 7;
    let d_in = unit_2 % 7;
    ahead = x[min(batch_start + batch, extents.batch - 1) * 7 + d_in];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 1589) {
      let batch_2 = unit_3 / 7;
      let d_in_2 = unit_3 % 7;
      staged_left[batch_2 + d_in_2 * 227] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 62);
  let d_in_3 = unit_5 / 9;
  let d_out = unit_5 % 9;
  ahead_2 = W[d_in_3 * 9 + d_out];
  let unit_6 = invocation;
  if (unit_6 < 63) {
    let d_in_4 = unit_6 / 9;
    let d_out_2 = unit_6 % 9;
    staged_right[d_in_4 * 9 + d_out_2] = ahead_2;
  }
  workgroupBarrier();
  // y ... d_out: 171 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 171) {
      let column_task = task % 3;
      let row_task = task / 3 % 57;
      let batch_3 = row_task * 4;
      let batch_4 = row_task * 4 + 1;
      let batch_5 = row_task * 4 + 2;
      let batch_6 = row_task * 4 + 3;
      let d_out_3 = column_task * 4;
      let d_out_4 = column_task * 4 + 1;
      let d_out_5 = column_task * 4 + 2;
      let d_out_6 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 226);
      let left_2 = min(batch_4, 226);
      let left_3 = min(batch_5, 226);
      let left_4 = min(batch_6, 226);
      let right = min(d_out_3, 8);
      let right_2 = min(d_out_4, 8);
      let right_3 = min(d_out_5, 8);
      let right_4 = min(d_out_6, 8);
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
      let l_5 = staged_left[left + 227];
      let l_6 = staged_left[left_2 + 227];
      let l_7 = staged_left[left_3 + 227];
      let l_8 = staged_left[left_4 + 227];
      let r_5 = staged_right[right + 9];
      let r_6 = staged_right[right_2 + 9];
      let r_7 = staged_right[right_3 + 9];
      let r_8 = staged_right[right_4 + 9];
      sums_0 = fma(vec4f(l_5), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_6), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_7), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_8), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_9 = staged_left[left + 454];
      let l_10 = staged_left[left_2 + 454];
      let l_11 = staged_left[left_3 + 454];
      let l_12 = staged_left[left_4 + 454];
      let r_9 = staged_right[right + 18];
      let r_10 = staged_right[right_2 + 18];
      let r_11 = staged_right[right_3 + 18];
      let r_12 = staged_right[right_4 + 18];
      sums_0 = fma(vec4f(l_9), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_10), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_11), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_12), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_13 = staged_left[left + 681];
      let l_14 = staged_left[left_2 + 681];
      let l_15 = staged_left[left_3 + 681];
      let l_16 = staged_left[left_4 + 681];
      let r_13 = staged_right[right + 27];
      let r_14 = staged_right[right_2 + 27];
      let r_15 = staged_right[right_3 + 27];
      let r_16 = staged_right[right_4 + 27];
      sums_0 = fma(vec4f(l_13), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_14), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_15), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_16), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_17 = staged_left[left + 908];
      let l_18 = staged_left[left_2 + 908];
      let l_19 = staged_left[left_3 + 908];
      let l_20 = staged_left[left_4 + 908];
      let r_17 = staged_right[right + 36];
      let r_18 = staged_right[right_2 + 36];
      let r_19 = staged_right[right_3 + 36];
      let r_20 = staged_right[right_4 + 36];
      sums_0 = fma(vec4f(l_17), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_18), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_19), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_20), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let l_21 = staged_left[left + 1135];
      let l_22 = staged_left[left_2 + 1135];
      let l_23 = staged_left[left_3 + 1135];
      let l_24 = staged_left[left_4 + 1135];
      let r_21 = staged_right[right + 45];
      let r_22 = staged_right[right_2 + 45];
      let r_23 = staged_right[right_3 + 45];
      let r_24 = staged_right[right_4 + 45];
      sums_0 = fma(vec4f(l_21), vec4f(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = fma(vec4f(l_22), vec4f(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = fma(vec4f(l_23), vec4f(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = fma(vec4f(l_24), vec4f(r_21, r_22, r_23, r_24), sums_12);
      let l_25 = staged_left[left + 1362];
      let l_26 = staged_left[left_2 + 1362];
      let l_27 = staged_left[left_3 + 1362];
      let l_28 = staged_left[left_4 + 1362];
      let r_25 = staged_right[right + 54];
      let r_26 = staged_right[right_2 + 54];
      let r_27 = staged_right[right_3 + 54];
      let r_28 = staged_right[right_4 + 54];
      sums_0 = fma(vec4f(l_25), vec4f(r_25, r_26, r_27, r_28), sums_0);
      sums_4 = fma(vec4f(l_26), vec4f(r_25, r_26, r_27, r_28), sums_4);
      sums_8 = fma(vec4f(l_27), vec4f(r_25, r_26, r_27, r_28), sums_8);
      sums_12 = fma(vec4f(l_28), vec4f(r_25, r_26, r_27, r_28), sums_12);
      let sum = sums_0;
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_3] = sum.x;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_4] = sum.y;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_5 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_5] = sum.z;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_6 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_6] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_3] = sum_2.x;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_4] = sum_2.y;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_5 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_5] = sum_2.z;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_6 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_6] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_5 < 227) & (batch_start + batch_5 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_5) * 9 + d_out_3] = sum_3.x;
      }
      if ((batch_5 < 227) & (batch_start + batch_5 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_5) * 9 + d_out_4] = sum_3.y;
      }
      if ((batch_5 < 227) & (batch_start + batch_5 < extents.batch) & (d_out_5 < 9)) {
        y[(batch_start + batch_5) * 9 + d_out_5] = sum_3.z;
      }
      if ((batch_5 < 227) & (batch_start + batch_5 < extents.batch) & (d_out_6 < 9)) {
        y[(batch_start + batch_5) * 9 + d_out_6] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_6 < 227) & (batch_start + batch_6 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_6) * 9 + d_out_3] = sum_4.x;
      }
      if ((batch_6 < 227) & (batch_start + batch_6 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_6) * 9 + d_out_4] = sum_4.y;
      }
      if ((batch_6 < 227) & (batch_start + batch_6 < extents.batch) & (d_out_5 < 9)) {
        y[(batch_start + batch_6) * 9 + d_out_5] = sum_4.z;
      }
      if ((batch_6 < 227) & (batch_start + batch_6 < extents.batch) & (d_out_6 < 9)) {
        y[(batch_start + batch_6) * 9 + d_out_6] = sum_4.w;
      }
    }
  }
}
