// Kernel y

enable f16;
enable subgroups;
enable chromium_experimental_subgroup_matrix;
diagnostic(off, subgroup_uniformity);
diagnostic(off, chromium.subgroup_matrix_uniformity);

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<vec4h>;
@group(0) @binding(2) var<storage, read> W: array<vec4h>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4h>;
@group(0) @binding(4) var<storage, read> bias: array<f16>;

var<workgroup> staged_left: array<f16, 3072>;
var<workgroup> staged_right: array<f16, 2176>;
var<workgroup> results: array<f32, 1024>;

fn erfc_positive_f32(x: f32) -> f32 {
  let t = f32(2.0) / (f32(2.0) + x);
  return t * exp(fma(-x, x, fma(fma(fma(fma(fma(fma(fma(fma(fma(f32(0.148854598402977), t, f32(-0.7024875283241272)), t, f32(1.2084853649139404)), t, f32(-0.7663179636001587)), t, f32(-0.021214870736002922)), t, f32(-0.030777709558606148)), t, f32(0.0457511842250824)), t, f32(0.3842516839504242)), t, f32(0.9989176392555237)), t, f32(-1.2654623985290527))));
}

fn gelu_f32(x: f32) -> f32 {
  let tail = f32(0.5) * erfc_positive_f32(abs(x) * f32(0.7071067811865476));
  return x * select(f32(1.0) - tail, tail, x < f32(0.0));
}

// y
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
  @builtin(subgroup_invocation_id) subgroup_invocation_id: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 127) >> 7)) {
    return;
  }
  let invocation = i32(local_invocation_index);
  let subgroup = i32(local_invocation_index) / 32;
  let lane = i32(subgroup_invocation_id);
  var ahead_0: vec4h;
  var ahead_4: vec4h;
  var ahead_8: vec4h;
  var ahead_12: vec4h;
  var ahead_0_2: vec4h;
  var ahead_4_2: vec4h;
  var ahead_8_2: vec4h;
  var ahead_12_2: vec4h;
  var chosen: vec4h;
  var chosen_2: vec4h;
  var chosen_3: vec4h;
  var chosen_4: vec4h;
  var chosen_5: vec4h;
  var chosen_6: vec4h;
  var chosen_7: vec4h;
  var chosen_8: vec4h;
  var chosen_9: vec4h;
  var chosen_10: vec4h;
  var chosen_11: vec4h;
  var chosen_12: vec4h;
  var chosen_13: vec4h;
  var chosen_14: vec4h;
  var chosen_15: vec4h;
  var chosen_16: vec4h;
  var sums: subgroup_matrix_result<f32, 16, 16>;
  var sums_2: subgroup_matrix_result<f32, 16, 16>;
  var sums_3: subgroup_matrix_result<f32, 16, 16>;
  var sums_4: subgroup_matrix_result<f32, 16, 16>;
  var sums_5: subgroup_matrix_result<f32, 16, 16>;
  var sums_6: subgroup_matrix_result<f32, 16, 16>;
  var sums_7: subgroup_matrix_result<f32, 16, 16>;
  var sums_8: subgroup_matrix_result<f32, 16, 16>;
  var sums_9: subgroup_matrix_result<f32, 16, 16>;
  var sums_10: subgroup_matrix_result<f32, 16, 16>;
  var sums_11: subgroup_matrix_result<f32, 16, 16>;
  var sums_12: subgroup_matrix_result<f32, 16, 16>;
  var sums_13: subgroup_matrix_result<f32, 16, 16>;
  var sums_14: subgroup_matrix_result<f32, 16, 16>;
  var sums_15: subgroup_matrix_result<f32, 16, 16>;
  var sums_16: subgroup_matrix_result<f32, 16, 16>;
  var left: subgroup_matrix_left<f16, 16, 16>;
  var left_2: subgroup_matrix_left<f16, 16, 16>;
  var left_3: subgroup_matrix_left<f16, 16, 16>;
  var left_4: subgroup_matrix_left<f16, 16, 16>;
  var right: subgroup_matrix_right<f16, 16, 16>;
  let rest = workgroup;
  let batch_start = rest * 128;
  let first_row = subgroup / 2 * 64;
  let first_column = subgroup % 2 * 64;
  let digit = invocation / 4;
  let digit_2 = invocation % 4 * 4;
  let where_2 = digit * 24 + digit_2;
  let base = (batch_start + digit) * 100 + digit_2;
  let digit_3 = invocation / 32;
  let digit_4 = invocation % 32 * 4;
  let where_3 = digit_3 * 136 + digit_4;
  let base_2 = digit_3 * 72 + digit_4;
  sums = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_2 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_3 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_4 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_5 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_6 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_7 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_8 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_9 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_10 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_11 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_12 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_13 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_14 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_15 = subgroup_matrix_result<f32, 16, 16>(0.0);
  sums_16 = subgroup_matrix_result<f32, 16, 16>(0.0);
  if (digit_2 < 100) {
    chosen = x[min(base, extents.batch * 100 - 4) >> 2];
  } else {
    chosen = vec4h(0.0h);
  }
  ahead_0 = chosen;
  if (digit_2 < 100) {
    chosen_2 = x[min(base + 3200, extents.batch * 100 - 4) >> 2];
  } else {
    chosen_2 = vec4h(0.0h);
  }
  ahead_4 = chosen_2;
  if (digit_2 < 100) {
    chosen_3 = x[min(base + 6400, extents.batch * 100 - 4) >> 2];
  } else {
    chosen_3 = vec4h(0.0h);
  }
  ahead_8 = chosen_3;
  if (digit_2 < 100) {
    chosen_4 = x[min(base + 9600, extents.batch * 100 - 4) >> 2];
  } else {
    chosen_4 = vec4h(0.0h);
  }
  ahead_12 = chosen_4;
  if (digit_3 < 100) {
    chosen_5 = W[min(base_2, 7196) >> 2];
  } else {
    chosen_5 = vec4h(0.0h);
  }
  ahead_0_2 = chosen_5;
  if (digit_3 + 4 < 100) {
    chosen_6 = W[min(base_2 + 288, 7196) >> 2];
  } else {
    chosen_6 = vec4h(0.0h);
  }
  ahead_4_2 = chosen_6;
  if (digit_3 + 8 < 100) {
    chosen_7 = W[min(base_2 + 576, 7196) >> 2];
  } else {
    chosen_7 = vec4h(0.0h);
  }
  ahead_8_2 = chosen_7;
  if (digit_3 + 12 < 100) {
    chosen_8 = W[min(base_2 + 864, 7196) >> 2];
  } else {
    chosen_8 = vec4h(0.0h);
  }
  ahead_12_2 = chosen_8;
  for (var chunk = 0; chunk < 7; chunk++) {
    workgroupBarrier();
    staged_left[where_2] = ahead_0.x;
    staged_left[where_2 + 1] = ahead_0.y;
    staged_left[where_2 + 2] = ahead_0.z;
    staged_left[where_2 + 3] = ahead_0.w;
    staged_left[where_2 + 768] = ahead_4.x;
    staged_left[where_2 + 769] = ahead_4.y;
    staged_left[where_2 + 770] = ahead_4.z;
    staged_left[where_2 + 771] = ahead_4.w;
    staged_left[where_2 + 1536] = ahead_8.x;
    staged_left[where_2 + 1537] = ahead_8.y;
    staged_left[where_2 + 1538] = ahead_8.z;
    staged_left[where_2 + 1539] = ahead_8.w;
    staged_left[where_2 + 2304] = ahead_12.x;
    staged_left[where_2 + 2305] = ahead_12.y;
    staged_left[where_2 + 2306] = ahead_12.z;
    staged_left[where_2 + 2307] = ahead_12.w;
    staged_right[where_3] = ahead_0_2.x;
    staged_right[where_3 + 1] = ahead_0_2.y;
    staged_right[where_3 + 2] = ahead_0_2.z;
    staged_right[where_3 + 3] = ahead_0_2.w;
    staged_right[where_3 + 544] = ahead_4_2.x;
    staged_right[where_3 + 545] = ahead_4_2.y;
    staged_right[where_3 + 546] = ahead_4_2.z;
    staged_right[where_3 + 547] = ahead_4_2.w;
    staged_right[where_3 + 1088] = ahead_8_2.x;
    staged_right[where_3 + 1089] = ahead_8_2.y;
    staged_right[where_3 + 1090] = ahead_8_2.z;
    staged_right[where_3 + 1091] = ahead_8_2.w;
    staged_right[where_3 + 1632] = ahead_12_2.x;
    staged_right[where_3 + 1633] = ahead_12_2.y;
    staged_right[where_3 + 1634] = ahead_12_2.z;
    staged_right[where_3 + 1635] = ahead_12_2.w;
    workgroupBarrier();
    if (chunk + 1 < 7) {
      let start = (chunk + 1) * 16;
      if (start + digit_2 < 100) {
        chosen_9 = x[min(start + base, extents.batch * 100 - 4) >> 2];
      } else {
        chosen_9 = vec4h(0.0h);
      }
      ahead_0 = chosen_9;
      if (start + digit_2 < 100) {
        chosen_10 = x[min(start + base + 3200, extents.batch * 100 - 4) >> 2];
      } else {
        chosen_10 = vec4h(0.0h);
      }
      ahead_4 = chosen_10;
      if (start + digit_2 < 100) {
        chosen_11 = x[min(start + base + 6400, extents.batch * 100 - 4) >> 2];
      } else {
        chosen_11 = vec4h(0.0h);
      }
      ahead_8 = chosen_11;
      if (start + digit_2 < 100) {
        chosen_12 = x[min(start + base + 9600, extents.batch * 100 - 4) >> 2];
      } else {
        chosen_12 = vec4h(0.0h);
      }
      ahead_12 = chosen_12;
      let start_2 = (chunk + 1) * 16;
      if (start_2 + digit_3 < 100) {
        chosen_13 = W[min(start_2 * 72 + base_2, 7196) >> 2];
      } else {
        chosen_13 = vec4h(0.0h);
      }
      ahead_0_2 = chosen_13;
      if (start_2 + digit_3 + 4 < 100) {
        chosen_14 = W[min(start_2 * 72 + base_2 + 288, 7196) >> 2];
      } else {
        chosen_14 = vec4h(0.0h);
      }
      ahead_4_2 = chosen_14;
      if (start_2 + digit_3 + 8 < 100) {
        chosen_15 = W[min(start_2 * 72 + base_2 + 576, 7196) >> 2];
      } else {
        chosen_15 = vec4h(0.0h);
      }
      ahead_8_2 = chosen_15;
      if (start_2 + digit_3 + 12 < 100) {
        chosen_16 = W[min(start_2 * 72 + base_2 + 864, 7196) >> 2];
      } else {
        chosen_16 = vec4h(0.0h);
      }
      ahead_12_2 = chosen_16;
    }
    let base_3 = first_row * 24;
    left = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&staged_left, u32(base_3), 24);
    left_2 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&staged_left, u32(base_3 + 384), 24);
    left_3 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&staged_left, u32(base_3 + 768), 24);
    left_4 = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&staged_left, u32(base_3 + 1152), 24);
    right = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&staged_right, u32(first_column), 136);
    sums = subgroupMatrixMultiplyAccumulate(left, right, sums);
    sums_5 = subgroupMatrixMultiplyAccumulate(left_2, right, sums_5);
    sums_9 = subgroupMatrixMultiplyAccumulate(left_3, right, sums_9);
    sums_13 = subgroupMatrixMultiplyAccumulate(left_4, right, sums_13);
    right = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&staged_right, u32(first_column + 16), 136);
    sums_2 = subgroupMatrixMultiplyAccumulate(left, right, sums_2);
    sums_6 = subgroupMatrixMultiplyAccumulate(left_2, right, sums_6);
    sums_10 = subgroupMatrixMultiplyAccumulate(left_3, right, sums_10);
    sums_14 = subgroupMatrixMultiplyAccumulate(left_4, right, sums_14);
    right = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&staged_right, u32(first_column + 32), 136);
    sums_3 = subgroupMatrixMultiplyAccumulate(left, right, sums_3);
    sums_7 = subgroupMatrixMultiplyAccumulate(left_2, right, sums_7);
    sums_11 = subgroupMatrixMultiplyAccumulate(left_3, right, sums_11);
    sums_15 = subgroupMatrixMultiplyAccumulate(left_4, right, sums_15);
    right = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, row_major>(&staged_right, u32(first_column + 48), 136);
    sums_4 = subgroupMatrixMultiplyAccumulate(left, right, sums_4);
    sums_8 = subgroupMatrixMultiplyAccumulate(left_2, right, sums_8);
    sums_12 = subgroupMatrixMultiplyAccumulate(left_3, right, sums_12);
    sums_16 = subgroupMatrixMultiplyAccumulate(left_4, right, sums_16);
  }
  let first = subgroup * 256;
  subgroupMatrixStore<row_major>(&results, u32(first), sums, 16);
  workgroupBarrier();
  let unit = lane;
  let at = batch_start + (first_row + (unit >> 2));
  let at_2 = first_column + (unit & 3) * 4;
  if ((at < extents.batch) & (at_2 < 72)) {
    let at_3 = first + unit * 4;
    let sum = vec4f(results[at_3], results[at_3 + 1], results[at_3 + 2], results[at_3 + 3]);
    let finished = gelu_f32(sum.x + f32(bias[at_2]));
    let finished_2 = gelu_f32(sum.y + f32(bias[at_2 + 1]));
    let finished_3 = gelu_f32(sum.z + f32(bias[at_2 + 2]));
    let finished_4 = gelu_f32(sum.w + f32(bias[at_2 + 3]));
    y[at * 18 + (at_2 >> 2)] = vec4h(vec4f(finished, finished_2, finished_3, finished_4));
  }
  let unit_2 = lane + 32;
  let at_4 = batch_start + (first_row + (unit_2 >> 2));
  let at_5 = first_column + (unit_2 & 3) * 4;
  if ((at_4 < extents.batch) & (at_5 < 72)) {
    let at_6 = first + unit_2 * 4;
    let sum_2 = vec4f(results[at_6], results[at_6 + 1], results[at_6 + 2], results[at_6 + 3]);
    let finished_5 = gelu_f32(sum_2.x + f32(bias[at_5]));
    let finished_6 = gelu_f32(sum_2.y + f32(bias[at_5 + 1]));
    let finished_7 = gelu_f32(sum_2.z + f32(bias[at_5 + 2]));
    let finished_8 = gelu_f32(sum_2.w + f32(bias[at_5 + 3]));
    y[at_4 * 18 + (at_5 >> 2)] = vec4h(vec4f(finished_5, finished_6, finished_7, finished_8));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_2, 16);
  workgroupBarrier();
  let unit_3 = lane;
  let at_7 = batch_start + (first_row + (unit_3 >> 2));
  let at_8 = first_column + 16 + (unit_3 & 3) * 4;
  if ((at_7 < extents.batch) & (at_8 < 72)) {
    let at_9 = first + unit_3 * 4;
    let sum_3 = vec4f(results[at_9], results[at_9 + 1], results[at_9 + 2], results[at_9 + 3]);
    let finished_9 = gelu_f32(sum_3.x + f32(bias[at_8]));
    let finished_10 = gelu_f32(sum_3.y + f32(bias[at_8 + 1]));
    let finished_11 = gelu_f32(sum_3.z + f32(bias[at_8 + 2]));
    let finished_12 = gelu_f32(sum_3.w + f32(bias[at_8 + 3]));
    y[at_7 * 18 + (at_8 >> 2)] = vec4h(vec4f(finished_9, finished_10, finished_11, finished_12));
  }
  let unit_4 = lane + 32;
  let at_10 = batch_start + (first_row + (unit_4 >> 2));
  let at_11 = first_column + 16 + (unit_4 & 3) * 4;
  if ((at_10 < extents.batch) & (at_11 < 72)) {
    let at_12 = first + unit_4 * 4;
    let sum_4 = vec4f(results[at_12], results[at_12 + 1], results[at_12 + 2], results[at_12 + 3]);
    let finished_13 = gelu_f32(sum_4.x + f32(bias[at_11]));
    let finished_14 = gelu_f32(sum_4.y + f32(bias[at_11 + 1]));
    let finished_15 = gelu_f32(sum_4.z + f32(bias[at_11 + 2]));
    let finished_16 = gelu_f32(sum_4.w + f32(bias[at_11 + 3]));
    y[at_10 * 18 + (at_11 >> 2)] = vec4h(vec4f(finished_13, finished_14, finished_15, finished_16));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_3, 16);
  workgroupBarrier();
  let unit_5 = lane;
  let at_13 = batch_start + (first_row + (unit_5 >> 2));
  let at_14 = first_column + 32 + (unit_5 & 3) * 4;
  if ((at_13 < extents.batch) & (at_14 < 72)) {
    let at_15 = first + unit_5 * 4;
    let sum_5 = vec4f(results[at_15], results[at_15 + 1], results[at_15 + 2], results[at_15 + 3]);
    let finished_17 = gelu_f32(sum_5.x + f32(bias[at_14]));
    let finished_18 = gelu_f32(sum_5.y + f32(bias[at_14 + 1]));
    let finished_19 = gelu_f32(sum_5.z + f32(bias[at_14 + 2]));
    let finished_20 = gelu_f32(sum_5.w + f32(bias[at_14 + 3]));
    y[at_13 * 18 + (at_14 >> 2)] = vec4h(vec4f(finished_17, finished_18, finished_19, finished_20));
  }
  let unit_6 = lane + 32;
  let at_16 = batch_start + (first_row + (unit_6 >> 2));
  let at_17 = first_column + 32 + (unit_6 & 3) * 4;
  if ((at_16 < extents.batch) & (at_17 < 72)) {
    let at_18 = first + unit_6 * 4;
    let sum_6 = vec4f(results[at_18], results[at_18 + 1], results[at_18 + 2], results[at_18 + 3]);
    let finished_21 = gelu_f32(sum_6.x + f32(bias[at_17]));
    let finished_22 = gelu_f32(sum_6.y + f32(bias[at_17 + 1]));
    let finished_23 = gelu_f32(sum_6.z + f32(bias[at_17 + 2]));
    let finished_24 = gelu_f32(sum_6.w + f32(bias[at_17 + 3]));
    y[at_16 * 18 + (at_17 >> 2)] = vec4h(vec4f(finished_21, finished_22, finished_23, finished_24));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_4, 16);
  workgroupBarrier();
  let unit_7 = lane;
  let at_19 = batch_start + (first_row + (unit_7 >> 2));
  let at_20 = first_column + 48 + (unit_7 & 3) * 4;
  if ((at_19 < extents.batch) & (at_20 < 72)) {
    let at_21 = first + unit_7 * 4;
    let sum_7 = vec4f(results[at_21], results[at_21 + 1], results[at_21 + 2], results[at_21 + 3]);
    let finished_25 = gelu_f32(sum_7.x + f32(bias[at_20]));
    let finished_26 = gelu_f32(sum_7.y + f32(bias[at_20 + 1]));
    let finished_27 = gelu_f32(sum_7.z + f32(bias[at_20 + 2]));
    let finished_28 = gelu_f32(sum_7.w + f32(bias[at_20 + 3]));
    y[at_19 * 18 + (at_20 >> 2)] = vec4h(vec4f(finished_25, finished_26, finished_27, finished_28));
  }
  let unit_8 = lane + 32;
  let at_22 = batch_start + (first_row + (unit_8 >> 2));
  let at_23 = first_column + 48 + (unit_8 & 3) * 4;
  if ((at_22 < extents.batch) & (at_23 < 72)) {
    let at_24 = first + unit_8 * 4;
    let sum_8 = vec4f(results[at_24], results[at_24 + 1], results[at_24 + 2], results[at_24 + 3]);
    let finished_29 = gelu_f32(sum_8.x + f32(bias[at_23]));
    let finished_30 = gelu_f32(sum_8.y + f32(bias[at_23 + 1]));
    let finished_31 = gelu_f32(sum_8.z + f32(bias[at_23 + 2]));
    let finished_32 = gelu_f32(sum_8.w + f32(bias[at_23 + 3]));
    y[at_22 * 18 + (at_23 >> 2)] = vec4h(vec4f(finished_29, finished_30, finished_31, finished_32));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_5, 16);
  workgroupBarrier();
  let unit_9 = lane;
  let at_25 = batch_start + (first_row + 16 + (unit_9 >> 2));
  let at_26 = first_column + (unit_9 & 3) * 4;
  if ((at_25 < extents.batch) & (at_26 < 72)) {
    let at_27 = first + unit_9 * 4;
    let sum_9 = vec4f(results[at_27], results[at_27 + 1], results[at_27 + 2], results[at_27 + 3]);
    let finished_33 = gelu_f32(sum_9.x + f32(bias[at_26]));
    let finished_34 = gelu_f32(sum_9.y + f32(bias[at_26 + 1]));
    let finished_35 = gelu_f32(sum_9.z + f32(bias[at_26 + 2]));
    let finished_36 = gelu_f32(sum_9.w + f32(bias[at_26 + 3]));
    y[at_25 * 18 + (at_26 >> 2)] = vec4h(vec4f(finished_33, finished_34, finished_35, finished_36));
  }
  let unit_10 = lane + 32;
  let at_28 = batch_start + (first_row + 16 + (unit_10 >> 2));
  let at_29 = first_column + (unit_10 & 3) * 4;
  if ((at_28 < extents.batch) & (at_29 < 72)) {
    let at_30 = first + unit_10 * 4;
    let sum_10 = vec4f(results[at_30], results[at_30 + 1], results[at_30 + 2], results[at_30 + 3]);
    let finished_37 = gelu_f32(sum_10.x + f32(bias[at_29]));
    let finished_38 = gelu_f32(sum_10.y + f32(bias[at_29 + 1]));
    let finished_39 = gelu_f32(sum_10.z + f32(bias[at_29 + 2]));
    let finished_40 = gelu_f32(sum_10.w + f32(bias[at_29 + 3]));
    y[at_28 * 18 + (at_29 >> 2)] = vec4h(vec4f(finished_37, finished_38, finished_39, finished_40));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_6, 16);
  workgroupBarrier();
  let unit_11 = lane;
  let at_31 = batch_start + (first_row + 16 + (unit_11 >> 2));
  let at_32 = first_column + 16 + (unit_11 & 3) * 4;
  if ((at_31 < extents.batch) & (at_32 < 72)) {
    let at_33 = first + unit_11 * 4;
    let sum_11 = vec4f(results[at_33], results[at_33 + 1], results[at_33 + 2], results[at_33 + 3]);
    let finished_41 = gelu_f32(sum_11.x + f32(bias[at_32]));
    let finished_42 = gelu_f32(sum_11.y + f32(bias[at_32 + 1]));
    let finished_43 = gelu_f32(sum_11.z + f32(bias[at_32 + 2]));
    let finished_44 = gelu_f32(sum_11.w + f32(bias[at_32 + 3]));
    y[at_31 * 18 + (at_32 >> 2)] = vec4h(vec4f(finished_41, finished_42, finished_43, finished_44));
  }
  let unit_12 = lane + 32;
  let at_34 = batch_start + (first_row + 16 + (unit_12 >> 2));
  let at_35 = first_column + 16 + (unit_12 & 3) * 4;
  if ((at_34 < extents.batch) & (at_35 < 72)) {
    let at_36 = first + unit_12 * 4;
    let sum_12 = vec4f(results[at_36], results[at_36 + 1], results[at_36 + 2], results[at_36 + 3]);
    let finished_45 = gelu_f32(sum_12.x + f32(bias[at_35]));
    let finished_46 = gelu_f32(sum_12.y + f32(bias[at_35 + 1]));
    let finished_47 = gelu_f32(sum_12.z + f32(bias[at_35 + 2]));
    let finished_48 = gelu_f32(sum_12.w + f32(bias[at_35 + 3]));
    y[at_34 * 18 + (at_35 >> 2)] = vec4h(vec4f(finished_45, finished_46, finished_47, finished_48));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_7, 16);
  workgroupBarrier();
  let unit_13 = lane;
  let at_37 = batch_start + (first_row + 16 + (unit_13 >> 2));
  let at_38 = first_column + 32 + (unit_13 & 3) * 4;
  if ((at_37 < extents.batch) & (at_38 < 72)) {
    let at_39 = first + unit_13 * 4;
    let sum_13 = vec4f(results[at_39], results[at_39 + 1], results[at_39 + 2], results[at_39 + 3]);
    let finished_49 = gelu_f32(sum_13.x + f32(bias[at_38]));
    let finished_50 = gelu_f32(sum_13.y + f32(bias[at_38 + 1]));
    let finished_51 = gelu_f32(sum_13.z + f32(bias[at_38 + 2]));
    let finished_52 = gelu_f32(sum_13.w + f32(bias[at_38 + 3]));
    y[at_37 * 18 + (at_38 >> 2)] = vec4h(vec4f(finished_49, finished_50, finished_51, finished_52));
  }
  let unit_14 = lane + 32;
  let at_40 = batch_start + (first_row + 16 + (unit_14 >> 2));
  let at_41 = first_column + 32 + (unit_14 & 3) * 4;
  if ((at_40 < extents.batch) & (at_41 < 72)) {
    let at_42 = first + unit_14 * 4;
    let sum_14 = vec4f(results[at_42], results[at_42 + 1], results[at_42 + 2], results[at_42 + 3]);
    let finished_53 = gelu_f32(sum_14.x + f32(bias[at_41]));
    let finished_54 = gelu_f32(sum_14.y + f32(bias[at_41 + 1]));
    let finished_55 = gelu_f32(sum_14.z + f32(bias[at_41 + 2]));
    let finished_56 = gelu_f32(sum_14.w + f32(bias[at_41 + 3]));
    y[at_40 * 18 + (at_41 >> 2)] = vec4h(vec4f(finished_53, finished_54, finished_55, finished_56));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_8, 16);
  workgroupBarrier();
  let unit_15 = lane;
  let at_43 = batch_start + (first_row + 16 + (unit_15 >> 2));
  let at_44 = first_column + 48 + (unit_15 & 3) * 4;
  if ((at_43 < extents.batch) & (at_44 < 72)) {
    let at_45 = first + unit_15 * 4;
    let sum_15 = vec4f(results[at_45], results[at_45 + 1], results[at_45 + 2], results[at_45 + 3]);
    let finished_57 = gelu_f32(sum_15.x + f32(bias[at_44]));
    let finished_58 = gelu_f32(sum_15.y + f32(bias[at_44 + 1]));
    let finished_59 = gelu_f32(sum_15.z + f32(bias[at_44 + 2]));
    let finished_60 = gelu_f32(sum_15.w + f32(bias[at_44 + 3]));
    y[at_43 * 18 + (at_44 >> 2)] = vec4h(vec4f(finished_57, finished_58, finished_59, finished_60));
  }
  let unit_16 = lane + 32;
  let at_46 = batch_start + (first_row + 16 + (unit_16 >> 2));
  let at_47 = first_column + 48 + (unit_16 & 3) * 4;
  if ((at_46 < extents.batch) & (at_47 < 72)) {
    let at_48 = first + unit_16 * 4;
    let sum_16 = vec4f(results[at_48], results[at_48 + 1], results[at_48 + 2], results[at_48 + 3]);
    let finished_61 = gelu_f32(sum_16.x + f32(bias[at_47]));
    let finished_62 = gelu_f32(sum_16.y + f32(bias[at_47 + 1]));
    let finished_63 = gelu_f32(sum_16.z + f32(bias[at_47 + 2]));
    let finished_64 = gelu_f32(sum_16.w + f32(bias[at_47 + 3]));
    y[at_46 * 18 + (at_47 >> 2)] = vec4h(vec4f(finished_61, finished_62, finished_63, finished_64));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_9, 16);
  workgroupBarrier();
  let unit_17 = lane;
  let at_49 = batch_start + (first_row + 32 + (unit_17 >> 2));
  let at_50 = first_column + (unit_17 & 3) * 4;
  if ((at_49 < extents.batch) & (at_50 < 72)) {
    let at_51 = first + unit_17 * 4;
    let sum_17 = vec4f(results[at_51], results[at_51 + 1], results[at_51 + 2], results[at_51 + 3]);
    let finished_65 = gelu_f32(sum_17.x + f32(bias[at_50]));
    let finished_66 = gelu_f32(sum_17.y + f32(bias[at_50 + 1]));
    let finished_67 = gelu_f32(sum_17.z + f32(bias[at_50 + 2]));
    let finished_68 = gelu_f32(sum_17.w + f32(bias[at_50 + 3]));
    y[at_49 * 18 + (at_50 >> 2)] = vec4h(vec4f(finished_65, finished_66, finished_67, finished_68));
  }
  let unit_18 = lane + 32;
  let at_52 = batch_start + (first_row + 32 + (unit_18 >> 2));
  let at_53 = first_column + (unit_18 & 3) * 4;
  if ((at_52 < extents.batch) & (at_53 < 72)) {
    let at_54 = first + unit_18 * 4;
    let sum_18 = vec4f(results[at_54], results[at_54 + 1], results[at_54 + 2], results[at_54 + 3]);
    let finished_69 = gelu_f32(sum_18.x + f32(bias[at_53]));
    let finished_70 = gelu_f32(sum_18.y + f32(bias[at_53 + 1]));
    let finished_71 = gelu_f32(sum_18.z + f32(bias[at_53 + 2]));
    let finished_72 = gelu_f32(sum_18.w + f32(bias[at_53 + 3]));
    y[at_52 * 18 + (at_53 >> 2)] = vec4h(vec4f(finished_69, finished_70, finished_71, finished_72));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_10, 16);
  workgroupBarrier();
  let unit_19 = lane;
  let at_55 = batch_start + (first_row + 32 + (unit_19 >> 2));
  let at_56 = first_column + 16 + (unit_19 & 3) * 4;
  if ((at_55 < extents.batch) & (at_56 < 72)) {
    let at_57 = first + unit_19 * 4;
    let sum_19 = vec4f(results[at_57], results[at_57 + 1], results[at_57 + 2], results[at_57 + 3]);
    let finished_73 = gelu_f32(sum_19.x + f32(bias[at_56]));
    let finished_74 = gelu_f32(sum_19.y + f32(bias[at_56 + 1]));
    let finished_75 = gelu_f32(sum_19.z + f32(bias[at_56 + 2]));
    let finished_76 = gelu_f32(sum_19.w + f32(bias[at_56 + 3]));
    y[at_55 * 18 + (at_56 >> 2)] = vec4h(vec4f(finished_73, finished_74, finished_75, finished_76));
  }
  let unit_20 = lane + 32;
  let at_58 = batch_start + (first_row + 32 + (unit_20 >> 2));
  let at_59 = first_column + 16 + (unit_20 & 3) * 4;
  if ((at_58 < extents.batch) & (at_59 < 72)) {
    let at_60 = first + unit_20 * 4;
    let sum_20 = vec4f(results[at_60], results[at_60 + 1], results[at_60 + 2], results[at_60 + 3]);
    let finished_77 = gelu_f32(sum_20.x + f32(bias[at_59]));
    let finished_78 = gelu_f32(sum_20.y + f32(bias[at_59 + 1]));
    let finished_79 = gelu_f32(sum_20.z + f32(bias[at_59 + 2]));
    let finished_80 = gelu_f32(sum_20.w + f32(bias[at_59 + 3]));
    y[at_58 * 18 + (at_59 >> 2)] = vec4h(vec4f(finished_77, finished_78, finished_79, finished_80));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_11, 16);
  workgroupBarrier();
  let unit_21 = lane;
  let at_61 = batch_start + (first_row + 32 + (unit_21 >> 2));
  let at_62 = first_column + 32 + (unit_21 & 3) * 4;
  if ((at_61 < extents.batch) & (at_62 < 72)) {
    let at_63 = first + unit_21 * 4;
    let sum_21 = vec4f(results[at_63], results[at_63 + 1], results[at_63 + 2], results[at_63 + 3]);
    let finished_81 = gelu_f32(sum_21.x + f32(bias[at_62]));
    let finished_82 = gelu_f32(sum_21.y + f32(bias[at_62 + 1]));
    let finished_83 = gelu_f32(sum_21.z + f32(bias[at_62 + 2]));
    let finished_84 = gelu_f32(sum_21.w + f32(bias[at_62 + 3]));
    y[at_61 * 18 + (at_62 >> 2)] = vec4h(vec4f(finished_81, finished_82, finished_83, finished_84));
  }
  let unit_22 = lane + 32;
  let at_64 = batch_start + (first_row + 32 + (unit_22 >> 2));
  let at_65 = first_column + 32 + (unit_22 & 3) * 4;
  if ((at_64 < extents.batch) & (at_65 < 72)) {
    let at_66 = first + unit_22 * 4;
    let sum_22 = vec4f(results[at_66], results[at_66 + 1], results[at_66 + 2], results[at_66 + 3]);
    let finished_85 = gelu_f32(sum_22.x + f32(bias[at_65]));
    let finished_86 = gelu_f32(sum_22.y + f32(bias[at_65 + 1]));
    let finished_87 = gelu_f32(sum_22.z + f32(bias[at_65 + 2]));
    let finished_88 = gelu_f32(sum_22.w + f32(bias[at_65 + 3]));
    y[at_64 * 18 + (at_65 >> 2)] = vec4h(vec4f(finished_85, finished_86, finished_87, finished_88));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_12, 16);
  workgroupBarrier();
  let unit_23 = lane;
  let at_67 = batch_start + (first_row + 32 + (unit_23 >> 2));
  let at_68 = first_column + 48 + (unit_23 & 3) * 4;
  if ((at_67 < extents.batch) & (at_68 < 72)) {
    let at_69 = first + unit_23 * 4;
    let sum_23 = vec4f(results[at_69], results[at_69 + 1], results[at_69 + 2], results[at_69 + 3]);
    let finished_89 = gelu_f32(sum_23.x + f32(bias[at_68]));
    let finished_90 = gelu_f32(sum_23.y + f32(bias[at_68 + 1]));
    let finished_91 = gelu_f32(sum_23.z + f32(bias[at_68 + 2]));
    let finished_92 = gelu_f32(sum_23.w + f32(bias[at_68 + 3]));
    y[at_67 * 18 + (at_68 >> 2)] = vec4h(vec4f(finished_89, finished_90, finished_91, finished_92));
  }
  let unit_24 = lane + 32;
  let at_70 = batch_start + (first_row + 32 + (unit_24 >> 2));
  let at_71 = first_column + 48 + (unit_24 & 3) * 4;
  if ((at_70 < extents.batch) & (at_71 < 72)) {
    let at_72 = first + unit_24 * 4;
    let sum_24 = vec4f(results[at_72], results[at_72 + 1], results[at_72 + 2], results[at_72 + 3]);
    let finished_93 = gelu_f32(sum_24.x + f32(bias[at_71]));
    let finished_94 = gelu_f32(sum_24.y + f32(bias[at_71 + 1]));
    let finished_95 = gelu_f32(sum_24.z + f32(bias[at_71 + 2]));
    let finished_96 = gelu_f32(sum_24.w + f32(bias[at_71 + 3]));
    y[at_70 * 18 + (at_71 >> 2)] = vec4h(vec4f(finished_93, finished_94, finished_95, finished_96));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_13, 16);
  workgroupBarrier();
  let unit_25 = lane;
  let at_73 = batch_start + (first_row + 48 + (unit_25 >> 2));
  let at_74 = first_column + (unit_25 & 3) * 4;
  if ((at_73 < extents.batch) & (at_74 < 72)) {
    let at_75 = first + unit_25 * 4;
    let sum_25 = vec4f(results[at_75], results[at_75 + 1], results[at_75 + 2], results[at_75 + 3]);
    let finished_97 = gelu_f32(sum_25.x + f32(bias[at_74]));
    let finished_98 = gelu_f32(sum_25.y + f32(bias[at_74 + 1]));
    let finished_99 = gelu_f32(sum_25.z + f32(bias[at_74 + 2]));
    let finished_100 = gelu_f32(sum_25.w + f32(bias[at_74 + 3]));
    y[at_73 * 18 + (at_74 >> 2)] = vec4h(vec4f(finished_97, finished_98, finished_99, finished_100));
  }
  let unit_26 = lane + 32;
  let at_76 = batch_start + (first_row + 48 + (unit_26 >> 2));
  let at_77 = first_column + (unit_26 & 3) * 4;
  if ((at_76 < extents.batch) & (at_77 < 72)) {
    let at_78 = first + unit_26 * 4;
    let sum_26 = vec4f(results[at_78], results[at_78 + 1], results[at_78 + 2], results[at_78 + 3]);
    let finished_101 = gelu_f32(sum_26.x + f32(bias[at_77]));
    let finished_102 = gelu_f32(sum_26.y + f32(bias[at_77 + 1]));
    let finished_103 = gelu_f32(sum_26.z + f32(bias[at_77 + 2]));
    let finished_104 = gelu_f32(sum_26.w + f32(bias[at_77 + 3]));
    y[at_76 * 18 + (at_77 >> 2)] = vec4h(vec4f(finished_101, finished_102, finished_103, finished_104));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_14, 16);
  workgroupBarrier();
  let unit_27 = lane;
  let at_79 = batch_start + (first_row + 48 + (unit_27 >> 2));
  let at_80 = first_column + 16 + (unit_27 & 3) * 4;
  if ((at_79 < extents.batch) & (at_80 < 72)) {
    let at_81 = first + unit_27 * 4;
    let sum_27 = vec4f(results[at_81], results[at_81 + 1], results[at_81 + 2], results[at_81 + 3]);
    let finished_105 = gelu_f32(sum_27.x + f32(bias[at_80]));
    let finished_106 = gelu_f32(sum_27.y + f32(bias[at_80 + 1]));
    let finished_107 = gelu_f32(sum_27.z + f32(bias[at_80 + 2]));
    let finished_108 = gelu_f32(sum_27.w + f32(bias[at_80 + 3]));
    y[at_79 * 18 + (at_80 >> 2)] = vec4h(vec4f(finished_105, finished_106, finished_107, finished_108));
  }
  let unit_28 = lane + 32;
  let at_82 = batch_start + (first_row + 48 + (unit_28 >> 2));
  let at_83 = first_column + 16 + (unit_28 & 3) * 4;
  if ((at_82 < extents.batch) & (at_83 < 72)) {
    let at_84 = first + unit_28 * 4;
    let sum_28 = vec4f(results[at_84], results[at_84 + 1], results[at_84 + 2], results[at_84 + 3]);
    let finished_109 = gelu_f32(sum_28.x + f32(bias[at_83]));
    let finished_110 = gelu_f32(sum_28.y + f32(bias[at_83 + 1]));
    let finished_111 = gelu_f32(sum_28.z + f32(bias[at_83 + 2]));
    let finished_112 = gelu_f32(sum_28.w + f32(bias[at_83 + 3]));
    y[at_82 * 18 + (at_83 >> 2)] = vec4h(vec4f(finished_109, finished_110, finished_111, finished_112));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_15, 16);
  workgroupBarrier();
  let unit_29 = lane;
  let at_85 = batch_start + (first_row + 48 + (unit_29 >> 2));
  let at_86 = first_column + 32 + (unit_29 & 3) * 4;
  if ((at_85 < extents.batch) & (at_86 < 72)) {
    let at_87 = first + unit_29 * 4;
    let sum_29 = vec4f(results[at_87], results[at_87 + 1], results[at_87 + 2], results[at_87 + 3]);
    let finished_113 = gelu_f32(sum_29.x + f32(bias[at_86]));
    let finished_114 = gelu_f32(sum_29.y + f32(bias[at_86 + 1]));
    let finished_115 = gelu_f32(sum_29.z + f32(bias[at_86 + 2]));
    let finished_116 = gelu_f32(sum_29.w + f32(bias[at_86 + 3]));
    y[at_85 * 18 + (at_86 >> 2)] = vec4h(vec4f(finished_113, finished_114, finished_115, finished_116));
  }
  let unit_30 = lane + 32;
  let at_88 = batch_start + (first_row + 48 + (unit_30 >> 2));
  let at_89 = first_column + 32 + (unit_30 & 3) * 4;
  if ((at_88 < extents.batch) & (at_89 < 72)) {
    let at_90 = first + unit_30 * 4;
    let sum_30 = vec4f(results[at_90], results[at_90 + 1], results[at_90 + 2], results[at_90 + 3]);
    let finished_117 = gelu_f32(sum_30.x + f32(bias[at_89]));
    let finished_118 = gelu_f32(sum_30.y + f32(bias[at_89 + 1]));
    let finished_119 = gelu_f32(sum_30.z + f32(bias[at_89 + 2]));
    let finished_120 = gelu_f32(sum_30.w + f32(bias[at_89 + 3]));
    y[at_88 * 18 + (at_89 >> 2)] = vec4h(vec4f(finished_117, finished_118, finished_119, finished_120));
  }
  workgroupBarrier();
  subgroupMatrixStore<row_major>(&results, u32(first), sums_16, 16);
  workgroupBarrier();
  let unit_31 = lane;
  let at_91 = batch_start + (first_row + 48 + (unit_31 >> 2));
  let at_92 = first_column + 48 + (unit_31 & 3) * 4;
  if ((at_91 < extents.batch) & (at_92 < 72)) {
    let at_93 = first + unit_31 * 4;
    let sum_31 = vec4f(results[at_93], results[at_93 + 1], results[at_93 + 2], results[at_93 + 3]);
    let finished_121 = gelu_f32(sum_31.x + f32(bias[at_92]));
    let finished_122 = gelu_f32(sum_31.y + f32(bias[at_92 + 1]));
    let finished_123 = gelu_f32(sum_31.z + f32(bias[at_92 + 2]));
    let finished_124 = gelu_f32(sum_31.w + f32(bias[at_92 + 3]));
    y[at_91 * 18 + (at_92 >> 2)] = vec4h(vec4f(finished_121, finished_122, finished_123, finished_124));
  }
  let unit_32 = lane + 32;
  let at_94 = batch_start + (first_row + 48 + (unit_32 >> 2));
  let at_95 = first_column + 48 + (unit_32 & 3) * 4;
  if ((at_94 < extents.batch) & (at_95 < 72)) {
    let at_96 = first + unit_32 * 4;
    let sum_32 = vec4f(results[at_96], results[at_96 + 1], results[at_96 + 2], results[at_96 + 3]);
    let finished_125 = gelu_f32(sum_32.x + f32(bias[at_95]));
    let finished_126 = gelu_f32(sum_32.y + f32(bias[at_95 + 1]));
    let finished_127 = gelu_f32(sum_32.z + f32(bias[at_95 + 2]));
    let finished_128 = gelu_f32(sum_32.w + f32(bias[at_95 + 3]));
    y[at_94 * 18 + (at_95 >> 2)] = vec4h(vec4f(finished_125, finished_126, finished_127, finished_128));
  }
}
