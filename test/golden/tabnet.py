"""Reference values for TabNet, with all gradients, in float64: written anew on PyTorch's layers after the paper (Arik and Pfister, 2019)
and Ludwig's order of things, with sparsemax by its closed form.

    pip install torch==2.13.0
    python test/golden/tabnet.py

writes tabnet.json beside this file. The tests read that and need no Python.
"""
import json
from pathlib import Path

import torch
from torch.nn import functional as F

torch.manual_seed(4)
torch.set_default_dtype(torch.float64)

ROWS, D, SIZE, OUT, STEPS, BLOCKS, SHARED = 12, 5, 3, 4, 2, 3, 2
EPSILON, RELAXATION, SPARSITY = 0.01, 1.3, 0.2
WIDTH = SIZE + OUT
weights = {}


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def weight(name, *shape):
    if name not in weights:
        fill = torch.rand(*shape) + 0.5 if name.endswith("gamma") else torch.randn(*shape) * 0.7
        weights[name] = fill.requires_grad_()
    return weights[name]


def linear(name, x, units, bias=False):
    y = x @ weight(f"{name}/kernel", x.shape[-1], units)
    return y + weight(f"{name}/bias", units) if bias else y


def norm(name, x):
    d = x.shape[-1]
    return F.batch_norm(x, None, None, weight(f"{name}/gamma", d), weight(f"{name}/beta", d), training=True, eps=EPSILON)


def sparsemax(z):
    ordered, _ = z.sort(-1, descending=True)
    k = torch.arange(1, z.shape[-1] + 1)
    sums = ordered.cumsum(-1)
    support = (1 + k * ordered > sums).sum(-1, keepdim=True)
    return (z - (sums.gather(-1, support - 1) - 1) / support).clamp(min=0)


def transform(part, x):
    for i in range(BLOCKS):
        name = f"shared_{i}" if i < SHARED else f"{part}_block_{i}"
        gated = F.glu(norm(f"{part}_block_{i}_norm", linear(name, x, 2 * WIDTH)), -1)
        x = gated if i == 0 else (x + gated) * 0.5**0.5
    return x


x = torch.randn(ROWS, D, requires_grad=True)
features = norm("norm", x)
thought = transform("start", features)
prior, found, entropy = torch.ones(ROWS, D), 0, 0
for step in range(STEPS):
    part = f"step_{step}"
    mask = sparsemax(norm(f"{part}_wished_norm", linear(f"{part}_wished", thought[:, OUT:], D)) * prior)
    prior = prior * (RELAXATION - mask)
    entropy = entropy + (-mask * (mask + 1e-5).log()).sum(-1).mean() / STEPS
    thought = transform(part, mask * features)
    found = found + thought[:, :OUT].relu()
y = linear("projection", found, OUT, bias=True)
dy = torch.randn(y.shape)
((y * dy).sum() + SPARSITY * entropy).backward()

golden = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "params": {
        "size": SIZE, "output_size": OUT, "num_steps": STEPS, "num_total_blocks": BLOCKS, "num_shared_blocks": SHARED, "bn_epsilon": EPSILON,
        "relaxation_factor": RELAXATION, "sparsity": SPARSITY, "dropout": 0,
    },
    "shape": [ROWS, D], "x": numbers(x), "y": numbers(y), "dy": numbers(dy), "dx": numbers(x.grad), "penalty": float(f"{(SPARSITY * entropy).item():.7g}"),
    "weights": {name: {"value": numbers(w), "gradient": numbers(w.grad)} for name, w in weights.items()},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
