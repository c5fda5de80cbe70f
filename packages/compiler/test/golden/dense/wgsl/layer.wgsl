// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> W: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 227;
  // y ... d_out: 171 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 171) {
      let column_task = task % 3;
      let row_task = task / 3 % 57;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let d_out = column_task * 4;
      let d_out_2 = column_task * 4 + 1;
      let d_out_3 = column_task * 4 + 2;
      let d_out_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 7;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 7;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 7;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 7;
      let right = min(d_out, 8);
      let right_2 = min(d_out_2, 8);
      let right_3 = min(d_out_3, 8);
      let right_4 = min(d_out_4, 8);
      for (var d_in = 0; d_in < 7; d_in++) {
        let l = x[left + d_in];
        let l_2 = x[left_2 + d_in];
        let l_3 = x[left_3 + d_in];
        let l_4 = x[left_4 + d_in];
        let r = W[right + d_in * 9];
        let r_2 = W[right_2 + d_in * 9];
        let r_3 = W[right_3 + d_in * 9];
        let r_4 = W[right_4 + d_in * 9];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((batch < 227) & (batch_start + batch < extents.batch) & (d_out < 9)) {
        y[(batch_start + batch) * 9 + d_out] = sum.x;
      }
      if ((batch < 227) & (batch_start + batch < extents.batch) & (d_out_2 < 9)) {
        y[(batch_start + batch) * 9 + d_out_2] = sum.y;
      }
      if ((batch < 227) & (batch_start + batch < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch) * 9 + d_out_3] = sum.z;
      }
      if ((batch < 227) & (batch_start + batch < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch) * 9 + d_out_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_2 < 227) & (batch_start + batch_2 < extents.batch) & (d_out < 9)) {
        y[(batch_start + batch_2) * 9 + d_out] = sum_2.x;
      }
      if ((batch_2 < 227) & (batch_start + batch_2 < extents.batch) & (d_out_2 < 9)) {
        y[(batch_start + batch_2) * 9 + d_out_2] = sum_2.y;
      }
      if ((batch_2 < 227) & (batch_start + batch_2 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_2) * 9 + d_out_3] = sum_2.z;
      }
      if ((batch_2 < 227) & (batch_start + batch_2 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_2) * 9 + d_out_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out < 9)) {
        y[(batch_start + batch_3) * 9 + d_out] = sum_3.x;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_2 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_2] = sum_3.y;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_3] = sum_3.z;
      }
      if ((batch_3 < 227) & (batch_start + batch_3 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_3) * 9 + d_out_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out < 9)) {
        y[(batch_start + batch_4) * 9 + d_out] = sum_4.x;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_2 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_2] = sum_4.y;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_3 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_3] = sum_4.z;
      }
      if ((batch_4 < 227) & (batch_start + batch_4 < extents.batch) & (d_out_4 < 9)) {
        y[(batch_start + batch_4) * 9 + d_out_4] = sum_4.w;
      }
    }
  }
}
