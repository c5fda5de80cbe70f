// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> A: array<f32>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 291) / 292 * 3) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / 3;
  let blocks_start = workgroup % 3;
  let batch_start = rest * 292;
  // y ... blocks o: 146 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 146) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 73;
      let batch_task = task / 146;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let o = column_task * 4;
      let o_2 = column_task * 4 + 1;
      let o_3 = column_task * 4 + 2;
      let o_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 15 + (blocks_start + batch_task) * 5;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 15 + (blocks_start + batch_task) * 5;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 15 + (blocks_start + batch_task) * 5;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 15 + (blocks_start + batch_task) * 5;
      let right = (blocks_start + batch_task) * 35 + min(o, 6);
      let right_2 = (blocks_start + batch_task) * 35 + min(o_2, 6);
      let right_3 = (blocks_start + batch_task) * 35 + min(o_3, 6);
      let right_4 = (blocks_start + batch_task) * 35 + min(o_4, 6);
      for (var i = 0; i < 5; i++) {
        let l = x[left + i];
        let l_2 = x[left_2 + i];
        let l_3 = x[left_3 + i];
        let l_4 = x[left_4 + i];
        let r = A[right + i * 7];
        let r_2 = A[right_2 + i * 7];
        let r_3 = A[right_3 + i * 7];
        let r_4 = A[right_4 + i * 7];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((batch_start + batch < extents.batch) & (o < 7)) {
        y[(batch_start + batch) * 21 + (blocks_start + batch_task) * 7 + o] = sum.x;
      }
      if ((batch_start + batch < extents.batch) & (o_2 < 7)) {
        y[(batch_start + batch) * 21 + (blocks_start + batch_task) * 7 + o_2] = sum.y;
      }
      if ((batch_start + batch < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum.z;
      }
      if ((batch_start + batch < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_start + batch_2 < extents.batch) & (o < 7)) {
        y[(batch_start + batch_2) * 21 + (blocks_start + batch_task) * 7 + o] = sum_2.x;
      }
      if ((batch_start + batch_2 < extents.batch) & (o_2 < 7)) {
        y[(batch_start + batch_2) * 21 + (blocks_start + batch_task) * 7 + o_2] = sum_2.y;
      }
      if ((batch_start + batch_2 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_2) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_2.z;
      }
      if ((batch_start + batch_2 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_2) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_start + batch_3 < extents.batch) & (o < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o] = sum_3.x;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_2 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_2] = sum_3.y;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_3.z;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_start + batch_4 < extents.batch) & (o < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o] = sum_4.x;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_2 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_2] = sum_4.y;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_4.z;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_4.w;
      }
    }
  }
}
