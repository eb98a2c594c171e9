"""Gradients of layer norm, batch norm and embedding by PyTorch, for the loss sum(c * y): `python normalizations.py` writes normalizations.json."""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.default_rng(7)
draw = lambda *shape: torch.tensor(rng.normal(0.3, 1.5, shape).round(4), dtype=torch.float32)
flat = lambda t: [float(v) for v in t.detach().flatten()]


def gradients(op, *operands):
    leaves = [t.clone().requires_grad_() for t in operands]
    y = op(*leaves)
    c = draw(*y.shape)
    (c * y).sum().backward()
    return {"operands": [{"shape": list(t.shape), "values": flat(t)} for t in operands], "c": flat(c), "y": flat(y), "gradients": [flat(t.grad) for t in leaves]}


ids = torch.tensor([[3, 0, 3], [1, 3, 4]])
cases = {
    "layer": gradients(lambda x, gamma, beta: F.layer_norm(x, (5,), gamma, beta, 1e-5), draw(2, 3, 5), draw(5), draw(5)),
    "batch": gradients(lambda x, gamma, beta: F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-5), draw(7, 3), draw(3), draw(3)),
    "embedding": {"ids": ids.tolist(), **gradients(lambda table: F.embedding(ids, table), draw(6, 5))},
}
Path(__file__).with_name("normalizations.json").write_text(json.dumps(cases) + "\n")
