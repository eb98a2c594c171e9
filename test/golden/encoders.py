"""Golden values of activations and of encoders of numbers, tokens and texts: PyTorch 2.13 and scikit-learn, float64 where they differ."""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.feature_extraction.text import TfidfVectorizer

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


def numbers():
    rng = np.random.default_rng(3)
    column = np.round(rng.exponential(3, 40), 2)
    scaled = ((column - column.mean()) / column.std(ddof=1)).astype(np.float32)
    edges = np.unique(np.quantile(scaled.astype(np.float64), np.linspace(0, 1, 6)).astype(np.float32))
    asked = torch.tensor(scaled[:12], dtype=torch.float64)[:, None]
    lower, width = torch.tensor(edges[:-1], dtype=torch.float64), torch.tensor(np.diff(edges.astype(np.float64)))
    frequencies = torch.tensor(rng.normal(0, 1, 3), requires_grad=True)
    angles = 2 * torch.pi * asked * frequencies
    waves = torch.cat([angles.sin(), angles.cos()], -1)
    waves.square().mul(torch.arange(1, 7)).sum().backward()
    return {"column": column.tolist(), "bins": 5, "edges": edges.tolist(), "asked": 12,
            "ple": ((asked - lower) / width).clamp(0, 1).flatten().tolist(),
            "bin": torch.bucketize(asked, torch.tensor(edges[1:-1], dtype=torch.float64), right=True).flatten().tolist(),
            "frequencies": frequencies.tolist(), "waves": waves.flatten().tolist(), "frequency_gradient": frequencies.grad.tolist()}


TEXTS = ["my card was stolen", "where is my card", "thank you thank you", "my card my card is lost", "is it", "you stole it"]


def terms():
    cases = []
    for ngram_range, min_df, max_df in [((1, 1), 1, 1.0), ((1, 2), 2, 1.0), ((1, 1), 1, 0.5)]:
        vectorizer = TfidfVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, ngram_range=ngram_range, min_df=min_df, max_df=max_df)
        rows = vectorizer.fit_transform(TEXTS).toarray()
        names = vectorizer.get_feature_names_out()
        cases.append({"ngram_range": ngram_range, "min_df": min_df, "max_df": max_df,
                      "rows": [{name: weight for name, weight in zip(names, row) if weight} for row in rows.tolist()]})
    return {"texts": TEXTS, "cases": cases}


def reductions():
    torch.manual_seed(5)
    x = torch.randn(3, 4, 2, dtype=torch.float64)
    lengths = torch.tensor([4, 2, 1])
    mask = torch.arange(4)[None] < lengths[:, None]
    first, bias, score, query = torch.randn(2, 256, dtype=torch.float64), torch.randn(256, dtype=torch.float64), torch.randn(256, 1, dtype=torch.float64), torch.randn(2, 1, dtype=torch.float64)
    pooled = lambda scores: ((scores[..., 0].masked_fill(~mask, -torch.inf).softmax(-1))[..., None] * x).sum(1)
    there = mask[..., None].double()
    return {"x": x.flatten().tolist(), "mask": there.flatten().tolist(), "shape": list(x.shape),
            "weights": {"attention": [w.flatten().tolist() for w in (first, bias, score)], "attention_pooling": [query.flatten().tolist()]},
            "y": {name: y.flatten().tolist() for name, y in {
                "sum": (x * there).sum(1), "mean": (x * there).sum(1) / lengths[:, None], "max": x.masked_fill(~mask[..., None], -torch.inf).amax(1),
                "last": x[torch.arange(3), lengths - 1], "attention": pooled(torch.tanh(x @ first + bias) @ score), "attention_pooling": pooled(x @ query)}.items()}}


values = {"numbers": numbers(), "terms": terms(), "reductions": reductions(), "made_by": pathlib.Path(__file__).name, "activations": activations()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(values) + "\n")
