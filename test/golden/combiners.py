"""Reference values for what combiners are made of, with gradients, in float64: α-entmax by closed forms, blocks of a transformer
and ghost batch normalisation by PyTorch.

    pip install torch==2.13.0
    python test/golden/combiners.py

writes combiners.json beside this file. The tests read that and need no Python.
"""
import json
from pathlib import Path

import torch

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def sparsemax(z):
    """Martins and Astudillo, 2016, algorithm 1."""
    ordered, _ = z.sort(-1, descending=True)
    k = torch.arange(1, z.shape[-1] + 1)
    sums = ordered.cumsum(-1)
    support = (1 + k * ordered > sums).sum(-1, keepdim=True)
    tau = (sums.gather(-1, support - 1) - 1) / support
    return (z - tau).clamp(min=0)


def entmax15(z):
    """Peters, Niculae and Martins, 2019, algorithm 2."""
    z = z / 2
    ordered, _ = z.sort(-1, descending=True)
    k = torch.arange(1, z.shape[-1] + 1)
    mean = ordered.cumsum(-1) / k
    spread = (ordered**2).cumsum(-1) - k * mean**2
    tau = mean - ((1 - spread).clamp(min=0) / k).sqrt()
    support = (tau <= ordered).sum(-1, keepdim=True)
    return (z - tau.gather(-1, support - 1)).clamp(min=0) ** 2


def entmax(z, alpha):
    """By bisection, which knows nothing of the support; the gradient is that of the condition that the row sums to 1."""
    z = (alpha - 1) * z
    power = 1 / (alpha - 1)
    with torch.no_grad():
        low, high = z.max(-1, keepdim=True).values - 1, z.max(-1, keepdim=True).values
        for _ in range(200):
            middle = (low + high) / 2
            fits = (z - middle).clamp(min=0).pow(power).sum(-1, keepdim=True) >= 1
            low, high = torch.where(fits, middle, low), torch.where(fits, high, middle)
    # One step of Newton's from the root moves nothing, and carries the gradient.
    above = (z - low).clamp(min=0)
    tau = low + (above.pow(power).sum(-1, keepdim=True) - 1) / (power * above.detach().pow(power - 1) * (above.detach() > 0)).sum(-1, keepdim=True)
    return (z - tau).clamp(min=0).pow(power)


def entmax_case(alpha, rows, d, spread):
    x = (torch.randn(rows, d) * spread).requires_grad_()
    x.data[0] = x.data[0, 0]  # all the same
    dy = torch.randn(rows, d)
    y = {2: sparsemax, 1.5: entmax15}[alpha](x) if alpha in (2, 1.5) else entmax(x, alpha)
    y.backward(dy)
    assert torch.allclose(y.sum(-1), torch.ones(rows))
    return {"alpha": alpha, "shape": [rows, d], "x": numbers(x), "dy": numbers(dy), "y": numbers(y), "dx": numbers(x.grad)}


def block(norm_first, lengths, batch=3, time=5, width=6, heads=2, inner=8):
    layer = torch.nn.TransformerEncoderLayer(width, heads, inner, dropout=0.0, layer_norm_eps=1e-6, batch_first=True, norm_first=norm_first)
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    x = torch.randn(batch, time, width, requires_grad=True)
    padding = torch.arange(time)[None, :] >= torch.tensor(lengths)[:, None]
    y = layer(x, src_key_padding_mask=padding if padding.any() else None)
    dy = torch.randn(y.shape)
    y.backward(dy)
    attention, linear1, linear2 = layer.self_attn, layer.linear1, layer.linear2
    # In the order in which this engine makes them; PyTorch has its matrices the other way round.
    weights = [
        attention.in_proj_weight, attention.out_proj.weight, attention.in_proj_bias, attention.out_proj.bias,
        layer.norm1.weight, layer.norm1.bias, linear1.weight, linear1.bias, linear2.weight, linear2.bias, layer.norm2.weight, layer.norm2.bias,
    ]
    names = [
        "attention/kernel", "attention/output_kernel", "attention/bias", "attention/output_bias",
        "attention_norm/gamma", "attention_norm/beta", "feed_0/kernel", "feed_0/bias", "feed_1/kernel", "feed_1/bias", "feed_norm/gamma", "feed_norm/beta",
    ]
    return {
        "norm": "before" if norm_first else "after", "heads": heads, "inner": inner, "shape": [batch, time, width],
        "mask": (~padding).double().flatten().tolist(), "x": numbers(x), "y": numbers(y), "dy": numbers(dy), "dx": numbers(x.grad),
        "weights": {name: {"value": numbers(w.t()), "gradient": numbers(w.grad.t())} for name, w in zip(names, weights)},
    }


def ghost(rows, virtual, d):
    """Every n-th row to one small batch, each normalised by itself; the running averages take up the mean of theirs, as much as of n batches."""
    n = -(-rows // virtual)
    norm = torch.nn.BatchNorm1d(d, eps=1e-3)
    torch.nn.init.normal_(norm.weight)
    torch.nn.init.normal_(norm.bias)
    x = torch.randn(rows, d, requires_grad=True)
    dy = torch.randn(rows, d)
    y = torch.empty(rows, d)
    for i in range(n):
        y[i::n] = norm(x[i::n])
    kept = 0.95**n
    means = torch.stack([x[i::n].mean(0) for i in range(n)])
    variances = torch.stack([x[i::n].var(0, unbiased=False) for i in range(n)])
    y.backward(dy)
    return {
        "shape": [rows, d], "virtual": virtual, "x": numbers(x), "y": numbers(y), "dy": numbers(dy), "dx": numbers(x.grad),
        "gamma": numbers(norm.weight), "beta": numbers(norm.bias), "dGamma": numbers(norm.weight.grad), "dBeta": numbers(norm.bias.grad),
        "moving_mean": numbers((1 - kept) * means.mean(0)), "moving_variance": numbers(kept + (1 - kept) * variances.mean(0)),
    }


golden = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "entmax": [entmax_case(2, 5, 7, 1), entmax_case(2, 3, 33, 0.2), entmax_case(1.5, 5, 7, 1), entmax_case(1.5, 3, 33, 0.3), entmax_case(1.3, 4, 6, 2), entmax_case(1.75, 3, 18, 1)],
    "blocks": [block(False, [5, 3, 1]), block(True, [2, 5, 4]), block(False, [5, 5, 5])],
    "ghost": [ghost(12, 5, 3), ghost(8, 4, 2)],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
