// Kernel v3

struct Extents {
  b: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v3: array<f32>;
@group(0) @binding(2) var<storage, read> token: array<i32>;
@group(0) @binding(3) var<storage, read> E: array<f32>;

var<workgroup> scratch: array<f32, 64>;

// v3
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.b * extents.t + 31) >> 5)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var total: f32;
  let lane_2 = invocation & 1;
  let row = workgroup * 32 + (invocation >> 1);
  let safe_row = min(row, extents.b * extents.t - 1);
  let kept = safe_row / extents.t;
  let kept_2 = safe_row % extents.t;
  total = 0.0;
  for (var step_2 = 0; step_2 < 3; step_2++) {
    let flat = step_2 * 2 + lane_2;
    let row_2 = max(min(token[kept * extents.t + kept_2], 10), 0);
    total = total + E[row_2 * 6 + flat];
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
    let row_3 = max(min(token[kept * extents.t + kept_2], 10), 0);
    total = total + (E[row_3 * 6 + flat_2] - mean) * (E[row_3 * 6 + flat_2] - mean);
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
    let row_4 = max(min(token[kept * extents.t + kept_2], 10), 0);
    if (row < extents.b * extents.t) {
      v3[(kept * extents.t + kept_2) * 6 + flat_3] = (E[row_4 * 6 + flat_3] - mean) * scale;
    }
  }
}

// Kernel score

struct Extents {
  b: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> v3: array<f32>;
@group(0) @binding(2) var<storage, read> E: array<f32>;
@group(0) @binding(3) var<storage, read_write> score: array<f32>;

var<workgroup> staged_left: array<f32, 1116>;
var<workgroup> staged_right: array<f32, 66>;

// score
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.b * ((extents.t + 185) / 186)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var ahead: f32;
  var ahead_2: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 185) / 186);
  let t_start = workgroup % ((extents.t + 185) / 186) * 186;
  for (var copy = 0; copy < 18; copy++) {
    let unit = copy * 64 + invocation;
    let unit_2 = min(unit, 1115);
    let b = unit_2 / 1116;
    let t = unit_2 / 6 % 186;
    let d = unit_2 % 6;
    ahead = v3[min(rest + b, extents.b - 1) * (extents.t * 6) + min(t_start + t, extents.t - 1) * 6 + d];
    let unit_3 = copy * 64 + invocation;
    if (unit_3 < 1116) {
      let b_2 = unit_3 / 1116;
      let t_2 = unit_3 / 6 % 186;
      let d_2 = unit_3 % 6;
      staged_left[b_2 * 186 + t_2 + d_2 * 186] = ahead;
    }
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 65);
  let v = unit_5 / 6;
  let d_3 = unit_5 % 6;
  ahead_2 = E[v * 6 + d_3];
  let unit_6 = invocation;
  if (unit_6 < 66) {
    let v_2 = unit_6 / 6;
    let d_4 = unit_6 % 6;
    staged_right[v_2 + d_4 * 11] = ahead_2;
  }
  let unit_7 = invocation + 64;
  let unit_8 = min(unit_7, 65);
  let v_3 = unit_8 / 6;
  let d_5 = unit_8 % 6;
  ahead_2 = E[v_3 * 6 + d_5];
  let unit_9 = invocation + 64;
  if (unit_9 < 66) {
    let v_4 = unit_9 / 6;
    let d_6 = unit_9 % 6;
    staged_right[v_4 + d_6 * 11] = ahead_2;
  }
  workgroupBarrier();
  // score b t v: 141 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 141) {
      let column_task = task % 3;
      let row_task = task / 3 % 47;
      let b_3 = row_task * 4 / 186;
      let t_3 = row_task * 4 % 186;
      let b_4 = (row_task * 4 + 1) / 186;
      let t_4 = (row_task * 4 + 1) % 186;
      let b_5 = (row_task * 4 + 2) / 186;
      let t_5 = (row_task * 4 + 2) % 186;
      let b_6 = (row_task * 4 + 3) / 186;
      let t_6 = (row_task * 4 + 3) % 186;
      let v_5 = column_task * 4;
      let v_6 = column_task * 4 + 1;
      let v_7 = column_task * 4 + 2;
      let v_8 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(b_3, 0) * 186 + t_3;
      let left_2 = min(b_4, 0) * 186 + t_4;
      let left_3 = min(b_5, 0) * 186 + t_5;
      let left_4 = min(b_6, 0) * 186 + t_6;
      let right = min(v_5, 10);
      let right_2 = min(v_6, 10);
      let right_3 = min(v_7, 10);
      let right_4 = min(v_8, 10);
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
      let l_5 = staged_left[left + 186];
      let l_6 = staged_left[left_2 + 186];
      let l_7 = staged_left[left_3 + 186];
      let l_8 = staged_left[left_4 + 186];
      let r_5 = staged_right[right + 11];
      let r_6 = staged_right[right_2 + 11];
      let r_7 = staged_right[right_3 + 11];
      let r_8 = staged_right[right_4 + 11];
      sums_0 = fma(vec4f(l_5), vec4f(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = fma(vec4f(l_6), vec4f(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = fma(vec4f(l_7), vec4f(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = fma(vec4f(l_8), vec4f(r_5, r_6, r_7, r_8), sums_12);
      let l_9 = staged_left[left + 372];
      let l_10 = staged_left[left_2 + 372];
      let l_11 = staged_left[left_3 + 372];
      let l_12 = staged_left[left_4 + 372];
      let r_9 = staged_right[right + 22];
      let r_10 = staged_right[right_2 + 22];
      let r_11 = staged_right[right_3 + 22];
      let r_12 = staged_right[right_4 + 22];
      sums_0 = fma(vec4f(l_9), vec4f(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = fma(vec4f(l_10), vec4f(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = fma(vec4f(l_11), vec4f(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = fma(vec4f(l_12), vec4f(r_9, r_10, r_11, r_12), sums_12);
      let l_13 = staged_left[left + 558];
      let l_14 = staged_left[left_2 + 558];
      let l_15 = staged_left[left_3 + 558];
      let l_16 = staged_left[left_4 + 558];
      let r_13 = staged_right[right + 33];
      let r_14 = staged_right[right_2 + 33];
      let r_15 = staged_right[right_3 + 33];
      let r_16 = staged_right[right_4 + 33];
      sums_0 = fma(vec4f(l_13), vec4f(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = fma(vec4f(l_14), vec4f(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = fma(vec4f(l_15), vec4f(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = fma(vec4f(l_16), vec4f(r_13, r_14, r_15, r_16), sums_12);
      let l_17 = staged_left[left + 744];
      let l_18 = staged_left[left_2 + 744];
      let l_19 = staged_left[left_3 + 744];
      let l_20 = staged_left[left_4 + 744];
      let r_17 = staged_right[right + 44];
      let r_18 = staged_right[right_2 + 44];
      let r_19 = staged_right[right_3 + 44];
      let r_20 = staged_right[right_4 + 44];
      sums_0 = fma(vec4f(l_17), vec4f(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = fma(vec4f(l_18), vec4f(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = fma(vec4f(l_19), vec4f(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = fma(vec4f(l_20), vec4f(r_17, r_18, r_19, r_20), sums_12);
      let l_21 = staged_left[left + 930];
      let l_22 = staged_left[left_2 + 930];
      let l_23 = staged_left[left_3 + 930];
      let l_24 = staged_left[left_4 + 930];
      let r_21 = staged_right[right + 55];
      let r_22 = staged_right[right_2 + 55];
      let r_23 = staged_right[right_3 + 55];
      let r_24 = staged_right[right_4 + 55];
      sums_0 = fma(vec4f(l_21), vec4f(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = fma(vec4f(l_22), vec4f(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = fma(vec4f(l_23), vec4f(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = fma(vec4f(l_24), vec4f(r_21, r_22, r_23, r_24), sums_12);
      let sum = sums_0;
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_5 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_5] = sum.x;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_6 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_6] = sum.y;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_7 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_7] = sum.z;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_8 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_8] = sum.w;
      }
      let sum_2 = sums_4;
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_5 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_5] = sum_2.x;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_6 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_6] = sum_2.y;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_7 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_7] = sum_2.z;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_8 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_8] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((b_5 < 1) & (rest + b_5 < extents.b) & (t_start + t_5 < extents.t) & (v_5 < 11)) {
        score[(rest + b_5) * (extents.t * 11) + (t_start + t_5) * 11 + v_5] = sum_3.x;
      }
      if ((b_5 < 1) & (rest + b_5 < extents.b) & (t_start + t_5 < extents.t) & (v_6 < 11)) {
        score[(rest + b_5) * (extents.t * 11) + (t_start + t_5) * 11 + v_6] = sum_3.y;
      }
      if ((b_5 < 1) & (rest + b_5 < extents.b) & (t_start + t_5 < extents.t) & (v_7 < 11)) {
        score[(rest + b_5) * (extents.t * 11) + (t_start + t_5) * 11 + v_7] = sum_3.z;
      }
      if ((b_5 < 1) & (rest + b_5 < extents.b) & (t_start + t_5 < extents.t) & (v_8 < 11)) {
        score[(rest + b_5) * (extents.t * 11) + (t_start + t_5) * 11 + v_8] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((b_6 < 1) & (rest + b_6 < extents.b) & (t_start + t_6 < extents.t) & (v_5 < 11)) {
        score[(rest + b_6) * (extents.t * 11) + (t_start + t_6) * 11 + v_5] = sum_4.x;
      }
      if ((b_6 < 1) & (rest + b_6 < extents.b) & (t_start + t_6 < extents.t) & (v_6 < 11)) {
        score[(rest + b_6) * (extents.t * 11) + (t_start + t_6) * 11 + v_6] = sum_4.y;
      }
      if ((b_6 < 1) & (rest + b_6 < extents.b) & (t_start + t_6 < extents.t) & (v_7 < 11)) {
        score[(rest + b_6) * (extents.t * 11) + (t_start + t_6) * 11 + v_7] = sum_4.z;
      }
      if ((b_6 < 1) & (rest + b_6 < extents.b) & (t_start + t_6 < extents.t) & (v_8 < 11)) {
        score[(rest + b_6) * (extents.t * 11) + (t_start + t_6) * 11 + v_8] = sum_4.w;
      }
    }
  }
}
