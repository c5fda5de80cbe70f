"""Compiles the programs of this folder, and runs them on the GPU of this machine.

usage: check.py [--only TEXT] [--tools plain,memcheck,racecheck,initcheck,synccheck] [--jobs N]
       check.py --ncu [--only TEXT] [--tokens N]

Without --ncu every program runs on all of its tensors by itself and under tools of compute-sanitizer; ends with
`N passed, N failed`. With it, a program runs on made-up tensors under ncu, and a line for each kernel says what limits it.
Needs nvcc, and compute-sanitizer or ncu.
"""
import argparse
import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 900

THROUGHPUTS = {
    "memory": "dram__throughput.avg.pct_of_peak_sustained_elapsed",
    "L2": "lts__throughput.avg.pct_of_peak_sustained_elapsed",
    "L1 and shared memory": "l1tex__throughput.avg.pct_of_peak_sustained_active",
    "issue": "sm__inst_issued.avg.pct_of_peak_sustained_active",
    "tensor cores": "sm__inst_executed_pipe_tensor.avg.pct_of_peak_sustained_active",
}
OCCUPANCY = "sm__warps_active.avg.pct_of_peak_sustained_active"
REGISTERS = "launch__registers_per_thread"
DURATION = "gpu__time_duration.sum"
STALL = "smsp__average_warps_issue_stalled_"
# A unit that is busy for less of the time is not what a kernel waits for.
BUSY = 60


def compile_one(layer):
    path = os.path.join(HERE, layer["name"])
    code = "arch=compute_{0},code=sm_{0}".format(layer["architecture"].removeprefix("sm_"))
    command = ["nvcc", "-std=c++17", "-lineinfo", "-gencode", code, "-o", path, path + ".cu", path + ".main.cu"]
    done = subprocess.run(command, capture_output=True, text=True)
    return None if done.returncode == 0 else done.stdout + done.stderr


def compile_all(layers):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = list(pool.map(compile_one, layers))
    for layer, problem in zip(layers, problems):
        if problem is not None:
            print(f"✗ {layer['name']} does not compile:\n{problem}")
    return [layer for layer, problem in zip(layers, problems) if problem is None], sum(p is not None for p in problems)


def run(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        return 1, f"not done after {SECONDS} s"
    except FileNotFoundError:
        return 127, f"there is no {command[0]} here"


def check_one(layer, tool):
    """What is wrong with a program under a tool; nothing for a program that is right."""
    problems = []
    for tokens in layer["tokens"]:
        program = [os.path.join(HERE, layer["name"]), os.path.join(HERE, f"{layer['name']}.{tokens}.bin")]
        sanitizer = ["compute-sanitizer", "--tool", tool, "--error-exitcode", "9"]
        leaks = ["--leak-check", "full"] if tool == "memcheck" else []
        code, text = run(program if tool == "plain" else [*sanitizer, *leaks, *program])
        if code != 0:
            problems.append(f"{tokens} tokens, exit code {code}:\n{text[:3000]}")
    return problems


def check(layers, tools, jobs):
    """A sanitizer keeps a processor busy more than the GPU, so several programs run at the same time."""
    passed = failed = 0
    work = [(layer, tool) for layer in layers for tool in tools]
    with ThreadPoolExecutor(jobs) as pool:
        for (layer, tool), problems in zip(work, pool.map(lambda each: check_one(*each), work)):
            passed, failed = (passed + 1, failed) if not problems else (passed, failed + 1)
            print("✓" if not problems else "✗", layer["name"], tool, *problems, sep=" " if not problems else "\n    ", flush=True)
    return passed, failed


def numbers_of(text):
    """A dictionary for each kernel; ncu prints other things before its table."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if line.startswith('"ID"')), None)
    if start is None:
        return []
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[start:]))))
    # The first row has the units.
    return rows[1:]


def value(row, name):
    try:
        return float(row[name].replace(",", ""))
    except (KeyError, ValueError, AttributeError):
        return float("nan")


def profile(layers, tokens):
    metrics = [*THROUGHPUTS.values(), OCCUPANCY, REGISTERS, DURATION, f"regex:{STALL}.*_per_issue_active.ratio"]
    failed = 0
    for layer in layers:
        program = [os.path.join(HERE, layer["name"]), "--tokens", str(tokens)]
        kernels = "|".join(layer["kernels"])
        # The last of three runs: code and factors are in caches.
        skipped = ["--launch-skip", str(2 * len(layer["kernels"]))]
        ncu = ["ncu", "--csv", "--page", "raw", "--print-units", "base", "--kernel-name", f"regex:^({kernels})$", *skipped]
        code, text = run([*ncu, "--metrics", ",".join(metrics), *program])
        rows = numbers_of(text)
        if code != 0 or not rows:
            print(f"✗ {layer['name']}, exit code {code}:\n{text[-2000:]}", flush=True)
            failed += 1
            continue
        for row in rows:
            busy = sorted(((value(row, metric), name) for name, metric in THROUGHPUTS.items()), key=lambda each: -each[0]
                          if each[0] == each[0] else 0)
            stalls = sorted(((value(row, name), name[len(STALL):-len("_per_issue_active.ratio")])
                             for name in row if name and name.startswith(STALL)), reverse=True)
            waits = ", ".join(f"{name} {ratio:.1f}" for ratio, name in stalls[:3])
            limiter = busy[0][1] if busy[0][0] >= BUSY else f"latency ({stalls[0][1] if stalls else 'unknown'})"
            shares = ", ".join(f"{name} {share:.0f} %" for share, name in busy)
            print(f"{layer['name']} {row.get('Kernel Name', '')}: limited by {limiter}; {value(row, DURATION) / 1e3:.1f} µs; "
                  f"{shares}; occupancy {value(row, OCCUPANCY):.0f} %, {value(row, REGISTERS):.0f} registers; "
                  f"warps wait for {waits}", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--tools", default="plain,memcheck,racecheck,initcheck,synccheck")
    parser.add_argument("--jobs", type=int, default=8)
    parser.add_argument("--ncu", action="store_true")
    parser.add_argument("--tokens", type=int, default=32768)
    options = parser.parse_args()
    with open(os.path.join(HERE, "layers.json")) as file:
        layers = [layer for layer in json.load(file) if options.only in layer["name"]]
    compiled, broken = compile_all(layers)
    if options.ncu:
        return 1 if profile(compiled, options.tokens) + broken > 0 else 0
    passed, failed = check([layer for layer in compiled if layer["tokens"]], options.tools.split(","), options.jobs)
    print(f"{passed} passed, {failed + broken} failed")
    return 1 if failed + broken > 0 else 0


sys.exit(main())
