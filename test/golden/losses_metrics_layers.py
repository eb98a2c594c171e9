"""Reference values for losses, metrics and layers, from PyTorch and scikit-learn.

    pip install torch==2.13.0 scikit-learn==1.9.1 torchmetrics==1.9.0
    python test/golden/losses_metrics_layers.py

writes losses.json, metrics.json and layers.json beside this file. The tests read those and need no Python.
"""
import json
import math
from pathlib import Path

import numpy as np
import sklearn
import torch
import torch.nn.functional as F
from sklearn import metrics as sk
from torchmetrics.functional.classification import binary_calibration_error, multiclass_calibration_error
from torchmetrics.functional.regression import symmetric_mean_absolute_percentage_error

HERE = Path(__file__).parent
rng = np.random.default_rng(20)
MADE_BY = f"torch {torch.__version__.split('+')[0]}, scikit-learn {sklearn.__version__}, numpy {np.__version__}"


def rounded(value):
    """Nine digits name a 32-bit float; what is no number becomes null."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [rounded(v) for v in value]
    if isinstance(value, torch.Tensor):
        return rounded(value.detach().numpy() if value.dim() else value.item())
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.9g}") if math.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value


def write(name, content):
    (HERE / f"{name}.json").write_text(json.dumps({"made_by": MADE_BY, **rounded(content)}, indent=1) + "\n")


def loss_case(type_, loss, logits, target, fn):
    """The loss of a batch, and its gradient by the logits."""
    z = torch.tensor(logits, dtype=torch.float32, requires_grad=True)
    value = fn(z, torch.tensor(target))
    value.backward()
    return {"type": type_, "loss": loss, "logits": z.detach().flatten(), "target": target, "value": value.item(), "gradient": z.grad.flatten()}


def losses():
    predicted = rng.normal(0, 3, 12).astype(np.float32)
    actual = (rng.normal(0, 3, 12) + 5).astype(np.float32)
    number = lambda loss, fn: loss_case("number", loss, predicted, actual, fn)
    z = rng.normal(0, 2, 12).astype(np.float32)
    yes = rng.integers(0, 2, 12).astype(np.float32)
    binary = lambda loss, fn: loss_case("binary", loss, z, yes, fn)
    scores = rng.normal(0, 2, (12, 4)).astype(np.float32)
    classes = np.array([0, 1, 2, 3, 0, 0, 1, 2, 0, 1, 0, 3])
    category = lambda loss, fn: loss_case("category", loss, scores, classes, fn)

    def certainty_binary(z):
        p = torch.sigmoid(z)
        entropy = -(p * torch.log(p) + (1 - p) * torch.log(1 - p))
        return ((math.log(2) - entropy) / math.log(2)).mean()

    def certainty(z):
        p = torch.softmax(z, -1)
        return ((math.log(z.shape[-1]) + (p * torch.log(p)).sum(-1)) / math.log(z.shape[-1])).mean()

    similar = torch.tensor([[1.0, 0.5, 0.1, 0.0], [0.5, 1.0, 0.2, 0.1], [0.1, 0.2, 1.0, 0.3], [0.0, 0.1, 0.3, 1.0]])
    weights = [1.0, 2.0, 0.5, 3.0]
    return {"cases": [
        number({"type": "mean_squared_error"}, F.mse_loss),
        number({"type": "mean_absolute_error"}, F.l1_loss),
        number({"type": "root_mean_squared_error"}, lambda p, t: torch.sqrt(F.mse_loss(p, t))),
        number({"type": "mean_absolute_percentage_error"}, lambda p, t: ((p - t).abs() / t.abs()).mean()),
        number({"type": "root_mean_squared_percentage_error"}, lambda p, t: (((p - t) / t) ** 2).mean().sqrt()),
        number({"type": "huber"}, lambda p, t: F.huber_loss(p, t, delta=1.0)),
        number({"type": "huber", "delta": 2.5}, lambda p, t: F.huber_loss(p, t, delta=2.5)),
        binary({"type": "binary_weighted_cross_entropy"}, F.binary_cross_entropy_with_logits),
        binary({"type": "binary_weighted_cross_entropy", "positive_class_weight": 3},
               lambda z, y: F.binary_cross_entropy_with_logits(z, y, pos_weight=torch.tensor(3.0))),
        binary({"type": "binary_weighted_cross_entropy", "robust_lambda": 0.2, "confidence_penalty": 0.3},
               lambda z, y: 0.8 * F.binary_cross_entropy_with_logits(z, y) + 0.2 / 2 + 0.3 * certainty_binary(z)),
        category({"type": "softmax_cross_entropy"}, F.cross_entropy),
        category({"type": "softmax_cross_entropy", "class_weights": weights}, lambda z, y: F.cross_entropy(z, y, weight=torch.tensor(weights))),
        category({"type": "softmax_cross_entropy", "robust_lambda": 0.2, "confidence_penalty": 0.3},
                 lambda z, y: 0.8 * F.cross_entropy(z, y) + 0.2 / 4 + 0.3 * certainty(z)),
        category({"type": "softmax_cross_entropy", "class_similarities": similar.tolist(), "class_similarities_temperature": 0.5},
                 lambda z, y: F.cross_entropy(z, torch.softmax(similar / 0.5, -1)[y])),
    ]}


def averaged(truth, answer):
    """What binary and category have in common."""
    return {**{f"{name}_{average}": fn(truth, answer, average=average, zero_division=0)
               for name, fn in (("precision", sk.precision_score), ("f1", sk.f1_score)) for average in ("macro", "weighted")},
            "matthews_correlation_coefficient": sk.matthews_corrcoef(truth, answer), "kappa": sk.cohen_kappa_score(truth, answer)}


def metric_values():
    cases = []
    truth = rng.integers(0, 2, 60)
    p = np.clip(truth * 0.3 + rng.uniform(0, 0.7, 60), 0.01, 0.99).round(2)  # two decimals: ties
    answer = (p >= 0.5).astype(int)
    fpr, tpr, _ = sk.roc_curve(truth, p)
    precisions, recalls, _ = sk.precision_recall_curve(truth, p)
    cases.append({"type": "binary", "logits": np.log(p / (1 - p)), "target": truth, "scores": {
        "accuracy": sk.accuracy_score(truth, answer), "precision": sk.precision_score(truth, answer), "recall": sk.recall_score(truth, answer),
        "specificity": sk.recall_score(truth, answer, pos_label=0), "roc_auc": sk.roc_auc_score(truth, p), "average_precision": sk.average_precision_score(truth, p),
        "f1": sk.f1_score(truth, answer), **averaged(truth, answer), "recall_macro": sk.balanced_accuracy_score(truth, answer), "log_loss": sk.log_loss(truth, p),
        "brier_score": sk.brier_score_loss(truth, p), "expected_calibration_error": binary_calibration_error(torch.tensor(p), torch.tensor(truth), n_bins=10, norm="l1")},
        "statistics": {"confusion_matrix": sk.confusion_matrix(truth, answer), "roc_curve": {"false_positive_rate": fpr, "true_positive_rate": tpr},
                       "precision_recall_curve": {"precisions": precisions, "recalls": recalls}, "average_precision_macro": sk.average_precision_score(truth, p)}})

    truth = rng.choice(5, 80, p=[0.4, 0.3, 0.15, 0.1, 0.05])
    logits = rng.normal(0, 1, (80, 5)).round(3)
    logits[np.arange(80), truth] += 1.2
    prob = torch.softmax(torch.tensor(logits), -1).numpy()
    answer = prob.argmax(-1)
    seen = sorted(set(truth) | set(answer))
    hit = (np.argsort(-prob, axis=-1, kind="stable")[:, :3] == truth[:, None]).any(-1)
    weighted = lambda fn: fn(truth, answer, average="weighted", zero_division=0)
    macro = lambda fn: fn(truth, answer, average="macro", zero_division=0)
    cases.append({"type": "category", "classes": 5, "logits": logits.flatten(), "target": truth, "scores": {
        "accuracy": sk.recall_score(truth, answer, labels=seen, average="macro", zero_division=0), "accuracy_micro": sk.accuracy_score(truth, answer),
        "hits_at_k": np.mean([hit[truth == c].mean() for c in sorted(set(truth))]), "hits_at_k_micro": sk.top_k_accuracy_score(truth, prob, k=3),
        "mean_reciprocal_rank": sk.label_ranking_average_precision_score(np.eye(5)[truth], prob), "roc_auc": sk.roc_auc_score(truth, prob, multi_class="ovr", average="macro"),
        "average_precision": sk.average_precision_score(np.eye(5)[truth], prob, average="macro"), **averaged(truth, answer), "log_loss": sk.log_loss(truth, prob),
        "brier_score": sk.brier_score_loss(truth, prob), "expected_calibration_error": multiclass_calibration_error(torch.tensor(prob), torch.tensor(truth), num_classes=5, n_bins=10, norm="l1")},
        "statistics": {"confusion_matrix": sk.confusion_matrix(truth, answer), "overall_stats": {
            "token_accuracy": sk.accuracy_score(truth, answer), "avg_precision_macro": macro(sk.precision_score), "avg_precision_weighted": weighted(sk.precision_score),
            "avg_recall_macro": macro(sk.recall_score), "avg_recall_weighted": weighted(sk.recall_score), "avg_f1_score_macro": macro(sk.f1_score),
            "avg_f1_score_weighted": weighted(sk.f1_score), "kappa_score": sk.cohen_kappa_score(truth, answer)},
            "matthews_correlation_coefficient": [sk.matthews_corrcoef(truth == c, answer == c) for c in range(5)]}})

    actual = rng.normal(50, 20, 40).round(2)
    predicted = (actual + rng.normal(0, 8, 40)).astype(np.float32)
    mse = sk.mean_squared_error(actual, predicted)
    cases.append({"type": "number", "logits": predicted, "target": actual, "scores": {
        "mean_absolute_error": sk.mean_absolute_error(actual, predicted), "mean_squared_error": mse, "root_mean_squared_error": math.sqrt(mse),
        "mean_absolute_percentage_error": sk.mean_absolute_percentage_error(actual, predicted),
        "root_mean_squared_percentage_error": math.sqrt(np.mean(((predicted - actual) / actual) ** 2)), "median_absolute_error": sk.median_absolute_error(actual, predicted),
        "symmetric_mean_absolute_percentage_error": symmetric_mean_absolute_percentage_error(torch.tensor(predicted, dtype=torch.float64), torch.tensor(actual)),
        "explained_variance": sk.explained_variance_score(actual, predicted), "r2": sk.r2_score(actual, predicted)}, "statistics": {}})
    return {"cases": cases}


def layers():
    x = torch.tensor(rng.normal(0, 2, (3, 5, 4)), dtype=torch.float32)
    flat = torch.tensor(rng.normal(1, 2, (6, 4)), dtype=torch.float32)
    gamma, beta = torch.tensor([1.0, 2.0, 0.5, -1.0]), torch.tensor([0.0, 1.0, -1.0, 0.5])
    batch = torch.nn.BatchNorm1d(4, eps=1e-5, momentum=0.1)
    with torch.no_grad():
        batch.weight.copy_(gamma)
        batch.bias.copy_(beta)
    kernels = {k: torch.tensor(rng.normal(0, 1, (k, 4, 2)), dtype=torch.float32) for k in (1, 2, 3, 4, 5)}
    names = {"relu": F.relu, "elu": F.elu, "celu": F.celu, "selu": F.selu, "gelu": F.gelu, "silu": F.silu, "swish": F.silu, "mish": F.mish, "relu6": F.relu6, "softplus": F.softplus,
             "sigmoid": torch.sigmoid, "tanh": torch.tanh, "softmax": lambda v: torch.softmax(v, -1), "leakyRelu": F.leaky_relu, "prelu": lambda v: F.prelu(v, torch.tensor([0.25]))}
    wide = torch.tensor([[-8.0, -3.0, -1.0, -0.1, 0.0, 0.1, 1.0, 3.0, 8.0]])
    same = lambda k, w: F.conv1d(F.pad(x.transpose(1, 2), ((k - 1) // 2, k - 1 - (k - 1) // 2)), w.permute(2, 1, 0)).transpose(1, 2)
    trained = batch.train()(flat)
    return {
        "layer_normalization": {"x": x.flatten(), "shape": x.shape, "gamma": gamma, "beta": beta, "y": F.layer_norm(x, (4,), gamma, beta, 1e-5).flatten()},
        "batch_normalization": {"x": flat.flatten(), "shape": flat.shape, "gamma": gamma, "beta": beta, "training": trained.flatten(), "moving_mean": batch.running_mean,
                                "biased_variance": flat.var(0, unbiased=False) * 0.1 + 0.9},
        "conv1d": {"x": x.flatten(), "shape": x.shape, "kernels": [{"width": k, "kernel": w.flatten(), "y": same(k, w).flatten()} for k, w in kernels.items()]},
        "activations": {"x": wide.flatten(), "y": {name: fn(wide).flatten() for name, fn in names.items()}},
    }


write("losses", losses())
write("metrics", metric_values())
write("layers", layers())
