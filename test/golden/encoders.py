"""Golden values of activations and of encoders of numbers, tokens and texts: PyTorch 2.13 and scikit-learn, float64 where they differ."""
import json
import pathlib

import torch
import torch.nn.functional as F

wide = torch.tensor([-8.0, -3.5, -2.5, -1.0, -0.1, 0.02, 0.1, 1.0, 2.5, 8.0], dtype=torch.float64)
halves = lambda v: v.chunk(2, -1)
ACTIVATIONS = {
    "logSigmoid": F.logsigmoid, "hardsigmoid": F.hardsigmoid, "hardswish": F.hardswish,
    "swiglu": lambda v: halves(v)[0] * F.silu(halves(v)[1]),
    "geglu": lambda v: halves(v)[0] * F.gelu(halves(v)[1]),
    "reglu": lambda v: halves(v)[0] * F.relu(halves(v)[1]),
}


def activations():
    cases = {}
    for name, fn in ACTIVATIONS.items():
        x = wide.clone().requires_grad_()
        y = fn(x)
        dy = torch.arange(1, len(y) + 1, dtype=torch.float64)
        y.backward(dy)
        cases[name] = {"y": y.tolist(), "dy": dy.tolist(), "dx": x.grad.tolist()}
    return {"x": wide.tolist(), "cases": cases}


values = {"made_by": pathlib.Path(__file__).name, "activations": activations()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
