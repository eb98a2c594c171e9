"""Writes splits.json: where Ludwig's hash split puts the values of columns as pandas reads them, and the times that pandas reads in dates.

Run with pandas==3.1.1 or any close to it: python test/golden/splits.py > test/golden/splits.json
The rule: crc32(base64(md5(json.dumps({"value": x}))) with "_" for "+" and "/"), out of 2**32.
"""

import base64
import hashlib
import io
import json
import zlib

import numpy as np
import pandas as pd


def hashed(value) -> int:
    if isinstance(value, np.generic):
        value = value.item()
    digest = hashlib.md5(json.dumps({"value": value}, sort_keys=True, ensure_ascii=True).encode()).digest()
    return zlib.crc32(base64.b64encode(digest, altchars=b"__"))


COLUMNS = {
    "whole numbers": ["1", "2", "42", "-7", "123456789012345678", "0", "1000000", "007"],
    "whole numbers with a gap": ["1", "", "42", "-7", "0"],
    "numbers": ["1.5", "0.1", "-2.25", "3", "1e5", "1e-5", "0.0001", "1e16", "123456789.125", "1e22", "2.5e-7", "0.30000000000000004"],
    "texts": ["anna", "Ben", "zoë", "日本", "a \"quoted\" one", "tab\there", "back\\slash", "😀", ""],
    "truths": ["True", "False", "True"],
    "truths with a gap": ["True", "", "False"],
    "texts and numbers": ["1", "b", "2.5"],
}
DATES = [
    "2012-01-31", "2012/1/31 10:30", "31.01.2012", "1/31/2012", "3/4/2020", "31 Jan 2012", "January 31, 2012", "Jan 31 2012 10:15 PM",
    "2012-01-31T10:30:15.250Z", "2012-01-31T10:30:15+02:00", "2012-01-31 23:59:59.5-0530", "2012-01", "12:30 AM on it", "2021-02-29",
]


def column(cells: list) -> dict:
    text = pd.DataFrame({"x": cells}).to_csv(index=False)
    read = pd.read_csv(io.StringIO(text), skip_blank_lines=False)["x"]
    return {"cells": [cell if cell != "" else None for cell in cells], "hashes": [hashed(value) for value in read]}


def milliseconds(cell: str):
    day_first = cell[2:3] == "."
    try:
        return pd.to_datetime(cell, utc=True, dayfirst=day_first).value // 10**6
    except ValueError:
        return None


print(json.dumps({"columns": {name: column(cells) for name, cells in COLUMNS.items()}, "dates": {cell: milliseconds(cell) for cell in DATES}}))
