// Kernel y

struct Extents {
  h: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;

var<workgroup> staged_left: array<vec4f, 120>;
var<workgroup> staged_right: array<vec4f, 136>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= extents.h * 2) {
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
  var sums_16_2: vec4f;
  var sums_20_2: vec4f;
  var sums_24_2: vec4f;
  var sums_28_2: vec4f;
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var ahead_4: f32;
  var ahead_5: f32;
  var ahead_6: f32;
  var ahead_7: f32;
  var ahead_0_2: f32;
  var ahead_1_2: f32;
  var ahead_2_2: f32;
  var ahead_3_2: f32;
  var ahead_4_2: f32;
  var ahead_5_2: f32;
  var ahead_6_2: f32;
  var ahead_7_2: f32;
  let rest = workgroup >> 1;
  let m_start = (workgroup & 1) * 64;
  let task = invocation;
  let column_task = task & 15;
  let row_task = (task >> 4) & 7;
  let batch_task = task >> 7;
  let n = row_task * 8;
  let n_2 = row_task * 8 + 1;
  let n_3 = row_task * 8 + 2;
  let n_4 = row_task * 8 + 3;
  let n_5 = row_task * 8 + 4;
  let n_6 = row_task * 8 + 5;
  let n_7 = row_task * 8 + 6;
  let n_8 = row_task * 8 + 7;
  let m = column_task * 4;
  let task_2 = invocation + 64;
  let column_task_2 = task_2 & 15;
  let row_task_2 = (task_2 >> 4) & 7;
  let batch_task_2 = task_2 >> 7;
  let n_9 = row_task_2 * 8;
  let n_10 = row_task_2 * 8 + 1;
  let n_11 = row_task_2 * 8 + 2;
  let n_12 = row_task_2 * 8 + 3;
  let n_13 = row_task_2 * 8 + 4;
  let n_14 = row_task_2 * 8 + 5;
  let n_15 = row_task_2 * 8 + 6;
  let n_16 = row_task_2 * 8 + 7;
  let m_2 = column_task_2 * 4;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  sums_0_2 = vec4f(0.0);
  sums_4_2 = vec4f(0.0);
  sums_8_2 = vec4f(0.0);
  sums_12_2 = vec4f(0.0);
  sums_16_2 = vec4f(0.0);
  sums_20_2 = vec4f(0.0);
  sums_24_2 = vec4f(0.0);
  sums_28_2 = vec4f(0.0);
  let unit = invocation;
  let unit_2 = min(unit, 119);
  let h = unit_2 / 120;
  let n_17 = (unit_2 >> 3) % 15 * 4;
  let d = unit_2 & 7;
  ahead_0 = x[min(rest + h, extents.h - 1) * 3840 + n_17 * 64 + d];
  ahead_1 = x[min(rest + h, extents.h - 1) * 3840 + (n_17 + 1) * 64 + d];
  ahead_2 = x[min(rest + h, extents.h - 1) * 3840 + (n_17 + 2) * 64 + d];
  ahead_3 = x[min(rest + h, extents.h - 1) * 3840 + (n_17 + 3) * 64 + d];
  let unit_3 = invocation + 64;
  let unit_4 = min(unit_3, 119);
  let h_2 = unit_4 / 120;
  let n_18 = (unit_4 >> 3) % 15 * 4;
  let d_2 = unit_4 & 7;
  ahead_4 = x[min(rest + h_2, extents.h - 1) * 3840 + n_18 * 64 + d_2];
  ahead_5 = x[min(rest + h_2, extents.h - 1) * 3840 + (n_18 + 1) * 64 + d_2];
  ahead_6 = x[min(rest + h_2, extents.h - 1) * 3840 + (n_18 + 2) * 64 + d_2];
  ahead_7 = x[min(rest + h_2, extents.h - 1) * 3840 + (n_18 + 3) * 64 + d_2];
  let unit_5 = invocation;
  let h_3 = unit_5 >> 7;
  let m_3 = ((unit_5 >> 3) & 15) * 4;
  let d_3 = unit_5 & 7;
  ahead_0_2 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_start + m_3) * 64 + d_3];
  ahead_1_2 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_start + (m_3 + 1)) * 64 + d_3];
  ahead_2_2 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_start + (m_3 + 2)) * 64 + d_3];
  ahead_3_2 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_start + (m_3 + 3)) * 64 + d_3];
  let unit_6 = invocation + 64;
  let h_4 = unit_6 >> 7;
  let m_4 = ((unit_6 >> 3) & 15) * 4;
  let d_4 = unit_6 & 7;
  ahead_4_2 = z[min(rest + h_4, extents.h - 1) * 8192 + (m_start + m_4) * 64 + d_4];
  ahead_5_2 = z[min(rest + h_4, extents.h - 1) * 8192 + (m_start + (m_4 + 1)) * 64 + d_4];
  ahead_6_2 = z[min(rest + h_4, extents.h - 1) * 8192 + (m_start + (m_4 + 2)) * 64 + d_4];
  ahead_7_2 = z[min(rest + h_4, extents.h - 1) * 8192 + (m_start + (m_4 + 3)) * 64 + d_4];
  for (var chunk = 0; chunk < 8; chunk++) {
    let d_start = chunk * 8;
    workgroupBarrier();
    let unit_7 = invocation;
    let h_5 = unit_7 / 120;
    let n_19 = (unit_7 >> 3) % 15 * 4;
    let d_5 = unit_7 & 7;
    staged_left[(h_5 * 480 + n_19 + d_5 * 60) >> 2] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
    let unit_8 = invocation + 64;
    if (unit_8 < 120) {
      let h_6 = unit_8 / 120;
      let n_20 = (unit_8 >> 3) % 15 * 4;
      let d_6 = unit_8 & 7;
      staged_left[(h_6 * 480 + n_20 + d_6 * 60) >> 2] = vec4f(ahead_4, ahead_5, ahead_6, ahead_7);
    }
    let unit_9 = invocation;
    let h_7 = unit_9 >> 7;
    let m_5 = ((unit_9 >> 3) & 15) * 4;
    let d_7 = unit_9 & 7;
    staged_right[(h_7 * 544 + m_5 + d_7 * 68) >> 2] = vec4f(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
    let unit_10 = invocation + 64;
    let h_8 = unit_10 >> 7;
    let m_6 = ((unit_10 >> 3) & 15) * 4;
    let d_8 = unit_10 & 7;
    staged_right[(h_8 * 544 + m_6 + d_8 * 68) >> 2] = vec4f(ahead_4_2, ahead_5_2, ahead_6_2, ahead_7_2);
    workgroupBarrier();
    if (chunk + 1 < 8) {
      let unit_11 = invocation;
      let unit_12 = min(unit_11, 119);
      let h_9 = unit_12 / 120;
      let n_21 = (unit_12 >> 3) % 15 * 4;
      let d_9 = unit_12 & 7;
      ahead_0 = x[min(rest + h_9, extents.h - 1) * 3840 + n_21 * 64 + (d_start + 8 + d_9)];
      ahead_1 = x[min(rest + h_9, extents.h - 1) * 3840 + (n_21 + 1) * 64 + (d_start + 8 + d_9)];
      ahead_2 = x[min(rest + h_9, extents.h - 1) * 3840 + (n_21 + 2) * 64 + (d_start + 8 + d_9)];
      ahead_3 = x[min(rest + h_9, extents.h - 1) * 3840 + (n_21 + 3) * 64 + (d_start + 8 + d_9)];
      let unit_13 = invocation + 64;
      let unit_14 = min(unit_13, 119);
      let h_10 = unit_14 / 120;
      let n_22 = (unit_14 >> 3) % 15 * 4;
      let d_10 = unit_14 & 7;
      ahead_4 = x[min(rest + h_10, extents.h - 1) * 3840 + n_22 * 64 + (d_start + 8 + d_10)];
      ahead_5 = x[min(rest + h_10, extents.h - 1) * 3840 + (n_22 + 1) * 64 + (d_start + 8 + d_10)];
      ahead_6 = x[min(rest + h_10, extents.h - 1) * 3840 + (n_22 + 2) * 64 + (d_start + 8 + d_10)];
      ahead_7 = x[min(rest + h_10, extents.h - 1) * 3840 + (n_22 + 3) * 64 + (d_start + 8 + d_10)];
      let unit_15 = invocation;
      let h_11 = unit_15 >> 7;
      let m_7 = ((unit_15 >> 3) & 15) * 4;
      let d_11 = unit_15 & 7;
      ahead_0_2 = z[min(rest + h_11, extents.h - 1) * 8192 + (m_start + m_7) * 64 + (d_start + 8 + d_11)];
      ahead_1_2 = z[min(rest + h_11, extents.h - 1) * 8192 + (m_start + (m_7 + 1)) * 64 + (d_start + 8 + d_11)];
      ahead_2_2 = z[min(rest + h_11, extents.h - 1) * 8192 + (m_start + (m_7 + 2)) * 64 + (d_start + 8 + d_11)];
      ahead_3_2 = z[min(rest + h_11, extents.h - 1) * 8192 + (m_start + (m_7 + 3)) * 64 + (d_start + 8 + d_11)];
      let unit_16 = invocation + 64;
      let h_12 = unit_16 >> 7;
      let m_8 = ((unit_16 >> 3) & 15) * 4;
      let d_12 = unit_16 & 7;
      ahead_4_2 = z[min(rest + h_12, extents.h - 1) * 8192 + (m_start + m_8) * 64 + (d_start + 8 + d_12)];
      ahead_5_2 = z[min(rest + h_12, extents.h - 1) * 8192 + (m_start + (m_8 + 1)) * 64 + (d_start + 8 + d_12)];
      ahead_6_2 = z[min(rest + h_12, extents.h - 1) * 8192 + (m_start + (m_8 + 2)) * 64 + (d_start + 8 + d_12)];
      ahead_7_2 = z[min(rest + h_12, extents.h - 1) * 8192 + (m_start + (m_8 + 3)) * 64 + (d_start + 8 + d_12)];
    }
    let left = batch_task * 480 + min(n, 56);
    let left_2 = batch_task * 480 + min(n_5, 56);
    let right = batch_task * 544 + m;
    let l = staged_left[left >> 2];
    let l_2 = staged_left[left_2 >> 2];
    let r = staged_right[right >> 2];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.y), r, sums_4);
    sums_8 = fma(vec4f(l.z), r, sums_8);
    sums_12 = fma(vec4f(l.w), r, sums_12);
    sums_16 = fma(vec4f(l_2.x), r, sums_16);
    sums_20 = fma(vec4f(l_2.y), r, sums_20);
    sums_24 = fma(vec4f(l_2.z), r, sums_24);
    sums_28 = fma(vec4f(l_2.w), r, sums_28);
    let l_3 = staged_left[(left + 60) >> 2];
    let l_4 = staged_left[(left_2 + 60) >> 2];
    let r_2 = staged_right[(right + 68) >> 2];
    sums_0 = fma(vec4f(l_3.x), r_2, sums_0);
    sums_4 = fma(vec4f(l_3.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_2, sums_8);
    sums_12 = fma(vec4f(l_3.w), r_2, sums_12);
    sums_16 = fma(vec4f(l_4.x), r_2, sums_16);
    sums_20 = fma(vec4f(l_4.y), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_2, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_2, sums_28);
    let l_5 = staged_left[(left + 120) >> 2];
    let l_6 = staged_left[(left_2 + 120) >> 2];
    let r_3 = staged_right[(right + 136) >> 2];
    sums_0 = fma(vec4f(l_5.x), r_3, sums_0);
    sums_4 = fma(vec4f(l_5.y), r_3, sums_4);
    sums_8 = fma(vec4f(l_5.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_5.w), r_3, sums_12);
    sums_16 = fma(vec4f(l_6.x), r_3, sums_16);
    sums_20 = fma(vec4f(l_6.y), r_3, sums_20);
    sums_24 = fma(vec4f(l_6.z), r_3, sums_24);
    sums_28 = fma(vec4f(l_6.w), r_3, sums_28);
    let l_7 = staged_left[(left + 180) >> 2];
    let l_8 = staged_left[(left_2 + 180) >> 2];
    let r_4 = staged_right[(right + 204) >> 2];
    sums_0 = fma(vec4f(l_7.x), r_4, sums_0);
    sums_4 = fma(vec4f(l_7.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_7.z), r_4, sums_8);
    sums_12 = fma(vec4f(l_7.w), r_4, sums_12);
    sums_16 = fma(vec4f(l_8.x), r_4, sums_16);
    sums_20 = fma(vec4f(l_8.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_8.z), r_4, sums_24);
    sums_28 = fma(vec4f(l_8.w), r_4, sums_28);
    let l_9 = staged_left[(left + 240) >> 2];
    let l_10 = staged_left[(left_2 + 240) >> 2];
    let r_5 = staged_right[(right + 272) >> 2];
    sums_0 = fma(vec4f(l_9.x), r_5, sums_0);
    sums_4 = fma(vec4f(l_9.y), r_5, sums_4);
    sums_8 = fma(vec4f(l_9.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_9.w), r_5, sums_12);
    sums_16 = fma(vec4f(l_10.x), r_5, sums_16);
    sums_20 = fma(vec4f(l_10.y), r_5, sums_20);
    sums_24 = fma(vec4f(l_10.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_10.w), r_5, sums_28);
    let l_11 = staged_left[(left + 300) >> 2];
    let l_12 = staged_left[(left_2 + 300) >> 2];
    let r_6 = staged_right[(right + 340) >> 2];
    sums_0 = fma(vec4f(l_11.x), r_6, sums_0);
    sums_4 = fma(vec4f(l_11.y), r_6, sums_4);
    sums_8 = fma(vec4f(l_11.z), r_6, sums_8);
    sums_12 = fma(vec4f(l_11.w), r_6, sums_12);
    sums_16 = fma(vec4f(l_12.x), r_6, sums_16);
    sums_20 = fma(vec4f(l_12.y), r_6, sums_20);
    sums_24 = fma(vec4f(l_12.z), r_6, sums_24);
    sums_28 = fma(vec4f(l_12.w), r_6, sums_28);
    let l_13 = staged_left[(left + 360) >> 2];
    let l_14 = staged_left[(left_2 + 360) >> 2];
    let r_7 = staged_right[(right + 408) >> 2];
    sums_0 = fma(vec4f(l_13.x), r_7, sums_0);
    sums_4 = fma(vec4f(l_13.y), r_7, sums_4);
    sums_8 = fma(vec4f(l_13.z), r_7, sums_8);
    sums_12 = fma(vec4f(l_13.w), r_7, sums_12);
    sums_16 = fma(vec4f(l_14.x), r_7, sums_16);
    sums_20 = fma(vec4f(l_14.y), r_7, sums_20);
    sums_24 = fma(vec4f(l_14.z), r_7, sums_24);
    sums_28 = fma(vec4f(l_14.w), r_7, sums_28);
    let l_15 = staged_left[(left + 420) >> 2];
    let l_16 = staged_left[(left_2 + 420) >> 2];
    let r_8 = staged_right[(right + 476) >> 2];
    sums_0 = fma(vec4f(l_15.x), r_8, sums_0);
    sums_4 = fma(vec4f(l_15.y), r_8, sums_4);
    sums_8 = fma(vec4f(l_15.z), r_8, sums_8);
    sums_12 = fma(vec4f(l_15.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_16.x), r_8, sums_16);
    sums_20 = fma(vec4f(l_16.y), r_8, sums_20);
    sums_24 = fma(vec4f(l_16.z), r_8, sums_24);
    sums_28 = fma(vec4f(l_16.w), r_8, sums_28);
    let left_3 = batch_task_2 * 480 + min(n_9, 56);
    let left_4 = batch_task_2 * 480 + min(n_13, 56);
    let right_2 = batch_task_2 * 544 + m_2;
    let l_17 = staged_left[left_3 >> 2];
    let l_18 = staged_left[left_4 >> 2];
    let r_9 = staged_right[right_2 >> 2];
    sums_0_2 = fma(vec4f(l_17.x), r_9, sums_0_2);
    sums_4_2 = fma(vec4f(l_17.y), r_9, sums_4_2);
    sums_8_2 = fma(vec4f(l_17.z), r_9, sums_8_2);
    sums_12_2 = fma(vec4f(l_17.w), r_9, sums_12_2);
    sums_16_2 = fma(vec4f(l_18.x), r_9, sums_16_2);
    sums_20_2 = fma(vec4f(l_18.y), r_9, sums_20_2);
    sums_24_2 = fma(vec4f(l_18.z), r_9, sums_24_2);
    sums_28_2 = fma(vec4f(l_18.w), r_9, sums_28_2);
    let l_19 = staged_left[(left_3 + 60) >> 2];
    let l_20 = staged_left[(left_4 + 60) >> 2];
    let r_10 = staged_right[(right_2 + 68) >> 2];
    sums_0_2 = fma(vec4f(l_19.x), r_10, sums_0_2);
    sums_4_2 = fma(vec4f(l_19.y), r_10, sums_4_2);
    sums_8_2 = fma(vec4f(l_19.z), r_10, sums_8_2);
    sums_12_2 = fma(vec4f(l_19.w), r_10, sums_12_2);
    sums_16_2 = fma(vec4f(l_20.x), r_10, sums_16_2);
    sums_20_2 = fma(vec4f(l_20.y), r_10, sums_20_2);
    sums_24_2 = fma(vec4f(l_20.z), r_10, sums_24_2);
    sums_28_2 = fma(vec4f(l_20.w), r_10, sums_28_2);
    let l_21 = staged_left[(left_3 + 120) >> 2];
    let l_22 = staged_left[(left_4 + 120) >> 2];
    let r_11 = staged_right[(right_2 + 136) >> 2];
    sums_0_2 = fma(vec4f(l_21.x), r_11, sums_0_2);
    sums_4_2 = fma(vec4f(l_21.y), r_11, sums_4_2);
    sums_8_2 = fma(vec4f(l_21.z), r_11, sums_8_2);
    sums_12_2 = fma(vec4f(l_21.w), r_11, sums_12_2);
    sums_16_2 = fma(vec4f(l_22.x), r_11, sums_16_2);
    sums_20_2 = fma(vec4f(l_22.y), r_11, sums_20_2);
    sums_24_2 = fma(vec4f(l_22.z), r_11, sums_24_2);
    sums_28_2 = fma(vec4f(l_22.w), r_11, sums_28_2);
    let l_23 = staged_left[(left_3 + 180) >> 2];
    let l_24 = staged_left[(left_4 + 180) >> 2];
    let r_12 = staged_right[(right_2 + 204) >> 2];
    sums_0_2 = fma(vec4f(l_23.x), r_12, sums_0_2);
    sums_4_2 = fma(vec4f(l_23.y), r_12, sums_4_2);
    sums_8_2 = fma(vec4f(l_23.z), r_12, sums_8_2);
    sums_12_2 = fma(vec4f(l_23.w), r_12, sums_12_2);
    sums_16_2 = fma(vec4f(l_24.x), r_12, sums_16_2);
    sums_20_2 = fma(vec4f(l_24.y), r_12, sums_20_2);
    sums_24_2 = fma(vec4f(l_24.z), r_12, sums_24_2);
    sums_28_2 = fma(vec4f(l_24.w), r_12, sums_28_2);
    let l_25 = staged_left[(left_3 + 240) >> 2];
    let l_26 = staged_left[(left_4 + 240) >> 2];
    let r_13 = staged_right[(right_2 + 272) >> 2];
    sums_0_2 = fma(vec4f(l_25.x), r_13, sums_0_2);
    sums_4_2 = fma(vec4f(l_25.y), r_13, sums_4_2);
    sums_8_2 = fma(vec4f(l_25.z), r_13, sums_8_2);
    sums_12_2 = fma(vec4f(l_25.w), r_13, sums_12_2);
    sums_16_2 = fma(vec4f(l_26.x), r_13, sums_16_2);
    sums_20_2 = fma(vec4f(l_26.y), r_13, sums_20_2);
    sums_24_2 = fma(vec4f(l_26.z), r_13, sums_24_2);
    sums_28_2 = fma(vec4f(l_26.w), r_13, sums_28_2);
    let l_27 = staged_left[(left_3 + 300) >> 2];
    let l_28 = staged_left[(left_4 + 300) >> 2];
    let r_14 = staged_right[(right_2 + 340) >> 2];
    sums_0_2 = fma(vec4f(l_27.x), r_14, sums_0_2);
    sums_4_2 = fma(vec4f(l_27.y), r_14, sums_4_2);
    sums_8_2 = fma(vec4f(l_27.z), r_14, sums_8_2);
    sums_12_2 = fma(vec4f(l_27.w), r_14, sums_12_2);
    sums_16_2 = fma(vec4f(l_28.x), r_14, sums_16_2);
    sums_20_2 = fma(vec4f(l_28.y), r_14, sums_20_2);
    sums_24_2 = fma(vec4f(l_28.z), r_14, sums_24_2);
    sums_28_2 = fma(vec4f(l_28.w), r_14, sums_28_2);
    let l_29 = staged_left[(left_3 + 360) >> 2];
    let l_30 = staged_left[(left_4 + 360) >> 2];
    let r_15 = staged_right[(right_2 + 408) >> 2];
    sums_0_2 = fma(vec4f(l_29.x), r_15, sums_0_2);
    sums_4_2 = fma(vec4f(l_29.y), r_15, sums_4_2);
    sums_8_2 = fma(vec4f(l_29.z), r_15, sums_8_2);
    sums_12_2 = fma(vec4f(l_29.w), r_15, sums_12_2);
    sums_16_2 = fma(vec4f(l_30.x), r_15, sums_16_2);
    sums_20_2 = fma(vec4f(l_30.y), r_15, sums_20_2);
    sums_24_2 = fma(vec4f(l_30.z), r_15, sums_24_2);
    sums_28_2 = fma(vec4f(l_30.w), r_15, sums_28_2);
    let l_31 = staged_left[(left_3 + 420) >> 2];
    let l_32 = staged_left[(left_4 + 420) >> 2];
    let r_16 = staged_right[(right_2 + 476) >> 2];
    sums_0_2 = fma(vec4f(l_31.x), r_16, sums_0_2);
    sums_4_2 = fma(vec4f(l_31.y), r_16, sums_4_2);
    sums_8_2 = fma(vec4f(l_31.z), r_16, sums_8_2);
    sums_12_2 = fma(vec4f(l_31.w), r_16, sums_12_2);
    sums_16_2 = fma(vec4f(l_32.x), r_16, sums_16_2);
    sums_20_2 = fma(vec4f(l_32.y), r_16, sums_20_2);
    sums_24_2 = fma(vec4f(l_32.z), r_16, sums_24_2);
    sums_28_2 = fma(vec4f(l_32.w), r_16, sums_28_2);
  }
  let sum = sums_0;
  if ((rest + batch_task < extents.h) & (n < 60)) {
    y[((rest + batch_task) * 7680 + n * 128 + (m_start + m)) >> 2] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch_task < extents.h) & (n_2 < 60)) {
    y[((rest + batch_task) * 7680 + n_2 * 128 + (m_start + m)) >> 2] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_task < extents.h) & (n_3 < 60)) {
    y[((rest + batch_task) * 7680 + n_3 * 128 + (m_start + m)) >> 2] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_task < extents.h) & (n_4 < 60)) {
    y[((rest + batch_task) * 7680 + n_4 * 128 + (m_start + m)) >> 2] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_task < extents.h) & (n_5 < 60)) {
    y[((rest + batch_task) * 7680 + n_5 * 128 + (m_start + m)) >> 2] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_task < extents.h) & (n_6 < 60)) {
    y[((rest + batch_task) * 7680 + n_6 * 128 + (m_start + m)) >> 2] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_task < extents.h) & (n_7 < 60)) {
    y[((rest + batch_task) * 7680 + n_7 * 128 + (m_start + m)) >> 2] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_task < extents.h) & (n_8 < 60)) {
    y[((rest + batch_task) * 7680 + n_8 * 128 + (m_start + m)) >> 2] = sum_8;
  }
  let sum_9 = sums_0_2;
  if ((rest + batch_task_2 < extents.h) & (n_9 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_9 * 128 + (m_start + m_2)) >> 2] = sum_9;
  }
  let sum_10 = sums_4_2;
  if ((rest + batch_task_2 < extents.h) & (n_10 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_10 * 128 + (m_start + m_2)) >> 2] = sum_10;
  }
  let sum_11 = sums_8_2;
  if ((rest + batch_task_2 < extents.h) & (n_11 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_11 * 128 + (m_start + m_2)) >> 2] = sum_11;
  }
  let sum_12 = sums_12_2;
  if ((rest + batch_task_2 < extents.h) & (n_12 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_12 * 128 + (m_start + m_2)) >> 2] = sum_12;
  }
  let sum_13 = sums_16_2;
  if ((rest + batch_task_2 < extents.h) & (n_13 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_13 * 128 + (m_start + m_2)) >> 2] = sum_13;
  }
  let sum_14 = sums_20_2;
  if ((rest + batch_task_2 < extents.h) & (n_14 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_14 * 128 + (m_start + m_2)) >> 2] = sum_14;
  }
  let sum_15 = sums_24_2;
  if ((rest + batch_task_2 < extents.h) & (n_15 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_15 * 128 + (m_start + m_2)) >> 2] = sum_15;
  }
  let sum_16 = sums_28_2;
  if ((rest + batch_task_2 < extents.h) & (n_16 < 60)) {
    y[((rest + batch_task_2) * 7680 + n_16 * 128 + (m_start + m_2)) >> 2] = sum_16;
  }
}
