"""The bench's models in eager PyTorch, for `npm run bench -- --peer pytorch`: `python peer.py ROW [--quick]` prints one line of JSON.

Same shapes, batch sizes, optimizer and number of steps of data as test/bench/cases; batches are tensors before the first step, the
loss is read at the end of a block. One thread, then two. PyTorch's LSTM has a second bias that does nothing: it is not counted.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

ROWS = 2048


def mlp(*sizes):
    """Linear layers with ReLU between them."""
    pairs = list(zip(sizes, sizes[1:]))
    return nn.Sequential(*[part for i, (a, b) in enumerate(pairs) for part in ([nn.Linear(a, b)] if i == len(pairs) - 1 else [nn.Linear(a, b), nn.ReLU()])])


class Tabular(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(7, 64), nn.ReLU())
        self.species, self.mass, self.sex = nn.Linear(64, 3), nn.Linear(64, 1), nn.Linear(64, 1)

    def forward(self, numbers, island):
        hidden = self.hidden(torch.cat([numbers, F.one_hot(island, 4).float()], 1))
        return self.species(hidden), self.mass(hidden), self.sex(hidden)


class Embedded(nn.Module):
    sizes = [201, 199, 201, 200, 201, 201, 201, 201, 201, 201]

    def __init__(self):
        super().__init__()
        self.tables = nn.ModuleList([nn.Embedding(size, 16) for size in self.sizes])
        self.head = mlp(165, 128, 1)

    def forward(self, codes, numbers):
        return self.head(torch.cat([table(codes[:, i]) for i, table in enumerate(self.tables)] + [numbers], 1))


class ParallelCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(504, 32)
        self.convs = nn.ModuleList([nn.Conv1d(32, 32, size, padding="same") for size in (2, 3, 4, 5)])
        self.head = nn.Sequential(mlp(128, 512, 256), nn.ReLU(), mlp(256, 64, 4))

    def forward(self, ids):
        mask = (ids != 0).float().unsqueeze(1)
        x = self.tokens(ids).transpose(1, 2) * mask
        return self.head((torch.cat([F.relu(conv(x)) for conv in self.convs], 1) * mask).sum(2))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.lstm, self.logits = nn.Embedding(500, 32), nn.LSTM(32, 64, batch_first=True), nn.Linear(64, 4)

    def forward(self, ids):
        return self.logits(self.lstm(self.tokens(ids))[0][:, -1])


class Encoder(nn.Module):
    def __init__(self, vocabulary, d, inner, blocks, classes, hidden=None, time=None):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, d)
        self.blocks = nn.Sequential(*[nn.TransformerEncoderLayer(d, 4, inner, dropout=0.0, batch_first=True) for _ in range(blocks)])
        self.head = nn.Linear(d, classes) if hidden is None else mlp(time * d, hidden, classes)
        self.is_flat = hidden is not None

    def forward(self, ids):
        x = self.blocks(self.tokens(ids))
        return self.head(x.flatten(1) if self.is_flat else x.mean(1))


class Picture(nn.Module):
    def __init__(self):
        super().__init__()
        conv = lambda a, b: [nn.Conv2d(a, b, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2)]
        self.layers = nn.Sequential(*conv(1, 16), *conv(16, 32), nn.Flatten(), mlp(1568, 64, 10))

    def forward(self, pixels):
        return self.layers(pixels)


def classes(count):
    return torch.randint(count, (ROWS,))


def by_class(made, target):
    return F.cross_entropy(made, target)


def by_outputs(made, species, mass, sex):
    return F.cross_entropy(made[0], species) + F.mse_loss(made[1], mass) + F.binary_cross_entropy_with_logits(made[2], sex)


# By row: the batch size, the model, its inputs, its targets, the loss.
CASES = {
    "dense": lambda: (128, mlp(20, 256, 256, 2), [torch.randn(ROWS, 20)], [classes(2)], by_class),
    "tabular": lambda: (32, Tabular(), [torch.randn(ROWS, 3), classes(4)], [classes(3), torch.randn(ROWS, 1), torch.rand(ROWS, 1).round()], by_outputs),
    "embeddings": lambda: (128, Embedded(), [torch.randint(199, (ROWS, 10)), torch.randn(ROWS, 5)], [torch.rand(ROWS, 1).round()], F.binary_cross_entropy_with_logits),
    "columns": lambda: (64, Encoder(200, 32, 64, 1, 2, hidden=64, time=20), [torch.randint(10, (ROWS, 20)) + 10 * torch.arange(20)], [classes(2)], by_class),
    "text": lambda: (32, ParallelCnn(), [torch.randint(504, (ROWS, 20))], [classes(4)], by_class),
    "lstm": lambda: (32, Recurrent(), [torch.randint(500, (ROWS, 50))], [classes(4)], by_class),
    "transformer": lambda: (32, Encoder(500, 64, 128, 2, 4), [torch.randint(500, (ROWS, 50))], [classes(4)], by_class),
    "picture": lambda: (32, Picture(), [torch.randn(ROWS, 1, 28, 28)], [classes(10)], by_class),
}


def trained(name, threads, seconds):
    """The row's parameters, and the median of rows per second over blocks of five steps."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    size, model, inputs, targets, loss_of = CASES[name]()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    batches = [([part[i:i + size] for part in inputs], [part[i:i + size] for part in targets]) for i in range(0, ROWS, size)]
    taken = 0

    def step():
        nonlocal taken
        given, wanted = batches[taken % len(batches)]
        taken += 1
        optimizer.zero_grad()
        loss = loss_of(model(*given), *wanted)
        loss.backward()
        optimizer.step()
        return loss

    for _ in range(5):
        step()
    speeds = []
    start = time.perf_counter()
    while time.perf_counter() - start < seconds or not speeds:
        before = time.perf_counter()
        for _ in range(5):
            loss = step()
        loss.item()
        speeds.append(5 * size / (time.perf_counter() - before))
    parameters = sum(p.numel() for key, p in model.named_parameters() if "bias_hh" not in key)
    return parameters, sorted(speeds)[len(speeds) // 2]


name = sys.argv[1]
seconds = 1 if "--quick" in sys.argv else 5
(parameters, one), (_, two) = trained(name, 1, seconds), trained(name, 2, seconds)
print(json.dumps({"version": torch.__version__, "parameters": parameters, "rowsPerSecond": {"1": one, "2": two}}))
