"""Reference values for the losses of sets, sequences, shares, ordered classes, sparse and open-set answers, from PyTorch and the authors' packages.

    pip install torch==2.13.0 entmax==1.3 coral-pytorch==1.4.0
    python test/golden/judging_losses.py

writes judging_losses.json beside this file. The tests read that and need no Python.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from coral_pytorch.losses import corn_loss
from entmax import Entmax15Loss, SparsemaxLoss

rng = np.random.default_rng(5)
cases = []


def nine(values):
    return [float(f"{v:.9g}") for v in np.asarray(values, dtype=np.float64).flatten()]


def case(family, loss, logits, target, fn, labels=None):
    """The loss of a batch in float64, and its gradient by the logits; logits are such that float32 holds them."""
    z = torch.tensor(logits.astype(np.float32).astype(np.float64), requires_grad=True)
    value = fn(z, torch.tensor(target))
    value.backward()
    cases.append({"family": family, "loss": loss, "labels": labels or [], "shape": list(z.shape), "logits": nine(z.detach()), "target_shape": list(target.shape),
                  "target": nine(target), "value": nine([value.item()])[0], "gradient": nine(z.grad)})


def twice(family, loss, logits, target, fn, labels=None):
    """Of ordinary logits and of huge ones."""
    case(family, loss, logits, target, fn, labels)
    case(family, loss, logits * 60, target, fn, labels)


def sigmoid_focal(z, y, alpha, gamma):  # torchvision.ops.sigmoid_focal_loss, whose 1 - p loses its digits far out
    at = torch.where(y > 0, alpha, 1 - alpha)
    towards = torch.where(y > 0, z[:, 0], -z[:, 0])
    return (at * torch.sigmoid(-towards) ** gamma * -F.logsigmoid(towards)).mean()


def focal(z, y, alpha, gamma):
    logp = F.log_softmax(z, -1)
    others = torch.where(F.one_hot(y, z.shape[-1]) > 0, -torch.inf, logp).logsumexp(-1).exp()
    return (alpha * others ** gamma * F.nll_loss(logp, y, reduction="none")).mean()


def open_set(z, y, background, xi=None, zeta=None):
    """The mean over rows of what Dhamija et al. (2018) write for a known and for a background row."""
    if z.shape[-1] == 1:
        two = torch.cat([torch.zeros_like(z), z], -1)
    logp = F.log_softmax(two if z.shape[-1] == 1 else z, -1)
    unknown = y == background
    loss = torch.where(unknown, -logp.mean(-1), F.nll_loss(logp, y.long(), reduction="none"))
    if xi is not None:
        length = z.norm(dim=-1)
        loss = loss + torch.where(unknown, zeta * length ** 2, torch.relu(xi - length) ** 2)
    return loss.mean()


rows, classes = 8, 5
z1 = rng.normal(0, 2, (rows, 1))
yes = rng.integers(0, 2, rows).astype(np.float64)
z = rng.normal(0, 2, (rows, classes))
y = rng.integers(0, classes, rows)
words = ["e", "a", "d", "b", "c"]
rank = {label: i for i, label in enumerate(sorted(words))}
ranks = torch.tensor([rank[w] for w in words])

for alpha, gamma in ((0.25, 2.0), (0.6, 0.5), (0.5, 0.0)):
    twice("binary", {"type": "focal", "alpha": alpha, "gamma": gamma}, z1, yes, lambda z, t: sigmoid_focal(z, t, alpha, gamma), ["no", "yes"])
    twice("category", {"type": "focal", "alpha": alpha, "gamma": gamma}, z, y, lambda z, t: focal(z, t, alpha, gamma), words)
smooth = lambda z, t: F.binary_cross_entropy_with_logits(z[:, 0], t * 0.8 + 0.1, pos_weight=torch.tensor(3.0))
twice("binary", {"type": "binary_weighted_cross_entropy", "positive_class_weight": 3, "label_smoothing": 0.2}, z1, yes, smooth, ["no", "yes"])
twice("category", {"type": "softmax_cross_entropy", "label_smoothing": 0.2}, z, y, lambda z, t: F.cross_entropy(z, t, label_smoothing=0.2), words)
twice("category", {"type": "poly", "epsilon": 1.5}, z, y, lambda z, t: (F.cross_entropy(z, t, reduction="none") * 1 + 1.5 * (1 - F.softmax(z, -1)[torch.arange(rows), t])).mean(), words)
twice("category", {"type": "corn"}, z, y, lambda z, t: corn_loss(z[:, :-1], ranks[t], classes), words)
twice("category", {"type": "corn", "order": words}, z, y, lambda z, t: corn_loss(z[:, :-1], t, classes), words)
twice("category", {"type": "sparsemax"}, z, y, lambda z, t: SparsemaxLoss()(z, t), words)
twice("category", {"type": "entmax15"}, z, y, lambda z, t: Entmax15Loss()(z, t), words)
wide, far = rng.normal(0, 1, (3, 100)), np.array([0, 7, 99])
case("category", {"type": "sparsemax"}, wide, far, lambda z, t: SparsemaxLoss(k=100)(z, t), [f"c{i}" for i in range(100)])
case("category", {"type": "entmax15"}, wide, far, lambda z, t: Entmax15Loss(k=100)(z, t), [f"c{i}" for i in range(100)])
for background, labels in ((None, words), ("b", words)):
    index = -2 if background is None else labels.index(background)
    twice("category", {"type": "entropic_open_set", "background_class": background}, z, y, lambda z, t: open_set(z, t, index), labels)
    twice("category", {"type": "objectosphere", "background_class": background, "xi": 5.5}, z, y, lambda z, t: open_set(z, t, index, 5.5, 0.1), labels)
twice("binary", {"type": "entropic_open_set", "background_class": 0}, z1, yes, lambda z, t: open_set(z, t, 0), ["no", "yes"])
twice("binary", {"type": "objectosphere", "background_class": "no", "xi": 2, "zeta": 0.3}, z1, yes, lambda z, t: open_set(z, t, 0, 2, 0.3), ["no", "yes"])

present = rng.integers(0, 2, (rows, classes)).astype(np.float64)
counts = [1.0, 2.0, 0.5, 3.0, 0.0]
twice("set", {"type": "sigmoid_cross_entropy"}, z, present, F.binary_cross_entropy_with_logits, words)
twice("set", {"type": "sigmoid_cross_entropy", "class_weights": counts}, z, present, lambda z, t: F.binary_cross_entropy_with_logits(z, t, pos_weight=torch.tensor(counts)), words)
twice("set", {"type": "sigmoid_cross_entropy", "label_smoothing": 0.1}, z, present, lambda z, t: F.binary_cross_entropy_with_logits(z, t * 0.9 + 0.05), words)

time = 3
steps = rng.normal(0, 2, (rows, time, classes))
tags = rng.integers(0, classes, (rows, time))
tags[np.arange(time)[None, :] >= rng.integers(0, time + 1, rows)[:, None]] = -1  # padding, and rows of nothing else
over = lambda **given: lambda z, t: F.cross_entropy(z.reshape(-1, classes), t.reshape(-1).long(), ignore_index=-1, **given)
twice("sequence", {"type": "sequence_softmax_cross_entropy"}, steps, tags, over(), words)
twice("sequence", {"type": "sequence_softmax_cross_entropy", "class_weights": counts}, steps, tags, over(weight=torch.tensor(counts, dtype=torch.float64)), words)
twice("sequence", {"type": "sequence_softmax_cross_entropy", "label_smoothing": 0.1}, steps, tags, over(label_smoothing=0.1), words)

actual = rng.normal(3, 3, (rows, classes)).astype(np.float32).astype(np.float64)
case("vector", {"type": "mean_squared_error"}, z, actual, F.mse_loss)
case("vector", {"type": "mean_absolute_error"}, z, actual, F.l1_loss)
case("vector", {"type": "mean_absolute_percentage_error"}, z, actual, lambda z, t: ((z - t).abs() / t.abs()).mean())
case("vector", {"type": "huber", "delta": 1.5}, z, actual, lambda z, t: F.huber_loss(z, t, delta=1.5))
shares = rng.dirichlet(np.ones(classes), rows).astype(np.float32).astype(np.float64)
twice("vector", {"type": "softmax_cross_entropy"}, z, shares, F.cross_entropy)
twice("distribution", {"type": "softmax_cross_entropy"}, z, shares, F.cross_entropy, words)

made_by = ", ".join(f"{name} {version(name).split('+')[0]}" for name in ("torch", "entmax", "coral-pytorch", "numpy"))
(Path(__file__).parent / "judging_losses.json").write_text(json.dumps({"made_by": made_by, "cases": cases}) + "\n")
