// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> A: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

var<workgroup> staged_left: array<vec4f, 365>;
var<workgroup> staged_right: array<f32, 35>;

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
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var ahead: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / 3;
  let blocks_start = workgroup % 3;
  let batch_start = rest * 292;
  for (var copy = 0; copy < 6; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 364);
    let batch = unit_2 / 5 * 4;
    let i = unit_2 % 5;
    ahead_0 = x[min(batch_start + batch, extents.batch - 1) * 15 + blocks_start * 5 + i];
    ahead_1 = x[min(batch_start + (batch + 1), extents.batch - 1) * 15 + blocks_start * 5 + i];
    ahead_2 = x[min(batch_start + (batch + 2), extents.batch - 1) * 15 + blocks_start * 5 + i];
    ahead_3 = x[min(batch_start + (batch + 3), extents.batch - 1) * 15 + blocks_start * 5 + i];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 365) {
      let batch_2 = unit_3 / 5 * 4;
      let i_2 = unit_3 % 5;
      staged_left[batch_2 / 4 + i_2 * 73] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 34);
  let blocks = unit_5 / 35;
  let i_3 = unit_5 / 7 % 5;
  let o = unit_5 % 7;
  ahead = A[(blocks_start + blocks) * 35 + i_3 * 7 + o];
  let unit_6 = invocation;
  if (unit_6 < 35) {
    let blocks_2 = unit_6 / 35;
    let i_4 = unit_6 / 7 % 5;
    let o_2 = unit_6 % 7;
    staged_right[blocks_2 * 35 + i_4 * 7 + o_2] = ahead;
  }
  workgroupBarrier();
  // y ... blocks o: 146 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 146) {
      let column_task = task % 2;
      let row_task = task / 2 % 73;
      let batch_task = task / 146;
      let batch_3 = row_task * 4;
      let batch_4 = row_task * 4 + 1;
      let batch_5 = row_task * 4 + 2;
      let batch_6 = row_task * 4 + 3;
      let o_3 = column_task * 4;
      let o_4 = column_task * 4 + 1;
      let o_5 = column_task * 4 + 2;
      let o_6 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = batch_3 + batch_task * 1460;
      let right = batch_task * 35 + min(o_3, 6);
      let right_2 = batch_task * 35 + min(o_4, 6);
      let right_3 = batch_task * 35 + min(o_5, 6);
      let right_4 = batch_task * 35 + min(o_6, 6);
      let l = staged_left[left / 4];
      let r = staged_right[right];
      let r_2 = staged_right[right_2];
      let r_3 = staged_right[right_3];
      let r_4 = staged_right[right_4];
      sums_0 = fma(vec4f(l.x), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l.y), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l.z), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l.w), vec4f(r, r_2, r_3, r_4), sums_12);
      let l_2 = staged_left[left / 4 + 73];
      let r_5 = staged_right[right + 7];
      let r_6 = staged_right[right_2 + 7];
      let r_7 = staged_right[right_3 + 7];
      let r_8 = staged_right[right_4 + 7];
      sums_0 = fma(vec4f(l_2.x), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_2.y), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_2.z), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_2.w), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_3 = staged_left[left / 4 + 146];
      let r_9 = staged_right[right + 14];
      let r_10 = staged_right[right_2 + 14];
      let r_11 = staged_right[right_3 + 14];
      let r_12 = staged_right[right_4 + 14];
      sums_0 = fma(vec4f(l_3.x), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_3.y), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_3.z), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_3.w), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_4 = staged_left[left / 4 + 219];
      let r_13 = staged_right[right + 21];
      let r_14 = staged_right[right_2 + 21];
      let r_15 = staged_right[right_3 + 21];
      let r_16 = staged_right[right_4 + 21];
      sums_0 = fma(vec4f(l_4.x), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_4.y), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_4.z), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_4.w), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_5 = staged_left[left / 4 + 292];
      let r_17 = staged_right[right + 28];
      let r_18 = staged_right[right_2 + 28];
      let r_19 = staged_right[right_3 + 28];
      let r_20 = staged_right[right_4 + 28];
      sums_0 = fma(vec4f(l_5.x), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_5.y), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_5.z), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_5.w), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let sum = sums_0;
      if ((batch_start + batch_3 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum.x;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum.y;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_5 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_5] = sum.z;
      }
      if ((batch_start + batch_3 < extents.batch) & (o_6 < 7)) {
        y[(batch_start + batch_3) * 21 + (blocks_start + batch_task) * 7 + o_6] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_start + batch_4 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_2.x;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_2.y;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_5 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_5] = sum_2.z;
      }
      if ((batch_start + batch_4 < extents.batch) & (o_6 < 7)) {
        y[(batch_start + batch_4) * 21 + (blocks_start + batch_task) * 7 + o_6] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_start + batch_5 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_5) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_3.x;
      }
      if ((batch_start + batch_5 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_5) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_3.y;
      }
      if ((batch_start + batch_5 < extents.batch) & (o_5 < 7)) {
        y[(batch_start + batch_5) * 21 + (blocks_start + batch_task) * 7 + o_5] = sum_3.z;
      }
      if ((batch_start + batch_5 < extents.batch) & (o_6 < 7)) {
        y[(batch_start + batch_5) * 21 + (blocks_start + batch_task) * 7 + o_6] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_start + batch_6 < extents.batch) & (o_3 < 7)) {
        y[(batch_start + batch_6) * 21 + (blocks_start + batch_task) * 7 + o_3] = sum_4.x;
      }
      if ((batch_start + batch_6 < extents.batch) & (o_4 < 7)) {
        y[(batch_start + batch_6) * 21 + (blocks_start + batch_task) * 7 + o_4] = sum_4.y;
      }
      if ((batch_start + batch_6 < extents.batch) & (o_5 < 7)) {
        y[(batch_start + batch_6) * 21 + (blocks_start + batch_task) * 7 + o_5] = sum_4.z;
      }
      if ((batch_start + batch_6 < extents.batch) & (o_6 < 7)) {
        y[(batch_start + batch_6) * 21 + (blocks_start + batch_task) * 7 + o_6] = sum_4.w;
      }
    }
  }
}
