"""Reference values for the metrics of sets, vectors and tags, and of many tied classes, from scikit-learn and seqeval.

    pip install scikit-learn==1.9.1 seqeval==1.2.2 torch==2.13.0
    python test/golden/judging_metrics.py

writes judging_metrics.json beside this file. The tests read that and need no Python.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from seqeval import metrics as spans
from sklearn import metrics as sk

rng = np.random.default_rng(8)
nine = lambda values: [float(f"{v:.9g}") for v in np.asarray(values, dtype=np.float64).flatten()]
scores = lambda given: {name: nine([value])[0] for name, value in given.items()}


def sets():
    truth, predicted = (rng.uniform(size=(30, 6)) < 0.35).astype(int), (rng.uniform(size=(30, 6)) < 0.4).astype(int)
    predicted = np.where(rng.uniform(size=truth.shape) < 0.6, truth, predicted)
    truth[:, 5] = predicted[:, 5] = 0  # a label in no set
    truth[3] = predicted[3] = 0  # two empty sets
    return {"labels": 6, "truth": truth.flatten().tolist(), "predicted": predicted.flatten().tolist(), "scores": scores({
        "jaccard": sk.jaccard_score(truth, predicted, average="samples", zero_division=1), "f1_micro": sk.f1_score(truth, predicted, average="micro"),
        "f1_macro": sk.f1_score(truth, predicted, average="macro", zero_division=np.nan), "precision_micro": sk.precision_score(truth, predicted, average="micro"),
        "recall_micro": sk.recall_score(truth, predicted, average="micro"), "exact_match": sk.accuracy_score(truth, predicted), "hamming_loss": sk.hamming_loss(truth, predicted)})}


def vectors():
    actual = rng.normal(5, 3, (20, 4)).round(3)
    predicted = (actual + rng.normal(0, 2, actual.shape)).round(3)
    return {"size": 4, "actual": nine(actual), "predicted": nine(predicted), "scores": scores({
        "mean_squared_error": sk.mean_squared_error(actual, predicted), "mean_absolute_error": sk.mean_absolute_error(actual, predicted),
        "root_mean_squared_error": np.sqrt(sk.mean_squared_error(actual, predicted)), "mean_absolute_percentage_error": sk.mean_absolute_percentage_error(actual, predicted),
        "r2": sk.r2_score(actual, predicted)})}


def tags(labels, plain):
    """Rows of up to eight tags, in conlleval's reading; plain tags are the same as I- of the tag, and O."""
    rows, time, n = 25, 8, len(labels)
    length = rng.integers(1, time + 1, rows)
    truth = rng.integers(0, n, (rows, time))
    truth[:, 1:] = np.where(rng.uniform(size=(rows, time - 1)) < 0.4, truth[:, :-1], truth[:, 1:])
    logits = (rng.normal(0, 1, (rows, time, n)) + 3.0 * np.eye(n)[truth]).round(3)
    padded = np.arange(time)[None, :] >= length[:, None]
    truth[padded] = -1
    predicted = logits.argmax(-1)
    name = lambda row: [(f"I-{labels[t]}" if plain and labels[t] != "O" else labels[t]) for t in row]
    told = [name(row[:k]) for row, k in zip(truth, length)]
    guessed = [name(row[:k]) for row, k in zip(predicted, length)]
    nll = F.cross_entropy(torch.tensor(logits).reshape(-1, n), torch.tensor(truth).reshape(-1), ignore_index=-1)
    return {"labels": labels, "time": time, "truth": truth.flatten().tolist(), "logits": nine(logits), "scores": scores({
        "token_accuracy": sk.accuracy_score(truth[~padded], predicted[~padded]), "sequence_accuracy": np.mean([a == b for a, b in zip(told, guessed)]),
        "perplexity": torch.exp(nll).item(), "span_f1": spans.f1_score(told, guessed), "span_precision": spans.precision_score(told, guessed), "span_recall": spans.recall_score(told, guessed)})}


def ranked():
    """Many classes, some rare enough to be counted and some common enough to be sorted; probabilities with ties."""
    classes, rows = 24, 160
    truth = rng.choice(classes, rows, p=rng.dirichlet(np.full(classes, 0.4)))
    logits = rng.integers(-3, 4, (rows, classes)) / 2 + 1.5 * np.eye(classes)[truth] * (rng.uniform(size=(rows, 1)) < 0.7)
    probability = np.exp(logits.astype(np.float32).astype(np.float64))
    probability /= probability.sum(-1, keepdims=True)
    probability = probability.astype(np.float32)  # what is compared, and tied
    present = sorted(set(truth))
    return {"classes": classes, "truth": truth.tolist(), "logits": nine(logits), "scores": scores({
        "roc_auc": np.mean([sk.roc_auc_score(truth == c, probability[:, c]) for c in present]),
        "average_precision": np.mean([sk.average_precision_score(truth == c, probability[:, c]) for c in present])})}


made_by = ", ".join(f"{name} {version(name).split('+')[0]}" for name in ("scikit-learn", "seqeval", "torch", "numpy"))
bio = ["O", "B-per", "I-per", "B-org", "I-org"]
made = {"made_by": made_by, "sets": sets(), "vectors": vectors(), "tags": [tags(bio, False), tags(["O", "per", "org", "loc"], True)], "ranked": ranked()}
(Path(__file__).parent / "judging_metrics.json").write_text(json.dumps(made) + "\n")
