"""Encoders of pictures: answers and gradients by PyTorch 2.13 in float64, every weight from a formula that both sides know.

    python test/golden/picture_encoders.py

writes picture_encoders.json beside this file. The tests read that and need no Python.
"""
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

BATCH, CHANNELS = 4, 3


def formula(name, shape):
    """Kernels and vectors around 0, scales and variances around 1: sines at places that the name shifts."""
    shift = sum(map(ord, name)) / 10
    waves = torch.sin(1.3 * torch.arange(math.prod(shape), dtype=torch.float64) + shift).reshape(shape)
    return 1 + 0.3 * waves if name.endswith(("gamma", "moving_variance")) else 0.4 * waves


class Weights:
    def __init__(self):
        self.known = {}

    def __call__(self, name, *shape):
        if name not in self.known:
            self.known[name] = formula(name, shape).requires_grad_(not name.rsplit("/", 1)[1].startswith("moving"))
        return self.known[name]


def conv(x, kernel, stride=1, groups=1, bias=None):
    """x: [batch, channels, height, width]; kernel: [height, width, in, out]; "same" as TensorFlow pads, more at the end."""
    edges = []
    for length, size in ((x.shape[3], kernel.shape[1]), (x.shape[2], kernel.shape[0])):
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        edges += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x, edges), kernel.permute(3, 2, 0, 1), bias, stride, groups=groups)


def batch_norm(w, part, x, training):
    n = x.shape[1]
    return F.batch_norm(x, w(f"{part}/moving_mean", n).clone(), w(f"{part}/moving_variance", n).clone(), w(f"{part}/gamma", n), w(f"{part}/beta", n), training, eps=1e-5)


def layer_norm(w, part, x, eps):
    n = x.shape[-1]
    return F.layer_norm(x, (n,), w(f"{part}/gamma", n), w(f"{part}/beta", n), eps)


def dense(w, part, x, out):
    return x @ w(f"{part}/kernel", x.shape[-1], out) + w(f"{part}/bias", out)


def normed(w, part, x, filters, size, stride, act, training):
    return act(batch_norm(w, f"{part}_norm", conv(x, w(f"{part}/kernel", size, size, x.shape[1], filters), stride), training))


def patches(w, x, size, width):
    kernel = w("patches/kernel", size, size, CHANNELS, width)
    seen = F.conv2d(x, kernel.permute(3, 2, 0, 1), w("patches/bias", width), stride=size)
    return seen.flatten(2).transpose(1, 2)


def mlp_mixer(w, x, training):
    x = patches(w, x, 2, 4)
    mix = lambda part, t, hidden: dense(w, f"{part}_1", F.gelu(dense(w, f"{part}_0", t, hidden)), t.shape[-1])
    x = x + mix("block_0_token", layer_norm(w, "block_0_token_norm", x, 1e-5).transpose(1, 2), 3).transpose(1, 2)
    x = x + mix("block_0_channel", layer_norm(w, "block_0_channel_norm", x, 1e-5), 5)
    return layer_norm(w, "norm", x, 1e-5).mean(1)


def vit(w, x, training):
    d, heads = 4, 2
    x = patches(w, x, 2, d)
    x = x + w("positions/embeddings", x.shape[1], d)
    tokens = layer_norm(w, "block_0_attention_norm", x, 1e-6)
    q, k, v = (tokens @ w("block_0_attention/kernel", d, 3 * d) + w("block_0_attention/bias", 3 * d)).chunk(3, -1)
    split = lambda t: t.reshape(*t.shape[:2], heads, d // heads).transpose(1, 2)
    met = F.scaled_dot_product_attention(split(q), split(k), split(v)).transpose(1, 2).reshape(x.shape)
    x = x + met @ w("block_0_attention/output_kernel", d, d) + w("block_0_attention/output_bias", d)
    wide = F.gelu(dense(w, "block_0_feed_0", layer_norm(w, "block_0_feed_norm", x, 1e-6), 6))
    x = x + dense(w, "block_0_feed_1", wide, d)
    return layer_norm(w, "norm", x, 1e-6).mean(1)


plain = lambda t: t


def resnet(w, x, training):
    x = normed(w, "stem", x, 2, 3, 1, F.relu, training)
    for stage, filters in enumerate([2, 4, 8]):
        part, stride = f"stage_{stage}_0", 2 if stage else 1
        seen = normed(w, f"{part}_a", x, filters, 3, stride, F.relu, training)
        seen = normed(w, f"{part}_b", seen, filters, 3, 1, plain, training)
        same = x if x.shape[1] == filters else normed(w, f"{part}_shortcut", x, filters, 1, stride, plain, training)
        x = F.relu(same + seen)
    return x.mean((2, 3))


def stacked_cnn(w, x, training):
    x = F.max_pool2d(normed(w, "conv_0", x, 3, 3, 2, F.relu, training), 2)
    x = normed(w, "conv_1", x, 2, 3, 1, F.relu, training)
    return F.relu(dense(w, "fc_0", x.permute(0, 2, 3, 1).flatten(1), 3))


def beyond_the_edge(w, x, training):
    """Three convolutions that look over the edge in three ways, in groups, and pools that do."""
    def groups(part, t, n, filters, size, stride=1):
        parts = t.chunk(n, 1)
        kernels = [w(f"{part}_group_{g}/kernel", size, size, each.shape[1], filters // n) for g, each in enumerate(parts)]
        biases = [w(f"{part}_group_{g}/bias", filters // n) for g in range(n)]
        return F.conv2d(t, torch.cat([kernel.permute(3, 2, 0, 1) for kernel in kernels]), torch.cat(biases), stride, groups=n)
    x = groups("conv_0", F.pad(x, (2, 2, 1, 1), "reflect"), 3, 6, 3)
    x = F.max_pool2d(torch.tanh(x), (3, 2), 2, (1, 1))
    kernel, bias = w("conv_1/kernel", 3, 3, 6, 4), w("conv_1/bias", 4)
    x = F.conv2d(F.pad(x, (0, 1, 1, 1), "replicate"), kernel.permute(3, 2, 0, 1), bias, 2)
    x = F.avg_pool2d(torch.tanh(x), 2, 1, 1)
    x = torch.tanh(groups("conv_2", F.pad(x, (1, 1, 1, 1), "circular"), 2, 4, 3))
    return F.relu(dense(w, "fc_0", x.permute(0, 2, 3, 1).flatten(1), 3))


def mobilenetv2(w, x, training):
    """The first stage keeps its shape, and is added to what came in; the second widens, and halves the sides."""
    x = normed(w, "stem", x, 8, 3, 1, F.relu6, training)
    for part, expand, filters, stride in (("stage_0_0", 1, 8, 1), ("stage_1_0", 4, 8, 2)):
        wide = x if expand == 1 else normed(w, f"{part}_wide", x, expand * x.shape[1], 1, 1, F.relu6, training)
        n = wide.shape[1]
        kernel = w(f"{part}_seen/depthwise_kernel", 3, 3, n, 1).permute(0, 1, 3, 2)
        seen = F.relu6(batch_norm(w, f"{part}_seen_norm", conv(wide, kernel, stride, groups=n), training))
        narrow = normed(w, f"{part}_narrow", seen, filters, 1, 1, plain, training)
        x = x + narrow if stride == 1 and x.shape[1] == filters else narrow
    return normed(w, "last", x, 128, 1, 1, F.relu6, training).mean((2, 3))


CASES = [
    (mlp_mixer, (4, 6), {"patch_size": 2, "embed_size": 4, "token_size": 3, "channel_dim": 5, "num_layers": 1}),
    (vit, (4, 6), {"patch_size": 2, "hidden_size": 4, "num_layers": 1, "num_heads": 2, "transformer_output_size": 6}),
    (resnet, (5, 6), {"width": 2}),
    (stacked_cnn, (7, 6), {"padding": "same", "conv_norm": "batch", "conv_use_bias": False, "conv_layers": [{"out_channels": 3, "stride": 2}, {"out_channels": 2, "pool_kernel_size": None}], "output_size": 3}),
    (beyond_the_edge, (9, 8), {"type": "stacked_cnn", "conv_activation": "tanh", "conv_layers": [
        {"out_channels": 6, "groups": 3, "padding": [1, 2], "padding_mode": "reflect", "pool_kernel_size": [3, 2], "pool_stride": 2, "pool_padding": 1},
        {"out_channels": 4, "stride": 2, "padding": "same", "padding_mode": "replicate", "pool_function": "average", "pool_kernel_size": 2, "pool_stride": 1, "pool_padding": 1},
        {"out_channels": 4, "groups": 2, "padding": 1, "padding_mode": "circular", "pool_kernel_size": None},
    ], "output_size": 3}),
    (mobilenetv2, (5, 6), {"num_stages": 2, "width": 0.1}),
]


def case(encoder, size, params):
    height, width = size
    places = torch.arange(BATCH * height * width * CHANNELS)
    pixels = (37 * places + places**2 % 101) % 256
    x = (pixels.double() / 255).reshape(BATCH, height, width, CHANNELS).permute(0, 3, 1, 2)
    w = Weights()
    answered = encoder(w, x, False)
    trained = encoder(w, x, True)
    dy = torch.cos(torch.arange(trained.numel(), dtype=torch.float64) + 1).reshape(trained.shape)
    trained.backward(dy)
    marks = lambda g: [g.sum().item(), (g.flatten() * torch.cos(0.7 * torch.arange(g.numel(), dtype=torch.float64))).sum().item()]
    return {
        "encoder": {"type": encoder.__name__, **params}, "height": height, "width": width,
        "answered": answered.flatten().tolist(), "trained": trained.flatten().tolist(),
        "gradients": {name: marks(value.grad) for name, value in w.known.items() if value.requires_grad},
    }


rounded = lambda value: round(value, 9) if isinstance(value, float) else [rounded(v) for v in value] if isinstance(value, list) else {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value
Path(__file__).with_suffix(".json").write_text(json.dumps([rounded(case(*each)) for each in CASES], separators=(",", ":")) + "\n")
