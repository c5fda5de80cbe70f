// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> A: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read> B: array<vec4f>;

var<workgroup> kept_3: array<vec4f, 32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let batch_start = workgroup * 32;
  // v3 ... r: 8 micro-tiles
  let task = invocation;
  if (task < 8) {
    let row_task = task % 8;
    let batch = row_task * 4;
    let batch_2 = row_task * 4 + 1;
    let batch_3 = row_task * 4 + 2;
    let batch_4 = row_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left = min(batch_start + batch, extents.batch - 1) * 24;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 24;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 24;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 24;
    for (var d = 0; d < 6; d++) {
      let l = x[(left >> 2) + d];
      let l_2 = x[(left_2 >> 2) + d];
      let l_3 = x[(left_3 >> 2) + d];
      let l_4 = x[(left_4 >> 2) + d];
      let r = A[d * 4];
      let r_2 = A[d * 4 + 1];
      let r_3 = A[d * 4 + 2];
      let r_4 = A[d * 4 + 3];
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
    kept_3[batch / 4] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
    kept_3[batch / 4 + 8] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
    kept_3[batch / 4 + 16] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
    kept_3[batch / 4 + 24] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
  }
  workgroupBarrier();
  // y ... o: 48 micro-tiles
  for (var round_2 = 0; round_2 < 2; round_2++) {
    let task_2 = round_2 * 32 + invocation;
    if (task_2 < 48) {
      let column_task = task_2 % 6;
      let row_task_2 = task_2 / 6 % 8;
      let batch_5 = row_task_2 * 4;
      let batch_6 = row_task_2 * 4 + 1;
      let batch_7 = row_task_2 * 4 + 2;
      let batch_8 = row_task_2 * 4 + 3;
      let o = column_task * 4;
      sums_0_2 = vec4f(0.0);
      sums_4_2 = vec4f(0.0);
      sums_8_2 = vec4f(0.0);
      sums_12_2 = vec4f(0.0);
      let l_5 = kept_3[batch_5 / 4];
      let l_6 = kept_3[batch_5 / 4 + 8];
      let l_7 = kept_3[batch_5 / 4 + 16];
      let l_8 = kept_3[batch_5 / 4 + 24];
      let r_5 = B[o >> 2];
      let r_6 = B[(o >> 2) + 6];
      let r_7 = B[(o >> 2) + 12];
      let r_8 = B[(o >> 2) + 18];
      sums_0_2 = fma(vec4f(l_5.x), r_5, sums_0_2);
      sums_4_2 = fma(vec4f(l_5.y), r_5, sums_4_2);
      sums_8_2 = fma(vec4f(l_5.z), r_5, sums_8_2);
      sums_12_2 = fma(vec4f(l_5.w), r_5, sums_12_2);
      sums_0_2 = fma(vec4f(l_6.x), r_6, sums_0_2);
      sums_4_2 = fma(vec4f(l_6.y), r_6, sums_4_2);
      sums_8_2 = fma(vec4f(l_6.z), r_6, sums_8_2);
      sums_12_2 = fma(vec4f(l_6.w), r_6, sums_12_2);
      sums_0_2 = fma(vec4f(l_7.x), r_7, sums_0_2);
      sums_4_2 = fma(vec4f(l_7.y), r_7, sums_4_2);
      sums_8_2 = fma(vec4f(l_7.z), r_7, sums_8_2);
      sums_12_2 = fma(vec4f(l_7.w), r_7, sums_12_2);
      sums_0_2 = fma(vec4f(l_8.x), r_8, sums_0_2);
      sums_4_2 = fma(vec4f(l_8.y), r_8, sums_4_2);
      sums_8_2 = fma(vec4f(l_8.z), r_8, sums_8_2);
      sums_12_2 = fma(vec4f(l_8.w), r_8, sums_12_2);
      let sum = sums_0_2;
      if (batch_start + batch_5 < extents.batch) {
        y[(batch_start + batch_5) * 6 + (o >> 2)] = sum;
      }
      let sum_2 = sums_4_2;
      if (batch_start + batch_6 < extents.batch) {
        y[(batch_start + batch_6) * 6 + (o >> 2)] = sum_2;
      }
      let sum_3 = sums_8_2;
      if (batch_start + batch_7 < extents.batch) {
        y[(batch_start + batch_7) * 6 + (o >> 2)] = sum_3;
      }
      let sum_4 = sums_12_2;
      if (batch_start + batch_8 < extents.batch) {
        y[(batch_start + batch_8) * 6 + (o >> 2)] = sum_4;
      }
    }
  }
}
