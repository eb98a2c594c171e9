"""Writes optimizers.json: what PyTorch's Adam and AdamW make of fixed parameters and gradients.

Run with torch==2.13.0, numpy==2.4.0 or any close to them: python test/golden/optimizers.py > test/golden/optimizers.json
Gradient clipping is Ludwig's order: clipglobalnorm, clipnorm (another global norm), clipvalue.
"""

import json

import torch

STEPS = 5
LEARNING_RATE = 0.05
SHAPES = {"kernel": [3, 4], "bias": [4]}

CASES = [
    {"name": "adam", "type": "adam"},
    {"name": "adam with weight decay", "type": "adam", "weight_decay": 0.1},
    {"name": "adam with amsgrad", "type": "adam", "amsgrad": True},
    {"name": "adam with other betas", "type": "adam", "betas": [0.8, 0.99], "eps": 1e-4},
    {"name": "adamw", "type": "adamw"},
    {"name": "adamw with weight decay", "type": "adamw", "weight_decay": 0.1},
    {"name": "adamw with amsgrad and weight decay", "type": "adamw", "weight_decay": 0.1, "amsgrad": True},
    {"name": "clipped by global norm", "type": "adam", "clipglobalnorm": 0.5},
    {"name": "clipped by two norms and by value", "type": "adam", "clipglobalnorm": 2.0, "clipnorm": 1.0, "clipvalue": 0.2},
]


def numbers(shape: list[int], salt: float) -> torch.Tensor:
    size = torch.tensor(shape).prod().item()
    return torch.sin(12.9898 * torch.arange(1, size + 1) + 78.233 * salt).reshape(shape)


def run(case: dict) -> dict:
    options = {"betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0, "amsgrad": False, **case}
    parameters = {name: torch.nn.Parameter(numbers(shape, i)) for i, (name, shape) in enumerate(SHAPES.items())}
    start = {name: p.detach().flatten().tolist() for name, p in parameters.items()}
    kind = torch.optim.AdamW if options["type"] == "adamw" else torch.optim.Adam
    optimizer = kind(parameters.values(), lr=LEARNING_RATE, **{k: options[k] for k in ("betas", "eps", "weight_decay", "amsgrad")})
    gradients = []
    for step in range(STEPS):
        # Shrinking gradients, so that amsgrad's largest second moment matters.
        drawn = {name: numbers(shape, 10 + 7 * step + i) * 2.0 / (step + 1) for i, (name, shape) in enumerate(SHAPES.items())}
        gradients.append({name: g.flatten().tolist() for name, g in drawn.items()})
        for name, p in parameters.items():
            p.grad = drawn[name].clone()
        for limit in ("clipglobalnorm", "clipnorm"):
            if limit in case:
                torch.nn.utils.clip_grad_norm_(parameters.values(), case[limit])
        if "clipvalue" in case:
            torch.nn.utils.clip_grad_value_(parameters.values(), case["clipvalue"])
        optimizer.step()
    end = {name: p.detach().flatten().tolist() for name, p in parameters.items()}
    return {**options, "start": start, "gradients": gradients, "end": end}


print(json.dumps({"torch": torch.__version__, "learning_rate": LEARNING_RATE, "shapes": SHAPES, "cases": [run(case) for case in CASES]}))
