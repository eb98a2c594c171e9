"""Temperatures by PyTorch's LBFGS, as Ludwig and Guo et al. (2017) fit them.

    pip install torch==2.13.0
    python test/golden/temperature.py

writes temperature.json beside this file. The tests read that and need no Python.
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.default_rng(3)
nine = lambda values: [float(f"{v:.9g}") for v in np.asarray(values, dtype=np.float64).flatten()]


def fitted(z, loss):
    t = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)  # ln T
    optimizer = torch.optim.LBFGS([t], lr=0.1, max_iter=500, tolerance_grad=1e-12, tolerance_change=1e-15, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = loss(z / t.exp())
        value.backward()
        return value

    optimizer.step(closure)
    return t.exp().item(), loss(z).item(), loss(z / t.exp()).item()


def case(classes, sharpness):
    """Labels drawn from the softmax of logits that are then made too sharp, or too flat."""
    honest = rng.normal(0, 1.5, (60, max(2, classes)))
    truth = np.array([rng.choice(max(2, classes), p=np.exp(h) / np.exp(h).sum()) for h in honest])
    logits = (honest[:, 1:] - honest[:, :1] if classes == 1 else honest) * sharpness
    z, y = torch.tensor(logits.astype(np.float32).astype(np.float64)), torch.tensor(truth)
    loss = (lambda z: F.binary_cross_entropy_with_logits(z[:, 0], y.double())) if classes == 1 else (lambda z: F.cross_entropy(z, y))
    temperature, before, after = fitted(z, loss)
    return {"classes": classes, "logits": nine(z), "truth": truth.tolist(), "temperature": temperature, "log_loss": [before, after]}


cases = [case(classes, sharpness) for classes in (1, 4) for sharpness in (3.0, 0.4)]
(Path(__file__).parent / "temperature.json").write_text(json.dumps({"made_by": f"torch {torch.__version__.split('+')[0]}, numpy {np.__version__}", "cases": cases}) + "\n")
