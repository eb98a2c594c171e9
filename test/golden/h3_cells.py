"""Cells of the H3 grid, taken apart by Uber's library, and indexes that it calls invalid: `python h3_cells.py` writes h3_cells.json (pip install h3)."""
import json
import random
import pathlib
import h3

random.seed(7)


def apart(cell):
    return {
        "cell": cell,
        "integer": str(h3.str_to_int(cell)),
        "resolution": h3.get_resolution(cell),
        "baseCell": h3.get_base_cell_number(cell),
        "digits": [h3.get_index_digit(cell, r) if r <= h3.get_resolution(cell) else 7 for r in range(1, 16)],
    }


published = ["8928308280fffff", "8001fffffffffff", "85283473fffffff"]  # San Francisco in the library's own examples; Ludwig's default; H3's home page
places = [h3.latlng_to_cell(random.uniform(-90, 90), random.uniform(-180, 180), r) for r in range(16)]
pentagons = [h3.get_pentagons(r)[random.randrange(12)] for r in (0, 1, 7, 15)]
cells = published + places + pentagons

# One bit of a cell turned over: some are cells, most are not.
turned = []
for cell in cells:
    for _ in range(6):
        integer = h3.str_to_int(cell) ^ (1 << random.randrange(64))
        turned.append({"cell": f"{integer:x}", "isCell": bool(h3.is_valid_cell(f"{integer:x}"))})
# Below a pentagon, where one of the seven directions is deleted.
for pentagon in h3.get_pentagons(1):
    for digit in range(7):
        integer = (h3.str_to_int(pentagon) & ~(7 << 39)) | (digit << 39)
        integer = (integer & ~(15 << 52)) | (2 << 52)
        turned.append({"cell": f"{integer:x}", "isCell": bool(h3.is_valid_cell(f"{integer:x}"))})

path = pathlib.Path(__file__).with_name("h3_cells.json")
path.write_text(json.dumps({"cells": [apart(c) for c in cells], "turned": turned}, separators=(",", ":")) + "\n")
