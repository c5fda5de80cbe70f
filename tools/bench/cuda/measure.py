"""Times CUDA kernels of Einlay beside cuBLAS and PyTorch, on one GPU, in one run.

usage: measure.py CASES.json RESULTS.json [--peers dense,bmm,einsum,compile] [--keep]

Every contender is checked against float64 on rows from both ends before a time is taken; results were NaN before. A time
is the median of events around single runs. Of few tokens it is that of runs in a row, which is what a program sees that
launches one kernel after the other, and beside it that of the same runs in a CUDA graph.

The fastest variants of a layer are timed again, in turn, before one of them is the best. A case that fails is written
down with its reason, and the others go on; --keep goes on from the results of an earlier run. Needs nvcc, PyTorch, CuPy.
"""
import argparse
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

DTYPES = {"bf16": torch.bfloat16, "f16": torch.float16}
TYPES = {**DTYPES, "f32": torch.float32}
PLACES = (0.0, 1e-4, 0.37, 0.8, 1.0)
# Rounding to half precision of x, factors, what lies between, and y; sums are in f32.
TOLERANCE = {"bf16": 8e-3, "f16": 1.5e-3}
REPETITIONS = 20
FINALISTS = 5
# As many runs in a row, and in a graph, of no more tokens than that.
IN_A_ROW = 20
FEW_TOKENS = 1024


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


def in_a_row(run):
    def runs():
        for _ in range(IN_A_ROW):
            run()

    return median_ms(runs) / IN_A_ROW


def in_graph(run):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            run()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(IN_A_ROW):
            run()
    return median_ms(graph.replay) / IN_A_ROW


def times_of(run, tokens):
    if tokens > FEW_TOKENS:
        return {"ms": median_ms(run)}
    return {"ms": in_a_row(run), "graph": in_graph(run)}


def copy_bandwidth():
    """Bytes a second, read and written."""
    source = torch.randn(1 << 29, device="cuda", dtype=torch.bfloat16)
    target = torch.empty_like(source)
    run = lambda: target.copy_(source)
    median_ms(run, 30)
    return 2 * source.numel() * source.element_size() / median_ms(run) * 1e3


def matrix_rate(dtype):
    """Operations a second of a large product by cuBLAS."""
    size = 8192
    left, right = (torch.randn(size, size, device="cuda", dtype=dtype) for _ in range(2))
    return 2 * size**3 / median_ms(lambda: left @ right) * 1e3


def extent(value, tokens):
    if isinstance(value, int):
        return value
    return value["coefficient"] * math.prod(tokens for _ in value["symbols"])


def by_einsum(node, operands):
    letters = {}
    spell = lambda names: "".join(letters.setdefault(name, chr(97 + len(letters))) for name in names)
    terms = ",".join(spell(operand["indices"]) for operand in node["operands"])
    return torch.einsum(f"{terms}->{spell(node['output'])}", *operands)


def by_bmm(node, operands):
    """Two operands as one batched product, with what that takes of transposes, as written by hand."""
    left, right = (operand["indices"] for operand in node["operands"])
    output = node["output"]
    batch = [name for name in left if name in right and name in output]
    summed = [name for name in left if name in right and name not in output]
    rows, columns = [n for n in left if n not in right], [n for n in right if n not in left]
    sizes = {name: size for names, value in zip((left, right), operands) for name, size in zip(names, value.shape)}
    count = lambda names: math.prod(sizes[name] for name in names)
    one = operands[0].permute([left.index(n) for n in batch + rows + summed])
    other = operands[1].permute([right.index(n) for n in batch + summed + columns])
    made = torch.bmm(
        one.reshape(count(batch), count(rows), count(summed)), other.reshape(count(batch), count(summed), count(columns))
    )
    names = batch + rows + columns
    return made.reshape([sizes[n] for n in names]).permute([names.index(n) for n in output])


def interpret(program, tensors, contract=by_einsum):
    """A tensor program as PyTorch computes it."""
    values = {}
    tokens = tensors["x"].shape[0]
    for node in program["nodes"]:
        if node["kind"] == "parameter":
            shape = [extent(each, tokens) for each in node["shape"]]
            values[node["id"]] = tensors[node["name"]].reshape(shape)
        elif node["kind"] == "reshape":
            values[node["id"]] = values[node["operand"]].reshape([extent(each, tokens) for each in node["shape"]])
        elif node["kind"] == "einsum":
            values[node["id"]] = contract(node, [values[each["value"]] for each in node["operands"]])
        else:
            raise ValueError(f"no {node['kind']} here")
    return values[program["outputs"][0]["value"]]


def pack(tensor, packing):
    shape = packing.get("shape") or list(tensor.shape)
    padded = torch.zeros([math.prod(split) for split in packing["splits"]], dtype=tensor.dtype, device=tensor.device)
    padded[tuple(slice(0, each) for each in shape)] = tensor.reshape(shape)
    parts = [each for split in packing["splits"] for each in split]
    return padded.reshape(parts).permute(packing["order"]).contiguous()


def compile_all(cases, folder):
    """Machine code for every variant; one that nvcc refuses gets the reason."""
    jobs = [
        (variant, os.path.join(folder, f"{at}_{number}"))
        for at, case in enumerate(cases)
        for number, variant in enumerate(case["variants"])
    ]

    def compile_one(job):
        variant, path = job
        with open(path + ".cu", "w") as file:
            file.write(variant["source"])
        code = "arch=compute_{0},code=sm_{0}".format(variant["architecture"].removeprefix("sm_"))
        command = ["nvcc", "-std=c++17", "-cubin", "-gencode", code, "-o", path + ".cubin", path + ".cu"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            variant["cubin"] = path + ".cubin"
        else:
            variant["problem"] = done.stderr[-2000:]

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
        elif content["kind"] == "scratch":
            scratch = torch.empty(extent(buffer["elements"], tokens), dtype=TYPES[buffer["dtype"]], device="cuda")
            memory[buffer["name"]] = scratch.fill_(float("nan"))
        else:
            raise ValueError(f"no {content['kind']} here")
    launches = []
    for kernel in variant["kernels"]:
        function = module.get_function(kernel["entry"])
        if kernel["sharedBytes"] > 48 * 1024:
            function.max_dynamic_shared_size_bytes = kernel["sharedBytes"]
        blocks = math.prod(math.ceil(extent(each["extent"], tokens) / each["tile"]) for each in kernel["grid"])
        arguments = [memory[binding["buffer"]].data_ptr() for binding in kernel["bindings"]]
        arguments += [np.int32(tokens)] * len(variant["symbols"])
        launches.append((function, (blocks,), (kernel["threads"],), tuple(arguments), kernel["sharedBytes"]))
    streams = {}

    def run():
        handle = torch.cuda.current_stream().cuda_stream
        if handle not in streams:
            streams[handle] = cupy.cuda.ExternalStream(handle)
        with streams[handle]:
            for function, blocks, threads, arguments, shared in launches:
                function(blocks, threads, arguments, shared_mem=shared)

    run.memory = memory
    return run


def measure(case, tokens, bandwidth, rate, peers):
    torch.manual_seed(1)
    dtype = DTYPES[case["dtype"]]
    program = case["program"]
    tensors = {}
    for node in program["nodes"]:
        if node["kind"] == "parameter":
            shape = [extent(each, tokens) for each in node["shape"]]
            scale = 1 if node["name"] == "x" else shape[-2 if len(shape) < 3 else 1] ** -0.5
            tensors[node["name"]] = (torch.randn(shape, device="cuda") * scale).to(dtype)
    x = tensors["x"]
    rows = sorted({min(tokens - 1, int(place * tokens)) for place in PLACES})
    exact = {each: value.double() for each, value in tensors.items()}
    expected = interpret(program, {**exact, "x": exact["x"][rows]}).reshape(len(rows), -1)
    outputs = expected.shape[1]
    y = torch.empty(tokens, outputs, device="cuda", dtype=dtype)

    def check(label, got):
        error = ((got.reshape(tokens, outputs)[rows].double() - expected).norm() / expected.norm()).item()
        if not error < TOLERANCE[case["dtype"]] or bool(torch.isnan(got).any()):
            raise RuntimeError(f"{label} is off by {error}")
        return error

    moved = sum(value.numel() for value in tensors.values()) + y.numel()
    floor = moved * x.element_size() / bandwidth * 1e3
    roof = max(floor, 2 * case["macs"] * tokens / rate * 1e3)
    answer = {"name": case["name"], "dtype": case["dtype"], "tokens": tokens, "floor": floor, "roof": roof}
    answer["variants"] = []
    runs = []
    for variant in case["variants"]:
        found = {"label": variant["label"]}
        try:
            if "problem" in variant:
                raise RuntimeError(variant["problem"])
            run = launches_of(variant, tensors, y, tokens)
            y.fill_(float("nan"))
            run()
            found["error"] = check(variant["label"], y)
            found.update(times_of(run, tokens))
            runs.append((found["ms"], len(runs), found, run))
        except RuntimeError as problem:
            found["problem"] = str(problem)
        answer["variants"].append(found)
    # Timed again, each in turn, so that whatever else the device does meets all alike.
    finalists = sorted(runs)[:FINALISTS] + [each for each in runs if each[2] is answer["variants"][0]]
    again = {id(found): [] for _, _, found, _ in finalists}
    for _ in range(5):
        for _, _, found, run in {id(each[2]): each for each in finalists}.values():
            again[id(found)].append(times_of(run, tokens)["ms"])
    for _, _, found, _ in finalists:
        found["ms"] = float(np.median(again[id(found)]))
    runs.clear()

    weight = torch.randn(x.shape[1], outputs, device="cuda", dtype=dtype)
    eager = lambda: interpret(program, tensors)
    contenders = {
        "dense": lambda: x @ weight,
        "bmm": lambda: interpret(program, tensors, by_bmm),
        "pairs": eager,
        "einsum": lambda: interpret(case["whole"], tensors),
    }
    for name in peers:
        try:
            if name == "compile":
                torch._dynamo.reset()
                run = torch.compile(lambda: interpret(program, tensors))
            else:
                run = contenders[name]
            if name != "dense":
                check(name, run())
            answer[name] = times_of(run, tokens)
        except Exception as problem:  # whatever a peer cannot do is its own affair, and said
            answer[name] = {"problem": str(problem)[-500:]}
    return answer


def raise_limits_of_compile():
    """Every case is a program of its own: none counts as another one's recompilation."""
    for name in ("cache_size_limit", "recompile_limit", "accumulated_cache_size_limit", "accumulated_recompile_limit"):
        if hasattr(torch._dynamo.config, name):
            setattr(torch._dynamo.config, name, 100_000)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("results")
    parser.add_argument("--peers", default="dense,bmm,pairs,einsum,compile")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    with open(options.cases) as file:
        problem = json.load(file)
    torch._dynamo.config.suppress_errors = False
    raise_limits_of_compile()
    cases = problem["cases"]
    answers = []
    if options.keep and os.path.exists(options.results):
        with open(options.results) as file:
            answers = json.load(file)["cases"]
    known = {(each["name"], each["dtype"], each["tokens"]) for each in answers}
    peers = [name for name in options.peers.split(",") if name]
    with tempfile.TemporaryDirectory() as folder:
        print(f"{compile_all(cases, folder)} variants compiled", file=sys.stderr, flush=True)
        head = {
            "device": torch.cuda.get_device_name(),
            "driver": cupy.cuda.runtime.driverGetVersion(),
            "torch": torch.__version__,
            "commit": problem["commit"],
            "bandwidth": copy_bandwidth(),
            "rate": {name: matrix_rate(DTYPES[name]) for name in {case["dtype"] for case in cases}},
        }
        for tokens in problem["tokens"]:
            for case in cases:
                if (case["name"], case["dtype"], tokens) in known:
                    continue
                try:
                    answers.append(measure(case, tokens, head["bandwidth"], head["rate"][case["dtype"]], peers))
                except (RuntimeError, ValueError) as failure:
                    told = {"name": case["name"], "dtype": case["dtype"], "tokens": tokens}
                    answers.append({**told, "problem": str(failure)[-500:]})
                torch.cuda.empty_cache()
                ours = [each["ms"] for each in answers[-1].get("variants", []) if "ms" in each]
                peer = {name: round(answers[-1].get(name, {}).get("ms", math.nan), 4) for name in peers}
                print(case["name"], case["dtype"], tokens, [round(each, 4) for each in ours[:1] + sorted(ours)[:1]], peer,
                      file=sys.stderr, flush=True)
                # Written again and again: whoever interrupts keeps what there is.
                with open(options.results + ".part", "w") as file:
                    json.dump({**head, "cases": answers}, file)
                os.replace(options.results + ".part", options.results)


main()
