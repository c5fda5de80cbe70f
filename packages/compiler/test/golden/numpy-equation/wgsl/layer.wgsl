// Kernel v3

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> A: array<f32>;
@group(0) @binding(3) var<storage, read> x: array<f32>;

// v3
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= (extents.batch + 681) / 682) {
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
  var sums_8: f32;
  var sums_9: f32;
  var sums_10: f32;
  var sums_11: f32;
  let batch_start = workgroup * 682;
  // v3 …0 k: 171 micro-tiles
  for (var round_2 = 0; round_2 < 2; round_2++) {
    let task = round_2 * 128 + invocation;
    if (task < 171) {
      let row_task = task % 171;
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
      sums_8 = 0.0;
      sums_9 = 0.0;
      sums_10 = 0.0;
      sums_11 = 0.0;
      for (var i = 0; i < 5; i++) {
        let l = x[min(batch_start + batch, extents.batch - 1) * 25 + i * 5 + i];
        let l_2 = x[min(batch_start + batch_2, extents.batch - 1) * 25 + i * 5 + i];
        let l_3 = x[min(batch_start + batch_3, extents.batch - 1) * 25 + i * 5 + i];
        let l_4 = x[min(batch_start + batch_4, extents.batch - 1) * 25 + i * 5 + i];
        let r = A[i * 3];
        let r_2 = A[i * 3 + 1];
        let r_3 = A[i * 3 + 2];
        sums_0 = fma(l, r, sums_0);
        sums_1 = fma(l, r_2, sums_1);
        sums_2 = fma(l, r_3, sums_2);
        sums_3 = fma(l_2, r, sums_3);
        sums_4 = fma(l_2, r_2, sums_4);
        sums_5 = fma(l_2, r_3, sums_5);
        sums_6 = fma(l_3, r, sums_6);
        sums_7 = fma(l_3, r_2, sums_7);
        sums_8 = fma(l_3, r_3, sums_8);
        sums_9 = fma(l_4, r, sums_9);
        sums_10 = fma(l_4, r_2, sums_10);
        sums_11 = fma(l_4, r_3, sums_11);
      }
      let sum = sums_0;
      if ((batch < 682) & (batch_start + batch < extents.batch)) {
        y[(batch_start + batch) * 3] = sum;
      }
      let sum_2 = sums_1;
      if ((batch < 682) & (batch_start + batch < extents.batch)) {
        y[(batch_start + batch) * 3 + 1] = sum_2;
      }
      let sum_3 = sums_2;
      if ((batch < 682) & (batch_start + batch < extents.batch)) {
        y[(batch_start + batch) * 3 + 2] = sum_3;
      }
      let sum_4 = sums_3;
      if ((batch_2 < 682) & (batch_start + batch_2 < extents.batch)) {
        y[(batch_start + batch_2) * 3] = sum_4;
      }
      let sum_5 = sums_4;
      if ((batch_2 < 682) & (batch_start + batch_2 < extents.batch)) {
        y[(batch_start + batch_2) * 3 + 1] = sum_5;
      }
      let sum_6 = sums_5;
      if ((batch_2 < 682) & (batch_start + batch_2 < extents.batch)) {
        y[(batch_start + batch_2) * 3 + 2] = sum_6;
      }
      let sum_7 = sums_6;
      if ((batch_3 < 682) & (batch_start + batch_3 < extents.batch)) {
        y[(batch_start + batch_3) * 3] = sum_7;
      }
      let sum_8 = sums_7;
      if ((batch_3 < 682) & (batch_start + batch_3 < extents.batch)) {
        y[(batch_start + batch_3) * 3 + 1] = sum_8;
      }
      let sum_9 = sums_8;
      if ((batch_3 < 682) & (batch_start + batch_3 < extents.batch)) {
        y[(batch_start + batch_3) * 3 + 2] = sum_9;
      }
      let sum_10 = sums_9;
      if ((batch_4 < 682) & (batch_start + batch_4 < extents.batch)) {
        y[(batch_start + batch_4) * 3] = sum_10;
      }
      let sum_11 = sums_10;
      if ((batch_4 < 682) & (batch_start + batch_4 < extents.batch)) {
        y[(batch_start + batch_4) * 3 + 1] = sum_11;
      }
      let sum_12 = sums_11;
      if ((batch_4 < 682) & (batch_start + batch_4 < extents.batch)) {
        y[(batch_start + batch_4) * 3 + 2] = sum_12;
      }
    }
  }
}
