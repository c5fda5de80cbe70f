// Kernel y

struct Extents {
  h: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;

var<workgroup> staged_left: array<vec4f, 72>;
var<workgroup> staged_right: array<vec4f, 264>;

// y
@compute @workgroup_size(128)
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
  var ahead_0: f32;
  var ahead_1: f32;
  var ahead_2: f32;
  var ahead_3: f32;
  var ahead_0_2: f32;
  var ahead_1_2: f32;
  var ahead_2_2: f32;
  var ahead_3_2: f32;
  var ahead_4: f32;
  var ahead_5: f32;
  var ahead_6: f32;
  var ahead_7: f32;
  let rest = workgroup >> 1;
  let n_start = (workgroup & 1) * 32;
  let task = invocation;
  let column_task = task % 32;
  let row_task = task / 32 % 4;
  let batch_task = task / 128;
  let n = row_task * 8;
  let n_2 = row_task * 8 + 1;
  let n_3 = row_task * 8 + 2;
  let n_4 = row_task * 8 + 3;
  let n_5 = row_task * 8 + 4;
  let n_6 = row_task * 8 + 5;
  let n_7 = row_task * 8 + 6;
  let n_8 = row_task * 8 + 7;
  let m = column_task * 4;
  sums_0 = vec4f(0.0);
  sums_4 = vec4f(0.0);
  sums_8 = vec4f(0.0);
  sums_12 = vec4f(0.0);
  sums_16 = vec4f(0.0);
  sums_20 = vec4f(0.0);
  sums_24 = vec4f(0.0);
  sums_28 = vec4f(0.0);
  let unit = invocation;
  let unit_2 = min(unit, 63);
  let h = unit_2 >> 6;
  let n_9 = ((unit_2 >> 3) & 7) * 4;
  let d = unit_2 & 7;
  ahead_0 = x[min(rest + h, extents.h - 1) * 3840 + min(n_start + n_9, 59) * 64 + d];
  ahead_1 = x[min(rest + h, extents.h - 1) * 3840 + min(n_start + (n_9 + 1), 59) * 64 + d];
  ahead_2 = x[min(rest + h, extents.h - 1) * 3840 + min(n_start + (n_9 + 2), 59) * 64 + d];
  ahead_3 = x[min(rest + h, extents.h - 1) * 3840 + min(n_start + (n_9 + 3), 59) * 64 + d];
  let unit_3 = invocation;
  let h_2 = unit_3 >> 8;
  let m_2 = ((unit_3 >> 3) & 31) * 4;
  let d_2 = unit_3 & 7;
  ahead_0_2 = z[min(rest + h_2, extents.h - 1) * 8192 + m_2 * 64 + d_2];
  ahead_1_2 = z[min(rest + h_2, extents.h - 1) * 8192 + (m_2 + 1) * 64 + d_2];
  ahead_2_2 = z[min(rest + h_2, extents.h - 1) * 8192 + (m_2 + 2) * 64 + d_2];
  ahead_3_2 = z[min(rest + h_2, extents.h - 1) * 8192 + (m_2 + 3) * 64 + d_2];
  let unit_4 = invocation + 128;
  let h_3 = unit_4 >> 8;
  let m_3 = ((unit_4 >> 3) & 31) * 4;
  let d_3 = unit_4 & 7;
  ahead_4 = z[min(rest + h_3, extents.h - 1) * 8192 + m_3 * 64 + d_3];
  ahead_5 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_3 + 1) * 64 + d_3];
  ahead_6 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_3 + 2) * 64 + d_3];
  ahead_7 = z[min(rest + h_3, extents.h - 1) * 8192 + (m_3 + 3) * 64 + d_3];
  for (var chunk = 0; chunk < 8; chunk++) {
    let d_start = chunk * 8;
    workgroupBarrier();
    let unit_5 = invocation;
    if (unit_5 < 64) {
      let h_4 = unit_5 / 64;
      let n_10 = unit_5 / 8 % 8 * 4;
      let d_4 = unit_5 % 8;
      staged_left[h_4 * 72 + n_10 / 4 + d_4 * 9] = vec4f(ahead_0, ahead_1, ahead_2, ahead_3);
    }
    let unit_6 = invocation;
    let h_5 = unit_6 / 256;
    let m_4 = unit_6 / 8 % 32 * 4;
    let d_5 = unit_6 % 8;
    staged_right[h_5 * 264 + m_4 / 4 + d_5 * 33] = vec4f(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
    let unit_7 = invocation + 128;
    let h_6 = unit_7 / 256;
    let m_5 = unit_7 / 8 % 32 * 4;
    let d_6 = unit_7 % 8;
    staged_right[h_6 * 264 + m_5 / 4 + d_6 * 33] = vec4f(ahead_4, ahead_5, ahead_6, ahead_7);
    workgroupBarrier();
    if (chunk + 1 < 8) {
      let unit_8 = invocation;
      let unit_9 = min(unit_8, 63);
      let h_7 = unit_9 >> 6;
      let n_11 = ((unit_9 >> 3) & 7) * 4;
      let d_7 = unit_9 & 7;
      ahead_0 = x[min(rest + h_7, extents.h - 1) * 3840 + min(n_start + n_11, 59) * 64 + (d_start + 8 + d_7)];
      ahead_1 = x[min(rest + h_7, extents.h - 1) * 3840 + min(n_start + (n_11 + 1), 59) * 64 + (d_start + 8 + d_7)];
      ahead_2 = x[min(rest + h_7, extents.h - 1) * 3840 + min(n_start + (n_11 + 2), 59) * 64 + (d_start + 8 + d_7)];
      ahead_3 = x[min(rest + h_7, extents.h - 1) * 3840 + min(n_start + (n_11 + 3), 59) * 64 + (d_start + 8 + d_7)];
      let unit_10 = invocation;
      let h_8 = unit_10 >> 8;
      let m_6 = ((unit_10 >> 3) & 31) * 4;
      let d_8 = unit_10 & 7;
      ahead_0_2 = z[min(rest + h_8, extents.h - 1) * 8192 + m_6 * 64 + (d_start + 8 + d_8)];
      ahead_1_2 = z[min(rest + h_8, extents.h - 1) * 8192 + (m_6 + 1) * 64 + (d_start + 8 + d_8)];
      ahead_2_2 = z[min(rest + h_8, extents.h - 1) * 8192 + (m_6 + 2) * 64 + (d_start + 8 + d_8)];
      ahead_3_2 = z[min(rest + h_8, extents.h - 1) * 8192 + (m_6 + 3) * 64 + (d_start + 8 + d_8)];
      let unit_11 = invocation + 128;
      let h_9 = unit_11 >> 8;
      let m_7 = ((unit_11 >> 3) & 31) * 4;
      let d_9 = unit_11 & 7;
      ahead_4 = z[min(rest + h_9, extents.h - 1) * 8192 + m_7 * 64 + (d_start + 8 + d_9)];
      ahead_5 = z[min(rest + h_9, extents.h - 1) * 8192 + (m_7 + 1) * 64 + (d_start + 8 + d_9)];
      ahead_6 = z[min(rest + h_9, extents.h - 1) * 8192 + (m_7 + 2) * 64 + (d_start + 8 + d_9)];
      ahead_7 = z[min(rest + h_9, extents.h - 1) * 8192 + (m_7 + 3) * 64 + (d_start + 8 + d_9)];
    }
    let left = batch_task * 288 + n;
    let left_2 = batch_task * 288 + n_5;
    let right = batch_task * 1056 + m;
    let l = staged_left[left / 4];
    let l_2 = staged_left[left_2 / 4];
    let r = staged_right[right / 4];
    sums_0 = fma(vec4f(l.x), r, sums_0);
    sums_4 = fma(vec4f(l.y), r, sums_4);
    sums_8 = fma(vec4f(l.z), r, sums_8);
    sums_12 = fma(vec4f(l.w), r, sums_12);
    sums_16 = fma(vec4f(l_2.x), r, sums_16);
    sums_20 = fma(vec4f(l_2.y), r, sums_20);
    sums_24 = fma(vec4f(l_2.z), r, sums_24);
    sums_28 = fma(vec4f(l_2.w), r, sums_28);
    let l_3 = staged_left[left / 4 + 9];
    let l_4 = staged_left[left_2 / 4 + 9];
    let r_2 = staged_right[right / 4 + 33];
    sums_0 = fma(vec4f(l_3.x), r_2, sums_0);
    sums_4 = fma(vec4f(l_3.y), r_2, sums_4);
    sums_8 = fma(vec4f(l_3.z), r_2, sums_8);
    sums_12 = fma(vec4f(l_3.w), r_2, sums_12);
    sums_16 = fma(vec4f(l_4.x), r_2, sums_16);
    sums_20 = fma(vec4f(l_4.y), r_2, sums_20);
    sums_24 = fma(vec4f(l_4.z), r_2, sums_24);
    sums_28 = fma(vec4f(l_4.w), r_2, sums_28);
    let l_5 = staged_left[left / 4 + 18];
    let l_6 = staged_left[left_2 / 4 + 18];
    let r_3 = staged_right[right / 4 + 66];
    sums_0 = fma(vec4f(l_5.x), r_3, sums_0);
    sums_4 = fma(vec4f(l_5.y), r_3, sums_4);
    sums_8 = fma(vec4f(l_5.z), r_3, sums_8);
    sums_12 = fma(vec4f(l_5.w), r_3, sums_12);
    sums_16 = fma(vec4f(l_6.x), r_3, sums_16);
    sums_20 = fma(vec4f(l_6.y), r_3, sums_20);
    sums_24 = fma(vec4f(l_6.z), r_3, sums_24);
    sums_28 = fma(vec4f(l_6.w), r_3, sums_28);
    let l_7 = staged_left[left / 4 + 27];
    let l_8 = staged_left[left_2 / 4 + 27];
    let r_4 = staged_right[right / 4 + 99];
    sums_0 = fma(vec4f(l_7.x), r_4, sums_0);
    sums_4 = fma(vec4f(l_7.y), r_4, sums_4);
    sums_8 = fma(vec4f(l_7.z), r_4, sums_8);
    sums_12 = fma(vec4f(l_7.w), r_4, sums_12);
    sums_16 = fma(vec4f(l_8.x), r_4, sums_16);
    sums_20 = fma(vec4f(l_8.y), r_4, sums_20);
    sums_24 = fma(vec4f(l_8.z), r_4, sums_24);
    sums_28 = fma(vec4f(l_8.w), r_4, sums_28);
    let l_9 = staged_left[left / 4 + 36];
    let l_10 = staged_left[left_2 / 4 + 36];
    let r_5 = staged_right[right / 4 + 132];
    sums_0 = fma(vec4f(l_9.x), r_5, sums_0);
    sums_4 = fma(vec4f(l_9.y), r_5, sums_4);
    sums_8 = fma(vec4f(l_9.z), r_5, sums_8);
    sums_12 = fma(vec4f(l_9.w), r_5, sums_12);
    sums_16 = fma(vec4f(l_10.x), r_5, sums_16);
    sums_20 = fma(vec4f(l_10.y), r_5, sums_20);
    sums_24 = fma(vec4f(l_10.z), r_5, sums_24);
    sums_28 = fma(vec4f(l_10.w), r_5, sums_28);
    let l_11 = staged_left[left / 4 + 45];
    let l_12 = staged_left[left_2 / 4 + 45];
    let r_6 = staged_right[right / 4 + 165];
    sums_0 = fma(vec4f(l_11.x), r_6, sums_0);
    sums_4 = fma(vec4f(l_11.y), r_6, sums_4);
    sums_8 = fma(vec4f(l_11.z), r_6, sums_8);
    sums_12 = fma(vec4f(l_11.w), r_6, sums_12);
    sums_16 = fma(vec4f(l_12.x), r_6, sums_16);
    sums_20 = fma(vec4f(l_12.y), r_6, sums_20);
    sums_24 = fma(vec4f(l_12.z), r_6, sums_24);
    sums_28 = fma(vec4f(l_12.w), r_6, sums_28);
    let l_13 = staged_left[left / 4 + 54];
    let l_14 = staged_left[left_2 / 4 + 54];
    let r_7 = staged_right[right / 4 + 198];
    sums_0 = fma(vec4f(l_13.x), r_7, sums_0);
    sums_4 = fma(vec4f(l_13.y), r_7, sums_4);
    sums_8 = fma(vec4f(l_13.z), r_7, sums_8);
    sums_12 = fma(vec4f(l_13.w), r_7, sums_12);
    sums_16 = fma(vec4f(l_14.x), r_7, sums_16);
    sums_20 = fma(vec4f(l_14.y), r_7, sums_20);
    sums_24 = fma(vec4f(l_14.z), r_7, sums_24);
    sums_28 = fma(vec4f(l_14.w), r_7, sums_28);
    let l_15 = staged_left[left / 4 + 63];
    let l_16 = staged_left[left_2 / 4 + 63];
    let r_8 = staged_right[right / 4 + 231];
    sums_0 = fma(vec4f(l_15.x), r_8, sums_0);
    sums_4 = fma(vec4f(l_15.y), r_8, sums_4);
    sums_8 = fma(vec4f(l_15.z), r_8, sums_8);
    sums_12 = fma(vec4f(l_15.w), r_8, sums_12);
    sums_16 = fma(vec4f(l_16.x), r_8, sums_16);
    sums_20 = fma(vec4f(l_16.y), r_8, sums_20);
    sums_24 = fma(vec4f(l_16.z), r_8, sums_24);
    sums_28 = fma(vec4f(l_16.w), r_8, sums_28);
  }
  let sum = sums_0;
  if ((rest + batch_task < extents.h) & (n_start + n < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n) * 32 + (m >> 2)] = sum;
  }
  let sum_2 = sums_4;
  if ((rest + batch_task < extents.h) & (n_start + n_2 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_2) * 32 + (m >> 2)] = sum_2;
  }
  let sum_3 = sums_8;
  if ((rest + batch_task < extents.h) & (n_start + n_3 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_3) * 32 + (m >> 2)] = sum_3;
  }
  let sum_4 = sums_12;
  if ((rest + batch_task < extents.h) & (n_start + n_4 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_4) * 32 + (m >> 2)] = sum_4;
  }
  let sum_5 = sums_16;
  if ((rest + batch_task < extents.h) & (n_start + n_5 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_5) * 32 + (m >> 2)] = sum_5;
  }
  let sum_6 = sums_20;
  if ((rest + batch_task < extents.h) & (n_start + n_6 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_6) * 32 + (m >> 2)] = sum_6;
  }
  let sum_7 = sums_24;
  if ((rest + batch_task < extents.h) & (n_start + n_7 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_7) * 32 + (m >> 2)] = sum_7;
  }
  let sum_8 = sums_28;
  if ((rest + batch_task < extents.h) & (n_start + n_8 < 60)) {
    y[(rest + batch_task) * 1920 + (n_start + n_8) * 32 + (m >> 2)] = sum_8;
  }
}
