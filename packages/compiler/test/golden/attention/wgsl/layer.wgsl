// Kernel v5

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v5: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_Q: array<vec4f>;

// v5
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 1023) >> 10)) {
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
  var sums_32: vec4f;
  var sums_36: vec4f;
  var sums_40: vec4f;
  var sums_44: vec4f;
  var sums_48: vec4f;
  var sums_52: vec4f;
  var sums_56: vec4f;
  var sums_60: vec4f;
  let rest = workgroup / ((extents.t + 1023) >> 10);
  let i_start = workgroup % ((extents.t + 1023) >> 10) * 1024;
  // v5 ... i heads c: 128 micro-tiles
  let task = invocation;
  let row_task = task & 127;
  let batch = row_task >> 7;
  let i = (row_task & 127) * 8;
  let batch_2 = row_task >> 7;
  let i_2 = (row_task & 127) * 8 + 1;
  let batch_3 = row_task >> 7;
  let i_3 = (row_task & 127) * 8 + 2;
  let batch_4 = row_task >> 7;
  let i_4 = (row_task & 127) * 8 + 3;
  let batch_5 = row_task >> 7;
  let i_5 = (row_task & 127) * 8 + 4;
  let batch_6 = row_task >> 7;
  let i_6 = (row_task & 127) * 8 + 5;
  let batch_7 = row_task >> 7;
  let i_7 = (row_task & 127) * 8 + 6;
  let batch_8 = row_task >> 7;
  let i_8 = (row_task & 127) * 8 + 7;
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
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + i, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(i_start + i_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(i_start + i_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(i_start + i_4, extents.t - 1) * 8;
  let left_5 = min(rest + batch_5, extents.batch - 1) * (extents.t * 8) + min(i_start + i_5, extents.t - 1) * 8;
  let left_6 = min(rest + batch_6, extents.batch - 1) * (extents.t * 8) + min(i_start + i_6, extents.t - 1) * 8;
  let left_7 = min(rest + batch_7, extents.batch - 1) * (extents.t * 8) + min(i_start + i_7, extents.t - 1) * 8;
  let left_8 = min(rest + batch_8, extents.batch - 1) * (extents.t * 8) + min(i_start + i_8, extents.t - 1) * 8;
  for (var d = 0; d < 2; d++) {
    let l = x[(left >> 2) + d];
    let l_2 = x[(left_2 >> 2) + d];
    let l_3 = x[(left_3 >> 2) + d];
    let l_4 = x[(left_4 >> 2) + d];
    let l_5 = x[(left_5 >> 2) + d];
    let l_6 = x[(left_6 >> 2) + d];
    let l_7 = x[(left_7 >> 2) + d];
    let l_8 = x[(left_8 >> 2) + d];
    let r = y_Q[d * 8];
    let r_2 = y_Q[d * 8 + 1];
    let r_3 = y_Q[(d * 4 + 1) * 2];
    let r_4 = y_Q[(d * 4 + 1) * 2 + 1];
    let r_5 = y_Q[(d * 4 + 2) * 2];
    let r_6 = y_Q[(d * 4 + 2) * 2 + 1];
    let r_7 = y_Q[(d * 4 + 3) * 2];
    let r_8 = y_Q[(d * 4 + 3) * 2 + 1];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.x), r_2, sums_4);
    sums_8 = fma(vec4f(l_2.x), r, sums_8);
    sums_12 = fma(vec4f(l_2.x), r_2, sums_12);
    sums_16 = fma(vec4f(l_3.x), r, sums_16);
    sums_20 = fma(vec4f(l_3.x), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.x), r, sums_24);
    sums_28 = fma(vec4f(l_4.x), r_2, sums_28);
    sums_32 = fma(vec4f(l_5.x), r, sums_32);
    sums_36 = fma(vec4f(l_5.x), r_2, sums_36);
    sums_40 = fma(vec4f(l_6.x), r, sums_40);
    sums_44 = fma(vec4f(l_6.x), r_2, sums_44);
    sums_48 = fma(vec4f(l_7.x), r, sums_48);
    sums_52 = fma(vec4f(l_7.x), r_2, sums_52);
    sums_56 = fma(vec4f(l_8.x), r, sums_56);
    sums_60 = fma(vec4f(l_8.x), r_2, sums_60);
    sums_0 = fma(vec4f(l.y), r_3, sums_0);
    sums_4 = fma(vec4f(l.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_2.y), r_3, sums_8);
    sums_12 = fma(vec4f(l_2.y), r_4, sums_12);
    sums_16 = fma(vec4f(l_3.y), r_3, sums_16);
    sums_20 = fma(vec4f(l_3.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_4.y), r_3, sums_24);
    sums_28 = fma(vec4f(l_4.y), r_4, sums_28);
    sums_32 = fma(vec4f(l_5.y), r_3, sums_32);
    sums_36 = fma(vec4f(l_5.y), r_4, sums_36);
    sums_40 = fma(vec4f(l_6.y), r_3, sums_40);
    sums_44 = fma(vec4f(l_6.y), r_4, sums_44);
    sums_48 = fma(vec4f(l_7.y), r_3, sums_48);
    sums_52 = fma(vec4f(l_7.y), r_4, sums_52);
    sums_56 = fma(vec4f(l_8.y), r_3, sums_56);
    sums_60 = fma(vec4f(l_8.y), r_4, sums_60);
    sums_0 = fma(vec4f(l.z), r_5, sums_0);
    sums_4 = fma(vec4f(l.z), r_6, sums_4);
    sums_8 = fma(vec4f(l_2.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_2.z), r_6, sums_12);
    sums_16 = fma(vec4f(l_3.z), r_5, sums_16);
    sums_20 = fma(vec4f(l_3.z), r_6, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_4.z), r_6, sums_28);
    sums_32 = fma(vec4f(l_5.z), r_5, sums_32);
    sums_36 = fma(vec4f(l_5.z), r_6, sums_36);
    sums_40 = fma(vec4f(l_6.z), r_5, sums_40);
    sums_44 = fma(vec4f(l_6.z), r_6, sums_44);
    sums_48 = fma(vec4f(l_7.z), r_5, sums_48);
    sums_52 = fma(vec4f(l_7.z), r_6, sums_52);
    sums_56 = fma(vec4f(l_8.z), r_5, sums_56);
    sums_60 = fma(vec4f(l_8.z), r_6, sums_60);
    sums_0 = fma(vec4f(l.w), r_7, sums_0);
    sums_4 = fma(vec4f(l.w), r_8, sums_4);
    sums_8 = fma(vec4f(l_2.w), r_7, sums_8);
    sums_12 = fma(vec4f(l_2.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_3.w), r_7, sums_16);
    sums_20 = fma(vec4f(l_3.w), r_8, sums_20);
    sums_24 = fma(vec4f(l_4.w), r_7, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_8, sums_28);
    sums_32 = fma(vec4f(l_5.w), r_7, sums_32);
    sums_36 = fma(vec4f(l_5.w), r_8, sums_36);
    sums_40 = fma(vec4f(l_6.w), r_7, sums_40);
    sums_44 = fma(vec4f(l_6.w), r_8, sums_44);
    sums_48 = fma(vec4f(l_7.w), r_7, sums_48);
    sums_52 = fma(vec4f(l_7.w), r_8, sums_52);
    sums_56 = fma(vec4f(l_8.w), r_7, sums_56);
    sums_60 = fma(vec4f(l_8.w), r_8, sums_60);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (i_start + i < extents.t)) {
    v5[(((rest + batch) * (extents.t * 8)) >> 2) + (i_start + i) * 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch < extents.batch) & (i_start + i < extents.t)) {
    v5[(((rest + batch) * (extents.t * 8)) >> 2) + (i_start + i) * 2 + 1] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t)) {
    v5[(((rest + batch_2) * (extents.t * 8)) >> 2) + (i_start + i_2) * 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_2 < extents.batch) & (i_start + i_2 < extents.t)) {
    v5[(((rest + batch_2) * (extents.t * 8)) >> 2) + (i_start + i_2) * 2 + 1] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t)) {
    v5[(((rest + batch_3) * (extents.t * 8)) >> 2) + (i_start + i_3) * 2] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_3 < extents.batch) & (i_start + i_3 < extents.t)) {
    v5[(((rest + batch_3) * (extents.t * 8)) >> 2) + (i_start + i_3) * 2 + 1] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t)) {
    v5[(((rest + batch_4) * (extents.t * 8)) >> 2) + (i_start + i_4) * 2] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_4 < extents.batch) & (i_start + i_4 < extents.t)) {
    v5[(((rest + batch_4) * (extents.t * 8)) >> 2) + (i_start + i_4) * 2 + 1] = sum_8;
  }
  let sum_9 = sums_32;
  if ((rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t)) {
    v5[(((rest + batch_5) * (extents.t * 8)) >> 2) + (i_start + i_5) * 2] = sum_9;
  }
  let sum_10 = sums_36;
  if ((rest + batch_5 < extents.batch) & (i_start + i_5 < extents.t)) {
    v5[(((rest + batch_5) * (extents.t * 8)) >> 2) + (i_start + i_5) * 2 + 1] = sum_10;
  }
  let sum_11 = sums_40;
  if ((rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t)) {
    v5[(((rest + batch_6) * (extents.t * 8)) >> 2) + (i_start + i_6) * 2] = sum_11;
  }
  let sum_12 = sums_44;
  if ((rest + batch_6 < extents.batch) & (i_start + i_6 < extents.t)) {
    v5[(((rest + batch_6) * (extents.t * 8)) >> 2) + (i_start + i_6) * 2 + 1] = sum_12;
  }
  let sum_13 = sums_48;
  if ((rest + batch_7 < extents.batch) & (i_start + i_7 < extents.t)) {
    v5[(((rest + batch_7) * (extents.t * 8)) >> 2) + (i_start + i_7) * 2] = sum_13;
  }
  let sum_14 = sums_52;
  if ((rest + batch_7 < extents.batch) & (i_start + i_7 < extents.t)) {
    v5[(((rest + batch_7) * (extents.t * 8)) >> 2) + (i_start + i_7) * 2 + 1] = sum_14;
  }
  let sum_15 = sums_56;
  if ((rest + batch_8 < extents.batch) & (i_start + i_8 < extents.t)) {
    v5[(((rest + batch_8) * (extents.t * 8)) >> 2) + (i_start + i_8) * 2] = sum_15;
  }
  let sum_16 = sums_60;
  if ((rest + batch_8 < extents.batch) & (i_start + i_8 < extents.t)) {
    v5[(((rest + batch_8) * (extents.t * 8)) >> 2) + (i_start + i_8) * 2 + 1] = sum_16;
  }
}

// Kernel v6

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v6: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_K: array<vec4f>;

// v6
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 1023) >> 10)) {
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
  var sums_32: vec4f;
  var sums_36: vec4f;
  var sums_40: vec4f;
  var sums_44: vec4f;
  var sums_48: vec4f;
  var sums_52: vec4f;
  var sums_56: vec4f;
  var sums_60: vec4f;
  let rest = workgroup / ((extents.t + 1023) >> 10);
  let j_start = workgroup % ((extents.t + 1023) >> 10) * 1024;
  // v6 ... j heads c: 128 micro-tiles
  let task = invocation;
  let row_task = task & 127;
  let batch = row_task >> 7;
  let j = (row_task & 127) * 8;
  let batch_2 = row_task >> 7;
  let j_2 = (row_task & 127) * 8 + 1;
  let batch_3 = row_task >> 7;
  let j_3 = (row_task & 127) * 8 + 2;
  let batch_4 = row_task >> 7;
  let j_4 = (row_task & 127) * 8 + 3;
  let batch_5 = row_task >> 7;
  let j_5 = (row_task & 127) * 8 + 4;
  let batch_6 = row_task >> 7;
  let j_6 = (row_task & 127) * 8 + 5;
  let batch_7 = row_task >> 7;
  let j_7 = (row_task & 127) * 8 + 6;
  let batch_8 = row_task >> 7;
  let j_8 = (row_task & 127) * 8 + 7;
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
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(j_start + j_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + j_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(j_start + j_4, extents.t - 1) * 8;
  let left_5 = min(rest + batch_5, extents.batch - 1) * (extents.t * 8) + min(j_start + j_5, extents.t - 1) * 8;
  let left_6 = min(rest + batch_6, extents.batch - 1) * (extents.t * 8) + min(j_start + j_6, extents.t - 1) * 8;
  let left_7 = min(rest + batch_7, extents.batch - 1) * (extents.t * 8) + min(j_start + j_7, extents.t - 1) * 8;
  let left_8 = min(rest + batch_8, extents.batch - 1) * (extents.t * 8) + min(j_start + j_8, extents.t - 1) * 8;
  for (var d2 = 0; d2 < 2; d2++) {
    let l = x[(left >> 2) + d2];
    let l_2 = x[(left_2 >> 2) + d2];
    let l_3 = x[(left_3 >> 2) + d2];
    let l_4 = x[(left_4 >> 2) + d2];
    let l_5 = x[(left_5 >> 2) + d2];
    let l_6 = x[(left_6 >> 2) + d2];
    let l_7 = x[(left_7 >> 2) + d2];
    let l_8 = x[(left_8 >> 2) + d2];
    let r = y_K[d2 * 8];
    let r_2 = y_K[d2 * 8 + 1];
    let r_3 = y_K[(d2 * 4 + 1) * 2];
    let r_4 = y_K[(d2 * 4 + 1) * 2 + 1];
    let r_5 = y_K[(d2 * 4 + 2) * 2];
    let r_6 = y_K[(d2 * 4 + 2) * 2 + 1];
    let r_7 = y_K[(d2 * 4 + 3) * 2];
    let r_8 = y_K[(d2 * 4 + 3) * 2 + 1];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.x), r_2, sums_4);
    sums_8 = fma(vec4f(l_2.x), r, sums_8);
    sums_12 = fma(vec4f(l_2.x), r_2, sums_12);
    sums_16 = fma(vec4f(l_3.x), r, sums_16);
    sums_20 = fma(vec4f(l_3.x), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.x), r, sums_24);
    sums_28 = fma(vec4f(l_4.x), r_2, sums_28);
    sums_32 = fma(vec4f(l_5.x), r, sums_32);
    sums_36 = fma(vec4f(l_5.x), r_2, sums_36);
    sums_40 = fma(vec4f(l_6.x), r, sums_40);
    sums_44 = fma(vec4f(l_6.x), r_2, sums_44);
    sums_48 = fma(vec4f(l_7.x), r, sums_48);
    sums_52 = fma(vec4f(l_7.x), r_2, sums_52);
    sums_56 = fma(vec4f(l_8.x), r, sums_56);
    sums_60 = fma(vec4f(l_8.x), r_2, sums_60);
    sums_0 = fma(vec4f(l.y), r_3, sums_0);
    sums_4 = fma(vec4f(l.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_2.y), r_3, sums_8);
    sums_12 = fma(vec4f(l_2.y), r_4, sums_12);
    sums_16 = fma(vec4f(l_3.y), r_3, sums_16);
    sums_20 = fma(vec4f(l_3.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_4.y), r_3, sums_24);
    sums_28 = fma(vec4f(l_4.y), r_4, sums_28);
    sums_32 = fma(vec4f(l_5.y), r_3, sums_32);
    sums_36 = fma(vec4f(l_5.y), r_4, sums_36);
    sums_40 = fma(vec4f(l_6.y), r_3, sums_40);
    sums_44 = fma(vec4f(l_6.y), r_4, sums_44);
    sums_48 = fma(vec4f(l_7.y), r_3, sums_48);
    sums_52 = fma(vec4f(l_7.y), r_4, sums_52);
    sums_56 = fma(vec4f(l_8.y), r_3, sums_56);
    sums_60 = fma(vec4f(l_8.y), r_4, sums_60);
    sums_0 = fma(vec4f(l.z), r_5, sums_0);
    sums_4 = fma(vec4f(l.z), r_6, sums_4);
    sums_8 = fma(vec4f(l_2.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_2.z), r_6, sums_12);
    sums_16 = fma(vec4f(l_3.z), r_5, sums_16);
    sums_20 = fma(vec4f(l_3.z), r_6, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_4.z), r_6, sums_28);
    sums_32 = fma(vec4f(l_5.z), r_5, sums_32);
    sums_36 = fma(vec4f(l_5.z), r_6, sums_36);
    sums_40 = fma(vec4f(l_6.z), r_5, sums_40);
    sums_44 = fma(vec4f(l_6.z), r_6, sums_44);
    sums_48 = fma(vec4f(l_7.z), r_5, sums_48);
    sums_52 = fma(vec4f(l_7.z), r_6, sums_52);
    sums_56 = fma(vec4f(l_8.z), r_5, sums_56);
    sums_60 = fma(vec4f(l_8.z), r_6, sums_60);
    sums_0 = fma(vec4f(l.w), r_7, sums_0);
    sums_4 = fma(vec4f(l.w), r_8, sums_4);
    sums_8 = fma(vec4f(l_2.w), r_7, sums_8);
    sums_12 = fma(vec4f(l_2.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_3.w), r_7, sums_16);
    sums_20 = fma(vec4f(l_3.w), r_8, sums_20);
    sums_24 = fma(vec4f(l_4.w), r_7, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_8, sums_28);
    sums_32 = fma(vec4f(l_5.w), r_7, sums_32);
    sums_36 = fma(vec4f(l_5.w), r_8, sums_36);
    sums_40 = fma(vec4f(l_6.w), r_7, sums_40);
    sums_44 = fma(vec4f(l_6.w), r_8, sums_44);
    sums_48 = fma(vec4f(l_7.w), r_7, sums_48);
    sums_52 = fma(vec4f(l_7.w), r_8, sums_52);
    sums_56 = fma(vec4f(l_8.w), r_7, sums_56);
    sums_60 = fma(vec4f(l_8.w), r_8, sums_60);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v6[(((rest + batch) * (extents.t * 8)) >> 2) + (j_start + j) * 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v6[(((rest + batch) * (extents.t * 8)) >> 2) + (j_start + j) * 2 + 1] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v6[(((rest + batch_2) * (extents.t * 8)) >> 2) + (j_start + j_2) * 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v6[(((rest + batch_2) * (extents.t * 8)) >> 2) + (j_start + j_2) * 2 + 1] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v6[(((rest + batch_3) * (extents.t * 8)) >> 2) + (j_start + j_3) * 2] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v6[(((rest + batch_3) * (extents.t * 8)) >> 2) + (j_start + j_3) * 2 + 1] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v6[(((rest + batch_4) * (extents.t * 8)) >> 2) + (j_start + j_4) * 2] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v6[(((rest + batch_4) * (extents.t * 8)) >> 2) + (j_start + j_4) * 2 + 1] = sum_8;
  }
  let sum_9 = sums_32;
  if ((rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t)) {
    v6[(((rest + batch_5) * (extents.t * 8)) >> 2) + (j_start + j_5) * 2] = sum_9;
  }
  let sum_10 = sums_36;
  if ((rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t)) {
    v6[(((rest + batch_5) * (extents.t * 8)) >> 2) + (j_start + j_5) * 2 + 1] = sum_10;
  }
  let sum_11 = sums_40;
  if ((rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t)) {
    v6[(((rest + batch_6) * (extents.t * 8)) >> 2) + (j_start + j_6) * 2] = sum_11;
  }
  let sum_12 = sums_44;
  if ((rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t)) {
    v6[(((rest + batch_6) * (extents.t * 8)) >> 2) + (j_start + j_6) * 2 + 1] = sum_12;
  }
  let sum_13 = sums_48;
  if ((rest + batch_7 < extents.batch) & (j_start + j_7 < extents.t)) {
    v6[(((rest + batch_7) * (extents.t * 8)) >> 2) + (j_start + j_7) * 2] = sum_13;
  }
  let sum_14 = sums_52;
  if ((rest + batch_7 < extents.batch) & (j_start + j_7 < extents.t)) {
    v6[(((rest + batch_7) * (extents.t * 8)) >> 2) + (j_start + j_7) * 2 + 1] = sum_14;
  }
  let sum_15 = sums_56;
  if ((rest + batch_8 < extents.batch) & (j_start + j_8 < extents.t)) {
    v6[(((rest + batch_8) * (extents.t * 8)) >> 2) + (j_start + j_8) * 2] = sum_15;
  }
  let sum_16 = sums_60;
  if ((rest + batch_8 < extents.batch) & (j_start + j_8 < extents.t)) {
    v6[(((rest + batch_8) * (extents.t * 8)) >> 2) + (j_start + j_8) * 2 + 1] = sum_16;
  }
}

// Kernel y.s

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read> v5: array<f32>;
@group(0) @binding(2) var<storage, read> v6: array<f32>;
@group(0) @binding(3) var<storage, read_write> y_s: array<f32>;

var<workgroup> staged_left: array<vec4f, 132>;
var<workgroup> staged_right: array<vec4f, 132>;

fn f32_from_bits(bits: u32) -> f32 {
  return bitcast<f32>(bits);
}

// y.s
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
  let unit_2 = min(unit, 127);
  let batch = unit_2 >> 7;
  let i = ((unit_2 >> 2) & 31) * 4;
  let c = unit_2 & 3;
  ahead_0 = v5[min(rest_3 + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + i, extents.t - 1) * 8 + heads_start * 4 + c];
  ahead_1 = v5[min(rest_3 + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + (i + 1), extents.t - 1) * 8 + heads_start * 4 + c];
  ahead_2 = v5[min(rest_3 + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + (i + 2), extents.t - 1) * 8 + heads_start * 4 + c];
  ahead_3 = v5[min(rest_3 + batch, extents.batch - 1) * (extents.t * 8) + min(i_start + (i + 3), extents.t - 1) * 8 + heads_start * 4 + c];
  let unit_3 = invocation;
  if (unit_3 < 128) {
    let batch_2 = unit_3 / 128;
    let i_2 = unit_3 / 4 % 32 * 4;
    let c_2 = unit_3 % 4;
    staged_left[batch_2 * 132 + i_2 / 4 + c_2 * 33] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  let unit_4 = invocation;
  let unit_5 = min(unit_4, 127);
  let batch_3 = unit_5 >> 7;
  let j = ((unit_5 >> 2) & 31) * 4;
  let c_3 = unit_5 & 3;
  ahead_0_2 = v6[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8 + heads_start * 4 + c_3];
  ahead_1_2 = v6[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + (j + 1), extents.t - 1) * 8 + heads_start * 4 + c_3];
  ahead_2_2 = v6[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + (j + 2), extents.t - 1) * 8 + heads_start * 4 + c_3];
  ahead_3_2 = v6[min(rest_3 + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + (j + 3), extents.t - 1) * 8 + heads_start * 4 + c_3];
  let unit_6 = invocation;
  if (unit_6 < 128) {
    let batch_4 = unit_6 / 128;
    let j_2 = unit_6 / 4 % 32 * 4;
    let c_4 = unit_6 % 4;
    staged_right[batch_4 * 132 + j_2 / 4 + c_4 * 33] = vec4f(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
  }
  workgroupBarrier();
  // v7 ... heads i j: 256 micro-tiles
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
  let left = batch_task * 528 + i_3;
  let left_2 = batch_task * 528 + i_7;
  let right = batch_task * 528 + j_3;
  let right_2 = batch_task * 528 + j_7;
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
  let l_7 = staged_left[left / 4 + 99];
  let l_8 = staged_left[left_2 / 4 + 99];
  let r_7 = staged_right[right / 4 + 99];
  let r_8 = staged_right[right_2 / 4 + 99];
  sums_0 = fma(vec4f(l_7.x), r_7, sums_0);
  sums_4 = fma(vec4f(l_7.x), r_8, sums_4);
  sums_8 = fma(vec4f(l_7.y), r_7, sums_8);
  sums_12 = fma(vec4f(l_7.y), r_8, sums_12);
  sums_16 = fma(vec4f(l_7.z), r_7, sums_16);
  sums_20 = fma(vec4f(l_7.z), r_8, sums_20);
  sums_24 = fma(vec4f(l_7.w), r_7, sums_24);
  sums_28 = fma(vec4f(l_7.w), r_8, sums_28);
  sums_32 = fma(vec4f(l_8.x), r_7, sums_32);
  sums_36 = fma(vec4f(l_8.x), r_8, sums_36);
  sums_40 = fma(vec4f(l_8.y), r_7, sums_40);
  sums_44 = fma(vec4f(l_8.y), r_8, sums_44);
  sums_48 = fma(vec4f(l_8.z), r_7, sums_48);
  sums_52 = fma(vec4f(l_8.z), r_8, sums_52);
  sums_56 = fma(vec4f(l_8.w), r_7, sums_56);
  sums_60 = fma(vec4f(l_8.w), r_8, sums_60);
  let sum = sums_0;
  let finished = select(f32_from_bits(0xff800000u), sum.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_3)] = finished;
  }
  let finished_2 = select(f32_from_bits(0xff800000u), sum.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_4)] = finished_2;
  }
  let finished_3 = select(f32_from_bits(0xff800000u), sum.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_5)] = finished_3;
  }
  let finished_4 = select(f32_from_bits(0xff800000u), sum.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_6)] = finished_4;
  }
  let sum_2 = sums_4;
  let finished_5 = select(f32_from_bits(0xff800000u), sum_2.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_7)] = finished_5;
  }
  let finished_6 = select(f32_from_bits(0xff800000u), sum_2.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_8)] = finished_6;
  }
  let finished_7 = select(f32_from_bits(0xff800000u), sum_2.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_9)] = finished_7;
  }
  let finished_8 = select(f32_from_bits(0xff800000u), sum_2.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_3, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_3 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_3) * extents.t + (j_start + j_10)] = finished_8;
  }
  let sum_3 = sums_8;
  let finished_9 = select(f32_from_bits(0xff800000u), sum_3.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_3)] = finished_9;
  }
  let finished_10 = select(f32_from_bits(0xff800000u), sum_3.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_4)] = finished_10;
  }
  let finished_11 = select(f32_from_bits(0xff800000u), sum_3.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_5)] = finished_11;
  }
  let finished_12 = select(f32_from_bits(0xff800000u), sum_3.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_6)] = finished_12;
  }
  let sum_4 = sums_12;
  let finished_13 = select(f32_from_bits(0xff800000u), sum_4.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_7)] = finished_13;
  }
  let finished_14 = select(f32_from_bits(0xff800000u), sum_4.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_8)] = finished_14;
  }
  let finished_15 = select(f32_from_bits(0xff800000u), sum_4.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_9)] = finished_15;
  }
  let finished_16 = select(f32_from_bits(0xff800000u), sum_4.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_4, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_4 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_4) * extents.t + (j_start + j_10)] = finished_16;
  }
  let sum_5 = sums_16;
  let finished_17 = select(f32_from_bits(0xff800000u), sum_5.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_3)] = finished_17;
  }
  let finished_18 = select(f32_from_bits(0xff800000u), sum_5.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_4)] = finished_18;
  }
  let finished_19 = select(f32_from_bits(0xff800000u), sum_5.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_5)] = finished_19;
  }
  let finished_20 = select(f32_from_bits(0xff800000u), sum_5.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_6)] = finished_20;
  }
  let sum_6 = sums_20;
  let finished_21 = select(f32_from_bits(0xff800000u), sum_6.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_7)] = finished_21;
  }
  let finished_22 = select(f32_from_bits(0xff800000u), sum_6.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_8)] = finished_22;
  }
  let finished_23 = select(f32_from_bits(0xff800000u), sum_6.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_9)] = finished_23;
  }
  let finished_24 = select(f32_from_bits(0xff800000u), sum_6.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_5, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_5 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_5) * extents.t + (j_start + j_10)] = finished_24;
  }
  let sum_7 = sums_24;
  let finished_25 = select(f32_from_bits(0xff800000u), sum_7.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_3)] = finished_25;
  }
  let finished_26 = select(f32_from_bits(0xff800000u), sum_7.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_4)] = finished_26;
  }
  let finished_27 = select(f32_from_bits(0xff800000u), sum_7.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_5)] = finished_27;
  }
  let finished_28 = select(f32_from_bits(0xff800000u), sum_7.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_6)] = finished_28;
  }
  let sum_8 = sums_28;
  let finished_29 = select(f32_from_bits(0xff800000u), sum_8.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_7)] = finished_29;
  }
  let finished_30 = select(f32_from_bits(0xff800000u), sum_8.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_8)] = finished_30;
  }
  let finished_31 = select(f32_from_bits(0xff800000u), sum_8.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_9)] = finished_31;
  }
  let finished_32 = select(f32_from_bits(0xff800000u), sum_8.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_6, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_6 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_6) * extents.t + (j_start + j_10)] = finished_32;
  }
  let sum_9 = sums_32;
  let finished_33 = select(f32_from_bits(0xff800000u), sum_9.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_3)] = finished_33;
  }
  let finished_34 = select(f32_from_bits(0xff800000u), sum_9.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_4)] = finished_34;
  }
  let finished_35 = select(f32_from_bits(0xff800000u), sum_9.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_5)] = finished_35;
  }
  let finished_36 = select(f32_from_bits(0xff800000u), sum_9.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_6)] = finished_36;
  }
  let sum_10 = sums_36;
  let finished_37 = select(f32_from_bits(0xff800000u), sum_10.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_7)] = finished_37;
  }
  let finished_38 = select(f32_from_bits(0xff800000u), sum_10.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_8)] = finished_38;
  }
  let finished_39 = select(f32_from_bits(0xff800000u), sum_10.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_9)] = finished_39;
  }
  let finished_40 = select(f32_from_bits(0xff800000u), sum_10.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_7, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_7 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_7) * extents.t + (j_start + j_10)] = finished_40;
  }
  let sum_11 = sums_40;
  let finished_41 = select(f32_from_bits(0xff800000u), sum_11.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_3)] = finished_41;
  }
  let finished_42 = select(f32_from_bits(0xff800000u), sum_11.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_4)] = finished_42;
  }
  let finished_43 = select(f32_from_bits(0xff800000u), sum_11.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_5)] = finished_43;
  }
  let finished_44 = select(f32_from_bits(0xff800000u), sum_11.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_6)] = finished_44;
  }
  let sum_12 = sums_44;
  let finished_45 = select(f32_from_bits(0xff800000u), sum_12.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_7)] = finished_45;
  }
  let finished_46 = select(f32_from_bits(0xff800000u), sum_12.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_8)] = finished_46;
  }
  let finished_47 = select(f32_from_bits(0xff800000u), sum_12.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_9)] = finished_47;
  }
  let finished_48 = select(f32_from_bits(0xff800000u), sum_12.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_8, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_8 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_8) * extents.t + (j_start + j_10)] = finished_48;
  }
  let sum_13 = sums_48;
  let finished_49 = select(f32_from_bits(0xff800000u), sum_13.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_3)] = finished_49;
  }
  let finished_50 = select(f32_from_bits(0xff800000u), sum_13.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_4)] = finished_50;
  }
  let finished_51 = select(f32_from_bits(0xff800000u), sum_13.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_5)] = finished_51;
  }
  let finished_52 = select(f32_from_bits(0xff800000u), sum_13.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_6)] = finished_52;
  }
  let sum_14 = sums_52;
  let finished_53 = select(f32_from_bits(0xff800000u), sum_14.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_7)] = finished_53;
  }
  let finished_54 = select(f32_from_bits(0xff800000u), sum_14.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_8)] = finished_54;
  }
  let finished_55 = select(f32_from_bits(0xff800000u), sum_14.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_9)] = finished_55;
  }
  let finished_56 = select(f32_from_bits(0xff800000u), sum_14.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_9, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_9 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_9) * extents.t + (j_start + j_10)] = finished_56;
  }
  let sum_15 = sums_56;
  let finished_57 = select(f32_from_bits(0xff800000u), sum_15.x * 0.5, min(j_start + j_3, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_3 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_3)] = finished_57;
  }
  let finished_58 = select(f32_from_bits(0xff800000u), sum_15.y * 0.5, min(j_start + j_4, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_4 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_4)] = finished_58;
  }
  let finished_59 = select(f32_from_bits(0xff800000u), sum_15.z * 0.5, min(j_start + j_5, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_5 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_5)] = finished_59;
  }
  let finished_60 = select(f32_from_bits(0xff800000u), sum_15.w * 0.5, min(j_start + j_6, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_6 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_6)] = finished_60;
  }
  let sum_16 = sums_60;
  let finished_61 = select(f32_from_bits(0xff800000u), sum_16.x * 0.5, min(j_start + j_7, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_7 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_7)] = finished_61;
  }
  let finished_62 = select(f32_from_bits(0xff800000u), sum_16.y * 0.5, min(j_start + j_8, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_8 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_8)] = finished_62;
  }
  let finished_63 = select(f32_from_bits(0xff800000u), sum_16.z * 0.5, min(j_start + j_9, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_9 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_9)] = finished_63;
  }
  let finished_64 = select(f32_from_bits(0xff800000u), sum_16.w * 0.5, min(j_start + j_10, extents.t - 1) <= min(i_start + i_10, extents.t - 1));
  if ((rest_3 + batch_task < extents.batch) & (i_start + i_10 < extents.t) & (j_start + j_10 < extents.t)) {
    y_s[(rest_3 + batch_task) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + (i_start + i_10) * extents.t + (j_start + j_10)] = finished_64;
  }
}

// Kernel v9

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v9: array<f32>;
@group(0) @binding(2) var<storage, read> y_s: array<f32>;

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

// v9
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
      total = max_f32(total, y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat]);
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
      total = total + exp(y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_2] - top);
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
        v9[((kept * 2 + kept_2) * extents.t + kept_3) * extents.t + flat_3] = exp(y_s[kept * (extents.t * extents.t * 2) + kept_2 * (extents.t * extents.t) + kept_3 * extents.t + flat_3] - top) / sum;
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

@group(0) @binding(1) var<storage, read_write> v10: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_V: array<vec4f>;

// v10
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 1023) >> 10)) {
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
  var sums_32: vec4f;
  var sums_36: vec4f;
  var sums_40: vec4f;
  var sums_44: vec4f;
  var sums_48: vec4f;
  var sums_52: vec4f;
  var sums_56: vec4f;
  var sums_60: vec4f;
  let rest = workgroup / ((extents.t + 1023) >> 10);
  let j_start = workgroup % ((extents.t + 1023) >> 10) * 1024;
  // v10 ... j heads c: 128 micro-tiles
  let task = invocation;
  let row_task = task & 127;
  let batch = row_task >> 7;
  let j = (row_task & 127) * 8;
  let batch_2 = row_task >> 7;
  let j_2 = (row_task & 127) * 8 + 1;
  let batch_3 = row_task >> 7;
  let j_3 = (row_task & 127) * 8 + 2;
  let batch_4 = row_task >> 7;
  let j_4 = (row_task & 127) * 8 + 3;
  let batch_5 = row_task >> 7;
  let j_5 = (row_task & 127) * 8 + 4;
  let batch_6 = row_task >> 7;
  let j_6 = (row_task & 127) * 8 + 5;
  let batch_7 = row_task >> 7;
  let j_7 = (row_task & 127) * 8 + 6;
  let batch_8 = row_task >> 7;
  let j_8 = (row_task & 127) * 8 + 7;
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
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(j_start + j, extents.t - 1) * 8;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(j_start + j_2, extents.t - 1) * 8;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(j_start + j_3, extents.t - 1) * 8;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(j_start + j_4, extents.t - 1) * 8;
  let left_5 = min(rest + batch_5, extents.batch - 1) * (extents.t * 8) + min(j_start + j_5, extents.t - 1) * 8;
  let left_6 = min(rest + batch_6, extents.batch - 1) * (extents.t * 8) + min(j_start + j_6, extents.t - 1) * 8;
  let left_7 = min(rest + batch_7, extents.batch - 1) * (extents.t * 8) + min(j_start + j_7, extents.t - 1) * 8;
  let left_8 = min(rest + batch_8, extents.batch - 1) * (extents.t * 8) + min(j_start + j_8, extents.t - 1) * 8;
  for (var d2 = 0; d2 < 2; d2++) {
    let l = x[(left >> 2) + d2];
    let l_2 = x[(left_2 >> 2) + d2];
    let l_3 = x[(left_3 >> 2) + d2];
    let l_4 = x[(left_4 >> 2) + d2];
    let l_5 = x[(left_5 >> 2) + d2];
    let l_6 = x[(left_6 >> 2) + d2];
    let l_7 = x[(left_7 >> 2) + d2];
    let l_8 = x[(left_8 >> 2) + d2];
    let r = y_V[d2 * 8];
    let r_2 = y_V[d2 * 8 + 1];
    let r_3 = y_V[(d2 * 4 + 1) * 2];
    let r_4 = y_V[(d2 * 4 + 1) * 2 + 1];
    let r_5 = y_V[(d2 * 4 + 2) * 2];
    let r_6 = y_V[(d2 * 4 + 2) * 2 + 1];
    let r_7 = y_V[(d2 * 4 + 3) * 2];
    let r_8 = y_V[(d2 * 4 + 3) * 2 + 1];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.x), r_2, sums_4);
    sums_8 = fma(vec4f(l_2.x), r, sums_8);
    sums_12 = fma(vec4f(l_2.x), r_2, sums_12);
    sums_16 = fma(vec4f(l_3.x), r, sums_16);
    sums_20 = fma(vec4f(l_3.x), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.x), r, sums_24);
    sums_28 = fma(vec4f(l_4.x), r_2, sums_28);
    sums_32 = fma(vec4f(l_5.x), r, sums_32);
    sums_36 = fma(vec4f(l_5.x), r_2, sums_36);
    sums_40 = fma(vec4f(l_6.x), r, sums_40);
    sums_44 = fma(vec4f(l_6.x), r_2, sums_44);
    sums_48 = fma(vec4f(l_7.x), r, sums_48);
    sums_52 = fma(vec4f(l_7.x), r_2, sums_52);
    sums_56 = fma(vec4f(l_8.x), r, sums_56);
    sums_60 = fma(vec4f(l_8.x), r_2, sums_60);
    sums_0 = fma(vec4f(l.y), r_3, sums_0);
    sums_4 = fma(vec4f(l.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_2.y), r_3, sums_8);
    sums_12 = fma(vec4f(l_2.y), r_4, sums_12);
    sums_16 = fma(vec4f(l_3.y), r_3, sums_16);
    sums_20 = fma(vec4f(l_3.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_4.y), r_3, sums_24);
    sums_28 = fma(vec4f(l_4.y), r_4, sums_28);
    sums_32 = fma(vec4f(l_5.y), r_3, sums_32);
    sums_36 = fma(vec4f(l_5.y), r_4, sums_36);
    sums_40 = fma(vec4f(l_6.y), r_3, sums_40);
    sums_44 = fma(vec4f(l_6.y), r_4, sums_44);
    sums_48 = fma(vec4f(l_7.y), r_3, sums_48);
    sums_52 = fma(vec4f(l_7.y), r_4, sums_52);
    sums_56 = fma(vec4f(l_8.y), r_3, sums_56);
    sums_60 = fma(vec4f(l_8.y), r_4, sums_60);
    sums_0 = fma(vec4f(l.z), r_5, sums_0);
    sums_4 = fma(vec4f(l.z), r_6, sums_4);
    sums_8 = fma(vec4f(l_2.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_2.z), r_6, sums_12);
    sums_16 = fma(vec4f(l_3.z), r_5, sums_16);
    sums_20 = fma(vec4f(l_3.z), r_6, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_4.z), r_6, sums_28);
    sums_32 = fma(vec4f(l_5.z), r_5, sums_32);
    sums_36 = fma(vec4f(l_5.z), r_6, sums_36);
    sums_40 = fma(vec4f(l_6.z), r_5, sums_40);
    sums_44 = fma(vec4f(l_6.z), r_6, sums_44);
    sums_48 = fma(vec4f(l_7.z), r_5, sums_48);
    sums_52 = fma(vec4f(l_7.z), r_6, sums_52);
    sums_56 = fma(vec4f(l_8.z), r_5, sums_56);
    sums_60 = fma(vec4f(l_8.z), r_6, sums_60);
    sums_0 = fma(vec4f(l.w), r_7, sums_0);
    sums_4 = fma(vec4f(l.w), r_8, sums_4);
    sums_8 = fma(vec4f(l_2.w), r_7, sums_8);
    sums_12 = fma(vec4f(l_2.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_3.w), r_7, sums_16);
    sums_20 = fma(vec4f(l_3.w), r_8, sums_20);
    sums_24 = fma(vec4f(l_4.w), r_7, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_8, sums_28);
    sums_32 = fma(vec4f(l_5.w), r_7, sums_32);
    sums_36 = fma(vec4f(l_5.w), r_8, sums_36);
    sums_40 = fma(vec4f(l_6.w), r_7, sums_40);
    sums_44 = fma(vec4f(l_6.w), r_8, sums_44);
    sums_48 = fma(vec4f(l_7.w), r_7, sums_48);
    sums_52 = fma(vec4f(l_7.w), r_8, sums_52);
    sums_56 = fma(vec4f(l_8.w), r_7, sums_56);
    sums_60 = fma(vec4f(l_8.w), r_8, sums_60);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v10[(((rest + batch) * (extents.t * 8)) >> 2) + (j_start + j) * 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch < extents.batch) & (j_start + j < extents.t)) {
    v10[(((rest + batch) * (extents.t * 8)) >> 2) + (j_start + j) * 2 + 1] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v10[(((rest + batch_2) * (extents.t * 8)) >> 2) + (j_start + j_2) * 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_2 < extents.batch) & (j_start + j_2 < extents.t)) {
    v10[(((rest + batch_2) * (extents.t * 8)) >> 2) + (j_start + j_2) * 2 + 1] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v10[(((rest + batch_3) * (extents.t * 8)) >> 2) + (j_start + j_3) * 2] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_3 < extents.batch) & (j_start + j_3 < extents.t)) {
    v10[(((rest + batch_3) * (extents.t * 8)) >> 2) + (j_start + j_3) * 2 + 1] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v10[(((rest + batch_4) * (extents.t * 8)) >> 2) + (j_start + j_4) * 2] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_4 < extents.batch) & (j_start + j_4 < extents.t)) {
    v10[(((rest + batch_4) * (extents.t * 8)) >> 2) + (j_start + j_4) * 2 + 1] = sum_8;
  }
  let sum_9 = sums_32;
  if ((rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t)) {
    v10[(((rest + batch_5) * (extents.t * 8)) >> 2) + (j_start + j_5) * 2] = sum_9;
  }
  let sum_10 = sums_36;
  if ((rest + batch_5 < extents.batch) & (j_start + j_5 < extents.t)) {
    v10[(((rest + batch_5) * (extents.t * 8)) >> 2) + (j_start + j_5) * 2 + 1] = sum_10;
  }
  let sum_11 = sums_40;
  if ((rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t)) {
    v10[(((rest + batch_6) * (extents.t * 8)) >> 2) + (j_start + j_6) * 2] = sum_11;
  }
  let sum_12 = sums_44;
  if ((rest + batch_6 < extents.batch) & (j_start + j_6 < extents.t)) {
    v10[(((rest + batch_6) * (extents.t * 8)) >> 2) + (j_start + j_6) * 2 + 1] = sum_12;
  }
  let sum_13 = sums_48;
  if ((rest + batch_7 < extents.batch) & (j_start + j_7 < extents.t)) {
    v10[(((rest + batch_7) * (extents.t * 8)) >> 2) + (j_start + j_7) * 2] = sum_13;
  }
  let sum_14 = sums_52;
  if ((rest + batch_7 < extents.batch) & (j_start + j_7 < extents.t)) {
    v10[(((rest + batch_7) * (extents.t * 8)) >> 2) + (j_start + j_7) * 2 + 1] = sum_14;
  }
  let sum_15 = sums_56;
  if ((rest + batch_8 < extents.batch) & (j_start + j_8 < extents.t)) {
    v10[(((rest + batch_8) * (extents.t * 8)) >> 2) + (j_start + j_8) * 2] = sum_15;
  }
  let sum_16 = sums_60;
  if ((rest + batch_8 < extents.batch) & (j_start + j_8 < extents.t)) {
    v10[(((rest + batch_8) * (extents.t * 8)) >> 2) + (j_start + j_8) * 2 + 1] = sum_16;
  }
}

// Kernel v11

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> v11: array<vec4f>;
@group(0) @binding(2) var<storage, read> v9: array<f32>;
@group(0) @binding(3) var<storage, read> v10: array<vec4f>;

// v11
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * 2 * ((extents.t + 1023) >> 10)) {
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
  let rest = workgroup / ((extents.t + 1023) >> 10);
  let t_start = workgroup % ((extents.t + 1023) >> 10) * 1024;
  let rest_2 = rest >> 1;
  let heads_start = rest & 1;
  // v11 ... heads t c: 128 micro-tiles
  let task = invocation;
  let row_task = task & 127;
  let batch_task = task >> 7;
  let t = row_task * 8;
  let t_2 = row_task * 8 + 1;
  let t_3 = row_task * 8 + 2;
  let t_4 = row_task * 8 + 3;
  let t_5 = row_task * 8 + 4;
  let t_6 = row_task * 8 + 5;
  let t_7 = row_task * 8 + 6;
  let t_8 = row_task * 8 + 7;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let left = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t, extents.t - 1) * extents.t;
  let left_2 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_2, extents.t - 1) * extents.t;
  let left_3 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_3, extents.t - 1) * extents.t;
  let left_4 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_4, extents.t - 1) * extents.t;
  let left_5 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_5, extents.t - 1) * extents.t;
  let left_6 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_6, extents.t - 1) * extents.t;
  let left_7 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_7, extents.t - 1) * extents.t;
  let left_8 = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * extents.t * 2) + heads_start * (extents.t * extents.t) + min(t_start + t_8, extents.t - 1) * extents.t;
  let right = min(rest_2 + batch_task, extents.batch - 1) * (extents.t * 8) + heads_start * 4;
  for (var j = 0; j < extents.t; j++) {
    let l = v9[left + j];
    let l_2 = v9[left_2 + j];
    let l_3 = v9[left_3 + j];
    let l_4 = v9[left_4 + j];
    let l_5 = v9[left_5 + j];
    let l_6 = v9[left_6 + j];
    let l_7 = v9[left_7 + j];
    let l_8 = v9[left_8 + j];
    let r = v10[(right >> 2) + j * 2];
    sums_0 = fma(vec4f(l), r, sums_0);
    sums_4 = fma(vec4f(l_2), r, sums_4);
    sums_8 = fma(vec4f(l_3), r, sums_8);
    sums_12 = fma(vec4f(l_4), r, sums_12);
    sums_16 = fma(vec4f(l_5), r, sums_16);
    sums_20 = fma(vec4f(l_6), r, sums_20);
    sums_24 = fma(vec4f(l_7), r, sums_24);
    sums_28 = fma(vec4f(l_8), r, sums_28);
  }
  let sum = sums_0;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t)] = sum;
  }
  let sum_2 = sums_4;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_2 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_2)] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_3 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_3)] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_4 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_4)] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_5 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_5)] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_6 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_6)] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_7 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_7)] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest_2 + batch_task < extents.batch) & (t_start + t_8 < extents.t)) {
    v11[(((rest_2 + batch_task) * (extents.t * 8) + heads_start * (extents.t * 4)) >> 2) + (t_start + t_8)] = sum_8;
  }
}

// Kernel y.y

struct Extents {
  batch: i32,
  t: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> v11: array<vec4f>;
@group(0) @binding(3) var<storage, read> y_O: array<vec4f>;

// y.y
@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.batch * ((extents.t + 1023) >> 10)) {
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
  var sums_32: vec4f;
  var sums_36: vec4f;
  var sums_40: vec4f;
  var sums_44: vec4f;
  var sums_48: vec4f;
  var sums_52: vec4f;
  var sums_56: vec4f;
  var sums_60: vec4f;
  let rest = workgroup / ((extents.t + 1023) >> 10);
  let t_start = workgroup % ((extents.t + 1023) >> 10) * 1024;
  // y.y ... t d: 128 micro-tiles
  let task = invocation;
  let row_task = task & 127;
  let batch = row_task >> 7;
  let t = (row_task & 127) * 8;
  let batch_2 = row_task >> 7;
  let t_2 = (row_task & 127) * 8 + 1;
  let batch_3 = row_task >> 7;
  let t_3 = (row_task & 127) * 8 + 2;
  let batch_4 = row_task >> 7;
  let t_4 = (row_task & 127) * 8 + 3;
  let batch_5 = row_task >> 7;
  let t_5 = (row_task & 127) * 8 + 4;
  let batch_6 = row_task >> 7;
  let t_6 = (row_task & 127) * 8 + 5;
  let batch_7 = row_task >> 7;
  let t_7 = (row_task & 127) * 8 + 6;
  let batch_8 = row_task >> 7;
  let t_8 = (row_task & 127) * 8 + 7;
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
  let left = min(rest + batch, extents.batch - 1) * (extents.t * 8) + min(t_start + t, extents.t - 1) * 4;
  let left_2 = min(rest + batch_2, extents.batch - 1) * (extents.t * 8) + min(t_start + t_2, extents.t - 1) * 4;
  let left_3 = min(rest + batch_3, extents.batch - 1) * (extents.t * 8) + min(t_start + t_3, extents.t - 1) * 4;
  let left_4 = min(rest + batch_4, extents.batch - 1) * (extents.t * 8) + min(t_start + t_4, extents.t - 1) * 4;
  let left_5 = min(rest + batch_5, extents.batch - 1) * (extents.t * 8) + min(t_start + t_5, extents.t - 1) * 4;
  let left_6 = min(rest + batch_6, extents.batch - 1) * (extents.t * 8) + min(t_start + t_6, extents.t - 1) * 4;
  let left_7 = min(rest + batch_7, extents.batch - 1) * (extents.t * 8) + min(t_start + t_7, extents.t - 1) * 4;
  let left_8 = min(rest + batch_8, extents.batch - 1) * (extents.t * 8) + min(t_start + t_8, extents.t - 1) * 4;
  for (var heads = 0; heads < 2; heads++) {
    let l = v11[(left + heads * (extents.t * 4)) >> 2];
    let l_2 = v11[(left_2 + heads * (extents.t * 4)) >> 2];
    let l_3 = v11[(left_3 + heads * (extents.t * 4)) >> 2];
    let l_4 = v11[(left_4 + heads * (extents.t * 4)) >> 2];
    let l_5 = v11[(left_5 + heads * (extents.t * 4)) >> 2];
    let l_6 = v11[(left_6 + heads * (extents.t * 4)) >> 2];
    let l_7 = v11[(left_7 + heads * (extents.t * 4)) >> 2];
    let l_8 = v11[(left_8 + heads * (extents.t * 4)) >> 2];
    let r = y_O[heads * 8];
    let r_2 = y_O[heads * 8 + 1];
    let r_3 = y_O[heads * 8 + 2];
    let r_4 = y_O[heads * 8 + 2 + 1];
    let r_5 = y_O[heads * 8 + 4];
    let r_6 = y_O[heads * 8 + 4 + 1];
    let r_7 = y_O[heads * 8 + 6];
    let r_8 = y_O[heads * 8 + 6 + 1];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.x), r_2, sums_4);
    sums_8 = fma(vec4f(l_2.x), r, sums_8);
    sums_12 = fma(vec4f(l_2.x), r_2, sums_12);
    sums_16 = fma(vec4f(l_3.x), r, sums_16);
    sums_20 = fma(vec4f(l_3.x), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.x), r, sums_24);
    sums_28 = fma(vec4f(l_4.x), r_2, sums_28);
    sums_32 = fma(vec4f(l_5.x), r, sums_32);
    sums_36 = fma(vec4f(l_5.x), r_2, sums_36);
    sums_40 = fma(vec4f(l_6.x), r, sums_40);
    sums_44 = fma(vec4f(l_6.x), r_2, sums_44);
    sums_48 = fma(vec4f(l_7.x), r, sums_48);
    sums_52 = fma(vec4f(l_7.x), r_2, sums_52);
    sums_56 = fma(vec4f(l_8.x), r, sums_56);
    sums_60 = fma(vec4f(l_8.x), r_2, sums_60);
    sums_0 = fma(vec4f(l.y), r_3, sums_0);
    sums_4 = fma(vec4f(l.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_2.y), r_3, sums_8);
    sums_12 = fma(vec4f(l_2.y), r_4, sums_12);
    sums_16 = fma(vec4f(l_3.y), r_3, sums_16);
    sums_20 = fma(vec4f(l_3.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_4.y), r_3, sums_24);
    sums_28 = fma(vec4f(l_4.y), r_4, sums_28);
    sums_32 = fma(vec4f(l_5.y), r_3, sums_32);
    sums_36 = fma(vec4f(l_5.y), r_4, sums_36);
    sums_40 = fma(vec4f(l_6.y), r_3, sums_40);
    sums_44 = fma(vec4f(l_6.y), r_4, sums_44);
    sums_48 = fma(vec4f(l_7.y), r_3, sums_48);
    sums_52 = fma(vec4f(l_7.y), r_4, sums_52);
    sums_56 = fma(vec4f(l_8.y), r_3, sums_56);
    sums_60 = fma(vec4f(l_8.y), r_4, sums_60);
    sums_0 = fma(vec4f(l.z), r_5, sums_0);
    sums_4 = fma(vec4f(l.z), r_6, sums_4);
    sums_8 = fma(vec4f(l_2.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_2.z), r_6, sums_12);
    sums_16 = fma(vec4f(l_3.z), r_5, sums_16);
    sums_20 = fma(vec4f(l_3.z), r_6, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_4.z), r_6, sums_28);
    sums_32 = fma(vec4f(l_5.z), r_5, sums_32);
    sums_36 = fma(vec4f(l_5.z), r_6, sums_36);
    sums_40 = fma(vec4f(l_6.z), r_5, sums_40);
    sums_44 = fma(vec4f(l_6.z), r_6, sums_44);
    sums_48 = fma(vec4f(l_7.z), r_5, sums_48);
    sums_52 = fma(vec4f(l_7.z), r_6, sums_52);
    sums_56 = fma(vec4f(l_8.z), r_5, sums_56);
    sums_60 = fma(vec4f(l_8.z), r_6, sums_60);
    sums_0 = fma(vec4f(l.w), r_7, sums_0);
    sums_4 = fma(vec4f(l.w), r_8, sums_4);
    sums_8 = fma(vec4f(l_2.w), r_7, sums_8);
    sums_12 = fma(vec4f(l_2.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_3.w), r_7, sums_16);
    sums_20 = fma(vec4f(l_3.w), r_8, sums_20);
    sums_24 = fma(vec4f(l_4.w), r_7, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_8, sums_28);
    sums_32 = fma(vec4f(l_5.w), r_7, sums_32);
    sums_36 = fma(vec4f(l_5.w), r_8, sums_36);
    sums_40 = fma(vec4f(l_6.w), r_7, sums_40);
    sums_44 = fma(vec4f(l_6.w), r_8, sums_44);
    sums_48 = fma(vec4f(l_7.w), r_7, sums_48);
    sums_52 = fma(vec4f(l_7.w), r_8, sums_52);
    sums_56 = fma(vec4f(l_8.w), r_7, sums_56);
    sums_60 = fma(vec4f(l_8.w), r_8, sums_60);
  }
  let sum = sums_0;
  if ((rest + batch < extents.batch) & (t_start + t < extents.t)) {
    y[(((rest + batch) * (extents.t * 8)) >> 2) + (t_start + t) * 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch < extents.batch) & (t_start + t < extents.t)) {
    y[(((rest + batch) * (extents.t * 8)) >> 2) + (t_start + t) * 2 + 1] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_2 < extents.batch) & (t_start + t_2 < extents.t)) {
    y[(((rest + batch_2) * (extents.t * 8)) >> 2) + (t_start + t_2) * 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_2 < extents.batch) & (t_start + t_2 < extents.t)) {
    y[(((rest + batch_2) * (extents.t * 8)) >> 2) + (t_start + t_2) * 2 + 1] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_3 < extents.batch) & (t_start + t_3 < extents.t)) {
    y[(((rest + batch_3) * (extents.t * 8)) >> 2) + (t_start + t_3) * 2] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_3 < extents.batch) & (t_start + t_3 < extents.t)) {
    y[(((rest + batch_3) * (extents.t * 8)) >> 2) + (t_start + t_3) * 2 + 1] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_4 < extents.batch) & (t_start + t_4 < extents.t)) {
    y[(((rest + batch_4) * (extents.t * 8)) >> 2) + (t_start + t_4) * 2] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_4 < extents.batch) & (t_start + t_4 < extents.t)) {
    y[(((rest + batch_4) * (extents.t * 8)) >> 2) + (t_start + t_4) * 2 + 1] = sum_8;
  }
  let sum_9 = sums_32;
  if ((rest + batch_5 < extents.batch) & (t_start + t_5 < extents.t)) {
    y[(((rest + batch_5) * (extents.t * 8)) >> 2) + (t_start + t_5) * 2] = sum_9;
  }
  let sum_10 = sums_36;
  if ((rest + batch_5 < extents.batch) & (t_start + t_5 < extents.t)) {
    y[(((rest + batch_5) * (extents.t * 8)) >> 2) + (t_start + t_5) * 2 + 1] = sum_10;
  }
  let sum_11 = sums_40;
  if ((rest + batch_6 < extents.batch) & (t_start + t_6 < extents.t)) {
    y[(((rest + batch_6) * (extents.t * 8)) >> 2) + (t_start + t_6) * 2] = sum_11;
  }
  let sum_12 = sums_44;
  if ((rest + batch_6 < extents.batch) & (t_start + t_6 < extents.t)) {
    y[(((rest + batch_6) * (extents.t * 8)) >> 2) + (t_start + t_6) * 2 + 1] = sum_12;
  }
  let sum_13 = sums_48;
  if ((rest + batch_7 < extents.batch) & (t_start + t_7 < extents.t)) {
    y[(((rest + batch_7) * (extents.t * 8)) >> 2) + (t_start + t_7) * 2] = sum_13;
  }
  let sum_14 = sums_52;
  if ((rest + batch_7 < extents.batch) & (t_start + t_7 < extents.t)) {
    y[(((rest + batch_7) * (extents.t * 8)) >> 2) + (t_start + t_7) * 2 + 1] = sum_14;
  }
  let sum_15 = sums_56;
  if ((rest + batch_8 < extents.batch) & (t_start + t_8 < extents.t)) {
    y[(((rest + batch_8) * (extents.t * 8)) >> 2) + (t_start + t_8) * 2] = sum_15;
  }
  let sum_16 = sums_60;
  if ((rest + batch_8 < extents.batch) & (t_start + t_8 < extents.t)) {
    y[(((rest + batch_8) * (extents.t * 8)) >> 2) + (t_start + t_8) * 2 + 1] = sum_16;
  }
}
