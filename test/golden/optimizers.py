"""Writes optimizers.json: what PyTorch's optimizers make of fixed parameters and gradients; Lion, LAMB, LARS, Adafactor and Muon, which it
lacks or computes otherwise, by their papers; Schedule-Free by its authors' package, its averaged weights beside those it trains.

Run with torch==2.13.0, numpy==2.4.0, schedulefree==1.4.1 or any close to them: python test/golden/optimizers.py > test/golden/optimizers.json
Gradient clipping is Ludwig's order: clipglobalnorm, clipnorm (another global norm), clipvalue.
"""

import json
import math

import schedulefree
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
    "lamb": {**ADAM, "bias_correction": True, "adam_w_mode": True, "max_unorm": 1.0},
    "lars": {"momentum": 0.9, "dampening": 0.0, "weight_decay": 0.0, "nesterov": False, "max_unorm": 1.0},
    "adafactor": {"lr": None, "scale_parameter": True, "relative_step": True, "warmup_init": False},
    "schedule_free_adamw": {"betas": [0.9, 0.999], "weight_decay": 0.0, "warmup_steps": 0},
    "muon": {"momentum": 0.95, "nesterov": True},
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


def ratio(over, under):
    return over / under if over > 0 and under > 0 else torch.tensor(1.0)


class Lamb(torch.optim.Optimizer):
    """Algorithm 2 of You et al., 2020, with φ(z) = max_unorm·z."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), decay = group["betas"], group["weight_decay"]
            for p in group["params"]:
                state = self.state[p]
                t = state["t"] = state.get("t", 0) + 1
                g = p.grad if group["adam_w_mode"] else p.grad + decay * p
                m = state["m"] = beta1 * state.get("m", 0) + (1 - beta1) * g
                v = state["v"] = beta2 * state.get("v", 0) + (1 - beta2) * g**2
                if group["bias_correction"]:
                    m, v = m / (1 - beta1**t), v / (1 - beta2**t)
                way = m / (v.sqrt() + group["eps"]) + (decay * p if group["adam_w_mode"] else 0)
                trust = ratio(group["max_unorm"] * p.norm(), way.norm()) if group["max_unorm"] > 0 else 1
                p.sub_(group["lr"] * trust * way)


class Lars(torch.optim.Optimizer):
    """Algorithm 1 of You et al., 2017, as SGD of PyTorch on gradients of each layer's own scale."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            decay = group["weight_decay"]
            for p in group["params"]:
                state = self.state[p]
                trust = ratio(group["max_unorm"] * p.norm(), p.grad.norm() + decay * p.norm()) if group["max_unorm"] > 0 else 1
                g = trust * (p.grad + decay * p)
                m = state["m"] = group["momentum"] * state["m"] + (1 - group["dampening"]) * g if "m" in state else g
                p.sub_(group["lr"] * (g + group["momentum"] * m if group["nesterov"] else m))


class Adafactor(torch.optim.Optimizer):
    """Algorithms 4 and 5 of Shazeer and Stern, 2018, with the constants that Hugging Face's has by default."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                t = state["t"] = state.get("t", 0) + 1
                kept = 1 - t**-0.8
                rate = min(1e-6 * t if group["warmup_init"] else 1e-2, 1 / math.sqrt(t)) if group["relative_step"] else group["lr"]
                rms = lambda x: x.square().mean().sqrt()
                if group["scale_parameter"]:
                    rate = rate * max(1e-3, rms(p))
                squares = p.grad**2 + 1e-30
                if p.ndim < 2:
                    spread = state["v"] = kept * state.get("v", 0) + (1 - kept) * squares
                else:
                    rows = state["rows"] = kept * state.get("rows", 0) + (1 - kept) * squares.mean(1, keepdim=True)
                    columns = state["columns"] = kept * state.get("columns", 0) + (1 - kept) * squares.mean(0, keepdim=True)
                    spread = rows / rows.mean() * columns
                way = p.grad / spread.sqrt()
                p.sub_(rate * way / max(1, rms(way)))


class Muon(torch.optim.Optimizer):
    """Jordan et al., 2024, in full precision; steps times √max(rows, columns), as in Ludwig."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p]["m"] = group["momentum"] * self.state[p].get("m", 0) + p.grad
                way = p.grad + group["momentum"] * m if group["nesterov"] else m
                if p.ndim == 2:
                    x = way / (way.norm() + 1e-7)
                    for _ in range(5):
                        gram = x @ x.T
                        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
                    way = x * math.sqrt(max(p.shape))
                p.sub_(group["lr"] * way)


OWN = {"lion": Lion, "lamb": Lamb, "lars": Lars, "adafactor": Adafactor, "muon": Muon}
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
    ("lamb", "lamb", {}, {}),
    ("lamb with weight decay, clipped", "lamb", {"betas": [0.8, 0.99], "weight_decay": 0.1, "max_unorm": 0.5}, {"clipglobalnorm": 2.0, "clipnorm": 1.0, "clipvalue": 0.2}),
    ("lamb with coupled decay and uncorrected means", "lamb", {"weight_decay": 0.1, "adam_w_mode": False, "bias_correction": False}, {}),
    ("lamb without limit", "lamb", {"max_unorm": 0.0}, {}),
    ("lars", "lars", {}, {}),
    ("lars with everything", "lars", {"momentum": 0.8, "dampening": 0.3, "weight_decay": 0.1, "max_unorm": 0.2}, {"clipglobalnorm": 0.5}),
    ("lars with nesterov", "lars", {"nesterov": True}, {}),
    ("adafactor", "adafactor", {}, {}),
    ("adafactor with a warm-up", "adafactor", {"warmup_init": True}, {"clipvalue": 0.2}),
    ("adafactor with the trainer's rate", "adafactor", {"relative_step": False, "scale_parameter": False}, {}),
    ("schedule_free_adamw", "schedule_free_adamw", {}, {}),
    ("schedule_free_adamw with everything", "schedule_free_adamw", {"betas": [0.8, 0.99], "weight_decay": 0.1, "warmup_steps": 4}, {"clipglobalnorm": 0.5}),
    ("muon", "muon", {}, {}),
    ("muon without nesterov", "muon", {"momentum": 0.8, "nesterov": False}, {"clipglobalnorm": 0.5}),
]


def numbers(shape: list[int], salt: float) -> torch.Tensor:
    size = torch.tensor(shape).prod().item()
    return torch.sin(12.9898 * torch.arange(1, size + 1) + 78.233 * salt).reshape(shape)


# Shrinking gradients, so that amsgrad's largest second moment matters.
GRADIENTS = [{name: numbers(shape, 10 + 7 * step + i) * 2.0 / (step + 1) for i, (name, shape) in enumerate(SHAPES.items())} for step in range(STEPS)]


def plain(values: dict) -> dict:
    return {name: t.detach().flatten().tolist() for name, t in values.items()}


def made(kind: str, parameters, options: dict) -> torch.optim.Optimizer:
    if kind == "schedule_free_adamw":
        optimizer = schedulefree.AdamWScheduleFree(parameters, lr=LEARNING_RATE, foreach=False, **options)
        optimizer.train()
        return optimizer
    if kind in OWN:
        return OWN[kind](parameters, {**options, "lr": options.get("lr") or LEARNING_RATE})
    return KINDS[kind](parameters, lr=LEARNING_RATE, **options)


def run(name: str, kind: str, given: dict, limits: dict) -> dict:
    options = {**DEFAULTS[kind], **given}
    parameters = {name: torch.nn.Parameter(numbers(shape, i)) for i, (name, shape) in enumerate(SHAPES.items())}
    optimizer = made(kind, parameters.values(), options)
    for gradients in GRADIENTS:
        for key, p in parameters.items():
            p.grad = gradients[key].clone()
        for limit in ("clipglobalnorm", "clipnorm"):
            if limit in limits:
                torch.nn.utils.clip_grad_norm_(parameters.values(), limits[limit])
        if "clipvalue" in limits:
            torch.nn.utils.clip_grad_value_(parameters.values(), limits["clipvalue"])
        optimizer.step()
    found = {"name": name, "params": {"type": kind, **options}, **limits, "end": plain(parameters)}
    if kind == "schedule_free_adamw":
        optimizer.eval()
        found["answers"] = plain(parameters)
    return found


start = plain({name: numbers(shape, i) for i, (name, shape) in enumerate(SHAPES.items())})
print(json.dumps({
    "torch": torch.__version__, "learning_rate": LEARNING_RATE, "shapes": SHAPES, "start": start,
    "gradients": [plain(gradients) for gradients in GRADIENTS], "cases": [run(*case) for case in CASES],
}))
