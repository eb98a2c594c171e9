"""Logistic and ridge regression on the penguins, on five fixed splits: what the starter config has to reach.

    python test/golden/penguins_baselines.py > test/golden/penguins_baselines.json      (scikit-learn 1.9.1)

The table is the one of the npm package vega-datasets. Rows that lack a target are left out, as the engine leaves them out.
Inputs: island (one-hot), beak length, beak depth, flipper length (standardised on the training rows). The models learn from
the training rows only and are scored on the test rows: accuracy for species and sex, R² for body mass.
"""

import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

SPLITS = 5
root = pathlib.Path(__file__).parents[2]
penguins = json.loads((root / "node_modules/vega-datasets/data/penguins.json").read_text())
numeric = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)"]


def complete(row):
    return row["Sex"] not in (None, ".") and row["Body Mass (g)"] is not None and row["Species"] is not None


def split(seed):
    """0 training, 1 validation, 2 test, for every row of the table: 70, 10 and 20 per cent."""
    order = np.random.RandomState(seed).permutation(len(penguins))
    parts = np.full(len(penguins), 2)
    parts[order[: round(0.7 * len(penguins))]] = 0
    parts[order[round(0.7 * len(penguins)) : round(0.8 * len(penguins))]] = 1
    return parts


def inputs(rows, islands):
    one_hot = [[float(row["Island"] == island) for island in islands] for row in rows]
    return np.hstack([np.array([[row[name] for name in numeric] for row in rows]), np.array(one_hot)])


def scores(parts):
    train, test = ([row for row, part in zip(penguins, parts) if part == wanted and complete(row)] for wanted in (0, 2))
    islands = sorted({row["Island"] for row in train})
    scaler = StandardScaler().fit(inputs(train, islands))
    x, x_test = scaler.transform(inputs(train, islands)), scaler.transform(inputs(test, islands))

    def fitted(model, target):
        return model.fit(x, [row[target] for row in train]).score(x_test, [row[target] for row in test])

    return {
        "Species": {"accuracy": fitted(LogisticRegression(max_iter=10_000), "Species")},
        "Body Mass (g)": {"r2": fitted(Ridge(), "Body Mass (g)")},
        "Sex": {"accuracy": fitted(LogisticRegression(max_iter=10_000), "Sex")},
    }


cases = [split(seed) for seed in range(SPLITS)]
print(json.dumps([{"split": "".join(map(str, parts)), "scores": scores(parts)} for parts in cases], indent=1))
