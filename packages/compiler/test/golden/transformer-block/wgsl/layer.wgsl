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
  let sum = scratch[(invocation >> 1) * 2];
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
  let squares = scratch[(invocation >> 1) * 2];
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

@group(0) @binding(1) var<storage, read_write> v9: array<f32>;
@group(0) @binding(2) var<storage, read> n: array<f32>;
@group(0) @binding(3) var<storage, read> a_Q: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let i_start = workgroup % ((extents.t + 340) / 341) * 341;
  // v9 ... i heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4 / 341;
      let i = row_task * 4 % 341;
      let batch_2 = (row_task * 4 + 1) / 341;
      let i_2 = (row_task * 4 + 1) % 341;
      let batch_3 = (row_task * 4 + 2) / 341;
      let i_3 = (row_task * 4 + 2) % 341;
      let batch_4 = (row_task * 4 + 3) / 341;
      let i_4 = (row_task * 4 + 3) % 341;
      let heads = column_task * 4 / 3;
      let c = column_task * 4 % 3;
      let heads_2 = (column_task * 4 + 1) / 3;
      let c_2 = (column_task * 4 + 1) % 3;
      let heads_3 = (column_task * 4 + 2) / 3;
      let c_3 = (column_task * 4 + 2) % 3;
      let heads_4 = (column_task * 4 + 3) / 3;
      let c_4 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(i_start + i, extents.t - 1) * 6;
      let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(i_start + i_2, extents.t - 1) * 6;
      let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(i_start + i_3, extents.t - 1) * 6;
      let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(i_start + i_4, extents.t - 1) * 6;
      let right = min(heads, 1) * 3 + c;
      let right_2 = min(heads_2, 1) * 3 + c_2;
      let right_3 = min(heads_3, 1) * 3 + c_3;
      let right_4 = min(heads_4, 1) * 3 + c_4;
      for (var d = 0; d < 6; d++) {
        let l = n[left + d];
        let l_2 = n[left_2 + d];
        let l_3 = n[left_3 + d];
        let l_4 = n[left_4 + d];
        let r = a_Q[right + d * 6];
        let r_2 = a_Q[right_2 + d * 6];
        let r_3 = a_Q[right_3 + d * 6];
        let r_4 = a_Q[right_4 + d * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((batch < 1) & (rest + batch < extents.batch) & (i_start + i < extents.t) & (heads < 2)) {
        v9[(rest + batch) * (extents.t * 6) + (i_start + i) * 6 + heads * 3 + c] = sum.x;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (i_start + i < extents.t) & (heads_2 < 2)) {
        v9[(rest + batch) * (extents.t * 6) + (i_start + i) * 6 + heads_2 * 3 + c_2] = sum.y;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (i_start + i < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch) * (extents.t * 6) + (i_start + i) * 6 + heads_3 * 3 + c_3] = sum.z;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (i_start + i < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch) * (extents.t * 6) + (i_start + i) * 6 + heads_4 * 3 + c_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t) & (heads < 2)) {
        v9[(rest + batch_2) * (extents.t * 6) + (i_start + i_2) * 6 + heads * 3 + c] = sum_2.x;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t) & (heads_2 < 2)) {
        v9[(rest + batch_2) * (extents.t * 6) + (i_start + i_2) * 6 + heads_2 * 3 + c_2] = sum_2.y;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_2) * (extents.t * 6) + (i_start + i_2) * 6 + heads_3 * 3 + c_3] = sum_2.z;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_2) * (extents.t * 6) + (i_start + i_2) * 6 + heads_4 * 3 + c_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads * 3 + c] = sum_3.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_2 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_2 * 3 + c_2] = sum_3.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_3 * 3 + c_3] = sum_3.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_3) * (extents.t * 6) + (i_start + i_3) * 6 + heads_4 * 3 + c_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads * 3 + c] = sum_4.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_2 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_2 * 3 + c_2] = sum_4.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_3 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_3 * 3 + c_3] = sum_4.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t) & (heads_4 < 2)) {
        v9[(rest + batch_4) * (extents.t * 6) + (i_start + i_4) * 6 + heads_4 * 3 + c_4] = sum_4.w;
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

@group(0) @binding(1) var<storage, read_write> v10: array<f32>;
@group(0) @binding(2) var<storage, read> n: array<f32>;
@group(0) @binding(3) var<storage, read> a_K: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let j_start = workgroup % ((extents.t + 340) / 341) * 341;
  // v10 ... j heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4 / 341;
      let j = row_task * 4 % 341;
      let batch_2 = (row_task * 4 + 1) / 341;
      let j_2 = (row_task * 4 + 1) % 341;
      let batch_3 = (row_task * 4 + 2) / 341;
      let j_3 = (row_task * 4 + 2) % 341;
      let batch_4 = (row_task * 4 + 3) / 341;
      let j_4 = (row_task * 4 + 3) % 341;
      let heads = column_task * 4 / 3;
      let c = column_task * 4 % 3;
      let heads_2 = (column_task * 4 + 1) / 3;
      let c_2 = (column_task * 4 + 1) % 3;
      let heads_3 = (column_task * 4 + 2) / 3;
      let c_3 = (column_task * 4 + 2) % 3;
      let heads_4 = (column_task * 4 + 3) / 3;
      let c_4 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6;
      let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(j_start + j_2, extents.t - 1) * 6;
      let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + j_3, extents.t - 1) * 6;
      let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(j_start + j_4, extents.t - 1) * 6;
      let right = min(heads, 1) * 3 + c;
      let right_2 = min(heads_2, 1) * 3 + c_2;
      let right_3 = min(heads_3, 1) * 3 + c_3;
      let right_4 = min(heads_4, 1) * 3 + c_4;
      for (var d2 = 0; d2 < 6; d2++) {
        let l = n[left + d2];
        let l_2 = n[left_2 + d2];
        let l_3 = n[left_3 + d2];
        let l_4 = n[left_4 + d2];
        let r = a_K[right + d2 * 6];
        let r_2 = a_K[right_2 + d2 * 6];
        let r_3 = a_K[right_3 + d2 * 6];
        let r_4 = a_K[right_4 + d2 * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads < 2)) {
        v10[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads * 3 + c] = sum.x;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_2 < 2)) {
        v10[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_2 * 3 + c_2] = sum.y;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_3 * 3 + c_3] = sum.z;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_4 * 3 + c_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads < 2)) {
        v10[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads * 3 + c] = sum_2.x;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_2 < 2)) {
        v10[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_2 * 3 + c_2] = sum_2.y;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_3 * 3 + c_3] = sum_2.z;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_4 * 3 + c_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads * 3 + c] = sum_3.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_2 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_2 * 3 + c_2] = sum_3.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = sum_3.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads * 3 + c] = sum_4.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_2 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_2 * 3 + c_2] = sum_4.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_3 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = sum_4.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_4 < 2)) {
        v10[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = sum_4.w;
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

@group(0) @binding(1) var<storage, read_write> a_s: array<f32>;
@group(0) @binding(2) var<storage, read> v9: array<f32>;
@group(0) @binding(3) var<storage, read> v10: array<f32>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

// a.s
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * 2 * ((extents.t + 31) >> 5) * ((extents.t + 63) >> 6)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 63) >> 6);
  let j_start = workgroup % ((extents.t + 63) >> 6) * 64;
  let rest_2 = rest / ((extents.t + 31) >> 5);
  let i_start = rest % ((extents.t + 31) >> 5) * 32;
  let rest_3 = rest_2 >> 1;
  let heads_start = rest_2 & 1;
  // v11 ... heads i j: 128 micro-tiles
  let task = invocation;
  let column_task = task & 15;
  let row_task = (task >> 4) & 7;
  let batch_task = task >> 7;
  let i = row_task * 4;
  let i_2 = row_task * 4 + 1;
  let i_3 = row_task * 4 + 2;
  let i_4 = row_task * 4 + 3;
  let j = column_task * 4;
  let j_2 = column_task * 4 + 1;
  let j_3 = column_task * 4 + 2;
  let j_4 = column_task * 4 + 3;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  let left = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(i_start + i, extents.t - 1) * 6 + heads_start * 3;
  let left_2 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(i_start + i_2, extents.t - 1) * 6 + heads_start * 3;
  let left_3 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(i_start + i_3, extents.t - 1) * 6 + heads_start * 3;
  let left_4 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(i_start + i_4, extents.t - 1) * 6 + heads_start * 3;
  let right = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6 + heads_start * 3;
  let right_2 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(j_start + j_2, extents.t - 1) * 6 + heads_start * 3;
  let right_3 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(j_start + j_3, extents.t - 1) * 6 + heads_start * 3;
  let right_4 = min(rest_3 + batch_task, extents.batch - 1) * (extents.t * 6) + min(j_start + j_4, extents.t - 1) * 6 + heads_start * 3;
  for (var c = 0; c < 3; c++) {
    let l = v9[left + c];
    let l_2 = v9[left_2 + c];
    let l_3 = v9[left_3 + c];
    let l_4 = v9[left_4 + c];
    let r = v10[right + c];
    let r_2 = v10[right_2 + c];
    let r_3 = v10[right_3 + c];
    let r_4 = v10[right_4 + c];
    sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
    sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
    sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
    sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
  }
  let sum = sums_0;
  let finished = select(f32_from_bits(0xff800000u), sum.x * 0.5773502691896258, min(j_start + j, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j)] = finished;
  }
  let finished_2 = select(f32_from_bits(0xff800000u), sum.y * 0.5773502691896258, min(j_start + j_2, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_2 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_2)] = finished_2;
  }
  let finished_3 = select(f32_from_bits(0xff800000u), sum.z * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_3)] = finished_3;
  }
  let finished_4 = select(f32_from_bits(0xff800000u), sum.w * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i) * extents.t + (j_start + j_4)] = finished_4;
  }
  let sum_2 = sums_4;
  let finished_5 = select(f32_from_bits(0xff800000u), sum_2.x * 0.5773502691896258, min(j_start + j, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j)] = finished_5;
  }
  let finished_6 = select(f32_from_bits(0xff800000u), sum_2.y * 0.5773502691896258, min(j_start + j_2, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_2 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_2)] = finished_6;
  }
  let finished_7 = select(f32_from_bits(0xff800000u), sum_2.z * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_3)] = finished_7;
  }
  let finished_8 = select(f32_from_bits(0xff800000u), sum_2.w * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_2, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_2 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_2) * extents.t + (j_start + j_4)] = finished_8;
  }
  let sum_3 = sums_8;
  let finished_9 = select(f32_from_bits(0xff800000u), sum_3.x * 0.5773502691896258, min(j_start + j, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j)] = finished_9;
  }
  let finished_10 = select(f32_from_bits(0xff800000u), sum_3.y * 0.5773502691896258, min(j_start + j_2, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_2 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_2)] = finished_10;
  }
  let finished_11 = select(f32_from_bits(0xff800000u), sum_3.z * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_3)] = finished_11;
  }
  let finished_12 = select(f32_from_bits(0xff800000u), sum_3.w * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_4)] = finished_12;
  }
  let sum_4 = sums_12;
  let finished_13 = select(f32_from_bits(0xff800000u), sum_4.x * 0.5773502691896258, min(j_start + j, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j)] = finished_13;
  }
  let finished_14 = select(f32_from_bits(0xff800000u), sum_4.y * 0.5773502691896258, min(j_start + j_2, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_2 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_2)] = finished_14;
  }
  let finished_15 = select(f32_from_bits(0xff800000u), sum_4.z * 0.5773502691896258, min(j_start + j_3, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_3 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_3)] = finished_15;
  }
  let finished_16 = select(f32_from_bits(0xff800000u), sum_4.w * 0.5773502691896258, min(j_start + j_4, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_4 < extents.t)) {
    a_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_4)] = finished_16;
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
  let top = scratch[(invocation >> 6) * 64];
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
  let sum = scratch[(invocation >> 6) * 64];
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

@group(0) @binding(1) var<storage, read_write> v14: array<f32>;
@group(0) @binding(2) var<storage, read> n: array<f32>;
@group(0) @binding(3) var<storage, read> a_V: array<f32>;

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
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let rest = workgroup / ((extents.t + 340) / 341);
  let j_start = workgroup % ((extents.t + 340) / 341) * 341;
  // v14 ... j heads c: 172 micro-tiles
  for (var round_2 = 0; round_2 < 3; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 172) {
      let column_task = task & 1;
      let row_task = (task >> 1) % 86;
      let batch = row_task * 4 / 341;
      let j = row_task * 4 % 341;
      let batch_2 = (row_task * 4 + 1) / 341;
      let j_2 = (row_task * 4 + 1) % 341;
      let batch_3 = (row_task * 4 + 2) / 341;
      let j_3 = (row_task * 4 + 2) % 341;
      let batch_4 = (row_task * 4 + 3) / 341;
      let j_4 = (row_task * 4 + 3) % 341;
      let heads = column_task * 4 / 3;
      let c = column_task * 4 % 3;
      let heads_2 = (column_task * 4 + 1) / 3;
      let c_2 = (column_task * 4 + 1) % 3;
      let heads_3 = (column_task * 4 + 2) / 3;
      let c_3 = (column_task * 4 + 2) % 3;
      let heads_4 = (column_task * 4 + 3) / 3;
      let c_4 = (column_task * 4 + 3) % 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(rest + batch, extents.batch - 1) * (extents.t * 6) + min(j_start + j, extents.t - 1) * 6;
      let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 6) + min(j_start + j_2, extents.t - 1) * 6;
      let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 6) + min(j_start + j_3, extents.t - 1) * 6;
      let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 6) + min(j_start + j_4, extents.t - 1) * 6;
      let right = min(heads, 1) * 3 + c;
      let right_2 = min(heads_2, 1) * 3 + c_2;
      let right_3 = min(heads_3, 1) * 3 + c_3;
      let right_4 = min(heads_4, 1) * 3 + c_4;
      for (var d2 = 0; d2 < 6; d2++) {
        let l = n[left + d2];
        let l_2 = n[left_2 + d2];
        let l_3 = n[left_3 + d2];
        let l_4 = n[left_4 + d2];
        let r = a_V[right + d2 * 6];
        let r_2 = a_V[right_2 + d2 * 6];
        let r_3 = a_V[right_3 + d2 * 6];
        let r_4 = a_V[right_4 + d2 * 6];
        sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
        sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
        sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
        sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
      }
      let sum = sums_0;
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads < 2)) {
        v14[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads * 3 + c] = sum.x;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_2 < 2)) {
        v14[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_2 * 3 + c_2] = sum.y;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_3 * 3 + c_3] = sum.z;
      }
      if ((batch < 1) & (rest + batch < extents.batch) & (j_start + j < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch) * (extents.t * 6) + (j_start + j) * 6 + heads_4 * 3 + c_4] = sum.w;
      }
      let sum_2 = sums_4;
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads < 2)) {
        v14[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads * 3 + c] = sum_2.x;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_2 < 2)) {
        v14[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_2 * 3 + c_2] = sum_2.y;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_3 * 3 + c_3] = sum_2.z;
      }
      if ((batch_2 < 1) & (rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_2) * (extents.t * 6) + (j_start + j_2) * 6 + heads_4 * 3 + c_4] = sum_2.w;
      }
      let sum_3 = sums_8;
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads * 3 + c] = sum_3.x;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_2 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_2 * 3 + c_2] = sum_3.y;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = sum_3.z;
      }
      if ((batch_3 < 1) & (rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_3) * (extents.t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = sum_3.w;
      }
      let sum_4 = sums_12;
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads * 3 + c] = sum_4.x;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_2 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_2 * 3 + c_2] = sum_4.y;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_3 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = sum_4.z;
      }
      if ((batch_4 < 1) & (rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t) & (heads_4 < 2)) {
        v14[(rest + batch_4) * (extents.t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = sum_4.w;
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

var<workgroup> kept_15: array<vec4f, 24>;

// h
@compute @workgroup_size(32)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 15) >> 4)) {
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
  let rest = workgroup / ((extents.t + 15) >> 4);
  let t_start = workgroup % ((extents.t + 15) >> 4) * 16;
  // v15 ... heads t c: 8 micro-tiles
  let task = invocation;
  if (task < 8) {
    let row_task = task & 3;
    let batch_task = task >> 2;
    let batch = batch_task >> 1;
    let heads = batch_task & 1;
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
    kept_15[(batch * 16 + heads * 48 + t) >> 2] = vec4f(sums_0, sums_3, sums_6, sums_9);
    kept_15[(batch * 16 + heads * 48 + t + 16) >> 2] = vec4f(sums_1, sums_4, sums_7, sums_10);
    kept_15[(batch * 16 + heads * 48 + t + 32) >> 2] = vec4f(sums_2, sums_5, sums_8, sums_11);
  }
  workgroupBarrier();
  // a.y ... t d: 8 micro-tiles
  let task_2 = invocation;
  if (task_2 < 8) {
    let column_task = task_2 & 1;
    let row_task_2 = (task_2 >> 1) & 3;
    let batch_2 = row_task_2 >> 2;
    let t_5 = (row_task_2 & 3) * 4;
    let batch_3 = row_task_2 >> 2;
    let t_6 = (row_task_2 & 3) * 4 + 1;
    let batch_4 = row_task_2 >> 2;
    let t_7 = (row_task_2 & 3) * 4 + 2;
    let batch_5 = row_task_2 >> 2;
    let t_8 = (row_task_2 & 3) * 4 + 3;
    let d = column_task * 4;
    let d_2 = column_task * 4 + 1;
    let d_3 = column_task * 4 + 2;
    let d_4 = column_task * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left_5 = batch_2 * 16 + t_5;
    let right_4 = min(d, 5);
    let right_5 = min(d_2, 5);
    let right_6 = min(d_3, 5);
    let right_7 = min(d_4, 5);
    for (var heads_2 = 0; heads_2 < 2; heads_2++) {
      for (var c = 0; c < 3; c++) {
        let l_5 = kept_15[(left_5 + (heads_2 * 48 + c * 16)) >> 2];
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
  let sum = scratch[(invocation >> 1) * 2];
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
  let squares = scratch[(invocation >> 1) * 2];
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

var<workgroup> kept_24: array<vec4f, 72>;

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
  if (workgroup >= ((extents.batch * extents.t + 31) >> 5)) {
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
  // v23 ... f: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task & 7;
    let column_task = (task >> 3) % 3;
    let batch = row_task * 4;
    let batch_2 = row_task * 4 + 1;
    let batch_3 = row_task * 4 + 2;
    let batch_4 = row_task * 4 + 3;
    let f = column_task * 4;
    let f_2 = column_task * 4 + 1;
    let f_3 = column_task * 4 + 2;
    let f_4 = column_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let right = min(f, 8);
    let right_2 = min(f_2, 8);
    let right_3 = min(f_3, 8);
    let right_4 = min(f_4, 8);
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
      sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
    }
    let finished = gelu_f32(sums_0.x);
    let finished_2 = gelu_f32(sums_4.x);
    let finished_3 = gelu_f32(sums_8.x);
    let finished_4 = gelu_f32(sums_12.x);
    if (f < 9) {
      kept_24[(batch + f * 32) >> 2] = vec4f(finished, finished_2, finished_3, finished_4);
    }
    let finished_5 = gelu_f32(sums_0.y);
    let finished_6 = gelu_f32(sums_4.y);
    let finished_7 = gelu_f32(sums_8.y);
    let finished_8 = gelu_f32(sums_12.y);
    if (f_2 < 9) {
      kept_24[(batch + f_2 * 32) >> 2] = vec4f(finished_5, finished_6, finished_7, finished_8);
    }
    let finished_9 = gelu_f32(sums_0.z);
    let finished_10 = gelu_f32(sums_4.z);
    let finished_11 = gelu_f32(sums_8.z);
    let finished_12 = gelu_f32(sums_12.z);
    if (f_3 < 9) {
      kept_24[(batch + f_3 * 32) >> 2] = vec4f(finished_9, finished_10, finished_11, finished_12);
    }
    let finished_13 = gelu_f32(sums_0.w);
    let finished_14 = gelu_f32(sums_4.w);
    let finished_15 = gelu_f32(sums_8.w);
    let finished_16 = gelu_f32(sums_12.w);
    if (f_4 < 9) {
      kept_24[(batch + f_4 * 32) >> 2] = vec4f(finished_13, finished_14, finished_15, finished_16);
    }
  }
  workgroupBarrier();
  // b.y ... d: 16 micro-tiles
  let task_2 = invocation;
  if (task_2 < 16) {
    let column_task_2 = task_2 & 1;
    let row_task_2 = (task_2 >> 1) & 7;
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
    let right_5 = min(d, 5);
    let right_6 = min(d_2, 5);
    let right_7 = min(d_3, 5);
    let right_8 = min(d_4, 5);
    for (var f_5 = 0; f_5 < 9; f_5++) {
      let l_5 = kept_24[(batch_5 + f_5 * 32) >> 2];
      let r_5 = b_D[right_5 + f_5 * 6];
      let r_6 = b_D[right_6 + f_5 * 6];
      let r_7 = b_D[right_7 + f_5 * 6];
      let r_8 = b_D[right_8 + f_5 * 6];
      sums_0_2 = fma(vec4f(l_5.x), vec4f(r_5, r_6, r_7, r_8), sums_0_2);
      sums_4_2 = fma(vec4f(l_5.y), vec4f(r_5, r_6, r_7, r_8), sums_4_2);
      sums_8_2 = fma(vec4f(l_5.z), vec4f(r_5, r_6, r_7, r_8), sums_8_2);
      sums_12_2 = fma(vec4f(l_5.w), vec4f(r_5, r_6, r_7, r_8), sums_12_2);
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
