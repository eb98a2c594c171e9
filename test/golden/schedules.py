"""Writes schedules.json: learning rates by step that PyTorch's schedulers give; inverse_sqrt and wsd, which it lacks, by their papers.

Run with torch==2.13.0 or any close to it: python test/golden/schedules.py > test/golden/schedules.json
"""

import json
import math

import torch
from torch.optim import lr_scheduler as s

BASE = 0.02
STEPS = 40
PER_ROUND = 8


def made(make, steps=STEPS):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def warmed(warm, decay):
    """Linear from 0 over `warm` steps, then `decay`, as Ludwig joins them."""
    return lambda o: s.SequentialLR(o, [s.LambdaLR(o, lambda step: step / warm), decay(o)], milestones=[warm])


def wsd(step, steps=STEPS, up=0.1, stay=0.6):
    """MiniCPM (Hu et al. 2024), with half a wave at the end."""
    if step < up * steps:
        return step / (up * steps)
    begin = (up + stay) * steps
    return 1 if step < begin else 0.5 * (1 + math.cos(math.pi * (step - begin) / (steps - begin)))


def exponential(o, rate=0.5, steps=10):
    return s.LambdaLR(o, lambda step: rate ** (1 + step / steps))  # Ludwig's exponent begins at 1


def one_cycle(**options):
    """OneCycleLR refuses a step beyond its last one, so the last call is left out."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE, momentum=0.9)
    scheduler = s.OneCycleLR(optimizer, total_steps=STEPS, **options)
    rates = [optimizer.param_groups[0]["lr"]]
    for _ in range(STEPS - 1):
        optimizer.step()
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


CYCLE = {"max_lr": 0.1, "pct_start": 0.5, "div_factor": 10, "final_div_factor": 100}
CASES = {
    "constant": ({}, made(lambda o: s.ConstantLR(o, factor=1))),
    "linear": ({"decay": "linear"}, made(lambda o: s.LinearLR(o, 1, 0, STEPS))),
    "linear after a warm-up of 2 rounds": ({"decay": "linear", "warmup_evaluations": 2}, made(warmed(2 * PER_ROUND, lambda o: s.LinearLR(o, 1, 0, STEPS - 2 * PER_ROUND)))),
    "constant after a warm-up of a fourth": ({"warmup_fraction": 0.25, "warmup_evaluations": 1}, made(warmed(STEPS // 4, lambda o: s.ConstantLR(o, factor=1)))),
    "exponential": ({"decay": "exponential", "decay_rate": 0.5, "decay_steps": 10}, made(exponential)),
    "exponential in steps": ({"decay": "exponential", "decay_rate": 0.5, "decay_steps": 10, "staircase": True}, made(lambda o: s.LambdaLR(o, lambda step: 0.5 ** math.ceil(1 + step / 10)))),
    "cosine": ({"decay": "cosine"}, made(lambda o: s.CosineAnnealingWarmRestarts(o, PER_ROUND))),
    "cosine with growing waves": ({"decay": "cosine", "t_0": 5, "t_mult": 2, "eta_min": 0.001}, made(lambda o: s.CosineAnnealingWarmRestarts(o, 5, 2, 0.001))),
    "cosine after a warm-up of a round": ({"decay": "cosine", "warmup_evaluations": 1, "t_0": 12}, made(warmed(PER_ROUND, lambda o: s.CosineAnnealingWarmRestarts(o, 12)))),
    "one cycle": ({"decay": "one_cycle"}, one_cycle(max_lr=BASE)),
    "one cycle with everything": ({"decay": "one_cycle", **CYCLE}, one_cycle(**CYCLE)),
    "polynomial": ({"decay": "polynomial", "polynomial_power": 2}, made(lambda o: s.PolynomialLR(o, STEPS, 2))),
    "polynomial with an end": ({"decay": "polynomial", "polynomial_end_lr": 0.1}, made(lambda o: s.LinearLR(o, 1, 0.1, STEPS))),
    "inverse square root": ({"decay": "inverse_sqrt", "inverse_sqrt_warmup_steps": 9}, [BASE / math.sqrt(max(step, 9)) for step in range(STEPS)]),
    "warm-up, stable, decay": ({"decay": "wsd", "wsd_stable_fraction": 0.6, "wsd_decay_fraction": 0.3}, [BASE * wsd(step) for step in range(STEPS)]),
}


def plateau(values, goal, patience, times):
    """How often ReduceLROnPlateau has reduced after each round; Ludwig stops asking it once that is `times`."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = s.ReduceLROnPlateau(optimizer, mode=goal, factor=0.5, patience=patience)
    counts = []
    for value in values:
        reduced = round(-math.log2(optimizer.param_groups[0]["lr"]))
        if reduced < times:
            scheduler.step(value)
        counts.append(round(-math.log2(optimizer.param_groups[0]["lr"])))
    return {"values": values, "goal": goal, "patience": patience, "times": times, "reductions": counts}


FALLING = [1.0, 0.9, 0.91, 0.92, 0.89, 0.89995, 0.88999, 0.9, 0.9, 0.88, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]
PLATEAUS = [
    plateau(FALLING, "min", 2, 3), plateau(FALLING, "min", 0, 2), plateau([1 - v for v in FALLING], "max", 1, 10),
    plateau([3.0, 2.99999, 2.9998, 2.9996, 2.9995], "min", 1, 5),
]

print(json.dumps({
    "torch": torch.__version__, "base": BASE, "steps": STEPS, "stepsPerRound": PER_ROUND,
    "cases": [{"name": name, "given": given, "rates": rates} for name, (given, rates) in CASES.items()], "plateaus": PLATEAUS,
}))
