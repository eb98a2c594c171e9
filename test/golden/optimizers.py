"""Writes optimizers.json: what PyTorch's optimizers make of fixed parameters and gradients; Lion, which it lacks, by its paper.

Run with torch==2.13.0, numpy==2.4.0 or any close to them: python test/golden/optimizers.py > test/golden/optimizers.json
Gradient clipping is Ludwig's order: clipglobalnorm, clipnorm (another global norm), clipvalue.
"""

import json

import torch

STEPS = 7
LEARNING_RATE = 0.05
SHAPES = {"kernel": [3, 4], "bias": [3]}

ADAM = {"betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0}
DEFAULTS = {
    "adam": {**ADAM, "amsgrad": False},
    "adamw": {**ADAM, "amsgrad": False},
    "sgd": {"momentum": 0.0, "weight_decay": 0.0, "dampening": 0.0, "nesterov": False},
    "adagrad": {"initial_accumulator_value": 0, "lr_decay": 0, "weight_decay": 0, "eps": 1e-10},
    "adadelta": {"rho": 0.9, "eps": 1e-6, "weight_decay": 0.0},
    "adamax": ADAM,
    "nadam": {**ADAM, "momentum_decay": 0.004},
    "rmsprop": {"momentum": 0.0, "alpha": 0.99, "eps": 1e-8, "centered": False, "weight_decay": 0.0},
    "radam": ADAM,
    "lion": {"betas": [0.9, 0.999], "weight_decay": 0.0},
}


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al., 2023."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                way = (beta1 * m + (1 - beta1) * p.grad).sign()
                p.sub_(group["lr"] * (way + group["weight_decay"] * p))
                m.mul_(beta2).add_(p.grad, alpha=1 - beta2)


KINDS = {
    "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "sgd": torch.optim.SGD, "adagrad": torch.optim.Adagrad,
    "adadelta": torch.optim.Adadelta, "adamax": torch.optim.Adamax, "nadam": torch.optim.NAdam, "rmsprop": torch.optim.RMSprop,
    "radam": torch.optim.RAdam,
}

# Options, then limits of the gradient.
CASES = [
    ("adam", "adam", {}, {}),
    ("adam with weight decay", "adam", {"weight_decay": 0.1}, {}),
    ("adam with amsgrad", "adam", {"amsgrad": True}, {}),
    ("adam with other betas", "adam", {"betas": [0.8, 0.99], "eps": 1e-4}, {}),
    ("adamw", "adamw", {}, {}),
    ("adamw with weight decay", "adamw", {"weight_decay": 0.1}, {}),
    ("adamw with amsgrad and weight decay", "adamw", {"weight_decay": 0.1, "amsgrad": True}, {}),
    ("clipped by global norm", "adam", {}, {"clipglobalnorm": 0.5}),
    ("clipped by two norms and by value", "adam", {}, {"clipglobalnorm": 2.0, "clipnorm": 1.0, "clipvalue": 0.2}),
    ("sgd", "sgd", {}, {}),
    ("sgd with weight decay, clipped", "sgd", {"weight_decay": 0.1}, {"clipglobalnorm": 0.5}),
    ("sgd with momentum and dampening", "sgd", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1}, {}),
    ("sgd with nesterov, clipped by value", "sgd", {"momentum": 0.9, "nesterov": True}, {"clipvalue": 0.3}),
    ("adagrad", "adagrad", {}, {}),
    ("adagrad with everything", "adagrad", {"initial_accumulator_value": 0.3, "lr_decay": 0.1, "weight_decay": 0.1, "eps": 1e-3}, {}),
    ("adadelta", "adadelta", {}, {}),
    ("adadelta with everything", "adadelta", {"rho": 0.7, "eps": 1e-3, "weight_decay": 0.1}, {"clipnorm": 1.0}),
    ("adamax", "adamax", {}, {}),
    ("adamax with everything", "adamax", {"betas": [0.8, 0.9], "eps": 1e-3, "weight_decay": 0.1}, {}),
    ("nadam", "nadam", {}, {}),
    ("nadam with everything", "nadam", {"betas": [0.8, 0.9], "eps": 1e-3, "weight_decay": 0.1, "momentum_decay": 0.1}, {}),
    ("rmsprop", "rmsprop", {}, {}),
    ("rmsprop with momentum", "rmsprop", {"momentum": 0.9, "weight_decay": 0.1}, {}),
    ("rmsprop centered", "rmsprop", {"centered": True, "alpha": 0.9, "eps": 1e-2}, {}),
    ("rmsprop centered with momentum", "rmsprop", {"centered": True, "momentum": 0.5, "alpha": 0.9, "eps": 1e-2}, {"clipglobalnorm": 0.5}),
    ("radam", "radam", {}, {}),
    ("radam with everything", "radam", {"betas": [0.8, 0.9], "eps": 1e-3, "weight_decay": 0.1}, {}),
    ("lion", "lion", {}, {}),
    ("lion with weight decay", "lion", {"betas": [0.9, 0.99], "weight_decay": 0.1}, {"clipglobalnorm": 0.5}),
]


def numbers(shape: list[int], salt: float) -> torch.Tensor:
    size = torch.tensor(shape).prod().item()
    return torch.sin(12.9898 * torch.arange(1, size + 1) + 78.233 * salt).reshape(shape)


# Shrinking gradients, so that amsgrad's largest second moment matters.
GRADIENTS = [{name: numbers(shape, 10 + 7 * step + i) * 2.0 / (step + 1) for i, (name, shape) in enumerate(SHAPES.items())} for step in range(STEPS)]


def plain(values: dict) -> dict:
    return {name: t.detach().flatten().tolist() for name, t in values.items()}


def run(name: str, kind: str, given: dict, limits: dict) -> dict:
    options = {**DEFAULTS[kind], **given}
    parameters = {name: torch.nn.Parameter(numbers(shape, i)) for i, (name, shape) in enumerate(SHAPES.items())}
    optimizer = Lion(parameters.values(), {"lr": LEARNING_RATE, **options}) if kind == "lion" else KINDS[kind](parameters.values(), lr=LEARNING_RATE, **options)
    for gradients in GRADIENTS:
        for key, p in parameters.items():
            p.grad = gradients[key].clone()
        for limit in ("clipglobalnorm", "clipnorm"):
            if limit in limits:
                torch.nn.utils.clip_grad_norm_(parameters.values(), limits[limit])
        if "clipvalue" in limits:
            torch.nn.utils.clip_grad_value_(parameters.values(), limits["clipvalue"])
        optimizer.step()
    return {"name": name, "params": {"type": kind, **options}, **limits, "end": plain(parameters)}


start = plain({name: numbers(shape, i) for i, (name, shape) in enumerate(SHAPES.items())})
print(json.dumps({
    "torch": torch.__version__, "learning_rate": LEARNING_RATE, "shapes": SHAPES, "start": start,
    "gradients": [plain(gradients) for gradients in GRADIENTS], "cases": [run(*case) for case in CASES],
}))
