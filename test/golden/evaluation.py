"""Reference values for what is drawn of an evaluation, and for the simple models beside it, from scikit-learn and SciPy.

    pip install scikit-learn==1.9.1 scipy==1.17.1
    python test/golden/evaluation.py

writes evaluation.json beside this file. The tests read that and need no Python.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

rng = np.random.default_rng(15)
nine = lambda values: [float(f"{v:.9g}") for v in np.asarray(values, dtype=np.float64).flatten()]


def yes_or_no():
    """Probabilities of which many are equal, and none lies on the edge of a bin."""
    n = 400
    truth = (rng.uniform(size=n) < 0.3).astype(int)
    p = 1 / (1 + np.exp(-(2.2 * truth - 1.3 + rng.normal(0, 1.4, n))))
    p = (np.round(p, 2) * 0.98 + 0.0123).astype(np.float32).astype(np.float64)
    fpr, tpr, roc_at = sk.roc_curve(truth, p, drop_intermediate=False)
    precision, recall, pr_at = sk.precision_recall_curve(truth, p)
    share, promised = calibration_curve(truth, p, n_bins=10, strategy="uniform")
    counts = np.histogram(p, np.linspace(0, 1, 11))[0]
    at = [0.2, 0.5, 0.8]
    confusion = [[int(v) for v in sk.confusion_matrix(truth, (p >= t).astype(int)).flatten()] for t in at]
    return {"truth": truth.tolist(), "probability": nine(p), "auc": sk.roc_auc_score(truth, p), "average_precision": sk.average_precision_score(truth, p),
        "brier": sk.brier_score_loss(truth, p), "ece": float(np.sum(np.abs(share - promised) * counts[counts > 0]) / n),
        "roc": {"fpr": nine(fpr), "tpr": nine(tpr), "thresholds": nine(roc_at[1:])},
        "pr": {"precision": nine(precision[:-1]), "recall": nine(recall[:-1]), "thresholds": nine(pr_at)},
        "calibration": {"share": nine(share), "promised": nine(promised), "counts": counts[counts > 0].tolist()}, "confusion": {"at": at, "tn_fp_fn_tp": confusion}}


def classes():
    n, k = 300, 6
    truth = rng.choice(k, n, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05])
    logits = (rng.normal(0, 1, (n, k)) + 1.5 * np.eye(k)[truth]).astype(np.float32).astype(np.float64)
    return {"classes": k, "truth": truth.tolist(), "logits": nine(logits), "f1": nine(sk.f1_score(truth, logits.argmax(1), average=None)),
        "top_k": [float(sk.top_k_accuracy_score(truth, logits, k=i, labels=range(k))) for i in range(1, k)]}


def tests():
    groups = [(3, 10, 20, 120), (0, 7, 5, 50), (9, 12, 40, 200), (7, 7, 7, 30)]
    error = nine(rng.gamma(1.2, 2, 60).round(1))
    members = sorted(rng.choice(60, 14, replace=False).tolist())
    others = [i for i in range(60) if i not in members]
    rank_sum = stats.mannwhitneyu(np.array(error)[members], np.array(error)[others], alternative="greater", method="asymptotic", use_continuity=False)
    return {"fisher": [{"group": g, "p": float(stats.hypergeom.sf(g[0] - 1, g[3], g[2], g[1]))} for g in groups],
        "rank_sum": {"error": error, "members": members, "p": float(rank_sum.pvalue)},
        "mcnemar": [{"one": a, "other": b, "p": float(stats.binomtest(a, a + b, 0.5).pvalue)} for a, b in [(1, 7), (12, 30), (3, 4), (0, 9), (150, 101)]],
        "wilson": [{"times": k, "of": n, "interval": nine(stats.binomtest(k, n).proportion_ci(method="wilson"))} for k, n in [(0, 4), (3, 8), (50, 50), (61, 200)]]}


def simple():
    n, fresh = 160, 60
    x = rng.normal(0, 1, (n + fresh, 4))
    x[:, 3] = x[:, 0] * 3 + 11 + rng.normal(0, 0.8, n + fresh)
    x = x.astype(np.float32).astype(np.float64)
    kind = np.argmax(np.stack([x[:, 0], x[:, 1] * x[:, 2], 0.8 * x[:, 3] / 11], 1) + rng.gumbel(0, 0.3, (n + fresh, 3)), 1)
    price = (2 * x[:, 0] - x[:, 1] ** 2 + 0.3 * x[:, 3] + rng.normal(0, 0.5, n + fresh)).astype(np.float32).astype(np.float64)
    sold = (kind == 1).astype(int)
    scaler = StandardScaler().fit(x[:n])
    train, test = scaler.transform(x[:n]), scaler.transform(x[n:])
    regression = lambda y: LogisticRegression(max_iter=10_000, tol=1e-9).fit(train, y[:n]).predict_proba(test)
    tree = dict(max_depth=5, min_samples_leaf=5, random_state=0)
    return {"width": 4, "rows": n, "x": nine(x), "kind": kind.tolist(), "price": nine(price), "sold": sold.tolist(),
        "logistic": {"kind": nine(regression(kind)), "sold": nine(regression(sold)[:, 1])},
        "ridge": nine(Ridge().fit(train, price[:n]).predict(test)),
        "tree": {"kind": nine(DecisionTreeClassifier(**tree).fit(train, kind[:n]).predict_proba(test)), "price": nine(DecisionTreeRegressor(**tree).fit(train, price[:n]).predict(test))},
        "neighbours": {"kind": nine(KNeighborsClassifier().fit(train, kind[:n]).predict_proba(test)), "price": nine(KNeighborsRegressor().fit(train, price[:n]).predict(test))}}


def parts():
    """Answers of several parts: labels that a threshold decides, and shares; and simple models of such outputs."""
    rng = np.random.default_rng(16)
    n, fresh, k = 160, 60, 3
    x = rng.normal(0, 1, (n + fresh, 4)).astype(np.float32).astype(np.float64)
    labels = (x[:, :k] + 0.6 * x[:, 1:k + 1] + rng.normal(0, 0.7, (n + fresh, k)) > [0.2, 0.5, 0.9]).astype(int)
    vectors = (x @ rng.normal(0, 1, (4, 2)) + np.abs(x[:, :2]) + rng.normal(0, 0.3, (n + fresh, 2))).astype(np.float32).astype(np.float64)
    powers = np.exp(x @ rng.normal(0, 0.8, (4, k)) + rng.normal(0, 0.4, (n + fresh, k)))
    shares = (powers / powers.sum(1, keepdims=True)).astype(np.float32).astype(np.float64)
    scaler = StandardScaler().fit(x[:n])
    train, test = scaler.transform(x[:n]), scaler.transform(x[n:])
    exact = dict(max_iter=10_000, tol=1e-9)
    p = OneVsRestClassifier(LogisticRegression(**exact)).fit(train, labels[:n]).predict_proba(test)
    # Shares as labels: each row once for each class, by the weight of its share.
    soft = LogisticRegression(**exact).fit(np.repeat(train, k, 0), np.tile(np.arange(k), n), sample_weight=shares[:n].flatten())
    tree = dict(max_depth=5, min_samples_leaf=5, random_state=0)
    # Of equally good splits scikit-learn takes any: rows that all ways answer alike.
    grown = [np.stack([of[:, 1] for of in DecisionTreeClassifier(**{**tree, "random_state": i}).fit(train, labels[:n]).predict_proba(test)], 1) for i in range(40)]
    alike = np.ptp(np.array(grown), axis=0).max(1) < 1e-9
    given, truth = p.astype(np.float32).astype(np.float64), labels[n:]
    at = np.arange(1, 100) / 100
    f1 = np.array([[sk.f1_score(truth[:, c], given[:, c] >= t) for t in at] for c in range(k)])
    said = (given >= 0.4).astype(int)
    precision, recall, score, _ = sk.precision_recall_fscore_support(truth, said, zero_division=0)
    mixed = soft.predict_proba(test).astype(np.float32).astype(np.float64)
    return {"width": 4, "rows": n, "x": nine(x), "labels": labels.flatten().tolist(), "vectors": nine(vectors), "shares": nine(shares),
        "one_vs_rest": nine(p), "ridge": nine(Ridge().fit(train, vectors[:n]).predict(test)), "soft": nine(mixed),
        "tree": {"alike": alike.tolist(), "labels": nine(grown[0]), "vectors": nine(DecisionTreeRegressor(**tree).fit(train, vectors[:n]).predict(test))},
        "neighbours": nine(KNeighborsRegressor().fit(train, shares[:n]).predict(test)),
        "judged": {"threshold": 0.4, "precision": nine(precision), "recall": nine(recall), "f1": nine(score), "best_f1": nine(f1.max(1)), "best_thresholds": [[float(t) for t, one in zip(at, own) if one == own.max()] for own in f1],
            "overlap": nine([sk.jaccard_score(truth[i], said[i], zero_division=1) for i in range(fresh)]), "total_variation": nine(np.abs(mixed - shares[n:]).sum(1) / 2)}}


def one_against_rest(given):
    """The calibration of each class by itself."""
    truth = np.array(given["truth"])
    logits = np.array(given["logits"]).reshape(len(truth), -1)
    p = (np.exp(logits) / np.exp(logits).sum(1, keepdims=True)).astype(np.float32).astype(np.float64)
    found = []
    for c in range(p.shape[1]):
        share, promised = calibration_curve(truth == c, p[:, c], n_bins=10, strategy="uniform")
        counts = np.histogram(p[:, c], np.linspace(0, 1, 11))[0]
        found.append({"share": nine(share), "promised": nine(promised), "counts": counts[counts > 0].tolist(), "brier": sk.brier_score_loss(truth == c, p[:, c]), "ece": float(np.sum(np.abs(share - promised) * counts[counts > 0]) / len(truth))})
    return found


golden = {"made_with": {"scikit-learn": version("scikit-learn"), "scipy": version("scipy")}, "yes_or_no": yes_or_no(), "classes": classes(), "tests": tests(), "simple": simple(), "parts": parts()}
golden["classes"]["one_against_rest"] = one_against_rest(golden["classes"])
Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
