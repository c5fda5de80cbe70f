// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> U: array<vec4f>;
@group(0) @binding(3) var<storage, read> b: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(5) var<storage, read> D: array<vec4f>;

var<workgroup> kept_5: array<vec4f, 96>;

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
  // v4 ... f: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task % 8;
    let column_task = task / 8 % 3;
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
    let left = min(batch_start + batch, extents.batch - 1) * 8;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 8;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 8;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 8;
    for (var i = 0; i < 2; i++) {
      let l = x[(left >> 2) + i];
      let l_2 = x[(left_2 >> 2) + i];
      let l_3 = x[(left_3 >> 2) + i];
      let l_4 = x[(left_4 >> 2) + i];
      let r = U[(f >> 2) + i * 12];
      let r_2 = U[(f >> 2) + (i * 4 + 1) * 3];
      let r_3 = U[(f >> 2) + (i * 4 + 2) * 3];
      let r_4 = U[(f >> 2) + (i * 4 + 3) * 3];
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
    let finished = gelu_f32(sums_0.x + b[f]);
    let finished_2 = gelu_f32(sums_4.x + b[f]);
    let finished_3 = gelu_f32(sums_8.x + b[f]);
    let finished_4 = gelu_f32(sums_12.x + b[f]);
    kept_5[batch / 4 + f * 8] = vec4f(finished, finished_2, finished_3, finished_4);
    let finished_5 = gelu_f32(sums_0.y + b[f_2]);
    let finished_6 = gelu_f32(sums_4.y + b[f_2]);
    let finished_7 = gelu_f32(sums_8.y + b[f_2]);
    let finished_8 = gelu_f32(sums_12.y + b[f_2]);
    kept_5[batch / 4 + f_2 * 8] = vec4f(finished_5, finished_6, finished_7, finished_8);
    let finished_9 = gelu_f32(sums_0.z + b[f_3]);
    let finished_10 = gelu_f32(sums_4.z + b[f_3]);
    let finished_11 = gelu_f32(sums_8.z + b[f_3]);
    let finished_12 = gelu_f32(sums_12.z + b[f_3]);
    kept_5[batch / 4 + f_3 * 8] = vec4f(finished_9, finished_10, finished_11, finished_12);
    let finished_13 = gelu_f32(sums_0.w + b[f_4]);
    let finished_14 = gelu_f32(sums_4.w + b[f_4]);
    let finished_15 = gelu_f32(sums_8.w + b[f_4]);
    let finished_16 = gelu_f32(sums_12.w + b[f_4]);
    kept_5[batch / 4 + f_4 * 8] = vec4f(finished_13, finished_14, finished_15, finished_16);
  }
  workgroupBarrier();
  // v6 ... d: 16 micro-tiles
  let task_2 = invocation;
  if (task_2 < 16) {
    let column_task_2 = task_2 & 1;
    let row_task_2 = task_2 / 2 % 8;
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
    for (var f_5 = 0; f_5 < 3; f_5++) {
      let l_5 = kept_5[batch_5 / 4 + f_5 * 32];
      let l_6 = kept_5[batch_5 / 4 + (f_5 * 4 + 1) * 8];
      let l_7 = kept_5[batch_5 / 4 + (f_5 * 4 + 2) * 8];
      let l_8 = kept_5[batch_5 / 4 + (f_5 * 4 + 3) * 8];
      let r_5 = D[(d >> 2) + f_5 * 8];
      let r_6 = D[(d >> 2) + (f_5 * 4 + 1) * 2];
      let r_7 = D[(d >> 2) + (f_5 * 4 + 2) * 2];
      let r_8 = D[(d >> 2) + (f_5 * 4 + 3) * 2];
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
    }
    let sum = sums_0_2;
    let at = min(batch_start + batch_5, extents.batch - 1) * 8 + d;
    let finished_17 = x[at >> 2][at & 3] + sum.x;
    let at_2 = min(batch_start + batch_5, extents.batch - 1) * 8 + d_2;
    let finished_18 = x[at_2 >> 2][at_2 & 3] + sum.y;
    let at_3 = min(batch_start + batch_5, extents.batch - 1) * 8 + d_3;
    let finished_19 = x[at_3 >> 2][at_3 & 3] + sum.z;
    let at_4 = min(batch_start + batch_5, extents.batch - 1) * 8 + d_4;
    let finished_20 = x[at_4 >> 2][at_4 & 3] + sum.w;
    if (batch_start + batch_5 < extents.batch) {
      y[(batch_start + batch_5) * 2 + (d >> 2)] = vec4f(finished_17, finished_18, finished_19, finished_20);
    }
    let sum_2 = sums_4_2;
    let at_5 = min(batch_start + batch_6, extents.batch - 1) * 8 + d;
    let finished_21 = x[at_5 >> 2][at_5 & 3] + sum_2.x;
    let at_6 = min(batch_start + batch_6, extents.batch - 1) * 8 + d_2;
    let finished_22 = x[at_6 >> 2][at_6 & 3] + sum_2.y;
    let at_7 = min(batch_start + batch_6, extents.batch - 1) * 8 + d_3;
    let finished_23 = x[at_7 >> 2][at_7 & 3] + sum_2.z;
    let at_8 = min(batch_start + batch_6, extents.batch - 1) * 8 + d_4;
    let finished_24 = x[at_8 >> 2][at_8 & 3] + sum_2.w;
    if (batch_start + batch_6 < extents.batch) {
      y[(batch_start + batch_6) * 2 + (d >> 2)] = vec4f(finished_21, finished_22, finished_23, finished_24);
    }
    let sum_3 = sums_8_2;
    let at_9 = min(batch_start + batch_7, extents.batch - 1) * 8 + d;
    let finished_25 = x[at_9 >> 2][at_9 & 3] + sum_3.x;
    let at_10 = min(batch_start + batch_7, extents.batch - 1) * 8 + d_2;
    let finished_26 = x[at_10 >> 2][at_10 & 3] + sum_3.y;
    let at_11 = min(batch_start + batch_7, extents.batch - 1) * 8 + d_3;
    let finished_27 = x[at_11 >> 2][at_11 & 3] + sum_3.z;
    let at_12 = min(batch_start + batch_7, extents.batch - 1) * 8 + d_4;
    let finished_28 = x[at_12 >> 2][at_12 & 3] + sum_3.w;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 2 + (d >> 2)] = vec4f(finished_25, finished_26, finished_27, finished_28);
    }
    let sum_4 = sums_12_2;
    let at_13 = min(batch_start + batch_8, extents.batch - 1) * 8 + d;
    let finished_29 = x[at_13 >> 2][at_13 & 3] + sum_4.x;
    let at_14 = min(batch_start + batch_8, extents.batch - 1) * 8 + d_2;
    let finished_30 = x[at_14 >> 2][at_14 & 3] + sum_4.y;
    let at_15 = min(batch_start + batch_8, extents.batch - 1) * 8 + d_3;
    let finished_31 = x[at_15 >> 2][at_15 & 3] + sum_4.z;
    let at_16 = min(batch_start + batch_8, extents.batch - 1) * 8 + d_4;
    let finished_32 = x[at_16 >> 2][at_16 & 3] + sum_4.w;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 2 + (d >> 2)] = vec4f(finished_29, finished_30, finished_31, finished_32);
    }
  }
}
