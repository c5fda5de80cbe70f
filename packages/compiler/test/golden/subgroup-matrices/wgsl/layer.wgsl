// Kernel y

struct Extents {
  batch: i32,
}

@group(0) @binding(0) var<uniform> extents: Extents;

@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> x: array<vec4f>;
@group(0) @binding(3) var<storage, read> W: array<vec4f>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;

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
  if (workgroup >= (extents.batch + 27) / 28) {
    return;
  }
  let invocation = i32(local_invocation_index);
  var sums_0: vec4f;
  var sums_4: vec4f;
  var sums_8: vec4f;
  var sums_12: vec4f;
  let batch_start = workgroup * 28;
  // v3 ... h: 126 micro-tiles
  for (var round_2 = 0; round_2 < 2; round_2++) {
    let task = round_2 * 64 + invocation;
    if (task < 126) {
      let column_task = task % 18;
      let row_task = task / 18 % 7;
      let batch = row_task * 4;
      let batch_2 = row_task * 4 + 1;
      let batch_3 = row_task * 4 + 2;
      let batch_4 = row_task * 4 + 3;
      let h = column_task * 4;
      let h_2 = column_task * 4 + 1;
      let h_3 = column_task * 4 + 2;
      let h_4 = column_task * 4 + 3;
      sums_0 = vec4f(0.0);
      sums_4 = vec4f(0.0);
      sums_8 = vec4f(0.0);
      sums_12 = vec4f(0.0);
      let left = min(batch_start + batch, extents.batch - 1) * 100;
      let left_2 = min(batch_start + batch_2, extents.batch - 1) * 100;
      let left_3 = min(batch_start + batch_3, extents.batch - 1) * 100;
      let left_4 = min(batch_start + batch_4, extents.batch - 1) * 100;
      for (var d = 0; d < 25; d++) {
        let l = x[(left >> 2) + d];
        let l_2 = x[(left_2 >> 2) + d];
        let l_3 = x[(left_3 >> 2) + d];
        let l_4 = x[(left_4 >> 2) + d];
        let r = W[(h >> 2) + d * 72];
        let r_2 = W[(h >> 2) + (d * 4 + 1) * 18];
        let r_3 = W[(h >> 2) + (d * 4 + 2) * 18];
        let r_4 = W[(h >> 2) + (d * 4 + 3) * 18];
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
      let sum = sums_0;
      let finished = gelu_f32(sum.x + bias[h]);
      let finished_2 = gelu_f32(sum.y + bias[h_2]);
      let finished_3 = gelu_f32(sum.z + bias[h_3]);
      let finished_4 = gelu_f32(sum.w + bias[h_4]);
      if (batch_start + batch < extents.batch) {
        y[(batch_start + batch) * 18 + (h >> 2)] = vec4f(finished, finished_2, finished_3, finished_4);
      }
      let sum_2 = sums_4;
      let finished_5 = gelu_f32(sum_2.x + bias[h]);
      let finished_6 = gelu_f32(sum_2.y + bias[h_2]);
      let finished_7 = gelu_f32(sum_2.z + bias[h_3]);
      let finished_8 = gelu_f32(sum_2.w + bias[h_4]);
      if (batch_start + batch_2 < extents.batch) {
        y[(batch_start + batch_2) * 18 + (h >> 2)] = vec4f(finished_5, finished_6, finished_7, finished_8);
      }
      let sum_3 = sums_8;
      let finished_9 = gelu_f32(sum_3.x + bias[h]);
      let finished_10 = gelu_f32(sum_3.y + bias[h_2]);
      let finished_11 = gelu_f32(sum_3.z + bias[h_3]);
      let finished_12 = gelu_f32(sum_3.w + bias[h_4]);
      if (batch_start + batch_3 < extents.batch) {
        y[(batch_start + batch_3) * 18 + (h >> 2)] = vec4f(finished_9, finished_10, finished_11, finished_12);
      }
      let sum_4 = sums_12;
      let finished_13 = gelu_f32(sum_4.x + bias[h]);
      let finished_14 = gelu_f32(sum_4.y + bias[h_2]);
      let finished_15 = gelu_f32(sum_4.z + bias[h_3]);
      let finished_16 = gelu_f32(sum_4.w + bias[h_4]);
      if (batch_start + batch_4 < extents.batch) {
        y[(batch_start + batch_4) * 18 + (h >> 2)] = vec4f(finished_13, finished_14, finished_15, finished_16);
      }
    }
  }
}
