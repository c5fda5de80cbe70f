// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> U: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<storage, read> D: array<f32>;

var<workgroup> staged_left: array<vec4f, 63>;
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
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let batch_start = workgroup * 32;
  let unit = invocation;
  let unit_2 = min(unit, 55);
  let batch = unit_2 / 7 * 4;
  let i = unit_2 % 7;
  ahead_0 = x[min(batch_start + batch, extents.batch - 1) * 7 + i];
  ahead_1 = x[min(batch_start + (batch + 1), extents.batch - 1) * 7 + i];
  ahead_2 = x[min(batch_start + (batch + 2), extents.batch - 1) * 7 + i];
  ahead_3 = x[min(batch_start + (batch + 3), extents.batch - 1) * 7 + i];
  let unit_3 = invocation;
  if (unit_3 < 56) {
    let batch_2 = unit_3 / 7 * 4;
    let i_2 = unit_3 % 7;
    staged_left[batch_2 / 4 + i_2 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_4 = invocation + 32;
  let unit_5 = min(unit_4, 55);
  let batch_3 = unit_5 / 7 * 4;
  let i_3 = unit_5 % 7;
  ahead_0 = x[min(batch_start + batch_3, extents.batch - 1) * 7 + i_3];
  ahead_1 = x[min(batch_start + (batch_3 + 1), extents.batch - 1) * 7 + i_3];
  ahead_2 = x[min(batch_start + (batch_3 + 2), extents.batch - 1) * 7 + i_3];
  ahead_3 = x[min(batch_start + (batch_3 + 3), extents.batch - 1) * 7 + i_3];
  let unit_6 = invocation + 32;
  if (unit_6 < 56) {
    let batch_4 = unit_6 / 7 * 4;
    let i_4 = unit_6 % 7;
    staged_left[batch_4 / 4 + i_4 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  workgroupBarrier();
  // v3 ... f: 24 micro-tiles
  let task = invocation;
  if (task < 24) {
    let row_task = task % 8;
    let column_task = task / 8 % 3;
    let batch_5 = row_task * 4;
    let f = column_task * 4;
    let f_2 = column_task * 4 + 1;
    let f_3 = column_task * 4 + 2;
    let f_4 = column_task * 4 + 3;
    sums_0 = vec4f(0.0);
    sums_4 = vec4f(0.0);
    sums_8 = vec4f(0.0);
    sums_12 = vec4f(0.0);
    let right = min(f, 10);
    let right_2 = min(f_2, 10);
    let right_3 = min(f_3, 10);
    let right_4 = min(f_4, 10);
    let l = staged_left[batch_5 / 4];
    let r = U[right];
    let r_2 = U[right_2];
    let r_3 = U[right_3];
    let r_4 = U[right_4];
    sums_0 = fma(vec4f(l.x), vec4f(r, r_2, r_3, r_4), sums_0);
    sums_4 = fma(vec4f(l.y), vec4f(r, r_2, r_3, r_4), sums_4);
    sums_8 = fma(vec4f(l.z), vec4f(r, r_2, r_3, r_4), sums_8);
    sums_12 = fma(vec4f(l.w), vec4f(r, r_2, r_3, r_4), sums_12);
    let l_2 = staged_left[batch_5 / 4 + 9];
    let r_5 = U[right + 11];
    let r_6 = U[right_2 + 11];
    let r_7 = U[right_3 + 11];
    let r_8 = U[right_4 + 11];
    sums_0 = fma(vec4f(l_2.x), vec4f(r_5, r_6, r_7, r_8), sums_0);
    sums_4 = fma(vec4f(l_2.y), vec4f(r_5, r_6, r_7, r_8), sums_4);
    sums_8 = fma(vec4f(l_2.z), vec4f(r_5, r_6, r_7, r_8), sums_8);
    sums_12 = fma(vec4f(l_2.w), vec4f(r_5, r_6, r_7, r_8), sums_12);
    let l_3 = staged_left[batch_5 / 4 + 18];
    let r_9 = U[right + 22];
    let r_10 = U[right_2 + 22];
    let r_11 = U[right_3 + 22];
    let r_12 = U[right_4 + 22];
    sums_0 = fma(vec4f(l_3.x), vec4f(r_9, r_10, r_11, r_12), sums_0);
    sums_4 = fma(vec4f(l_3.y), vec4f(r_9, r_10, r_11, r_12), sums_4);
    sums_8 = fma(vec4f(l_3.z), vec4f(r_9, r_10, r_11, r_12), sums_8);
    sums_12 = fma(vec4f(l_3.w), vec4f(r_9, r_10, r_11, r_12), sums_12);
    let l_4 = staged_left[batch_5 / 4 + 27];
    let r_13 = U[right + 33];
    let r_14 = U[right_2 + 33];
    let r_15 = U[right_3 + 33];
    let r_16 = U[right_4 + 33];
    sums_0 = fma(vec4f(l_4.x), vec4f(r_13, r_14, r_15, r_16), sums_0);
    sums_4 = fma(vec4f(l_4.y), vec4f(r_13, r_14, r_15, r_16), sums_4);
    sums_8 = fma(vec4f(l_4.z), vec4f(r_13, r_14, r_15, r_16), sums_8);
    sums_12 = fma(vec4f(l_4.w), vec4f(r_13, r_14, r_15, r_16), sums_12);
    let l_5 = staged_left[batch_5 / 4 + 36];
    let r_17 = U[right + 44];
    let r_18 = U[right_2 + 44];
    let r_19 = U[right_3 + 44];
    let r_20 = U[right_4 + 44];
    sums_0 = fma(vec4f(l_5.x), vec4f(r_17, r_18, r_19, r_20), sums_0);
    sums_4 = fma(vec4f(l_5.y), vec4f(r_17, r_18, r_19, r_20), sums_4);
    sums_8 = fma(vec4f(l_5.z), vec4f(r_17, r_18, r_19, r_20), sums_8);
    sums_12 = fma(vec4f(l_5.w), vec4f(r_17, r_18, r_19, r_20), sums_12);
    let l_6 = staged_left[batch_5 / 4 + 45];
    let r_21 = U[right + 55];
    let r_22 = U[right_2 + 55];
    let r_23 = U[right_3 + 55];
    let r_24 = U[right_4 + 55];
    sums_0 = fma(vec4f(l_6.x), vec4f(r_21, r_22, r_23, r_24), sums_0);
    sums_4 = fma(vec4f(l_6.y), vec4f(r_21, r_22, r_23, r_24), sums_4);
    sums_8 = fma(vec4f(l_6.z), vec4f(r_21, r_22, r_23, r_24), sums_8);
    sums_12 = fma(vec4f(l_6.w), vec4f(r_21, r_22, r_23, r_24), sums_12);
    let l_7 = staged_left[batch_5 / 4 + 54];
    let r_25 = U[right + 66];
    let r_26 = U[right_2 + 66];
    let r_27 = U[right_3 + 66];
    let r_28 = U[right_4 + 66];
    sums_0 = fma(vec4f(l_7.x), vec4f(r_25, r_26, r_27, r_28), sums_0);
    sums_4 = fma(vec4f(l_7.y), vec4f(r_25, r_26, r_27, r_28), sums_4);
    sums_8 = fma(vec4f(l_7.z), vec4f(r_25, r_26, r_27, r_28), sums_8);
    sums_12 = fma(vec4f(l_7.w), vec4f(r_25, r_26, r_27, r_28), sums_12);
    let finished = gelu_f32(sums_0.x);
    let finished_2 = gelu_f32(sums_4.x);
    let finished_3 = gelu_f32(sums_8.x);
    let finished_4 = gelu_f32(sums_12.x);
    if (f < 11) {
      kept_4[batch_5 / 4 + f * 8] = vec4f(finished, finished_2, finished_3, finished_4);
    }
    let finished_5 = gelu_f32(sums_0.y);
    let finished_6 = gelu_f32(sums_4.y);
    let finished_7 = gelu_f32(sums_8.y);
    let finished_8 = gelu_f32(sums_12.y);
    if (f_2 < 11) {
      kept_4[batch_5 / 4 + f_2 * 8] = vec4f(finished_5, finished_6, finished_7, finished_8);
    }
    let finished_9 = gelu_f32(sums_0.z);
    let finished_10 = gelu_f32(sums_4.z);
    let finished_11 = gelu_f32(sums_8.z);
    let finished_12 = gelu_f32(sums_12.z);
    if (f_3 < 11) {
      kept_4[batch_5 / 4 + f_3 * 8] = vec4f(finished_9, finished_10, finished_11, finished_12);
    }
    let finished_13 = gelu_f32(sums_0.w);
    let finished_14 = gelu_f32(sums_4.w);
    let finished_15 = gelu_f32(sums_8.w);
    let finished_16 = gelu_f32(sums_12.w);
    if (f_4 < 11) {
      kept_4[batch_5 / 4 + f_4 * 8] = vec4f(finished_13, finished_14, finished_15, finished_16);
    }
  }
  workgroupBarrier();
  // y ... d: 16 micro-tiles
  let task_2 = invocation;
  if (task_2 < 16) {
    let column_task_2 = task_2 & 1;
    let row_task_2 = task_2 / 2 % 8;
    let batch_6 = row_task_2 * 4;
    let batch_7 = row_task_2 * 4 + 1;
    let batch_8 = row_task_2 * 4 + 2;
    let batch_9 = row_task_2 * 4 + 3;
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
    let l_8 = kept_4[batch_6 / 4];
    let r_29 = D[right_5];
    let r_30 = D[right_6];
    let r_31 = D[right_7];
    let r_32 = D[right_8];
    sums_0_2 = fma(vec4f(l_8.x), vec4f(r_29, r_30, r_31, r_32), sums_0_2);
    sums_4_2 = fma(vec4f(l_8.y), vec4f(r_29, r_30, r_31, r_32), sums_4_2);
    sums_8_2 = fma(vec4f(l_8.z), vec4f(r_29, r_30, r_31, r_32), sums_8_2);
    sums_12_2 = fma(vec4f(l_8.w), vec4f(r_29, r_30, r_31, r_32), sums_12_2);
    let l_9 = kept_4[batch_6 / 4 + 8];
    let r_33 = D[right_5 + 7];
    let r_34 = D[right_6 + 7];
    let r_35 = D[right_7 + 7];
    let r_36 = D[right_8 + 7];
    sums_0_2 = fma(vec4f(l_9.x), vec4f(r_33, r_34, r_35, r_36), sums_0_2);
    sums_4_2 = fma(vec4f(l_9.y), vec4f(r_33, r_34, r_35, r_36), sums_4_2);
    sums_8_2 = fma(vec4f(l_9.z), vec4f(r_33, r_34, r_35, r_36), sums_8_2);
    sums_12_2 = fma(vec4f(l_9.w), vec4f(r_33, r_34, r_35, r_36), sums_12_2);
    let l_10 = kept_4[batch_6 / 4 + 16];
    let r_37 = D[right_5 + 14];
    let r_38 = D[right_6 + 14];
    let r_39 = D[right_7 + 14];
    let r_40 = D[right_8 + 14];
    sums_0_2 = fma(vec4f(l_10.x), vec4f(r_37, r_38, r_39, r_40), sums_0_2);
    sums_4_2 = fma(vec4f(l_10.y), vec4f(r_37, r_38, r_39, r_40), sums_4_2);
    sums_8_2 = fma(vec4f(l_10.z), vec4f(r_37, r_38, r_39, r_40), sums_8_2);
    sums_12_2 = fma(vec4f(l_10.w), vec4f(r_37, r_38, r_39, r_40), sums_12_2);
    let l_11 = kept_4[batch_6 / 4 + 24];
    let r_41 = D[right_5 + 21];
    let r_42 = D[right_6 + 21];
    let r_43 = D[right_7 + 21];
    let r_44 = D[right_8 + 21];
    sums_0_2 = fma(vec4f(l_11.x), vec4f(r_41, r_42, r_43, r_44), sums_0_2);
    sums_4_2 = fma(vec4f(l_11.y), vec4f(r_41, r_42, r_43, r_44), sums_4_2);
    sums_8_2 = fma(vec4f(l_11.z), vec4f(r_41, r_42, r_43, r_44), sums_8_2);
    sums_12_2 = fma(vec4f(l_11.w), vec4f(r_41, r_42, r_43, r_44), sums_12_2);
    let l_12 = kept_4[batch_6 / 4 + 32];
    let r_45 = D[right_5 + 28];
    let r_46 = D[right_6 + 28];
    let r_47 = D[right_7 + 28];
    let r_48 = D[right_8 + 28];
    sums_0_2 = fma(vec4f(l_12.x), vec4f(r_45, r_46, r_47, r_48), sums_0_2);
    sums_4_2 = fma(vec4f(l_12.y), vec4f(r_45, r_46, r_47, r_48), sums_4_2);
    sums_8_2 = fma(vec4f(l_12.z), vec4f(r_45, r_46, r_47, r_48), sums_8_2);
    sums_12_2 = fma(vec4f(l_12.w), vec4f(r_45, r_46, r_47, r_48), sums_12_2);
    let l_13 = kept_4[batch_6 / 4 + 40];
    let r_49 = D[right_5 + 35];
    let r_50 = D[right_6 + 35];
    let r_51 = D[right_7 + 35];
    let r_52 = D[right_8 + 35];
    sums_0_2 = fma(vec4f(l_13.x), vec4f(r_49, r_50, r_51, r_52), sums_0_2);
    sums_4_2 = fma(vec4f(l_13.y), vec4f(r_49, r_50, r_51, r_52), sums_4_2);
    sums_8_2 = fma(vec4f(l_13.z), vec4f(r_49, r_50, r_51, r_52), sums_8_2);
    sums_12_2 = fma(vec4f(l_13.w), vec4f(r_49, r_50, r_51, r_52), sums_12_2);
    let l_14 = kept_4[batch_6 / 4 + 48];
    let r_53 = D[right_5 + 42];
    let r_54 = D[right_6 + 42];
    let r_55 = D[right_7 + 42];
    let r_56 = D[right_8 + 42];
    sums_0_2 = fma(vec4f(l_14.x), vec4f(r_53, r_54, r_55, r_56), sums_0_2);
    sums_4_2 = fma(vec4f(l_14.y), vec4f(r_53, r_54, r_55, r_56), sums_4_2);
    sums_8_2 = fma(vec4f(l_14.z), vec4f(r_53, r_54, r_55, r_56), sums_8_2);
    sums_12_2 = fma(vec4f(l_14.w), vec4f(r_53, r_54, r_55, r_56), sums_12_2);
    let l_15 = kept_4[batch_6 / 4 + 56];
    let r_57 = D[right_5 + 49];
    let r_58 = D[right_6 + 49];
    let r_59 = D[right_7 + 49];
    let r_60 = D[right_8 + 49];
    sums_0_2 = fma(vec4f(l_15.x), vec4f(r_57, r_58, r_59, r_60), sums_0_2);
    sums_4_2 = fma(vec4f(l_15.y), vec4f(r_57, r_58, r_59, r_60), sums_4_2);
    sums_8_2 = fma(vec4f(l_15.z), vec4f(r_57, r_58, r_59, r_60), sums_8_2);
    sums_12_2 = fma(vec4f(l_15.w), vec4f(r_57, r_58, r_59, r_60), sums_12_2);
    let l_16 = kept_4[batch_6 / 4 + 64];
    let r_61 = D[right_5 + 56];
    let r_62 = D[right_6 + 56];
    let r_63 = D[right_7 + 56];
    let r_64 = D[right_8 + 56];
    sums_0_2 = fma(vec4f(l_16.x), vec4f(r_61, r_62, r_63, r_64), sums_0_2);
    sums_4_2 = fma(vec4f(l_16.y), vec4f(r_61, r_62, r_63, r_64), sums_4_2);
    sums_8_2 = fma(vec4f(l_16.z), vec4f(r_61, r_62, r_63, r_64), sums_8_2);
    sums_12_2 = fma(vec4f(l_16.w), vec4f(r_61, r_62, r_63, r_64), sums_12_2);
    let l_17 = kept_4[batch_6 / 4 + 72];
    let r_65 = D[right_5 + 63];
    let r_66 = D[right_6 + 63];
    let r_67 = D[right_7 + 63];
    let r_68 = D[right_8 + 63];
    sums_0_2 = fma(vec4f(l_17.x), vec4f(r_65, r_66, r_67, r_68), sums_0_2);
    sums_4_2 = fma(vec4f(l_17.y), vec4f(r_65, r_66, r_67, r_68), sums_4_2);
    sums_8_2 = fma(vec4f(l_17.z), vec4f(r_65, r_66, r_67, r_68), sums_8_2);
    sums_12_2 = fma(vec4f(l_17.w), vec4f(r_65, r_66, r_67, r_68), sums_12_2);
    let l_18 = kept_4[batch_6 / 4 + 80];
    let r_69 = D[right_5 + 70];
    let r_70 = D[right_6 + 70];
    let r_71 = D[right_7 + 70];
    let r_72 = D[right_8 + 70];
    sums_0_2 = fma(vec4f(l_18.x), vec4f(r_69, r_70, r_71, r_72), sums_0_2);
    sums_4_2 = fma(vec4f(l_18.y), vec4f(r_69, r_70, r_71, r_72), sums_4_2);
    sums_8_2 = fma(vec4f(l_18.z), vec4f(r_69, r_70, r_71, r_72), sums_8_2);
    sums_12_2 = fma(vec4f(l_18.w), vec4f(r_69, r_70, r_71, r_72), sums_12_2);
    let sum = sums_0_2;
    if ((batch_start + batch_6 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_6) * 7 + d] = sum.x;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_6) * 7 + d_2] = sum.y;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_6) * 7 + d_3] = sum.z;
    }
    if ((batch_start + batch_6 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_6) * 7 + d_4] = sum.w;
    }
    let sum_2 = sums_4_2;
    if ((batch_start + batch_7 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_7) * 7 + d] = sum_2.x;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_7) * 7 + d_2] = sum_2.y;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_7) * 7 + d_3] = sum_2.z;
    }
    if ((batch_start + batch_7 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_7) * 7 + d_4] = sum_2.w;
    }
    let sum_3 = sums_8_2;
    if ((batch_start + batch_8 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_8) * 7 + d] = sum_3.x;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_8) * 7 + d_2] = sum_3.y;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_8) * 7 + d_3] = sum_3.z;
    }
    if ((batch_start + batch_8 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_8) * 7 + d_4] = sum_3.w;
    }
    let sum_4 = sums_12_2;
    if ((batch_start + batch_9 < extents.batch) & (d < 7)) {
      y[(batch_start + batch_9) * 7 + d] = sum_4.x;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_2 < 7)) {
      y[(batch_start + batch_9) * 7 + d_2] = sum_4.y;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_3 < 7)) {
      y[(batch_start + batch_9) * 7 + d_3] = sum_4.z;
    }
    if ((batch_start + batch_9 < extents.batch) & (d_4 < 7)) {
      y[(batch_start + batch_9) * 7 + d_4] = sum_4.w;
    }
  }
}
