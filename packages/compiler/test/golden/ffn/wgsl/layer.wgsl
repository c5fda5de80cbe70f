// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> U: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> D: array<f32>;

var<workgroup> kept_4: array<vec4f, 88>;

fn erfc_positive_f32(x: f32) -> f32 {
  let t = f32(2.0) / (f32(2.0) + x);
  return t * exp(fma(-x, x, fma(fma(fma(fma(fma(fma(fma(fma(fma(f32(0.148854598402977), t, f32(-0.7024875283241272)), t, f32(1.2084853649139404)), t, f32(-0.7663179636001587)), t, f32(-0.021214870736002922)), t, f32(-0.030777709558606148)), t, f32(0.0457511842250824)), t, f32(0.3842516839504242)), t, f32(0.9989176392555237)), t, f32(-1.2654623985290527))));
}

fn gelu_f32(x: f32) -> f32 {
  let tail = f32(0.5) * erfc_positive_f32(abs(x) * f32(0.7071067811865476));
  return x * select(f32(1.0) - tail, tail, x < f32(0.0));
}

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
  // v3 ... f: 24 micro-tiles
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
    let left = min(batch_start + batch, extents.batch - 1) * 7;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 7;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 7;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 7;
    let right = min(f, 10);
    let right_2 = min(f_2, 10);
    let right_3 = min(f_3, 10);
    let right_4 = min(f_4, 10);
    for (var i = 0; i < 7; i++) {
      let l = x[left + i];
      let l_2 = x[left_2 + i];
      let l_3 = x[left_3 + i];
      let l_4 = x[left_4 + i];
      let r = U[right + i * 11];
      let r_2 = U[right_2 + i * 11];
      let r_3 = U[right_3 + i * 11];
      let r_4 = U[right_4 + i * 11];
      sums_0 = fma(vec4f(l), vec4f(r, r_2, r_3, r_4), sums_0);
      sums_4 = fma(vec4f(l_2), vec4f(r, r_2, r_3, r_4), sums_4);
      sums_8 = fma(vec4f(l_3), vec4f(r, r_2, r_3, r_4), sums_8);
      sums_12 = fma(vec4f(l_4), vec4f(r, r_2, r_3, r_4), sums_12);
    }
    let finished = gelu_f32(sums_0.x);
    let finished_2 = gelu_f32(sums_4.x);
    let finished_3 = gelu_f32(sums_8.x);
    let finished_4 = gelu_f32(sums_12.x);
    if (f < 11) {
      kept_4[(batch + f * 32) >> 2] = vec4f(finished, finished_2, finished_3, finished_4);
    }
    let finished_5 = gelu_f32(sums_0.y);
    let finished_6 = gelu_f32(sums_4.y);
    let finished_7 = gelu_f32(sums_8.y);
    let finished_8 = gelu_f32(sums_12.y);
    if (f_2 < 11) {
      kept_4[(batch + f_2 * 32) >> 2] = vec4f(finished_5, finished_6, finished_7, finished_8);
    }
    let finished_9 = gelu_f32(sums_0.z);
    let finished_10 = gelu_f32(sums_4.z);
    let finished_11 = gelu_f32(sums_8.z);
    let finished_12 = gelu_f32(sums_12.z);
    if (f_3 < 11) {
      kept_4[(batch + f_3 * 32) >> 2] = vec4f(finished_9, finished_10, finished_11, finished_12);
    }
    let finished_13 = gelu_f32(sums_0.w);
    let finished_14 = gelu_f32(sums_4.w);
    let finished_15 = gelu_f32(sums_8.w);
    let finished_16 = gelu_f32(sums_12.w);
    if (f_4 < 11) {
      kept_4[(batch + f_4 * 32) >> 2] = vec4f(finished_13, finished_14, finished_15, finished_16);
    }
  }
  workgroupBarrier();
  // y ... d: 16 micro-tiles
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
    let right_5 = min(d, 6);
    let right_6 = min(d_2, 6);
    let right_7 = min(d_3, 6);
    let right_8 = min(d_4, 6);
    for (var f_5 = 0; f_5 < 11; f_5++) {
      let l_5 = kept_4[(batch_5 + f_5 * 32) >> 2];
      let r_5 = D[right_5 + f_5 * 7];
      let r_6 = D[right_6 + f_5 * 7];
      let r_7 = D[right_7 + f_5 * 7];
      let r_8 = D[right_8 + f_5 * 7];
      sums_0_2 = fma(vec4f(l_5.x), vec4f(r_5, r_6, r_7, r_8), sums_0_2);
      sums_4_2 = fma(vec4f(l_5.y), vec4f(r_5, r_6, r_7, r_8), sums_4_2);
      sums_8_2 = fma(vec4f(l_5.z), vec4f(r_5, r_6, r_7, r_8), sums_8_2);
      sums_12_2 = fma(vec4f(l_5.w), vec4f(r_5, r_6, r_7, r_8), sums_12_2);
    }
    let sum = sums_0_2;
    if ((batch_start + batch_5 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_5) * 7 + d] = sum.x;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_5) * 7 + d_2] = sum.y;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_5) * 7 + d_3] = sum.z;
    }
    if ((batch_start + batch_5 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_5) * 7 + d_4] = sum.w;
    }
    let sum_2 = sums_4_2;
    if ((batch_start + batch_6 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_6) * 7 + d] = sum_2.x;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_6) * 7 + d_2] = sum_2.y;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_6) * 7 + d_3] = sum_2.z;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_6) * 7 + d_4] = sum_2.w;
    }
    let sum_3 = sums_8_2;
    if ((batch_start + batch_7 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_7) * 7 + d] = sum_3.x;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_7) * 7 + d_2] = sum_3.y;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_7) * 7 + d_3] = sum_3.z;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_7) * 7 + d_4] = sum_3.w;
    }
    let sum_4 = sums_12_2;
    if ((batch_start + batch_8 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_8) * 7 + d] = sum_4.x;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_8) * 7 + d_2] = sum_4.y;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_8) * 7 + d_3] = sum_4.z;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_8) * 7 + d_4] = sum_4.w;
    }
  }
}
