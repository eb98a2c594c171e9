"""Pictures resized by Pillow's antialiased bilinear filter, and turned to grey: both directions, odd sizes, one, three and four channels.

    pip install pillow==13.0.0
    python test/golden/pictures.py

writes pictures.json beside this file. The tests read that and need no Python.
"""
import json
import random
from pathlib import Path

from PIL import Image

CASES = [("RGB", (9, 7), (4, 3)), ("RGB", (5, 6), (13, 11)), ("L", (17, 4), (5, 9)), ("RGB", (31, 29), (1, 1)), ("RGBA", (7, 5), (3, 10)), ("RGB", (8, 8), (8, 4))]


def case(mode, size, into, rng):
    """`rgba` is what a decoder gives: of a grey picture three equal channels. Opacity is resized as the colours are, not multiplied with them."""
    channels = len(mode)
    picture = Image.frombytes(mode, size, bytes(rng.randrange(256) for _ in range(size[0] * size[1] * channels)))
    planes = [plane.resize(into, Image.Resampling.BILINEAR) for plane in picture.split()]
    pixels = [value for place in zip(*(plane.tobytes() for plane in planes)) for value in place]
    return {"width": size[0], "height": size[1], "channels": channels, "rgba": list(picture.convert("RGBA").tobytes()), "into": {"width": into[0], "height": into[1]}, "pixels": pixels}


def grey(rng):
    picture = Image.frombytes("RGB", (8, 4), bytes(rng.randrange(256) for _ in range(96)))
    return {"width": 8, "height": 4, "rgba": list(picture.convert("RGBA").tobytes()), "pixels": list(picture.convert("L").tobytes())}


rng = random.Random(5)
values = {"resized": [case(*each, rng) for each in CASES], "grey": grey(rng)}
Path(__file__).with_suffix(".json").write_text(json.dumps(values, separators=(",", ":")) + "\n")
