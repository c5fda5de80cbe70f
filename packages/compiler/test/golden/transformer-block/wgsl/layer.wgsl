// Kernel v3

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v3: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;

var<workgroup> scratch: array<f32, 64>;

// v3
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * extents.t + 31) >> 5)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var total: f32;
  let lane_2 = invocation & 1;
  let row = workgroup * 32 + (invocation >> 1);
  let safe_row = min(row, extents.batch * extents.t - 1);
  let kept = safe_row / extents.t;
  let kept_2 = safe_row % extents.t;
  total = 0.0;
  for (var step_2 = 0; step_2 < 3; step_2++) {
    let flat = step_2 * 2 + lane_2;
    total = total + x[kept * (extents.t * 6) + kept_2 * 6 + flat];
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let sum = scratch[invocation / 2 * 2];
  workgroupBarrier();
  let mean = sum / 6.0;
  total = 0.0;
  for (var step_3 = 0; step_3 < 3; step_3++) {
    let flat_2 = step_3 * 2 + lane_2;
    total = total + (x[kept * (extents.t * 6) + kept_2 * 6 + flat_2] - mean) * (x[kept * (extents.t * 6) + kept_2 * 6 + flat_2] - mean);
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let squares = scratch[invocation / 2 * 2];
  workgroupBarrier();
  let scale = inverseSqrt(squares / 6.0 + 0.00001);
  for (var step_4 = 0; step_4 < 3; step_4++) {
    let flat_3 = step_4 * 2 + lane_2;
    if (row < extents.batch * extents.t) {
      v3[(kept * extents.t + kept_2) * 6 + flat_3] = (x[kept * (extents.t * 6) + kept_2 * 6 + flat_3] - mean) * scale;
    }
  }
}

// Kernel n

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> n: array<f32>;
@group(0) @binding(2) var<storage, read> v3: array<f32>;
@group(0) @binding(3) var<storage, read> attention_gain: array<f32>;

// n
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * extents.t * 6 + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let at = workgroup * 64 + invocation;
  if (at < extents.batch * extents.t * 6) {
    let i0 = at / 6 / extents.t;
    let i1 = at / 6 % extents.t;
    let i2 = at % 6;
    n[at] = v3[i0 * (extents.t * 6) + i1 * 6 + i2] * attention_gain[i2];
  }
}

// Kernel v9

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> n: array<f32>;
@group(0) @binding(2) var<storage, read> a_Q: array<f32>;
@group(0) @binding(3) var<storage, read_write> v9: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

// v9
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 340) / 341)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let i_start = workgroup % ((extents.t + 340) / 341) * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 2046;
    let i = unit_2 / 6 % 341;
    let d = unit_2 % 6;
    ahead = n[min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + i, extents.t - 1) * 6 + d];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 2046;
      let i_2 = unit_3 / 6 % 341;
      let d_2 = unit_3 % 6;
      staged_left[batch_2 * 341 + i_2 + d_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let d_3 = unit_5 / 6;
  let heads = (unit_5 / 3) & 1;
  let c = unit_5 % 3;
  ahead_2 = a_Q[d_3 * 6 + heads * 3 + c];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let d_4 = unit_6 / 6;
    let heads_2 = unit_6 / 3 % 2;
    let c_2 = unit_6 % 3;
    staged_right[d_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  workgroupBarrier();
  // v9 ... i heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4 / 341;
      let i_3 = row_task * 4 % 341;
      let batch_4 = (row_task * 4 + 1) / 341;
      let i_4 = (row_task * 4 + 1) % 341;
      let batch_5 = (row_task * 4 + 2) / 341;
      let i_5 = (row_task * 4 + 2) % 341;
      let batch_6 = (row_task * 4 + 3) / 341;
      let i_6 = (row_task * 4 + 3) % 341;
      let heads_3 = column_task * 4 / 3;
      let c_3 = column_task * 4 % 3;
      let heads_4 = (column_task * 4 + 1) / 3;
      let c_4 = (column_task * 4 + 1) % 3;
      let heads_5 = (column_task * 4 + 2) / 3;
      let c_5 = (column_task * 4 + 2) % 3;
      let heads_6 = (column_task * 4 + 3) / 3;
      let c_6 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 0) * 341 + i_3;
      let left_2 = min(batch_4, 0) * 341 + i_4;
      let left_3 = min(batch_5, 0) * 341 + i_5;
      let left_4 = min(batch_6, 0) * 341 + i_6;
      let right = min(heads_3, 1) * 3 + c_3;
      let right_2 = min(heads_4, 1) * 3 + c_4;
      let right_3 = min(heads_5, 1) * 3 + c_5;
      let right_4 = min(heads_6, 1) * 3 + c_6;
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
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_3 * 3 + c_3] = sum.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_4 * 3 + c_4] = sum.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_5 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_5 * 3 + c_5] = sum.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_6 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_6 * 3 + c_6] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_3 * 3 + c_3] = sum_2.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_4 * 3 + c_4] = sum_2.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_5 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_5 * 3 + c_5] = sum_2.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_6 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_6 * 3 + c_6] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_5) * (extents.t * 6) + (i_start + i_5) * 6 + heads_3 * 3 + c_3] = sum_3.x;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_5) * (extents.t * 6) + (i_start + i_5) * 6 + heads_4 * 3 + c_4] = sum_3.y;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t) & (heads_5 < 2)) {
        v9[(rest + batch_5) * (extents.t * 6) + (i_start + i_5) * 6 + heads_5 * 3 + c_5] = sum_3.z;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t) & (heads_6 < 2)) {
        v9[(rest + batch_5) * (extents.t * 6) + (i_start + i_5) * 6 + heads_6 * 3 + c_6] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_6) * (extents.t * 6) + (i_start + i_6) * 6 + heads_3 * 3 + c_3] = sum_4.x;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_6) * (extents.t * 6) + (i_start + i_6) * 6 + heads_4 * 3 + c_4] = sum_4.y;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t) & (heads_5 < 2)) {
        v9[(rest + batch_6) * (extents.t * 6) + (i_start + i_6) * 6 + heads_5 * 3 + c_5] = sum_4.z;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t) & (heads_6 < 2)) {
        v9[(rest + batch_6) * (extents.t * 6) + (i_start + i_6) * 6 + heads_6 * 3 + c_6] = sum_4.w;
      }
    }
  }
}

// Kernel v10

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> n: array<f32>;
@group(0) @binding(2) var<storage, read> a_K: array<f32>;
@group(0) @binding(3) var<storage, read_write> v10: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

// v10
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 340) / 341)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let j_start = workgroup % ((extents.t + 340) / 341) * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 2046;
    let j = unit_2 / 6 % 341;
    let d2 = unit_2 % 6;
    ahead = n[min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6 + d2];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 2046;
      let j_2 = unit_3 / 6 % 341;
      let d2_2 = unit_3 % 6;
      staged_left[batch_2 * 341 + j_2 + d2_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let d2_3 = unit_5 / 6;
  let heads = (unit_5 / 3) & 1;
  let c = unit_5 % 3;
  ahead_2 = a_K[d2_3 * 6 + heads * 3 + c];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let d2_4 = unit_6 / 6;
    let heads_2 = unit_6 / 3 % 2;
    let c_2 = unit_6 % 3;
    staged_right[d2_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  workgroupBarrier();
  // v10 ... j heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4 / 341;
      let j_3 = row_task * 4 % 341;
      let batch_4 = (row_task * 4 + 1) / 341;
      let j_4 = (row_task * 4 + 1) % 341;
      let batch_5 = (row_task * 4 + 2) / 341;
      let j_5 = (row_task * 4 + 2) % 341;
      let batch_6 = (row_task * 4 + 3) / 341;
      let j_6 = (row_task * 4 + 3) % 341;
      let heads_3 = column_task * 4 / 3;
      let c_3 = column_task * 4 % 3;
      let heads_4 = (column_task * 4 + 1) / 3;
      let c_4 = (column_task * 4 + 1) % 3;
      let heads_5 = (column_task * 4 + 2) / 3;
      let c_5 = (column_task * 4 + 2) % 3;
      let heads_6 = (column_task * 4 + 3) / 3;
      let c_6 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 0) * 341 + j_3;
      let left_2 = min(batch_4, 0) * 341 + j_4;
      let left_3 = min(batch_5, 0) * 341 + j_5;
      let left_4 = min(batch_6, 0) * 341 + j_6;
      let right = min(heads_3, 1) * 3 + c_3;
      let right_2 = min(heads_4, 1) * 3 + c_4;
      let right_3 = min(heads_5, 1) * 3 + c_5;
      let right_4 = min(heads_6, 1) * 3 + c_6;
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
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = sum.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = sum.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_5 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_5 * 3 + c_5] = sum.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_6 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_6 * 3 + c_6] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = sum_2.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = sum_2.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_5 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_5 * 3 + c_5] = sum_2.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_6 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_6 * 3 + c_6] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_3 * 3 + c_3] = sum_3.x;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_4 * 3 + c_4] = sum_3.y;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_5 < 2)) {
        v10[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_5 * 3 + c_5] = sum_3.z;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_6 < 2)) {
        v10[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_6 * 3 + c_6] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_3 * 3 + c_3] = sum_4.x;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_4 * 3 + c_4] = sum_4.y;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_5 < 2)) {
        v10[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_5 * 3 + c_5] = sum_4.z;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_6 < 2)) {
        v10[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_6 * 3 + c_6] = sum_4.w;
      }
    }
  }
}

// Kernel a.s

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> v9: array<f32>;
@group(0) @binding(2) var<storage, read> v10: array<f32>;
@group(0) @binding(3) var<storage, read_write> a_s: array<f32>;

var<workgroup> staged_left: array<vec4f, 99>;
var<workgroup> staged_right: array<vec4f, 99>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

// a.s
@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * 2 * ((extents.t + 127) >> 7) * ((extents.t + 127) >> 7)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var ahead_0_2: f32;
  var ahead_1_2: f32;
  var ahead_2_2: f32;
  var ahead_3_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  var sums_32: vec4f;
  var sums_36: vec4f;
  var sums_40: vec4f;
  var sums_44: vec4f;
  var sums_48: vec4f;
  var sums_52: vec4f;
  var sums_56: vec4f;
  var sums_60: vec4f;
  let rest = workgroup / ((extents.t + 127) >> 7);
  let j_start = workgroup % ((extents.t + 127) >> 7) * 128;
  let rest_2 = rest / ((extents.t + 127) >> 7);
  let i_start = rest % ((extents.t + 127) >> 7) * 128;
  let rest_3 = rest_2 >> 1;
  let heads_start = rest_2 & 1;
  let unit = invocation;
  let unit_2 = min(unit, 95);
  let batch = unit_2 / 96;
  let i = ((unit_2 / 3) & 31) * 4;
  let c = unit_2 % 3;
  ahead_0 = v9[min(rest_3 + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + i, extents.t - 1) * 6 + heads_start * 3 + c];
  ahead_1 = v9[min(rest_3 + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + (i + 1), extents.t - 1) * 6 + heads_start * 3 + c];
  ahead_2 = v9[min(rest_3 + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + (i + 2), extents.t - 1) * 6 + heads_start * 3 + c];
  ahead_3 = v9[min(rest_3 + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + (i + 3), extents.t - 1) * 6 + heads_start * 3 + c];
  let unit_3 = invocation;
  if (unit_3 < 96) {
    let batch_2 = unit_3 / 96;
    let i_2 = unit_3 / 3 % 32 * 4;
    let c_2 = unit_3 % 3;
    staged_left[batch_2 * 99 + i_2 / 4 + c_2 * 33] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 95);
  let batch_3 = unit_5 / 96;
  let j = ((unit_5 / 3) & 31) * 4;
  let c_3 = unit_5 % 3;
  ahead_0_2 = v10[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6 + heads_start * 3 + c_3];
  ahead_1_2 = v10[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + (j + 1), extents.t - 1) * 6 + heads_start * 3 + c_3];
  ahead_2_2 = v10[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + (j + 2), extents.t - 1) * 6 + heads_start * 3 + c_3];
  ahead_3_2 = v10[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + (j + 3), extents.t - 1) * 6 + heads_start * 3 + c_3];
  let unit_6 = invocation;
  if (unit_6 < 96) {
    let batch_4 = unit_6 / 96;
    let j_2 = unit_6 / 3 % 32 * 4;
    let c_4 = unit_6 % 3;
    staged_right[batch_4 * 99 + j_2 / 4 + c_4 * 33] = vec4f(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
  }
  workgroupBarrier();
  // v11 ... heads i j: 256 micro-tiles
  let task = invocation;
  let column_task = task % 16;
  let row_task = task / 16 % 16;
  let batch_task = task / 256;
  let i_3 = row_task * 8;
  let i_4 = row_task * 8 + 1;
  let i_5 = row_task * 8 + 2;
  let i_6 = row_task * 8 + 3;
  let i_7 = row_task * 8 + 4;
  let i_8 = row_task * 8 + 5;
  let i_9 = row_task * 8 + 6;
  let i_10 = row_task * 8 + 7;
  let j_3 = column_task * 4;
  let j_4 = column_task * 4 + 1;
  let j_5 = column_task * 4 + 2;
  let j_6 = column_task * 4 + 3;
  let j_7 = (column_task + 16) * 4;
  let j_8 = (column_task + 16) * 4 + 1;
  let j_9 = (column_task + 16) * 4 + 2;
  let j_10 = (column_task + 16) * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  sums_32 = vec4f(0.0);
  sums_36 = vec4f(0.0);
  sums_40 = vec4f(0.0);
  sums_44 = vec4f(0.0);
  sums_48 = vec4f(0.0);
  sums_52 = vec4f(0.0);
  sums_56 = vec4f(0.0);
  sums_60 = vec4f(0.0);
  let left = batch_task * 396 + i_3;
  let left_2 = batch_task * 396 + i_7;
  let right = batch_task * 396 + j_3;
  let right_2 = batch_task * 396 + j_7;
  let l = staged_left[left / 4];
  let l_2 = staged_left[left_2 / 4];
  let r = staged_right[right / 4];
  let r_2 = staged_right[right_2 / 4];
  sums_0 = fma(vec4f(l.x), r, sums_0);
  sums_4 = fma(vec4f(l.x), r_2, sums_4);
  sums_8 = fma(vec4f(l.y), r, sums_8);
  sums_12 = fma(vec4f(l.y), r_2, sums_12);
  sums_16 = fma(vec4f(l.z), r, sums_16);
  sums_20 = fma(vec4f(l.z), r_2, sums_20);
  sums_24 = fma(vec4f(l.w), r, sums_24);
  sums_28 = fma(vec4f(l.w), r_2, sums_28);
  sums_32 = fma(vec4f(l_2.x), r, sums_32);
  sums_36 = fma(vec4f(l_2.x), r_2, sums_36);
  sums_40 = fma(vec4f(l_2.y), r, sums_40);
  sums_44 = fma(vec4f(l_2.y), r_2, sums_44);
  sums_48 = fma(vec4f(l_2.z), r, sums_48);
  sums_52 = fma(vec4f(l_2.z), r_2, sums_52);
  sums_56 = fma(vec4f(l_2.w), r, sums_56);
  sums_60 = fma(vec4f(l_2.w), r_2, sums_60);
  let l_3 = staged_left[left / 4 + 33];
  let l_4 = staged_left[left_2 / 4 + 33];
  let r_3 = staged_right[right / 4 + 33];
  let r_4 = staged_right[right_2 / 4 + 33];
  sums_0 = fma(vec4f(l_3.x), r_3, sums_0);
  sums_4 = fma(vec4f(l_3.x), r_4, sums_4);
  sums_8 = fma(vec4f(l_3.y), r_3, sums_8);
  sums_12 = fma(vec4f(l_3.y), r_4, sums_12);
  sums_16 = fma(vec4f(l_3.z), r_3, sums_16);
  sums_20 = fma(vec4f(l_3.z), r_4, sums_20);
  sums_24 = fma(vec4f(l_3.w), r_3, sums_24);
  sums_28 = fma(vec4f(l_3.w), r_4, sums_28);
  sums_32 = fma(vec4f(l_4.x), r_3, sums_32);
  sums_36 = fma(vec4f(l_4.x), r_4, sums_36);
  sums_40 = fma(vec4f(l_4.y), r_3, sums_40);
  sums_44 = fma(vec4f(l_4.y), r_4, sums_44);
  sums_48 = fma(vec4f(l_4.z), r_3, sums_48);
  sums_52 = fma(vec4f(l_4.z), r_4, sums_52);
  sums_56 = fma(vec4f(l_4.w), r_3, sums_56);
  sums_60 = fma(vec4f(l_4.w), r_4, sums_60);
  let l_5 = staged_left[left / 4 + 66];
  let l_6 = staged_left[left_2 / 4 + 66];
  let r_5 = staged_right[right / 4 + 66];
  let r_6 = staged_right[right_2 / 4 + 66];
  sums_0 = fma(vec4f(l_5.x), r_5, sums_0);
  sums_4 = fma(vec4f(l_5.x), r_6, sums_4);
  sums_8 = fma(vec4f(l_5.y), r_5, sums_8);
  sums_12 = fma(vec4f(l_5.y), r_6, sums_12);
  sums_16 = fma(vec4f(l_5.z), r_5, sums_16);
  sums_20 = fma(vec4f(l_5.z), r_6, sums_20);
  sums_24 = fma(vec4f(l_5.w), r_5, sums_24);
  sums_28 = fma(vec4f(l_5.w), r_6, sums_28);
  sums_32 = fma(vec4f(l_6.x), r_5, sums_32);
  sums_36 = fma(vec4f(l_6.x), r_6, sums_36);
  sums_40 = fma(vec4f(l_6.y), r_5, sums_40);
  sums_44 = fma(vec4f(l_6.y), r_6, sums_44);
  sums_48 = fma(vec4f(l_6.z), r_5, sums_48);
  sums_52 = fma(vec4f(l_6.z), r_6, sums_52);
  sums_56 = fma(vec4f(l_6.w), r_5, sums_56);
  sums_60 = fma(vec4f(l_6.w), r_6, sums_60);
  let sum = sums_0;
  let finished = select(f32_from_bits(0xff800000u), sum.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_3)] = finished;
  }
  let finished_2 = select(f32_from_bits(0xff800000u), sum.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_4)] = finished_2;
  }
  let finished_3 = select(f32_from_bits(0xff800000u), sum.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_5)] = finished_3;
  }
  let finished_4 = select(f32_from_bits(0xff800000u), sum.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_6)] = finished_4;
  }
  let sum_2 = sums_4;
  let finished_5 = select(f32_from_bits(0xff800000u), sum_2.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_7)] = finished_5;
  }
  let finished_6 = select(f32_from_bits(0xff800000u), sum_2.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_8)] = finished_6;
  }
  let finished_7 = select(f32_from_bits(0xff800000u), sum_2.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_9)] = finished_7;
  }
  let finished_8 = select(f32_from_bits(0xff800000u), sum_2.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_10)] = finished_8;
  }
  let sum_3 = sums_8;
  let finished_9 = select(f32_from_bits(0xff800000u), sum_3.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_3)] = finished_9;
  }
  let finished_10 = select(f32_from_bits(0xff800000u), sum_3.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_4)] = finished_10;
  }
  let finished_11 = select(f32_from_bits(0xff800000u), sum_3.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_5)] = finished_11;
  }
  let finished_12 = select(f32_from_bits(0xff800000u), sum_3.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_6)] = finished_12;
  }
  let sum_4 = sums_12;
  let finished_13 = select(f32_from_bits(0xff800000u), sum_4.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_7)] = finished_13;
  }
  let finished_14 = select(f32_from_bits(0xff800000u), sum_4.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_8)] = finished_14;
  }
  let finished_15 = select(f32_from_bits(0xff800000u), sum_4.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_9)] = finished_15;
  }
  let finished_16 = select(f32_from_bits(0xff800000u), sum_4.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_10)] = finished_16;
  }
  let sum_5 = sums_16;
  let finished_17 = select(f32_from_bits(0xff800000u), sum_5.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_3)] = finished_17;
  }
  let finished_18 = select(f32_from_bits(0xff800000u), sum_5.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_4)] = finished_18;
  }
  let finished_19 = select(f32_from_bits(0xff800000u), sum_5.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_5)] = finished_19;
  }
  let finished_20 = select(f32_from_bits(0xff800000u), sum_5.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_6)] = finished_20;
  }
  let sum_6 = sums_20;
  let finished_21 = select(f32_from_bits(0xff800000u), sum_6.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_7)] = finished_21;
  }
  let finished_22 = select(f32_from_bits(0xff800000u), sum_6.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_8)] = finished_22;
  }
  let finished_23 = select(f32_from_bits(0xff800000u), sum_6.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_9)] = finished_23;
  }
  let finished_24 = select(f32_from_bits(0xff800000u), sum_6.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_10)] = finished_24;
  }
  let sum_7 = sums_24;
  let finished_25 = select(f32_from_bits(0xff800000u), sum_7.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_3)] = finished_25;
  }
  let finished_26 = select(f32_from_bits(0xff800000u), sum_7.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_4)] = finished_26;
  }
  let finished_27 = select(f32_from_bits(0xff800000u), sum_7.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_5)] = finished_27;
  }
  let finished_28 = select(f32_from_bits(0xff800000u), sum_7.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_6)] = finished_28;
  }
  let sum_8 = sums_28;
  let finished_29 = select(f32_from_bits(0xff800000u), sum_8.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_7)] = finished_29;
  }
  let finished_30 = select(f32_from_bits(0xff800000u), sum_8.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_8)] = finished_30;
  }
  let finished_31 = select(f32_from_bits(0xff800000u), sum_8.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_9)] = finished_31;
  }
  let finished_32 = select(f32_from_bits(0xff800000u), sum_8.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_10)] = finished_32;
  }
  let sum_9 = sums_32;
  let finished_33 = select(f32_from_bits(0xff800000u), sum_9.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_3)] = finished_33;
  }
  let finished_34 = select(f32_from_bits(0xff800000u), sum_9.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_4)] = finished_34;
  }
  let finished_35 = select(f32_from_bits(0xff800000u), sum_9.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_5)] = finished_35;
  }
  let finished_36 = select(f32_from_bits(0xff800000u), sum_9.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_6)] = finished_36;
  }
  let sum_10 = sums_36;
  let finished_37 = select(f32_from_bits(0xff800000u), sum_10.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_7)] = finished_37;
  }
  let finished_38 = select(f32_from_bits(0xff800000u), sum_10.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_8)] = finished_38;
  }
  let finished_39 = select(f32_from_bits(0xff800000u), sum_10.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_9)] = finished_39;
  }
  let finished_40 = select(f32_from_bits(0xff800000u), sum_10.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_10)] = finished_40;
  }
  let sum_11 = sums_40;
  let finished_41 = select(f32_from_bits(0xff800000u), sum_11.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_3)] = finished_41;
  }
  let finished_42 = select(f32_from_bits(0xff800000u), sum_11.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_4)] = finished_42;
  }
  let finished_43 = select(f32_from_bits(0xff800000u), sum_11.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_5)] = finished_43;
  }
  let finished_44 = select(f32_from_bits(0xff800000u), sum_11.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_6)] = finished_44;
  }
  let sum_12 = sums_44;
  let finished_45 = select(f32_from_bits(0xff800000u), sum_12.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_7)] = finished_45;
  }
  let finished_46 = select(f32_from_bits(0xff800000u), sum_12.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_8)] = finished_46;
  }
  let finished_47 = select(f32_from_bits(0xff800000u), sum_12.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_9)] = finished_47;
  }
  let finished_48 = select(f32_from_bits(0xff800000u), sum_12.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_10)] = finished_48;
  }
  let sum_13 = sums_48;
  let finished_49 = select(f32_from_bits(0xff800000u), sum_13.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_3)] = finished_49;
  }
  let finished_50 = select(f32_from_bits(0xff800000u), sum_13.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_4)] = finished_50;
  }
  let finished_51 = select(f32_from_bits(0xff800000u), sum_13.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_5)] = finished_51;
  }
  let finished_52 = select(f32_from_bits(0xff800000u), sum_13.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_6)] = finished_52;
  }
  let sum_14 = sums_52;
  let finished_53 = select(f32_from_bits(0xff800000u), sum_14.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_7)] = finished_53;
  }
  let finished_54 = select(f32_from_bits(0xff800000u), sum_14.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_8)] = finished_54;
  }
  let finished_55 = select(f32_from_bits(0xff800000u), sum_14.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_9)] = finished_55;
  }
  let finished_56 = select(f32_from_bits(0xff800000u), sum_14.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_10)] = finished_56;
  }
  let sum_15 = sums_56;
  let finished_57 = select(f32_from_bits(0xff800000u), sum_15.x * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_3)] = finished_57;
  }
  let finished_58 = select(f32_from_bits(0xff800000u), sum_15.y * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_4)] = finished_58;
  }
  let finished_59 = select(f32_from_bits(0xff800000u), sum_15.z * 0.5773502691896258, min(j_start + j_5, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_5 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_5)] = finished_59;
  }
  let finished_60 = select(f32_from_bits(0xff800000u), sum_15.w * 0.5773502691896258, min(j_start + j_6, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_6 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_6)] = finished_60;
  }
  let sum_16 = sums_60;
  let finished_61 = select(f32_from_bits(0xff800000u), sum_16.x * 0.5773502691896258, min(j_start + j_7, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_7 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_7)] = finished_61;
  }
  let finished_62 = select(f32_from_bits(0xff800000u), sum_16.y * 0.5773502691896258, min(j_start + j_8, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_8 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_8)] = finished_62;
  }
  let finished_63 = select(f32_from_bits(0xff800000u), sum_16.z * 0.5773502691896258, min(j_start + j_9, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_9 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_9)] = finished_63;
  }
  let finished_64 = select(f32_from_bits(0xff800000u), sum_16.w * 0.5773502691896258, min(j_start + j_10, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_10 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_10)] = finished_64;
  }
}

// Kernel v13

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v13: array<f32>;
@group(0) @binding(2) var<storage, read> a_s: array<f32>;

var<workgroup> scratch: array<f32, 64>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

fn is_nan_f32(x: f32) -> bool {
  return (bitcast<u32>(x) & u32(0x7fffffffu)) > u32(0x7f800000u);
}

fn max_f32(x: f32, y: f32) -> f32 {
  return select(x, y, (y > x) | is_nan_f32(y));
}

// v13
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * extents.t * 2) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var total: f32;
  let lane_2 = invocation & 63;
  let row = workgroup + (invocation >> 6);
  let safe_row = min(row, extents.batch * extents.t * 2 - 1);
  let kept = (safe_row / extents.t) >> 1;
  let kept_2 = (safe_row / extents.t) & 1;
  let kept_3 = safe_row % extents.t;
  total = f32_from_bits(0xff800000u);
  for (var step_2 = 0; step_2 < ((extents.t + 63) >> 6); step_2++) {
    let flat = step_2 * 64 + lane_2;
    if (flat < extents.t) {
      total = max_f32(total, a_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat]);
    }
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 32) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 32]);
  }
  workgroupBarrier();
  if (lane_2 < 16) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 16]);
  }
  workgroupBarrier();
  if (lane_2 < 8) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 8]);
  }
  workgroupBarrier();
  if (lane_2 < 4) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 4]);
  }
  workgroupBarrier();
  if (lane_2 < 2) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 2]);
  }
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = max_f32(scratch[invocation], scratch[invocation + 1]);
  }
  workgroupBarrier();
  let top = scratch[invocation / 64 * 64];
  workgroupBarrier();
  total = 0.0;
  for (var step_3 = 0; step_3 < ((extents.t + 63) >> 6); step_3++) {
    let flat_2 = step_3 * 64 + lane_2;
    if (flat_2 < extents.t) {
      total = total + exp(a_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_2] - top);
    }
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 32) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 32];
  }
  workgroupBarrier();
  if (lane_2 < 16) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 16];
  }
  workgroupBarrier();
  if (lane_2 < 8) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 8];
  }
  workgroupBarrier();
  if (lane_2 < 4) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 4];
  }
  workgroupBarrier();
  if (lane_2 < 2) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 2];
  }
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let sum = scratch[invocation / 64 * 64];
  workgroupBarrier();
  for (var step_4 = 0; step_4 < ((extents.t + 63) >> 6); step_4++) {
    let flat_3 = step_4 * 64 + lane_2;
    if (flat_3 < extents.t) {
      if (row < extents.batch * extents.t * 2) {
        v13[((kept * 2 + kept_2) * extents.t + kept_3) * extents.t + flat_3] = exp(a_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_3] - top) / sum;
      }
    }
  }
}

// Kernel v14

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> n: array<f32>;
@group(0) @binding(2) var<storage, read> a_V: array<f32>;
@group(0) @binding(3) var<storage, read_write> v14: array<f32>;

var<workgroup> staged_left: array<f32, 2046>;
var<workgroup> staged_right: array<f32, 36>;

// v14
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 340) / 341)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let j_start = workgroup % ((extents.t + 340) / 341) * 341;
  for (var copy = 0; copy < 32; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 2045);
    let batch = unit_2 / 2046;
    let j = unit_2 / 6 % 341;
    let d2 = unit_2 % 6;
    ahead = n[min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6 + d2];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 2046) {
      let batch_2 = unit_3 / 2046;
      let j_2 = unit_3 / 6 % 341;
      let d2_2 = unit_3 % 6;
      staged_left[batch_2 * 341 + j_2 + d2_2 * 341] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 35);
  let d2_3 = unit_5 / 6;
  let heads = (unit_5 / 3) & 1;
  let c = unit_5 % 3;
  ahead_2 = a_V[d2_3 * 6 + heads * 3 + c];
  let unit_6 = invocation;
  if (unit_6 < 36) {
    let d2_4 = unit_6 / 6;
    let heads_2 = unit_6 / 3 % 2;
    let c_2 = unit_6 % 3;
    staged_right[d2_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  workgroupBarrier();
  // v14 ... j heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task % 2;
      let row_task = task / 2 % 86;
      let batch_3 = row_task * 4 / 341;
      let j_3 = row_task * 4 % 341;
      let batch_4 = (row_task * 4 + 1) / 341;
      let j_4 = (row_task * 4 + 1) % 341;
      let batch_5 = (row_task * 4 + 2) / 341;
      let j_5 = (row_task * 4 + 2) % 341;
      let batch_6 = (row_task * 4 + 3) / 341;
      let j_6 = (row_task * 4 + 3) % 341;
      let heads_3 = column_task * 4 / 3;
      let c_3 = column_task * 4 % 3;
      let heads_4 = (column_task * 4 + 1) / 3;
      let c_4 = (column_task * 4 + 1) % 3;
      let heads_5 = (column_task * 4 + 2) / 3;
      let c_5 = (column_task * 4 + 2) % 3;
      let heads_6 = (column_task * 4 + 3) / 3;
      let c_6 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_3, 0) * 341 + j_3;
      let left_2 = min(batch_4, 0) * 341 + j_4;
      let left_3 = min(batch_5, 0) * 341 + j_5;
      let left_4 = min(batch_6, 0) * 341 + j_6;
      let right = min(heads_3, 1) * 3 + c_3;
      let right_2 = min(heads_4, 1) * 3 + c_4;
      let right_3 = min(heads_5, 1) * 3 + c_5;
      let right_4 = min(heads_6, 1) * 3 + c_6;
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
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = sum.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = sum.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_5 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_5 * 3 + c_5] = sum.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_6 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_6 * 3 + c_6] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = sum_2.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = sum_2.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_5 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_5 * 3 + c_5] = sum_2.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_6 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_6 * 3 + c_6] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_3 * 3 + c_3] = sum_3.x;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_4 * 3 + c_4] = sum_3.y;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_5 < 2)) {
        v14[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_5 * 3 + c_5] = sum_3.z;
      }
      if ((batch_5 < 1) & (rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t) & (heads_6 < 2)) {
        v14[(rest + batch_5) * (extents.t * 6) + (j_start + j_5) * 6 + heads_6 * 3 + c_6] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_3 * 3 + c_3] = sum_4.x;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_4 * 3 + c_4] = sum_4.y;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_5 < 2)) {
        v14[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_5 * 3 + c_5] = sum_4.z;
      }
      if ((batch_6 < 1) & (rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t) & (heads_6 < 2)) {
        v14[(rest + batch_6) * (extents.t * 6) + (j_start + j_6) * 6 + heads_6 * 3 + c_6] = sum_4.w;
      }
    }
  }
}

// Kernel h

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> v13: array<f32>;
@group(0) @binding(2) var<storage, read> v14: array<f32>;
@group(0) @binding(3) var<storage, read_write> h: array<f32>;
@group(0) @binding(4) var<storage, read> a_O: array<f32>;
@group(0) @binding(5) var<storage, read> x: array<f32>;

var<workgroup> kept_15: array<vec4f, 96>;

// h
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 63) >> 6)) {
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
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 63) >> 6);
  let t_start = workgroup % ((extents.t + 63) >> 6) * 64;
  // v15 ... heads t c: 32 micro-tiles
  let task = invocation;
  let row_task = task % 16;
  let batch_task = task / 16;
  let batch = batch_task / 2;
  let heads = batch_task % 2;
  let t = row_task * 4;
  let t_2 = row_task * 4 + 1;
  let t_3 = row_task * 4 + 2;
  let t_4 = row_task * 4 + 3;
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
  let left = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t, extents.t - 1) * extents.t;
  let left_2 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_2, extents.t - 1) * extents.t;
  let left_3 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_3, extents.t - 1) * extents.t;
  let left_4 = min(rest + batch, extents.batch - 1) * (extents.t * extents.t * 2) + heads * (extents.t * extents.t) + min(t_start + t_4, extents.t - 1) * extents.t;
  let right = min(rest + batch, extents.batch - 1) * (extents.t * 6) + heads * 3;
  let right_2 = min(rest + batch, extents.batch - 1) * (extents.t * 6) + heads * 3 + 1;
  let right_3 = min(rest + batch, extents.batch - 1) * (extents.t * 6) + heads * 3 + 2;
  for (var j = 0; j < extents.t; j++) {
    let l = v13[left + j];
    let l_2 = v13[left_2 + j];
    let l_3 = v13[left_3 + j];
    let l_4 = v13[left_4 + j];
    let r = v14[right + j * 6];
    let r_2 = v14[right_2 + j * 6];
    let r_3 = v14[right_3 + j * 6];
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
  kept_15[batch * 16 + heads * 48 + t / 4] = vec4f(sums_0, sums_3, sums_6, sums_9);
  kept_15[batch * 16 + heads * 48 + t / 4 + 16] = vec4f(sums_1, sums_4, sums_7, sums_10);
  kept_15[batch * 16 + heads * 48 + t / 4 + 32] = vec4f(sums_2, sums_5, sums_8, sums_11);
  workgroupBarrier();
  // a.y ... t d: 32 micro-tiles
  let task_2 = invocation;
  let column_task = task_2 & 1;
  let row_task_2 = task_2 / 2 % 16;
  let batch_2 = row_task_2 / 16;
  let t_5 = row_task_2 % 16 * 4;
  let batch_3 = row_task_2 >> 4;
  let t_6 = (row_task_2 & 15) * 4 + 1;
  let batch_4 = row_task_2 >> 4;
  let t_7 = (row_task_2 & 15) * 4 + 2;
  let batch_5 = row_task_2 >> 4;
  let t_8 = (row_task_2 & 15) * 4 + 3;
  let d = column_task * 4;
  let d_2 = column_task * 4 + 1;
  let d_3 = column_task * 4 + 2;
  let d_4 = column_task * 4 + 3;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left_5 = batch_2 * 64 + t_5;
  let right_4 = min(d, 5);
  let right_5 = min(d_2, 5);
  let right_6 = min(d_3, 5);
  let right_7 = min(d_4, 5);
  for (var heads_2 = 0; heads_2 < 2; heads_2++) {
    for (var c = 0; c < 3; c++) {
      let l_5 = kept_15[left_5 / 4 + (heads_2 * 48 + c * 16)];
      let r_4 = a_O[right_4 + (heads_2 * 18 + c * 6)];
      let r_5 = a_O[right_5 + (heads_2 * 18 + c * 6)];
      let r_6 = a_O[right_6 + (heads_2 * 18 + c * 6)];
      let r_7 = a_O[right_7 + (heads_2 * 18 + c * 6)];
      sums_0_2 = fma(vec4f(l_5.x), vec4f(r_4, r_5, r_6, r_7), sums_0_2);
      sums_4_2 = fma(vec4f(l_5.y), vec4f(r_4, r_5, r_6, r_7), sums_4_2);
      sums_8_2 = fma(vec4f(l_5.z), vec4f(r_4, r_5, r_6, r_7), sums_8_2);
      sums_12 = fma(vec4f(l_5.w), vec4f(r_4, r_5, r_6, r_7), sums_12);
    }
  }
  let sum = sums_0_2;
  let finished = x[min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(t_start + t_5, extents.t - 1) * 6 + min(d, 5)] + sum.x;
  if ((rest + batch_2 < extents.batch) & (t_start + t_5 < extents.t) & (d < 6)) {
    h[(rest + batch_2) * (extents.t * 6) + (t_start + t_5) * 6 + d] = finished;
  }
  let finished_2 = x[min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(t_start + t_5, extents.t - 1) * 6 + min(d_2, 5)] + sum.y;
  if ((rest + batch_2 < extents.batch) & (t_start + t_5 < extents.t) & (d_2 < 6)) {
    h[(rest + batch_2) * (extents.t * 6) + (t_start + t_5) * 6 + d_2] = finished_2;
  }
  let finished_3 = x[min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(t_start + t_5, extents.t - 1) * 6 + min(d_3, 5)] + sum.z;
  if ((rest + batch_2 < extents.batch) & (t_start + t_5 < extents.t) & (d_3 < 6)) {
    h[(rest + batch_2) * (extents.t * 6) + (t_start + t_5) * 6 + d_3] = finished_3;
  }
  let finished_4 = x[min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(t_start + t_5, extents.t - 1) * 6 + min(d_4, 5)] + sum.w;
  if ((rest + batch_2 < extents.batch) & (t_start + t_5 < extents.t) & (d_4 < 6)) {
    h[(rest + batch_2) * (extents.t * 6) + (t_start + t_5) * 6 + d_4] = finished_4;
  }
  let sum_2 = sums_4_2;
  let finished_5 = x[min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(t_start + t_6, extents.t - 1) * 6 + min(d, 5)] + sum_2.x;
  if ((rest + batch_3 < extents.batch) & (t_start + t_6 < extents.t) & (d < 6)) {
    h[(rest + batch_3) * (extents.t * 6) + (t_start + t_6) * 6 + d] = finished_5;
  }
  let finished_6 = x[min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(t_start + t_6, extents.t - 1) * 6 + min(d_2, 5)] + sum_2.y;
  if ((rest + batch_3 < extents.batch) & (t_start + t_6 < extents.t) & (d_2 < 6)) {
    h[(rest + batch_3) * (extents.t * 6) + (t_start + t_6) * 6 + d_2] = finished_6;
  }
  let finished_7 = x[min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(t_start + t_6, extents.t - 1) * 6 + min(d_3, 5)] + sum_2.z;
  if ((rest + batch_3 < extents.batch) & (t_start + t_6 < extents.t) & (d_3 < 6)) {
    h[(rest + batch_3) * (extents.t * 6) + (t_start + t_6) * 6 + d_3] = finished_7;
  }
  let finished_8 = x[min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(t_start + t_6, extents.t - 1) * 6 + min(d_4, 5)] + sum_2.w;
  if ((rest + batch_3 < extents.batch) & (t_start + t_6 < extents.t) & (d_4 < 6)) {
    h[(rest + batch_3) * (extents.t * 6) + (t_start + t_6) * 6 + d_4] = finished_8;
  }
  let sum_3 = sums_8_2;
  let finished_9 = x[min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(t_start + t_7, extents.t - 1) * 6 + min(d, 5)] + sum_3.x;
  if ((rest + batch_4 < extents.batch) & (t_start + t_7 < extents.t) & (d < 6)) {
    h[(rest + batch_4) * (extents.t * 6) + (t_start + t_7) * 6 + d] = finished_9;
  }
  let finished_10 = x[min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(t_start + t_7, extents.t - 1) * 6 + min(d_2, 5)] + sum_3.y;
  if ((rest + batch_4 < extents.batch) & (t_start + t_7 < extents.t) & (d_2 < 6)) {
    h[(rest + batch_4) * (extents.t * 6) + (t_start + t_7) * 6 + d_2] = finished_10;
  }
  let finished_11 = x[min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(t_start + t_7, extents.t - 1) * 6 + min(d_3, 5)] + sum_3.z;
  if ((rest + batch_4 < extents.batch) & (t_start + t_7 < extents.t) & (d_3 < 6)) {
    h[(rest + batch_4) * (extents.t * 6) + (t_start + t_7) * 6 + d_3] = finished_11;
  }
  let finished_12 = x[min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(t_start + t_7, extents.t - 1) * 6 + min(d_4, 5)] + sum_3.w;
  if ((rest + batch_4 < extents.batch) & (t_start + t_7 < extents.t) & (d_4 < 6)) {
    h[(rest + batch_4) * (extents.t * 6) + (t_start + t_7) * 6 + d_4] = finished_12;
  }
  let sum_4 = sums_12;
  let finished_13 = x[min(rest + batch_5, extents.batch - 1) * (extents.t * 6) + min(t_start + t_8, extents.t - 1) * 6 + min(d, 5)] + sum_4.x;
  if ((rest + batch_5 < extents.batch) & (t_start + t_8 < extents.t) & (d < 6)) {
    h[(rest + batch_5) * (extents.t * 6) + (t_start + t_8) * 6 + d] = finished_13;
  }
  let finished_14 = x[min(rest + batch_5, extents.batch - 1) * (extents.t * 6) + min(t_start + t_8, extents.t - 1) * 6 + min(d_2, 5)] + sum_4.y;
  if ((rest + batch_5 < extents.batch) & (t_start + t_8 < extents.t) & (d_2 < 6)) {
    h[(rest + batch_5) * (extents.t * 6) + (t_start + t_8) * 6 + d_2] = finished_14;
  }
  let finished_15 = x[min(rest + batch_5, extents.batch - 1) * (extents.t * 6) + min(t_start + t_8, extents.t - 1) * 6 + min(d_3, 5)] + sum_4.z;
  if ((rest + batch_5 < extents.batch) & (t_start + t_8 < extents.t) & (d_3 < 6)) {
    h[(rest + batch_5) * (extents.t * 6) + (t_start + t_8) * 6 + d_3] = finished_15;
  }
  let finished_16 = x[min(rest + batch_5, extents.batch - 1) * (extents.t * 6) + min(t_start + t_8, extents.t - 1) * 6 + min(d_4, 5)] + sum_4.w;
  if ((rest + batch_5 < extents.batch) & (t_start + t_8 < extents.t) & (d_4 < 6)) {
    h[(rest + batch_5) * (extents.t * 6) + (t_start + t_8) * 6 + d_4] = finished_16;
  }
}

// Kernel v18

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v18: array<f32>;
@group(0) @binding(2) var<storage, read> h: array<f32>;

var<workgroup> scratch: array<f32, 64>;

// v18
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * extents.t + 31) >> 5)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var total: f32;
  let lane_2 = invocation & 1;
  let row = workgroup * 32 + (invocation >> 1);
  let safe_row = min(row, extents.batch * extents.t - 1);
  let kept = safe_row / extents.t;
  let kept_2 = safe_row % extents.t;
  total = 0.0;
  for (var step_2 = 0; step_2 < 3; step_2++) {
    let flat = step_2 * 2 + lane_2;
    total = total + h[kept * (extents.t * 6) + kept_2 * 6 + flat];
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let sum = scratch[invocation / 2 * 2];
  workgroupBarrier();
  let mean = sum / 6.0;
  total = 0.0;
  for (var step_3 = 0; step_3 < 3; step_3++) {
    let flat_2 = step_3 * 2 + lane_2;
    total = total + (h[kept * (extents.t * 6) + kept_2 * 6 + flat_2] - mean) * (h[kept * (extents.t * 6) + kept_2 * 6 + flat_2] - mean);
  }
  scratch[invocation] = total;
  workgroupBarrier();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  workgroupBarrier();
  let squares = scratch[invocation / 2 * 2];
  workgroupBarrier();
  let scale = inverseSqrt(squares / 6.0 + 0.00001);
  for (var step_4 = 0; step_4 < 3; step_4++) {
    let flat_3 = step_4 * 2 + lane_2;
    if (row < extents.batch * extents.t) {
      v18[(kept * extents.t + kept_2) * 6 + flat_3] = (h[kept * (extents.t * 6) + kept_2 * 6 + flat_3] - mean) * scale;
    }
  }
}

// Kernel b.y

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> b_U: array<f32>;
@group(0) @binding(2) var<storage, read> v18: array<f32>;
@group(0) @binding(3) var<storage, read> ffn_gain: array<f32>;
@group(0) @binding(4) var<storage, read_write> b_y: array<f32>;
@group(0) @binding(5) var<storage, read> b_D: array<f32>;

var<workgroup> kept_24: array<vec4f, 144>;

fn erfc_positive_f32(x: f32) -> f32 {
  let t = f32(2.0) / (f32(2.0) + x);
  return t * exp(fma(-x, x, fma(fma(fma(fma(fma(fma(fma(fma(fma(f32(0.148854598402977), t, f32(-0.7024875283241272)), t, f32(1.2084853649139404)), t, f32(-0.7663179636001587)), t, f32(-0.021214870736002922)), t, f32(-0.030777709558606148)), t, f32(0.0457511842250824)), t, f32(0.3842516839504242)), t, f32(0.9989176392555237)), t, f32(-1.2654623985290527))));
}

fn gelu_f32(x: f32) -> f32 {
  let tail = f32(0.5) * erfc_positive_f32(abs(x) * f32(0.7071067811865476));
  return x * select(f32(1.0) - tail, tail, x < f32(0.0));
}

// b.y
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * extents.t + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let batch_start = workgroup * 64;
  // v23 ... f: 32 micro-tiles
  let task = invocation;
  let row_task = task % 16;
  let column_task = task / 16 % 2;
  let batch = row_task * 4;
  let batch_2 = row_task * 4 + 1;
  let batch_3 = row_task * 4 + 2;
  let batch_4 = row_task * 4 + 3;
  let f = column_task * 8;
  let f_2 = column_task * 8 + 1;
  let f_3 = column_task * 8 + 2;
  let f_4 = column_task * 8 + 3;
  let f_5 = column_task * 8 + 4;
  let f_6 = column_task * 8 + 5;
  let f_7 = column_task * 8 + 6;
  let f_8 = column_task * 8 + 7;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let right = min(f, 8);
  let right_2 = min(f_2, 8);
  let right_3 = min(f_3, 8);
  let right_4 = min(f_4, 8);
  let right_5 = min(f_5, 8);
  let right_6 = min(f_6, 8);
  let right_7 = min(f_7, 8);
  let right_8 = min(f_8, 8);
  for (var i = 0; i < 6; i++) {
    let flat = min(batch_start + batch, extents.batch * extents.t - 1) * 6 + i;
    let l = v18[flat / 6 / extents.t * (extents.t * 6) + flat / 6 % extents.t * 6 + flat % 6] * ffn_gain[flat % 6];
    let flat_2 = min(batch_start + batch_2, extents.batch * extents.t - 1) * 6 + i;
    let l_2 = v18[flat_2 / 6 / extents.t * (extents.t * 6) + flat_2 / 6 % extents.t * 6 + flat_2 % 6] * ffn_gain[flat_2 % 6];
    let flat_3 = min(batch_start + batch_3, extents.batch * extents.t - 1) * 6 + i;
    let l_3 = v18[flat_3 / 6 / extents.t * (extents.t * 6) + flat_3 / 6 % extents.t * 6 + flat_3 % 6] * ffn_gain[flat_3 % 6];
    let flat_4 = min(batch_start + batch_4, extents.batch * extents.t - 1) * 6 + i;
    let l_4 = v18[flat_4 / 6 / extents.t * (extents.t * 6) + flat_4 / 6 % extents.t * 6 + flat_4 % 6] * ffn_gain[flat_4 % 6];
    let r = b_U[right + i * 9];
    let r_2 = b_U[right_2 + i * 9];
    let r_3 = b_U[right_3 + i * 9];
    let r_4 = b_U[right_4 + i * 9];
    let r_5 = b_U[right_5 + i * 9];
    let r_6 = b_U[right_6 + i * 9];
    let r_7 = b_U[right_7 + i * 9];
    let r_8 = b_U[right_8 + i * 9];
    sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
    sums_4 = fma(vec4f(l), vec4f(r_5, r_6, r_7, r_8), sums_4);
    sums_8 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_8);
    sums_12 = fma(vec4f(l_2), vec4f(r_5, r_6, r_7, r_8), sums_12);
    sums_16 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_16);
    sums_20 = fma(vec4f(l_3), vec4f(r_5, r_6, r_7, r_8), sums_20);
    sums_24 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_24);
    sums_28 = fma(vec4f(l_4), vec4f(r_5, r_6, r_7, r_8), sums_28);
  }
  let finished = gelu_f32(sums_0.x);
  let finished_2 = gelu_f32(sums_8.x);
  let finished_3 = gelu_f32(sums_16.x);
  let finished_4 = gelu_f32(sums_24.x);
  if (f < 9) {
    kept_24[batch / 4 + f * 16] = vec4f(finished, finished_2, finished_3, finished_4);
  }
  let finished_5 = gelu_f32(sums_0.y);
  let finished_6 = gelu_f32(sums_8.y);
  let finished_7 = gelu_f32(sums_16.y);
  let finished_8 = gelu_f32(sums_24.y);
  if (f_2 < 9) {
    kept_24[batch / 4 + f_2 * 16] = vec4f(finished_5, finished_6, finished_7, finished_8);
  }
  let finished_9 = gelu_f32(sums_0.z);
  let finished_10 = gelu_f32(sums_8.z);
  let finished_11 = gelu_f32(sums_16.z);
  let finished_12 = gelu_f32(sums_24.z);
  if (f_3 < 9) {
    kept_24[batch / 4 + f_3 * 16] = vec4f(finished_9, finished_10, finished_11, finished_12);
  }
  let finished_13 = gelu_f32(sums_0.w);
  let finished_14 = gelu_f32(sums_8.w);
  let finished_15 = gelu_f32(sums_16.w);
  let finished_16 = gelu_f32(sums_24.w);
  if (f_4 < 9) {
    kept_24[batch / 4 + f_4 * 16] = vec4f(finished_13, finished_14, finished_15, finished_16);
  }
  let finished_17 = gelu_f32(sums_4.x);
  let finished_18 = gelu_f32(sums_12.x);
  let finished_19 = gelu_f32(sums_20.x);
  let finished_20 = gelu_f32(sums_28.x);
  if (f_5 < 9) {
    kept_24[batch / 4 + f_5 * 16] = vec4f(finished_17, finished_18, finished_19, finished_20);
  }
  let finished_21 = gelu_f32(sums_4.y);
  let finished_22 = gelu_f32(sums_12.y);
  let finished_23 = gelu_f32(sums_20.y);
  let finished_24 = gelu_f32(sums_28.y);
  if (f_6 < 9) {
    kept_24[batch / 4 + f_6 * 16] = vec4f(finished_21, finished_22, finished_23, finished_24);
  }
  let finished_25 = gelu_f32(sums_4.z);
  let finished_26 = gelu_f32(sums_12.z);
  let finished_27 = gelu_f32(sums_20.z);
  let finished_28 = gelu_f32(sums_28.z);
  if (f_7 < 9) {
    kept_24[batch / 4 + f_7 * 16] = vec4f(finished_25, finished_26, finished_27, finished_28);
  }
  let finished_29 = gelu_f32(sums_4.w);
  let finished_30 = gelu_f32(sums_12.w);
  let finished_31 = gelu_f32(sums_20.w);
  let finished_32 = gelu_f32(sums_28.w);
  if (f_8 < 9) {
    kept_24[batch / 4 + f_8 * 16] = vec4f(finished_29, finished_30, finished_31, finished_32);
  }
  workgroupBarrier();
  // b.y ... d: 32 micro-tiles
  let task_2 = invocation;
  let column_task_2 = task_2 & 1;
  let row_task_2 = task_2 / 2 % 16;
  let batch_5 = row_task_2 * 4;
  let batch_6 = row_task_2 * 4 + 1;
  let batch_7 = row_task_2 * 4 + 2;
  let batch_8 = row_task_2 * 4 + 3;
  let d = column_task_2 * 4;
  let d_2 = column_task_2 * 4 + 1;
  let d_3 = column_task_2 * 4 + 2;
  let d_4 = column_task_2 * 4 + 3;
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  let right_9 = min(d, 5);
  let right_10 = min(d_2, 5);
  let right_11 = min(d_3, 5);
  let right_12 = min(d_4, 5);
  for (var f_9 = 0; f_9 < 9; f_9++) {
    let l_5 = kept_24[batch_5 / 4 + f_9 * 16];
    let r_9 = b_D[right_9 + f_9 * 6];
    let r_10 = b_D[right_10 + f_9 * 6];
    let r_11 = b_D[right_11 + f_9 * 6];
    let r_12 = b_D[right_12 + f_9 * 6];
    sums_0_2 = fma(vec4f(l_5.x), vec4f(r_9, r_10, r_11, r_12), sums_0_2);
    sums_4_2 = fma(vec4f(l_5.y), vec4f(r_9, r_10, r_11, r_12), sums_4_2);
    sums_8_2 = fma(vec4f(l_5.z), vec4f(r_9, r_10, r_11, r_12), sums_8_2);
    sums_12_2 = fma(vec4f(l_5.w), vec4f(r_9, r_10, r_11, r_12), sums_12_2);
  }
  let sum = sums_0_2;
  if ((batch_start + batch_5 < extents.batch * extents.t) & (d < 6)) {
    b_y[(batch_start + batch_5) * 6 + d] = sum.x;
  }
  if ((batch_start + batch_5 < extents.batch * extents.t) & (d_2 < 6)) {
    b_y[(batch_start + batch_5) * 6 + d_2] = sum.y;
  }
  if ((batch_start + batch_5 < extents.batch * extents.t) & (d_3 < 6)) {
    b_y[(batch_start + batch_5) * 6 + d_3] = sum.z;
  }
  if ((batch_start + batch_5 < extents.batch * extents.t) & (d_4 < 6)) {
    b_y[(batch_start + batch_5) * 6 + d_4] = sum.w;
  }
  let sum_2 = sums_4_2;
  if ((batch_start + batch_6 < extents.batch * extents.t) & (d < 6)) {
    b_y[(batch_start + batch_6) * 6 + d] = sum_2.x;
  }
  if ((batch_start + batch_6 < extents.batch * extents.t) & (d_2 < 6)) {
    b_y[(batch_start + batch_6) * 6 + d_2] = sum_2.y;
  }
  if ((batch_start + batch_6 < extents.batch * extents.t) & (d_3 < 6)) {
    b_y[(batch_start + batch_6) * 6 + d_3] = sum_2.z;
  }
  if ((batch_start + batch_6 < extents.batch * extents.t) & (d_4 < 6)) {
    b_y[(batch_start + batch_6) * 6 + d_4] = sum_2.w;
  }
  let sum_3 = sums_8_2;
  if ((batch_start + batch_7 < extents.batch * extents.t) & (d < 6)) {
    b_y[(batch_start + batch_7) * 6 + d] = sum_3.x;
  }
  if ((batch_start + batch_7 < extents.batch * extents.t) & (d_2 < 6)) {
    b_y[(batch_start + batch_7) * 6 + d_2] = sum_3.y;
  }
  if ((batch_start + batch_7 < extents.batch * extents.t) & (d_3 < 6)) {
    b_y[(batch_start + batch_7) * 6 + d_3] = sum_3.z;
  }
  if ((batch_start + batch_7 < extents.batch * extents.t) & (d_4 < 6)) {
    b_y[(batch_start + batch_7) * 6 + d_4] = sum_3.w;
  }
  let sum_4 = sums_12_2;
  if ((batch_start + batch_8 < extents.batch * extents.t) & (d < 6)) {
    b_y[(batch_start + batch_8) * 6 + d] = sum_4.x;
  }
  if ((batch_start + batch_8 < extents.batch * extents.t) & (d_2 < 6)) {
    b_y[(batch_start + batch_8) * 6 + d_2] = sum_4.y;
  }
  if ((batch_start + batch_8 < extents.batch * extents.t) & (d_3 < 6)) {
    b_y[(batch_start + batch_8) * 6 + d_3] = sum_4.z;
  }
  if ((batch_start + batch_8 < extents.batch * extents.t) & (d_4 < 6)) {
    b_y[(batch_start + batch_8) * 6 + d_4] = sum_4.w;
  }
}

// Kernel y

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> h: array<f32>;
@group(0) @binding(3) var<storage, read> b_y: array<f32>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch * extents.t * 6 + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let at = workgroup * 64 + invocation;
  if (at < extents.batch * extents.t * 6) {
    let i0 = at / 6 / extents.t;
    let i1 = at / 6 % extents.t;
    let i2 = at % 6;
    y[at] = h[i0 * (extents.t * 6) + i1 * 6 + i2] + b_y[i0 * (extents.t * 6) + i1 * 6 + i2];
  }
}
