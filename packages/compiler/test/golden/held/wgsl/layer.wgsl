// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> A: array<vec4f>;
@group(0) @binding(4) var<storage, read> B: array<vec4f>;

var<workgroup> staged_left: array<vec4f, 320>;
var<workgroup> kept_6: array<vec4f, 272>;

// y
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) workgroup_id: vec3u,
  @builtin(num_workgroups) num_workgroups: vec3u,
  @builtin(local_invocation_index) local_invocation_index: u32,
) {
  let workgroup = i32(workgroup_id.x + workgroup_id.y * num_workgroups.x);
  if (workgroup >= ((extents.batch + 15) >> 4)) {
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
  var ahead_0: vec4f;
  var ahead_4: vec4f;
  var ahead_8: vec4f;
  var ahead_12: vec4f;
  var sums_0_2: vec4f;
  var sums_4_2: vec4f;
  var sums_8_2: vec4f;
  var sums_12_2: vec4f;
  let batch_start = workgroup * 16;
  let task = invocation;
  let column_task = task & 1;
  let row_task = task / 2 % 2;
  let batch_task = task / 4;
  let batch = row_task * 8;
  let batch_2 = row_task * 8 + 1;
  let batch_3 = row_task * 8 + 2;
  let batch_4 = row_task * 8 + 3;
  let batch_5 = row_task * 8 + 4;
  let batch_6 = row_task * 8 + 5;
  let batch_7 = row_task * 8 + 6;
  let batch_8 = row_task * 8 + 7;
  let e = column_task * 4;
  let e_2 = (column_task + 2) * 4;
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
  let unit = invocation;
  let batch_9 = (unit >> 4) * 4;
  let g = (unit >> 2) & 3;
  let a = (unit & 3) * 4;
  ahead_0 = x[min(batch_start + batch_9, extents.batch - 1) * 64 + g * 4 + (a >> 2)];
  ahead_4 = x[min(batch_start + (batch_9 + 1), extents.batch - 1) * 64 + g * 4 + (a >> 2)];
  ahead_8 = x[min(batch_start + (batch_9 + 2), extents.batch - 1) * 64 + g * 4 + (a >> 2)];
  ahead_12 = x[min(batch_start + (batch_9 + 3), extents.batch - 1) * 64 + g * 4 + (a >> 2)];
  for (var chunk = 0; chunk < 4; chunk++) {
    let g_start = chunk * 4;
    let unit_2 = invocation;
    let batch_10 = unit_2 / 16 * 4;
    let g_2 = unit_2 / 4 % 4;
    let a_2 = unit_2 % 4 * 4;
    let line = ahead_0;
    let line_2 = ahead_4;
    let line_3 = ahead_8;
    let line_4 = ahead_12;
    staged_left[batch_10 / 4 + g_2 * 80 + a_2 * 5] = vec4f(line.x, line_2.x, line_3.x, line_4.x);
    staged_left[batch_10 / 4 + g_2 * 80 + a_2 * 5 + 5] = vec4f(line.y, line_2.y, line_3.y, line_4.y);
    staged_left[batch_10 / 4 + g_2 * 80 + a_2 * 5 + 10] = vec4f(line.z, line_2.z, line_3.z, line_4.z);
    staged_left[batch_10 / 4 + g_2 * 80 + a_2 * 5 + 15] = vec4f(line.w, line_2.w, line_3.w, line_4.w);
    workgroupBarrier();
    if (chunk + 1 < 4) {
      let unit_3 = invocation;
      let batch_11 = (unit_3 >> 4) * 4;
      let g_3 = (unit_3 >> 2) & 3;
      let a_3 = (unit_3 & 3) * 4;
      ahead_0 = x[min(batch_start + batch_11, extents.batch - 1) * 64 + (g_start + 4 + g_3) * 4 + (a_3 >> 2)];
      ahead_4 = x[min(batch_start + (batch_11 + 1), extents.batch - 1) * 64 + (g_start + 4 + g_3) * 4 + (a_3 >> 2)];
      ahead_8 = x[min(batch_start + (batch_11 + 2), extents.batch - 1) * 64 + (g_start + 4 + g_3) * 4 + (a_3 >> 2)];
      ahead_12 = x[min(batch_start + (batch_11 + 3), extents.batch - 1) * 64 + (g_start + 4 + g_3) * 4 + (a_3 >> 2)];
    }
    // v6 ... g p: 64 micro-tiles
    let task_2 = invocation;
    let row_task_2 = task_2 % 4;
    let column_task_2 = task_2 / 4 % 4;
    let batch_task_2 = task_2 / 16;
    let batch_12 = row_task_2 * 4;
    let p = column_task_2 * 4;
    let p_2 = column_task_2 * 4 + 1;
    let p_3 = column_task_2 * 4 + 2;
    let p_4 = column_task_2 * 4 + 3;
    sums_0_2 = vec4f(0.0);
    sums_4_2 = vec4f(0.0);
    sums_8_2 = vec4f(0.0);
    sums_12_2 = vec4f(0.0);
    let left = batch_12 + batch_task_2 * 320;
    let right = (g_start + batch_task_2) * 256 + p;
    let l = staged_left[left / 4];
    let r = A[right >> 2];
    sums_0_2 = fma(vec4f(l.x), r, sums_0_2);
    sums_4_2 = fma(vec4f(l.y), r, sums_4_2);
    sums_8_2 = fma(vec4f(l.z), r, sums_8_2);
    sums_12_2 = fma(vec4f(l.w), r, sums_12_2);
    let l_2 = staged_left[left / 4 + 5];
    let r_2 = A[(right >> 2) + 4];
    sums_0_2 = fma(vec4f(l_2.x), r_2, sums_0_2);
    sums_4_2 = fma(vec4f(l_2.y), r_2, sums_4_2);
    sums_8_2 = fma(vec4f(l_2.z), r_2, sums_8_2);
    sums_12_2 = fma(vec4f(l_2.w), r_2, sums_12_2);
    let l_3 = staged_left[left / 4 + 10];
    let r_3 = A[(right >> 2) + 8];
    sums_0_2 = fma(vec4f(l_3.x), r_3, sums_0_2);
    sums_4_2 = fma(vec4f(l_3.y), r_3, sums_4_2);
    sums_8_2 = fma(vec4f(l_3.z), r_3, sums_8_2);
    sums_12_2 = fma(vec4f(l_3.w), r_3, sums_12_2);
    let l_4 = staged_left[left / 4 + 15];
    let r_4 = A[(right >> 2) + 12];
    sums_0_2 = fma(vec4f(l_4.x), r_4, sums_0_2);
    sums_4_2 = fma(vec4f(l_4.y), r_4, sums_4_2);
    sums_8_2 = fma(vec4f(l_4.z), r_4, sums_8_2);
    sums_12_2 = fma(vec4f(l_4.w), r_4, sums_12_2);
    let l_5 = staged_left[left / 4 + 20];
    let r_5 = A[(right >> 2) + 16];
    sums_0_2 = fma(vec4f(l_5.x), r_5, sums_0_2);
    sums_4_2 = fma(vec4f(l_5.y), r_5, sums_4_2);
    sums_8_2 = fma(vec4f(l_5.z), r_5, sums_8_2);
    sums_12_2 = fma(vec4f(l_5.w), r_5, sums_12_2);
    let l_6 = staged_left[left / 4 + 25];
    let r_6 = A[(right >> 2) + 20];
    sums_0_2 = fma(vec4f(l_6.x), r_6, sums_0_2);
    sums_4_2 = fma(vec4f(l_6.y), r_6, sums_4_2);
    sums_8_2 = fma(vec4f(l_6.z), r_6, sums_8_2);
    sums_12_2 = fma(vec4f(l_6.w), r_6, sums_12_2);
    let l_7 = staged_left[left / 4 + 30];
    let r_7 = A[(right >> 2) + 24];
    sums_0_2 = fma(vec4f(l_7.x), r_7, sums_0_2);
    sums_4_2 = fma(vec4f(l_7.y), r_7, sums_4_2);
    sums_8_2 = fma(vec4f(l_7.z), r_7, sums_8_2);
    sums_12_2 = fma(vec4f(l_7.w), r_7, sums_12_2);
    let l_8 = staged_left[left / 4 + 35];
    let r_8 = A[(right >> 2) + 28];
    sums_0_2 = fma(vec4f(l_8.x), r_8, sums_0_2);
    sums_4_2 = fma(vec4f(l_8.y), r_8, sums_4_2);
    sums_8_2 = fma(vec4f(l_8.z), r_8, sums_8_2);
    sums_12_2 = fma(vec4f(l_8.w), r_8, sums_12_2);
    let l_9 = staged_left[left / 4 + 40];
    let r_9 = A[(right >> 2) + 32];
    sums_0_2 = fma(vec4f(l_9.x), r_9, sums_0_2);
    sums_4_2 = fma(vec4f(l_9.y), r_9, sums_4_2);
    sums_8_2 = fma(vec4f(l_9.z), r_9, sums_8_2);
    sums_12_2 = fma(vec4f(l_9.w), r_9, sums_12_2);
    let l_10 = staged_left[left / 4 + 45];
    let r_10 = A[(right >> 2) + 36];
    sums_0_2 = fma(vec4f(l_10.x), r_10, sums_0_2);
    sums_4_2 = fma(vec4f(l_10.y), r_10, sums_4_2);
    sums_8_2 = fma(vec4f(l_10.z), r_10, sums_8_2);
    sums_12_2 = fma(vec4f(l_10.w), r_10, sums_12_2);
    let l_11 = staged_left[left / 4 + 50];
    let r_11 = A[(right >> 2) + 40];
    sums_0_2 = fma(vec4f(l_11.x), r_11, sums_0_2);
    sums_4_2 = fma(vec4f(l_11.y), r_11, sums_4_2);
    sums_8_2 = fma(vec4f(l_11.z), r_11, sums_8_2);
    sums_12_2 = fma(vec4f(l_11.w), r_11, sums_12_2);
    let l_12 = staged_left[left / 4 + 55];
    let r_12 = A[(right >> 2) + 44];
    sums_0_2 = fma(vec4f(l_12.x), r_12, sums_0_2);
    sums_4_2 = fma(vec4f(l_12.y), r_12, sums_4_2);
    sums_8_2 = fma(vec4f(l_12.z), r_12, sums_8_2);
    sums_12_2 = fma(vec4f(l_12.w), r_12, sums_12_2);
    let l_13 = staged_left[left / 4 + 60];
    let r_13 = A[(right >> 2) + 48];
    sums_0_2 = fma(vec4f(l_13.x), r_13, sums_0_2);
    sums_4_2 = fma(vec4f(l_13.y), r_13, sums_4_2);
    sums_8_2 = fma(vec4f(l_13.z), r_13, sums_8_2);
    sums_12_2 = fma(vec4f(l_13.w), r_13, sums_12_2);
    let l_14 = staged_left[left / 4 + 65];
    let r_14 = A[(right >> 2) + 52];
    sums_0_2 = fma(vec4f(l_14.x), r_14, sums_0_2);
    sums_4_2 = fma(vec4f(l_14.y), r_14, sums_4_2);
    sums_8_2 = fma(vec4f(l_14.z), r_14, sums_8_2);
    sums_12_2 = fma(vec4f(l_14.w), r_14, sums_12_2);
    let l_15 = staged_left[left / 4 + 70];
    let r_15 = A[(right >> 2) + 56];
    sums_0_2 = fma(vec4f(l_15.x), r_15, sums_0_2);
    sums_4_2 = fma(vec4f(l_15.y), r_15, sums_4_2);
    sums_8_2 = fma(vec4f(l_15.z), r_15, sums_8_2);
    sums_12_2 = fma(vec4f(l_15.w), r_15, sums_12_2);
    let l_16 = staged_left[left / 4 + 75];
    let r_16 = A[(right >> 2) + 60];
    sums_0_2 = fma(vec4f(l_16.x), r_16, sums_0_2);
    sums_4_2 = fma(vec4f(l_16.y), r_16, sums_4_2);
    sums_8_2 = fma(vec4f(l_16.z), r_16, sums_8_2);
    sums_12_2 = fma(vec4f(l_16.w), r_16, sums_12_2);
    kept_6[batch_12 / 4 + batch_task_2 * 4 + p * 17] = vec4f(sums_0_2.x, sums_4_2.x, sums_8_2.x, sums_12_2.x);
    kept_6[batch_12 / 4 + batch_task_2 * 4 + p_2 * 17] = vec4f(sums_0_2.y, sums_4_2.y, sums_8_2.y, sums_12_2.y);
    kept_6[batch_12 / 4 + batch_task_2 * 4 + p_3 * 17] = vec4f(sums_0_2.z, sums_4_2.z, sums_8_2.z, sums_12_2.z);
    kept_6[batch_12 / 4 + batch_task_2 * 4 + p_4 * 17] = vec4f(sums_0_2.w, sums_4_2.w, sums_8_2.w, sums_12_2.w);
    workgroupBarrier();
    let left_2 = batch + batch_task * 68;
    let left_3 = batch_5 + batch_task * 68;
    let right_2 = batch_task * 256 + e;
    let right_3 = batch_task * 256 + e_2;
    let l_17 = kept_6[left_2 / 4];
    let l_18 = kept_6[left_3 / 4];
    let r_17 = B[(right_2 >> 2) + g_start * 4];
    let r_18 = B[(right_3 >> 2) + g_start * 4];
    sums_0 = fma(vec4f(l_17.x), r_17, sums_0);
    sums_4 = fma(vec4f(l_17.x), r_18, sums_4);
    sums_8 = fma(vec4f(l_17.y), r_17, sums_8);
    sums_12 = fma(vec4f(l_17.y), r_18, sums_12);
    sums_16 = fma(vec4f(l_17.z), r_17, sums_16);
    sums_20 = fma(vec4f(l_17.z), r_18, sums_20);
    sums_24 = fma(vec4f(l_17.w), r_17, sums_24);
    sums_28 = fma(vec4f(l_17.w), r_18, sums_28);
    sums_32 = fma(vec4f(l_18.x), r_17, sums_32);
    sums_36 = fma(vec4f(l_18.x), r_18, sums_36);
    sums_40 = fma(vec4f(l_18.y), r_17, sums_40);
    sums_44 = fma(vec4f(l_18.y), r_18, sums_44);
    sums_48 = fma(vec4f(l_18.z), r_17, sums_48);
    sums_52 = fma(vec4f(l_18.z), r_18, sums_52);
    sums_56 = fma(vec4f(l_18.w), r_17, sums_56);
    sums_60 = fma(vec4f(l_18.w), r_18, sums_60);
    let l_19 = kept_6[left_2 / 4 + 4];
    let l_20 = kept_6[left_3 / 4 + 4];
    let r_19 = B[(right_2 >> 2) + (g_start + 1) * 4];
    let r_20 = B[(right_3 >> 2) + (g_start + 1) * 4];
    sums_0 = fma(vec4f(l_19.x), r_19, sums_0);
    sums_4 = fma(vec4f(l_19.x), r_20, sums_4);
    sums_8 = fma(vec4f(l_19.y), r_19, sums_8);
    sums_12 = fma(vec4f(l_19.y), r_20, sums_12);
    sums_16 = fma(vec4f(l_19.z), r_19, sums_16);
    sums_20 = fma(vec4f(l_19.z), r_20, sums_20);
    sums_24 = fma(vec4f(l_19.w), r_19, sums_24);
    sums_28 = fma(vec4f(l_19.w), r_20, sums_28);
    sums_32 = fma(vec4f(l_20.x), r_19, sums_32);
    sums_36 = fma(vec4f(l_20.x), r_20, sums_36);
    sums_40 = fma(vec4f(l_20.y), r_19, sums_40);
    sums_44 = fma(vec4f(l_20.y), r_20, sums_44);
    sums_48 = fma(vec4f(l_20.z), r_19, sums_48);
    sums_52 = fma(vec4f(l_20.z), r_20, sums_52);
    sums_56 = fma(vec4f(l_20.w), r_19, sums_56);
    sums_60 = fma(vec4f(l_20.w), r_20, sums_60);
    let l_21 = kept_6[left_2 / 4 + 8];
    let l_22 = kept_6[left_3 / 4 + 8];
    let r_21 = B[(right_2 >> 2) + (g_start + 2) * 4];
    let r_22 = B[(right_3 >> 2) + (g_start + 2) * 4];
    sums_0 = fma(vec4f(l_21.x), r_21, sums_0);
    sums_4 = fma(vec4f(l_21.x), r_22, sums_4);
    sums_8 = fma(vec4f(l_21.y), r_21, sums_8);
    sums_12 = fma(vec4f(l_21.y), r_22, sums_12);
    sums_16 = fma(vec4f(l_21.z), r_21, sums_16);
    sums_20 = fma(vec4f(l_21.z), r_22, sums_20);
    sums_24 = fma(vec4f(l_21.w), r_21, sums_24);
    sums_28 = fma(vec4f(l_21.w), r_22, sums_28);
    sums_32 = fma(vec4f(l_22.x), r_21, sums_32);
    sums_36 = fma(vec4f(l_22.x), r_22, sums_36);
    sums_40 = fma(vec4f(l_22.y), r_21, sums_40);
    sums_44 = fma(vec4f(l_22.y), r_22, sums_44);
    sums_48 = fma(vec4f(l_22.z), r_21, sums_48);
    sums_52 = fma(vec4f(l_22.z), r_22, sums_52);
    sums_56 = fma(vec4f(l_22.w), r_21, sums_56);
    sums_60 = fma(vec4f(l_22.w), r_22, sums_60);
    let l_23 = kept_6[left_2 / 4 + 12];
    let l_24 = kept_6[left_3 / 4 + 12];
    let r_23 = B[(right_2 >> 2) + (g_start + 3) * 4];
    let r_24 = B[(right_3 >> 2) + (g_start + 3) * 4];
    sums_0 = fma(vec4f(l_23.x), r_23, sums_0);
    sums_4 = fma(vec4f(l_23.x), r_24, sums_4);
    sums_8 = fma(vec4f(l_23.y), r_23, sums_8);
    sums_12 = fma(vec4f(l_23.y), r_24, sums_12);
    sums_16 = fma(vec4f(l_23.z), r_23, sums_16);
    sums_20 = fma(vec4f(l_23.z), r_24, sums_20);
    sums_24 = fma(vec4f(l_23.w), r_23, sums_24);
    sums_28 = fma(vec4f(l_23.w), r_24, sums_28);
    sums_32 = fma(vec4f(l_24.x), r_23, sums_32);
    sums_36 = fma(vec4f(l_24.x), r_24, sums_36);
    sums_40 = fma(vec4f(l_24.y), r_23, sums_40);
    sums_44 = fma(vec4f(l_24.y), r_24, sums_44);
    sums_48 = fma(vec4f(l_24.z), r_23, sums_48);
    sums_52 = fma(vec4f(l_24.z), r_24, sums_52);
    sums_56 = fma(vec4f(l_24.w), r_23, sums_56);
    sums_60 = fma(vec4f(l_24.w), r_24, sums_60);
  }
  let sum = sums_0;
  if (batch_start + batch < extents.batch) {
    y[(batch_start + batch) * 64 + batch_task * 4 + (e >> 2)] = sum;
  }
  let sum_2 = sums_4;
  if (batch_start + batch < extents.batch) {
    y[(batch_start + batch) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_2;
  }
  let sum_3 = sums_8;
  if (batch_start + batch_2 < extents.batch) {
    y[(batch_start + batch_2) * 64 + batch_task * 4 + (e >> 2)] = sum_3;
  }
  let sum_4 = sums_12;
  if (batch_start + batch_2 < extents.batch) {
    y[(batch_start + batch_2) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_4;
  }
  let sum_5 = sums_16;
  if (batch_start + batch_3 < extents.batch) {
    y[(batch_start + batch_3) * 64 + batch_task * 4 + (e >> 2)] = sum_5;
  }
  let sum_6 = sums_20;
  if (batch_start + batch_3 < extents.batch) {
    y[(batch_start + batch_3) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_6;
  }
  let sum_7 = sums_24;
  if (batch_start + batch_4 < extents.batch) {
    y[(batch_start + batch_4) * 64 + batch_task * 4 + (e >> 2)] = sum_7;
  }
  let sum_8 = sums_28;
  if (batch_start + batch_4 < extents.batch) {
    y[(batch_start + batch_4) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_8;
  }
  let sum_9 = sums_32;
  if (batch_start + batch_5 < extents.batch) {
    y[(batch_start + batch_5) * 64 + batch_task * 4 + (e >> 2)] = sum_9;
  }
  let sum_10 = sums_36;
  if (batch_start + batch_5 < extents.batch) {
    y[(batch_start + batch_5) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_10;
  }
  let sum_11 = sums_40;
  if (batch_start + batch_6 < extents.batch) {
    y[(batch_start + batch_6) * 64 + batch_task * 4 + (e >> 2)] = sum_11;
  }
  let sum_12 = sums_44;
  if (batch_start + batch_6 < extents.batch) {
    y[(batch_start + batch_6) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_12;
  }
  let sum_13 = sums_48;
  if (batch_start + batch_7 < extents.batch) {
    y[(batch_start + batch_7) * 64 + batch_task * 4 + (e >> 2)] = sum_13;
  }
  let sum_14 = sums_52;
  if (batch_start + batch_7 < extents.batch) {
    y[(batch_start + batch_7) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_14;
  }
  let sum_15 = sums_56;
  if (batch_start + batch_8 < extents.batch) {
    y[(batch_start + batch_8) * 64 + batch_task * 4 + (e >> 2)] = sum_15;
  }
  let sum_16 = sums_60;
  if (batch_start + batch_8 < extents.batch) {
    y[(batch_start + batch_8) * 64 + batch_task * 4 + (e_2 >> 2)] = sum_16;
  }
}
