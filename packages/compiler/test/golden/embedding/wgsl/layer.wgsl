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
  let sum = scratch[(invocation >> 1) * 2];
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
  let squares = scratch[(invocation >> 1) * 2];
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

@group(0) @binding(1) var<storage, read_write> score: array<f32>;
@group(0) @binding(2) var<storage, read> v3: array<f32>;
@group(0) @binding(3) var<storage, read> E: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 185) / 186);
  let t_start = workgroup % ((extents.t + 185) / 186) * 186;
  // score b t v: 141 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 141) {
      let column_task = task % 3;
      let row_task = task / 3 % 47;
      let b = row_task * 4 / 186;
      let t = row_task * 4 % 186;
      let b_2 = (row_task * 4 + 1) / 186;
      let t_2 = (row_task * 4 + 1) % 186;
      let b_3 = (row_task * 4 + 2) / 186;
      let t_3 = (row_task * 4 + 2) % 186;
      let b_4 = (row_task * 4 + 3) / 186;
      let t_4 = (row_task * 4 + 3) % 186;
      let v = column_task * 4;
      let v_2 = column_task * 4 + 1;
      let v_3 = column_task * 4 + 2;
      let v_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(rest + b, extents.b - 1) * (extents.t * 6) + min(t_start + t, extents.t - 1) * 6;
      let left_2 = min(rest + b_2, extents.b - 1) * (extents.t * 6) + min(t_start + t_2, extents.t - 1) * 6;
      let left_3 = min(rest + b_3, extents.b - 1) * (extents.t * 6) + min(t_start + t_3, extents.t - 1) * 6;
      let left_4 = min(rest + b_4, extents.b - 1) * (extents.t * 6) + min(t_start + t_4, extents.t - 1) * 6;
      let right = min(v, 10) * 6;
      let right_2 = min(v_2, 10) * 6;
      let right_3 = min(v_3, 10) * 6;
      let right_4 = min(v_4, 10) * 6;
      for (var d = 0; d < 6; d++) {
        let l = v3[left + d];
        let l_2 = v3[left_2 + d];
        let l_3 = v3[left_3 + d];
        let l_4 = v3[left_4 + d];
        let r = E[right + d];
        let r_2 = E[right_2 + d];
        let r_3 = E[right_3 + d];
        let r_4 = E[right_4 + d];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((b < 1) & (rest + b < extents.b) & (t_start + t < extents.t) & (v < 11)) {
        score[(rest + b) * (extents.t * 11) + (t_start + t) * 11 + v] = sum.x;
      }
      if ((b < 1) & (rest + b < extents.b) & (t_start + t < extents.t) & (v_2 < 11)) {
        score[(rest + b) * (extents.t * 11) + (t_start + t) * 11 + v_2] = sum.y;
      }
      if ((b < 1) & (rest + b < extents.b) & (t_start + t < extents.t) & (v_3 < 11)) {
        score[(rest + b) * (extents.t * 11) + (t_start + t) * 11 + v_3] = sum.z;
      }
      if ((b < 1) & (rest + b < extents.b) & (t_start + t < extents.t) & (v_4 < 11)) {
        score[(rest + b) * (extents.t * 11) + (t_start + t) * 11 + v_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((b_2 < 1) & (rest + b_2 < extents.b) & (t_start + t_2 < extents.t) & (v < 11)) {
        score[(rest + b_2) * (extents.t * 11) + (t_start + t_2) * 11 + v] = sum_2.x;
      }
      if ((b_2 < 1) & (rest + b_2 < extents.b) & (t_start + t_2 < extents.t) & (v_2 < 11)) {
        score[(rest + b_2) * (extents.t * 11) + (t_start + t_2) * 11 + v_2] = sum_2.y;
      }
      if ((b_2 < 1) & (rest + b_2 < extents.b) & (t_start + t_2 < extents.t) & (v_3 < 11)) {
        score[(rest + b_2) * (extents.t * 11) + (t_start + t_2) * 11 + v_3] = sum_2.z;
      }
      if ((b_2 < 1) & (rest + b_2 < extents.b) & (t_start + t_2 < extents.t) & (v_4 < 11)) {
        score[(rest + b_2) * (extents.t * 11) + (t_start + t_2) * 11 + v_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v] = sum_3.x;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_2 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_2] = sum_3.y;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_3 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_3] = sum_3.z;
      }
      if ((b_3 < 1) & (rest + b_3 < extents.b) & (t_start + t_3 < extents.t) & (v_4 < 11)) {
        score[(rest + b_3) * (extents.t * 11) + (t_start + t_3) * 11 + v_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v] = sum_4.x;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_2 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_2] = sum_4.y;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_3 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_3] = sum_4.z;
      }
      if ((b_4 < 1) & (rest + b_4 < extents.b) & (t_start + t_4 < extents.t) & (v_4 < 11)) {
        score[(rest + b_4) * (extents.t * 11) + (t_start + t_4) * 11 + v_4] = sum_4.w;
      }
    }
  }
}
