"""Reference values for masked attention with its gradient, from PyTorch.

    pip install torch==2.13.0
    python test/golden/attention.py

writes attention.json beside this file. The tests read that and need no Python.
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(8)


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def case(batch, time, heads, depth, lengths):
    width = heads * depth
    qkv = torch.randn(batch, time, 3 * width, requires_grad=True)
    mask = (torch.arange(time)[None, :] < torch.tensor(lengths)[:, None])
    q, k, v = (part.reshape(batch, time, heads, depth).transpose(1, 2) for part in qkv.split(width, -1))
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :]).transpose(1, 2).reshape(batch, time, width)
    dy = torch.randn(y.shape)
    y.backward(dy)
    return {
        "batch": batch, "time": time, "heads": heads, "width": width, "mask": mask.float().flatten().tolist(),
        "qkv": numbers(qkv), "y": numbers(y), "dy": numbers(dy), "dqkv": numbers(qkv.grad),
    }


def layer(batch, time, width, heads, lengths):
    attention = torch.nn.MultiheadAttention(width, heads, batch_first=True)
    torch.nn.init.normal_(attention.in_proj_bias)
    torch.nn.init.normal_(attention.out_proj.bias)
    x = torch.randn(batch, time, width)
    padding = torch.arange(time)[None, :] >= torch.tensor(lengths)[:, None]
    y, _ = attention(x, x, x, key_padding_mask=padding)
    return {
        "batch": batch, "time": time, "width": width, "heads": heads, "x": numbers(x), "mask": (~padding).float().flatten().tolist(),
        "kernel": numbers(attention.in_proj_weight.T), "bias": numbers(attention.in_proj_bias),
        "outputKernel": numbers(attention.out_proj.weight.T), "outputBias": numbers(attention.out_proj.bias), "y": numbers(y),
    }


content = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "attention": [case(2, 5, 2, 3, [5, 2]), case(1, 4, 1, 4, [4]), case(2, 3, 3, 1, [1, 3])],
    "layer": layer(2, 4, 6, 2, [4, 2]),
}
(Path(__file__).parent / "attention.json").write_text(json.dumps(content, separators=(",", ":")).replace("},{", "},\n{") + "\n")
