"""Times CUDA kernels of Einlay beside cuBLAS and PyTorch, on one GPU, in one run.

usage: measure.py CASES.json [--json] [--markdown FILE]

Every contender is checked against float64 on rows from both ends before a time is taken; results were NaN before. Times
are medians of events around single runs. `floor` is the time to read x and write y at the bandwidth of a copy in this run.
Needs nvcc, PyTorch and CuPy.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import cupy
import numpy as np
import torch

ARCHITECTURE = ["-gencode", "arch=compute_90a,code=sm_90a"]
PLACES = (0.0, 1e-4, 0.37, 0.8, 1.0)
# Rounding to half precision of x, factors, what lies between, and y; sums are in f32.
TOLERANCE = {"bf16": 8e-3, "f16": 1.5e-3}
REPETITIONS = 20


def median_ms(run, repetitions=REPETITIONS, warm=3):
    for _ in range(warm):
        run()
    events = [(torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)) for _ in range(repetitions)]
    for start, end in events:
        start.record()
        run()
        end.record()
    torch.cuda.synchronize()
    return float(np.median([start.elapsed_time(end) for start, end in events]))


def copy_bandwidth(dtype):
    """Bytes a second, read and written."""
    source = torch.randn(1 << 29, device="cuda", dtype=dtype)
    target = torch.empty_like(source)
    run = lambda: target.copy_(source)
    median_ms(run, 30)
    return 2 * source.numel() * source.element_size() / median_ms(run) * 1e3


def extent(value, tokens):
    if isinstance(value, int):
        return value
    return value["coefficient"] * math.prod(tokens for _ in value["symbols"])


def equation(node):
    """An einsum of the tensor program in PyTorch's letters."""
    letters = {}
    spell = lambda names: "".join(letters.setdefault(name, chr(97 + len(letters))) for name in names)
    operands = ",".join(spell(operand["indices"]) for operand in node["operands"])
    return f"{operands}->{spell(node['output'])}"


def interpret(case, tensors):
    """The layer as PyTorch computes it, an einsum for each contraction."""
    values = {}
    tokens = tensors["x"].shape[0]
    for node in case["nodes"]:
        if node["kind"] == "parameter":
            shape = [extent(each, tokens) for each in node["shape"]]
            values[node["id"]] = tensors[node["name"]].reshape(shape)
        elif node["kind"] == "reshape":
            values[node["id"]] = values[node["operand"]].reshape([extent(each, tokens) for each in node["shape"]])
        elif node["kind"] == "einsum":
            values[node["id"]] = torch.einsum(equation(node), *[values[each["value"]] for each in node["operands"]])
        else:
            raise ValueError(f"no {node['kind']} here")
    return values[case["outputs"][0]["value"]]


def pack(tensor, packing):
    shape = packing.get("shape") or list(tensor.shape)
    padded = torch.zeros([math.prod(split) for split in packing["splits"]], dtype=tensor.dtype, device=tensor.device)
    padded[tuple(slice(0, each) for each in shape)] = tensor.reshape(shape)
    parts = [each for split in packing["splits"] for each in split]
    return padded.reshape(parts).permute(packing["order"]).contiguous()


def compile_all(cases, folder):
    jobs = [(variant, os.path.join(folder, f"{at}_{number}"))
            for at, case in enumerate(cases) for number, variant in enumerate(case["variants"])]

    def compile_one(job):
        variant, path = job
        with open(path + ".cu", "w") as file:
            file.write(variant["source"])
        done = subprocess.run(["nvcc", "-std=c++17", "-cubin", *ARCHITECTURE, "-o", path + ".cubin", path + ".cu"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{variant['label']}: {done.stderr}")
        variant["cubin"] = path + ".cubin"

    with ThreadPoolExecutor() as pool:
        list(pool.map(compile_one, jobs))
    return len(jobs)


def launches_of(variant, tensors, y, tokens):
    module = cupy.RawModule(path=variant["cubin"])
    memory = {}
    for buffer in variant["buffers"]:
        content = buffer["content"]
        if content["kind"] == "output":
            memory[buffer["name"]] = y
        elif content["kind"] == "parameter":
            tensor = tensors[content["parameter"]]
            memory[buffer["name"]] = pack(tensor, content["packing"]) if "packing" in content else tensor
        else:
            memory[buffer["name"]] = torch.empty(extent(buffer["elements"], tokens), dtype=y.dtype, device="cuda")
    launches = []
    for kernel in variant["kernels"]:
        function = module.get_function(kernel["entry"])
        if kernel["sharedBytes"] > 48 * 1024:
            function.max_dynamic_shared_size_bytes = kernel["sharedBytes"]
        blocks = math.prod(math.ceil(extent(each["extent"], tokens) / each["tile"]) for each in kernel["grid"])
        arguments = [memory[binding["buffer"]].data_ptr() for binding in kernel["bindings"]]
        arguments += [np.int32(tokens)] * len(variant["symbols"])
        launches.append((function, (blocks,), (kernel["threads"],), tuple(arguments), kernel["sharedBytes"]))
    stream = cupy.cuda.ExternalStream(torch.cuda.current_stream().cuda_stream)

    def run():
        with stream:
            for function, blocks, threads, arguments, shared in launches:
                function(blocks, threads, arguments, shared_mem=shared)

    run.memory = memory
    return run


def measure(case, tokens, dtype, name, bandwidth):
    torch.manual_seed(1)
    tensors = {}
    for node in case["nodes"]:
        if node["kind"] == "parameter":
            shape = [extent(each, tokens) for each in node["shape"]]
            scale = 1 if node["name"] == "x" else shape[-2 if len(shape) < 3 else 1] ** -0.5
            tensors[node["name"]] = (torch.randn(shape, device="cuda") * scale).to(dtype)
    x = tensors["x"]
    rows = sorted({min(tokens - 1, int(place * tokens)) for place in PLACES})
    exact = {each: value.double() for each, value in tensors.items()}
    expected = interpret(case, {**exact, "x": exact["x"][rows]}).reshape(len(rows), -1)
    outputs = expected.shape[1]
    y = torch.empty(tokens, outputs, device="cuda", dtype=dtype)

    def check(label, got):
        error = ((got.reshape(tokens, outputs)[rows].double() - expected).norm() / expected.norm()).item()
        if not error < TOLERANCE[name] or bool(torch.isnan(got).any()):
            raise RuntimeError(f"{case['name']}: {label} is off by {error}")
        return error

    floor = (x.numel() + y.numel()) * x.element_size() / bandwidth * 1e3
    weight = torch.randn(x.shape[1], outputs, device="cuda", dtype=dtype)
    answer = {"name": case["name"], "floor": floor, "dense": median_ms(lambda: x @ weight), "variants": []}
    for variant in case["variants"]:
        run = launches_of(variant, tensors, y, tokens)
        y.fill_(float("nan"))
        run()
        error = check(variant["label"], y)
        answer["variants"].append({"label": variant["label"], "ms": median_ms(run), "error": error})
    eager = lambda: interpret(case, tensors)
    check("eager", eager())
    answer["eager"] = median_ms(eager, 5)
    torch._dynamo.reset()
    compiled = torch.compile(eager)
    check("compiled", compiled())
    answer["compile"] = median_ms(compiled, 5)
    return answer


def table(answers):
    lines = ["| case | floor | ours | share | best tried | share | dense | dense / best | eager | compile | PyTorch / best |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for each in answers:
        ours, best = each["variants"][0]["ms"], min(variant["ms"] for variant in each["variants"])
        peer = min(each["eager"], each["compile"])
        cells = [each["name"], f"{each['floor']:.3f}", f"{ours:.3f}", f"{100 * each['floor'] / ours:.0f} %",
                 f"{best:.3f}", f"{100 * each['floor'] / best:.0f} %", f"{each['dense']:.3f}",
                 f"{each['dense'] / best:.2f}", f"{each['eager']:.3f}", f"{each['compile']:.3f}", f"{peer / best:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main():
    with open(sys.argv[1]) as file:
        problem = json.load(file)
    name, tokens, cases = problem["dtype"], problem["tokens"], problem["cases"]
    dtype = {"bf16": torch.bfloat16, "f16": torch.float16}[name]
    with tempfile.TemporaryDirectory() as folder:
        count = compile_all(cases, folder)
        print(f"{count} variants compiled", file=sys.stderr)
        bandwidth = copy_bandwidth(dtype)
        answers = []
        for case in cases:
            answers.append(measure(case, tokens, dtype, name, bandwidth))
            print(table(answers[-1:]).split("\n")[-1], file=sys.stderr, flush=True)
            torch.cuda.empty_cache()
    device = torch.cuda.get_device_name()
    if "--json" in sys.argv:
        print(json.dumps({"device": device, "tokens": tokens, "dtype": name, "bandwidth": bandwidth, "cases": answers}))
    else:
        print(f"{device}, {tokens} tokens, {name}, copy {bandwidth / 1e12:.2f} TB/s, milliseconds\n\n{table(answers)}")


main()
