"""Reference values for recurrent layers, from PyTorch.

    pip install torch==2.13.0
    python test/golden/recurrent.py

writes recurrent.json beside this file. The tests read it and need no Python. LSTM and SimpleRNN are torch.nn's, with their weights in our
layout; GRU, whose gate is put on the state before the product here, is its formula under PyTorch's differentiation.
"""
import json
from pathlib import Path

import torch

HERE = Path(__file__).parent
BATCH, TIME, WIDTH, UNITS = 3, 4, 2, 3
LENGTHS = [4, 2, 3]
torch.manual_seed(3)


def rounded(value):
    return [rounded(v) for v in value] if isinstance(value, list) else float(f"{value:.9g}")


def flat(tensor):
    return rounded(tensor.detach().flatten().tolist())


def gru(x, kernel, recurrent, bias):
    h = torch.zeros(x.shape[0], UNITS)
    states = []
    for t in range(x.shape[1]):
        xz, xr, xn = (x[:, t] @ kernel + bias).split(UNITS, 1)
        uz, ur, un = recurrent.split(UNITS, 1)
        z, r = torch.sigmoid(xz + h @ uz), torch.sigmoid(xr + h @ ur)
        h = z * h + (1 - z) * torch.tanh(xn + (r * h) @ un)
        states.append(h)
    return torch.stack(states, 1)


def with_module(module_type):
    def run(x, kernel, recurrent, bias):
        module = module_type(WIDTH, UNITS, batch_first=True)
        weights = {"weight_ih_l0": kernel.T, "weight_hh_l0": recurrent.T, "bias_ih_l0": bias, "bias_hh_l0": torch.zeros_like(bias)}
        return torch.func.functional_call(module, weights, (x,))[0]
    return run


def row_by_row(run, x, lengths, backwards, weights):
    """Each row alone, cut to its length, so that no padding can be seen; backwards: its own steps in reverse order, put back in place."""
    rows = []
    for row, length in zip(x, lengths):
        steps = row[:length].flip(0) if backwards else row[:length]
        states = run(steps[None], *weights)[0]
        rows.append(states.flip(0) if backwards else states)
    return rows


def case(cell, gates, run, backwards):
    x = torch.randn(BATCH, TIME, WIDTH, requires_grad=True)
    weights = [torch.randn(shape).mul(0.7).requires_grad_() for shape in [(WIDTH, gates * UNITS), (UNITS, gates * UNITS), (gates * UNITS,)]]
    asked = torch.randn(BATCH, TIME, UNITS)  # what the states are asked for; nothing where there is padding
    rows = row_by_row(run, x, LENGTHS, backwards, weights)
    sum((states * dy[: len(states)]).sum() for states, dy in zip(rows, asked)).backward()
    padded = torch.stack([torch.cat([states, torch.zeros(TIME - len(states), UNITS)]) for states in rows])
    mask = (torch.arange(TIME)[None] < torch.tensor(LENGTHS)[:, None]).float()
    kernel, recurrent, bias = weights
    return {
        "cell": cell, "backwards": backwards, "x": flat(x), "kernel": flat(kernel), "recurrent": flat(recurrent), "bias": flat(bias),
        "mask": flat(mask), "asked": flat(asked * mask[:, :, None]), "states": flat(padded),
        "gradients": {"x": flat(x.grad), "kernel": flat(kernel.grad), "recurrent": flat(recurrent.grad), "bias": flat(bias.grad)},
    }


CELLS = [("lstm", 4, with_module(torch.nn.LSTM)), ("gru", 3, gru), ("simple", 1, with_module(torch.nn.RNN))]
cases = [case(cell, gates, run, backwards) for cell, gates, run in CELLS for backwards in (False, True)]
made_by = f"torch {torch.__version__.split('+')[0]}"
sizes = {"batch": BATCH, "time": TIME, "width": WIDTH, "units": UNITS}
(HERE / "recurrent.json").write_text(json.dumps({"made_by": made_by, **sizes, "cases": cases}) + "\n")
