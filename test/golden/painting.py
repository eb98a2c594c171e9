"""Pixels of pictures changed where they stand, by Pillow: the arithmetic of automatic augmentation.

    pip install pillow==13.0.0
    python test/golden/painting.py

writes painting.json beside this file. The tests read that and need no Python. Pillow rounds to bytes, and a mean brightness too.
"""
import json
import random
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

WIDTH, HEIGHT = 7, 5
FACTORS = [0.1, 0.6, 1.5, 1.99]

rng = random.Random(11)
# Between 30 and 200, so that there is something to stretch.
picture = Image.frombytes("RGB", (WIDTH, HEIGHT), bytes(rng.randrange(30, 200) for _ in range(3 * WIDTH * HEIGHT)))
numbers = lambda image: list(image.tobytes())
enhanced = lambda how: {str(factor): numbers(how(picture).enhance(factor)) for factor in FACTORS}
values = {
    "width": WIDTH, "height": HEIGHT, "pixels": numbers(picture),
    "brightness": enhanced(ImageEnhance.Brightness), "colour": enhanced(ImageEnhance.Color),
    "contrast": enhanced(ImageEnhance.Contrast), "sharpness": enhanced(ImageEnhance.Sharpness),
    "posterize": {str(bits): numbers(ImageOps.posterize(picture, bits)) for bits in (2, 5, 8)},
    "solarize": {str(threshold): numbers(ImageOps.solarize(picture, threshold)) for threshold in (0, 90, 255)},
    "stretch": numbers(ImageOps.autocontrast(picture)),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(values, separators=(",", ":")) + "\n")
