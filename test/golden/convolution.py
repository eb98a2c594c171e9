"""Reference values for convolutions and poolings with all gradients, from PyTorch; `same` pads as TensorFlow does.

    pip install torch==2.13.0
    python test/golden/convolution.py

writes convolution.json beside this file. The tests read that and need no Python.
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F

torch.manual_seed(7)


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def first(x):
    """Channels first, as PyTorch has them."""
    return x.permute(0, 3, 1, 2)


def pads(size, window, stride, dilation, padding):
    if padding == "valid":
        return 0, 0
    reach = (window - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return total // 2, total - total // 2


def padded(x, window, strides, dilations, padding, value=0.0):
    top, bottom = pads(x.shape[1], window[0], strides[0], dilations[0], padding)
    left, right = pads(x.shape[2], window[1], strides[1], dilations[1], padding)
    return F.pad(first(x), (left, right, top, bottom), value=value)


def convolution(shape, window, filters, strides=(1, 1), dilations=(1, 1), padding="same", depthwise=False):
    channels = shape[-1]
    x = torch.randn(shape, requires_grad=True)
    kernel = torch.randn((*window, channels, filters), requires_grad=True)  # depthwise: `filters` of each channel
    bias = torch.randn(channels * filters if depthwise else filters, requires_grad=True)
    if depthwise:
        weights = kernel.permute(2, 3, 0, 1).reshape(channels * filters, 1, *window)
    else:
        weights = kernel.permute(3, 2, 0, 1)
    y = F.conv2d(padded(x, window, strides, dilations, padding), weights, bias, strides, 0, dilations, channels if depthwise else 1).permute(0, 2, 3, 1)
    dy = torch.randn(y.shape)
    y.backward(dy)
    return {
        "strides": strides, "dilations": dilations, "padding": padding, "shape": shape, "kernelShape": list(kernel.shape),
        "outShape": list(y.shape), "x": numbers(x), "kernel": numbers(kernel), "bias": numbers(bias), "y": numbers(y), "dy": numbers(dy),
        "dx": numbers(x.grad), "dkernel": numbers(kernel.grad), "dbias": numbers(bias.grad),
    }


def pooling(kind, shape, window, strides, padding):
    # Few different values, so that many are the largest of their window.
    x = torch.randint(-3, 3, shape).float().requires_grad_() if kind == "max" else torch.randn(shape, requires_grad=True)
    given = padded(x, window, strides, (1, 1), padding, float("-inf") if kind == "max" else 0.0)
    if kind == "max":
        y = F.max_pool2d(given, window, strides)
    else:
        counted = padded(torch.ones(shape), window, strides, (1, 1), padding)
        y = F.avg_pool2d(given, window, strides) / F.avg_pool2d(counted, window, strides)
    y = y.permute(0, 2, 3, 1)
    dy = torch.randn(y.shape)
    y.backward(dy)
    return {
        "kind": kind, "window": window, "strides": strides, "padding": padding, "shape": shape, "outShape": list(y.shape),
        "x": numbers(x), "y": numbers(y), "dy": numbers(dy), "dx": numbers(x.grad),
    }


content = {
    "made_by": f"torch {torch.__version__.split('+')[0]}",
    "convolutions": [
        convolution((2, 1, 5, 3), (1, 3), 5),
        convolution((1, 1, 5, 3), (1, 4), 17),
        convolution((1, 1, 9, 2), (1, 2), 3, strides=(1, 2), padding="valid"),
        convolution((2, 4, 4, 1), (3, 3), 4, padding="valid"),
        convolution((1, 4, 3, 2), (3, 2), 18),
        convolution((1, 5, 6, 2), (3, 3), 4, strides=(2, 2)),
        convolution((1, 5, 6, 2), (3, 3), 3, dilations=(2, 2)),
        convolution((1, 5, 5, 2), (2, 3), 4, strides=(1, 2), dilations=(2, 1), padding="valid"),
    ],
    "depthwise": [
        convolution((2, 3, 4, 6), (3, 3), 1, depthwise=True),
        convolution((1, 6, 5, 3), (3, 2), 2, strides=(2, 2), padding="valid", depthwise=True),
        convolution((1, 5, 6, 5), (3, 3), 1, dilations=(2, 2), depthwise=True),
    ],
    "poolings": [
        pooling(kind, shape, window, strides, padding)
        for kind in ("max", "average")
        for shape, window, strides, padding in [
            ((1, 4, 4, 5), (2, 2), (2, 2), "valid"),
            ((1, 5, 7, 3), (3, 3), (2, 2), "same"),
            ((2, 1, 5, 4), (1, 3), (1, 1), "same"),
        ]
    ],
}
(Path(__file__).parent / "convolution.json").write_text(json.dumps(content, indent=None, separators=(",", ":")).replace('},{', '},\n{') + "\n")
