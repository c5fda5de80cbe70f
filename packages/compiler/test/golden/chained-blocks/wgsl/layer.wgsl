// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> up_A: array<vec4f>;
@group(0) @binding(3) var<storage, read> up_B: array<vec4f>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read> down_A: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(7) var<storage, read> down_B: array<vec4f>;

var<workgroup> kept_6: array<vec4f, 132>;
var<workgroup> kept_10: array<vec4f, 264>;
var<workgroup> kept_15: array<vec4f, 260>;

fn erfc_positive_f32(x: f32) -> f32 {
  let t = f32(2.0) / (f32(2.0) + x);
  return t * exp(fma(-x, x, fma(fma(fma(fma(fma(fma(fma(fma(fma(f32(0.148854598402977), t, f32(-0.7024875283241272)), t, f32(1.2084853649139404)), t, f32(-0.7663179636001587)), t, f32(-0.021214870736002922)), t, f32(-0.030777709558606148)), t, f32(0.0457511842250824)), t, f32(0.3842516839504242)), t, f32(0.9989176392555237)), t, f32(-1.2654623985290527))));
}

fn gelu_f32(x: f32) -> f32 {
  let tail = f32(0.5) * erfc_positive_f32(abs(x) * f32(0.7071067811865476));
  return x * select(f32(1.0) - tail, tail, x < f32(0.0));
}

// y
@compute @workgroup_size(64)
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
  var sums_16: vec4f;
  var sums_20: vec4f;
  var sums_24: vec4f;
  var sums_28: vec4f;
  var sums_0_3: vec4f;
  var sums_4_3: vec4f;
  var sums_8_3: vec4f;
  var sums_12_3: vec4f;
  var sums_0_4: vec4f;
  var sums_4_4: vec4f;
  var sums_8_4: vec4f;
  var sums_12_4: vec4f;
  let batch_start = workgroup * 32;
  // v6 ... g3 g: 32 micro-tiles
  let task = invocation;
  if (task < 32) {
    let row_task = task % 8;
    let batch_task = task / 8;
    let batch = row_task * 4;
    let batch_2 = row_task * 4 + 1;
    let batch_3 = row_task * 4 + 2;
    let batch_4 = row_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let left = min(batch_start + batch, extents.batch - 1) * 16 + batch_task * 4;
    let left_2 = min(batch_start + batch_2, extents.batch - 1) * 16 + batch_task * 4;
    let left_3 = min(batch_start + batch_3, extents.batch - 1) * 16 + batch_task * 4;
    let left_4 = min(batch_start + batch_4, extents.batch - 1) * 16 + batch_task * 4;
    let right = batch_task * 16;
    let l = x[left >> 2];
    let l_2 = x[left_2 >> 2];
    let l_3 = x[left_3 >> 2];
    let l_4 = x[left_4 >> 2];
    let r = up_A[right >> 2];
    let r_2 = up_A[(right >> 2) + 1];
    let r_3 = up_A[(right >> 2) + 2];
    let r_4 = up_A[(right >> 2) + 3];
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
    kept_6[batch / 4 + batch_task * 8] = vec4f(sums_0.x, sums_4.x, sums_8.x, sums_12.x);
    kept_6[batch / 4 + batch_task * 8 + 33] = vec4f(sums_0.y, sums_4.y, sums_8.y, sums_12.y);
    kept_6[batch / 4 + batch_task * 8 + 66] = vec4f(sums_0.z, sums_4.z, sums_8.z, sums_12.z);
    kept_6[batch / 4 + batch_task * 8 + 99] = vec4f(sums_0.w, sums_4.w, sums_8.w, sums_12.w);
  }
  workgroupBarrier();
  // up.y ... g g2 a: 32 micro-tiles
  let task_2 = invocation;
  if (task_2 < 32) {
    let row_task_2 = task_2 % 8;
    let batch_task_2 = task_2 / 8;
    let batch_5 = row_task_2 * 4;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    sums_16 = vec4f(0.0);
    sums_20 = vec4f(0.0);
    sums_24 = vec4f(0.0);
    sums_28 = vec4f(0.0);
    let left_5 = batch_5 + batch_task_2 * 132;
    let right_2 = batch_task_2 * 32;
    let right_3 = batch_task_2 * 32 + 4;
    let l_5 = kept_6[left_5 / 4];
    let l_6 = kept_6[left_5 / 4 + 8];
    let l_7 = kept_6[left_5 / 4 + 16];
    let l_8 = kept_6[left_5 / 4 + 24];
    let r_5 = up_B[right_2 >> 2];
    let r_6 = up_B[right_3 >> 2];
    let r_7 = up_B[(right_2 >> 2) + 2];
    let r_8 = up_B[(right_3 >> 2) + 2];
    let r_9 = up_B[(right_2 >> 2) + 4];
    let r_10 = up_B[(right_3 >> 2) + 4];
    let r_11 = up_B[(right_2 >> 2) + 6];
    let r_12 = up_B[(right_3 >> 2) + 6];
    sums_0_2 = fma(vec4f(l_5.x), r_5, sums_0_2);
    sums_4_2 = fma(vec4f(l_5.x), r_6, sums_4_2);
    sums_8_2 = fma(vec4f(l_5.y), r_5, sums_8_2);
    sums_12_2 = fma(vec4f(l_5.y), r_6, sums_12_2);
    sums_16 = fma(vec4f(l_5.z), r_5, sums_16);
    sums_20 = fma(vec4f(l_5.z), r_6, sums_20);
    sums_24 = fma(vec4f(l_5.w), r_5, sums_24);
    sums_28 = fma(vec4f(l_5.w), r_6, sums_28);
    sums_0_2 = fma(vec4f(l_6.x), r_7, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.x), r_8, sums_4_2);
    sums_8_2 = fma(vec4f(l_6.y), r_7, sums_8_2);
    sums_12_2 = fma(vec4f(l_6.y), r_8, sums_12_2);
    sums_16 = fma(vec4f(l_6.z), r_7, sums_16);
    sums_20 = fma(vec4f(l_6.z), r_8, sums_20);
    sums_24 = fma(vec4f(l_6.w), r_7, sums_24);
    sums_28 = fma(vec4f(l_6.w), r_8, sums_28);
    sums_0_2 = fma(vec4f(l_7.x), r_9, sums_0_2);
    sums_4_2 = fma(vec4f(l_7.x), r_10, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.y), r_9, sums_8_2);
    sums_12_2 = fma(vec4f(l_7.y), r_10, sums_12_2);
    sums_16 = fma(vec4f(l_7.z), r_9, sums_16);
    sums_20 = fma(vec4f(l_7.z), r_10, sums_20);
    sums_24 = fma(vec4f(l_7.w), r_9, sums_24);
    sums_28 = fma(vec4f(l_7.w), r_10, sums_28);
    sums_0_2 = fma(vec4f(l_8.x), r_11, sums_0_2);
    sums_4_2 = fma(vec4f(l_8.x), r_12, sums_4_2);
    sums_8_2 = fma(vec4f(l_8.y), r_11, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.y), r_12, sums_12_2);
    sums_16 = fma(vec4f(l_8.z), r_11, sums_16);
    sums_20 = fma(vec4f(l_8.z), r_12, sums_20);
    sums_24 = fma(vec4f(l_8.w), r_11, sums_24);
    sums_28 = fma(vec4f(l_8.w), r_12, sums_28);
    let finished = gelu_f32(sums_0_2.x + bias[batch_task_2 * 8]);
    let finished_2 = gelu_f32(sums_8_2.x + bias[batch_task_2 * 8]);
    let finished_3 = gelu_f32(sums_16.x + bias[batch_task_2 * 8]);
    let finished_4 = gelu_f32(sums_24.x + bias[batch_task_2 * 8]);
    kept_10[batch_5 / 4 + batch_task_2 * 66] = vec4f(finished, finished_2, finished_3, finished_4);
    let finished_5 = gelu_f32(sums_0_2.y + bias[batch_task_2 * 8 + 1]);
    let finished_6 = gelu_f32(sums_8_2.y + bias[batch_task_2 * 8 + 1]);
    let finished_7 = gelu_f32(sums_16.y + bias[batch_task_2 * 8 + 1]);
    let finished_8 = gelu_f32(sums_24.y + bias[batch_task_2 * 8 + 1]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 8] = vec4f(finished_5, finished_6, finished_7, finished_8);
    let finished_9 = gelu_f32(sums_0_2.z + bias[batch_task_2 * 8 + 2]);
    let finished_10 = gelu_f32(sums_8_2.z + bias[batch_task_2 * 8 + 2]);
    let finished_11 = gelu_f32(sums_16.z + bias[batch_task_2 * 8 + 2]);
    let finished_12 = gelu_f32(sums_24.z + bias[batch_task_2 * 8 + 2]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 16] = vec4f(finished_9, finished_10, finished_11, finished_12);
    let finished_13 = gelu_f32(sums_0_2.w + bias[batch_task_2 * 8 + 3]);
    let finished_14 = gelu_f32(sums_8_2.w + bias[batch_task_2 * 8 + 3]);
    let finished_15 = gelu_f32(sums_16.w + bias[batch_task_2 * 8 + 3]);
    let finished_16 = gelu_f32(sums_24.w + bias[batch_task_2 * 8 + 3]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 24] = vec4f(finished_13, finished_14, finished_15, finished_16);
    let finished_17 = gelu_f32(sums_4_2.x + bias[batch_task_2 * 8 + 4]);
    let finished_18 = gelu_f32(sums_12_2.x + bias[batch_task_2 * 8 + 4]);
    let finished_19 = gelu_f32(sums_20.x + bias[batch_task_2 * 8 + 4]);
    let finished_20 = gelu_f32(sums_28.x + bias[batch_task_2 * 8 + 4]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 33] = vec4f(finished_17, finished_18, finished_19, finished_20);
    let finished_21 = gelu_f32(sums_4_2.y + bias[batch_task_2 * 8 + 5]);
    let finished_22 = gelu_f32(sums_12_2.y + bias[batch_task_2 * 8 + 5]);
    let finished_23 = gelu_f32(sums_20.y + bias[batch_task_2 * 8 + 5]);
    let finished_24 = gelu_f32(sums_28.y + bias[batch_task_2 * 8 + 5]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 41] = vec4f(finished_21, finished_22, finished_23, finished_24);
    let finished_25 = gelu_f32(sums_4_2.z + bias[batch_task_2 * 8 + 6]);
    let finished_26 = gelu_f32(sums_12_2.z + bias[batch_task_2 * 8 + 6]);
    let finished_27 = gelu_f32(sums_20.z + bias[batch_task_2 * 8 + 6]);
    let finished_28 = gelu_f32(sums_28.z + bias[batch_task_2 * 8 + 6]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 49] = vec4f(finished_25, finished_26, finished_27, finished_28);
    let finished_29 = gelu_f32(sums_4_2.w + bias[batch_task_2 * 8 + 7]);
    let finished_30 = gelu_f32(sums_12_2.w + bias[batch_task_2 * 8 + 7]);
    let finished_31 = gelu_f32(sums_20.w + bias[batch_task_2 * 8 + 7]);
    let finished_32 = gelu_f32(sums_28.w + bias[batch_task_2 * 8 + 7]);
    kept_10[batch_5 / 4 + batch_task_2 * 66 + 57] = vec4f(finished_29, finished_30, finished_31, finished_32);
  }
  workgroupBarrier();
  // v15 ... g g2 p: 64 micro-tiles
  let task_3 = invocation;
  let row_task_3 = task_3 % 8;
  let batch_task_3 = task_3 / 8;
  let g = batch_task_3 / 2;
  let g2 = batch_task_3 % 2;
  let batch_6 = row_task_3 * 4;
  sums_0_3 = vec4f(0.0);
  sums_4_3 = vec4f(0.0);
  sums_8_3 = vec4f(0.0);
  sums_12_3 = vec4f(0.0);
  let left_6 = batch_6 + g * 264 + g2 * 132;
  let right_4 = g * 32 + g2 * 16;
  let l_9 = kept_10[left_6 / 4];
  let l_10 = kept_10[left_6 / 4 + 8];
  let l_11 = kept_10[left_6 / 4 + 16];
  let l_12 = kept_10[left_6 / 4 + 24];
  let r_13 = down_A[right_4 >> 2];
  let r_14 = down_A[(right_4 >> 2) + 1];
  let r_15 = down_A[(right_4 >> 2) + 2];
  let r_16 = down_A[(right_4 >> 2) + 3];
  sums_0_3 = fma(vec4f(l_9.x), r_13, sums_0_3);
  sums_4_3 = fma(vec4f(l_9.y), r_13, sums_4_3);
  sums_8_3 = fma(vec4f(l_9.z), r_13, sums_8_3);
  sums_12_3 = fma(vec4f(l_9.w), r_13, sums_12_3);
  sums_0_3 = fma(vec4f(l_10.x), r_14, sums_0_3);
  sums_4_3 = fma(vec4f(l_10.y), r_14, sums_4_3);
  sums_8_3 = fma(vec4f(l_10.z), r_14, sums_8_3);
  sums_12_3 = fma(vec4f(l_10.w), r_14, sums_12_3);
  sums_0_3 = fma(vec4f(l_11.x), r_15, sums_0_3);
  sums_4_3 = fma(vec4f(l_11.y), r_15, sums_4_3);
  sums_8_3 = fma(vec4f(l_11.z), r_15, sums_8_3);
  sums_12_3 = fma(vec4f(l_11.w), r_15, sums_12_3);
  sums_0_3 = fma(vec4f(l_12.x), r_16, sums_0_3);
  sums_4_3 = fma(vec4f(l_12.y), r_16, sums_4_3);
  sums_8_3 = fma(vec4f(l_12.z), r_16, sums_8_3);
  sums_12_3 = fma(vec4f(l_12.w), r_16, sums_12_3);
  kept_15[batch_6 / 4 + g * 16 + g2 * 8] = vec4f(sums_0_3.x, sums_4_3.x, sums_8_3.x, sums_12_3.x);
  kept_15[batch_6 / 4 + g * 16 + g2 * 8 + 65] = vec4f(sums_0_3.y, sums_4_3.y, sums_8_3.y, sums_12_3.y);
  kept_15[batch_6 / 4 + g * 16 + g2 * 8 + 130] = vec4f(sums_0_3.z, sums_4_3.z, sums_8_3.z, sums_12_3.z);
  kept_15[batch_6 / 4 + g * 16 + g2 * 8 + 195] = vec4f(sums_0_3.w, sums_4_3.w, sums_8_3.w, sums_12_3.w);
  workgroupBarrier();
  // down.y ... p e: 32 micro-tiles
  let task_4 = invocation;
  if (task_4 < 32) {
    let row_task_4 = task_4 % 8;
    let batch_task_4 = task_4 / 8;
    let batch_7 = row_task_4 * 4;
    let batch_8 = row_task_4 * 4 + 1;
    let batch_9 = row_task_4 * 4 + 2;
    let batch_10 = row_task_4 * 4 + 3;
    sums_0_4 = vec4f(0.0);
    sums_4_4 = vec4f(0.0);
    sums_8_4 = vec4f(0.0);
    sums_12_4 = vec4f(0.0);
    let left_7 = batch_7 + batch_task_4 * 260;
    let right_5 = batch_task_4 * 32;
    for (var g_2 = 0; g_2 < 4; g_2++) {
      for (var g2_2 = 0; g2_2 < 2; g2_2++) {
        let l_13 = kept_15[left_7 / 4 + (g_2 * 16 + g2_2 * 8)];
        let r_17 = down_B[(right_5 >> 2) + (g_2 * 2 + g2_2)];
        sums_0_4 = fma(vec4f(l_13.x), r_17, sums_0_4);
        sums_4_4 = fma(vec4f(l_13.y), r_17, sums_4_4);
        sums_8_4 = fma(vec4f(l_13.z), r_17, sums_8_4);
        sums_12_4 = fma(vec4f(l_13.w), r_17, sums_12_4);
      }
    }
    let sum = sums_0_4;
    let at = min(batch_start + batch_7, extents.batch - 1) * 16 + batch_task_4 * 4;
    let finished_33 = x[at >> 2][at & 3] + sum.x;
    let at_2 = min(batch_start + batch_7, extents.batch - 1) * 16 + batch_task_4 * 4 + 1;
    let finished_34 = x[at_2 >> 2][at_2 & 3] + sum.y;
    let at_3 = min(batch_start + batch_7, extents.batch - 1) * 16 + batch_task_4 * 4 + 2;
    let finished_35 = x[at_3 >> 2][at_3 & 3] + sum.z;
    let at_4 = min(batch_start + batch_7, extents.batch - 1) * 16 + batch_task_4 * 4 + 3;
    let finished_36 = x[at_4 >> 2][at_4 & 3] + sum.w;
    if (batch_start + batch_7 < extents.batch) {
      y[(batch_start + batch_7) * 4 + batch_task_4] = vec4f(finished_33, finished_34, finished_35, finished_36);
    }
    let sum_2 = sums_4_4;
    let at_5 = min(batch_start + batch_8, extents.batch - 1) * 16 + batch_task_4 * 4;
    let finished_37 = x[at_5 >> 2][at_5 & 3] + sum_2.x;
    let at_6 = min(batch_start + batch_8, extents.batch - 1) * 16 + batch_task_4 * 4 + 1;
    let finished_38 = x[at_6 >> 2][at_6 & 3] + sum_2.y;
    let at_7 = min(batch_start + batch_8, extents.batch - 1) * 16 + batch_task_4 * 4 + 2;
    let finished_39 = x[at_7 >> 2][at_7 & 3] + sum_2.z;
    let at_8 = min(batch_start + batch_8, extents.batch - 1) * 16 + batch_task_4 * 4 + 3;
    let finished_40 = x[at_8 >> 2][at_8 & 3] + sum_2.w;
    if (batch_start + batch_8 < extents.batch) {
      y[(batch_start + batch_8) * 4 + batch_task_4] = vec4f(finished_37, finished_38, finished_39, finished_40);
    }
    let sum_3 = sums_8_4;
    let at_9 = min(batch_start + batch_9, extents.batch - 1) * 16 + batch_task_4 * 4;
    let finished_41 = x[at_9 >> 2][at_9 & 3] + sum_3.x;
    let at_10 = min(batch_start + batch_9, extents.batch - 1) * 16 + batch_task_4 * 4 + 1;
    let finished_42 = x[at_10 >> 2][at_10 & 3] + sum_3.y;
    let at_11 = min(batch_start + batch_9, extents.batch - 1) * 16 + batch_task_4 * 4 + 2;
    let finished_43 = x[at_11 >> 2][at_11 & 3] + sum_3.z;
    let at_12 = min(batch_start + batch_9, extents.batch - 1) * 16 + batch_task_4 * 4 + 3;
    let finished_44 = x[at_12 >> 2][at_12 & 3] + sum_3.w;
    if (batch_start + batch_9 < extents.batch) {
      y[(batch_start + batch_9) * 4 + batch_task_4] = vec4f(finished_41, finished_42, finished_43, finished_44);
    }
    let sum_4 = sums_12_4;
    let at_13 = min(batch_start + batch_10, extents.batch - 1) * 16 + batch_task_4 * 4;
    let finished_45 = x[at_13 >> 2][at_13 & 3] + sum_4.x;
    let at_14 = min(batch_start + batch_10, extents.batch - 1) * 16 + batch_task_4 * 4 + 1;
    let finished_46 = x[at_14 >> 2][at_14 & 3] + sum_4.y;
    let at_15 = min(batch_start + batch_10, extents.batch - 1) * 16 + batch_task_4 * 4 + 2;
    let finished_47 = x[at_15 >> 2][at_15 & 3] + sum_4.z;
    let at_16 = min(batch_start + batch_10, extents.batch - 1) * 16 + batch_task_4 * 4 + 3;
    let finished_48 = x[at_16 >> 2][at_16 & 3] + sum_4.w;
    if (batch_start + batch_10 < extents.batch) {
      y[(batch_start + batch_10) * 4 + batch_task_4] = vec4f(finished_45, finished_46, finished_47, finished_48);
    }
  }
}
