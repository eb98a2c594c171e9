"""Small files of Parquet and Arrow by the reference implementation, with the cells that they hold.
python3 test/golden/formats.py > test/golden/formats.json   (pip install pyarrow)"""
import base64
import datetime as dt
import decimal
import io
import json

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

day = dt.date(2024, 2, 29)
table = pa.table({
    "int": pa.array([1, None, -3] * 40, pa.int64()),
    "large": pa.array([9007199254740993, 2**63 - 1, None] * 40, pa.int64()),
    "float": pa.array([1.5, None, float("nan")] * 40, pa.float32()),
    "price": pa.array([decimal.Decimal("1.10"), None, decimal.Decimal("-20.05")] * 40, pa.decimal128(10, 2)),
    "text": pa.array(["é", None, ""] * 40),
    "class": pa.array(["red", "blue", "red"] * 40).dictionary_encode(),
    "flag": pa.array([True, None, False] * 40),
    "day": pa.array([day, None, dt.date(1969, 12, 31)] * 40),
    "at": pa.array([dt.datetime(2024, 2, 29, 10, 30), None, dt.datetime(1970, 1, 1)] * 40, pa.timestamp("us")),
    "vector": pa.array([[1.0, 2.5], None, []] * 40, pa.list_(pa.float64())),
    "fixed": pa.array([[1, 2], None, [3, 4]] * 40, pa.list_(pa.int32(), 2)),
    "tags": pa.array([["a", "b c"], [], None] * 40),
    "record": pa.array([{"a": 1, "b": "x"}, None, {"a": None, "b": "y"}] * 40),
    "nothing": pa.nulls(120),
})
cells = [
    ["int", "large", "float", "price", "text", "class", "flag", "day", "at", "vector", "fixed", "tags", "record.a", "record.b", "nothing"],
    ["1", "9007199254740993", "1.5", "1.1", "é", "red", "true", "2024-02-29", "2024-02-29T10:30:00", "1 2.5", "1 2", "a b_c", "1", "x", ""],
    ["", "9223372036854775807", "", "", "", "blue", "", "", "", "", "", "", "", "", ""],
    ["-3", "", "", "-20.05", "", "red", "false", "1969-12-31", "1970-01-01", "", "3 4", "", "", "y", ""],
]


def parquet(**options):
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=50, **options)
    return out.getvalue()


def arrow(kind, compression=None):
    out = io.BytesIO()
    options = pa.ipc.IpcWriteOptions(compression=compression)
    with (pa.ipc.new_stream if kind == "stream" else pa.ipc.new_file)(out, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=50)
    return out.getvalue()


def feather_file(compression):
    out = io.BytesIO()
    feather.write_feather(table, out, compression=compression)
    return out.getvalue()


files = {
    "snappy.parquet": parquet(compression="snappy"),
    "gzip.parquet": parquet(compression="gzip"),
    "brotli.parquet": parquet(compression="brotli", use_dictionary=False),
    "zstd.parquet": parquet(compression="zstd", data_page_version="2.0"),
    "lz4.parquet": parquet(compression="lz4", version="1.0"),
    "plain.arrow": arrow("file"),
    "plain.arrows": arrow("stream"),
    "zstd.arrow": arrow("file", "zstd"),
    "lz4.feather": feather_file("lz4"),
}
print(json.dumps({"cells": cells, "files": {name: base64.b64encode(data).decode() for name, data in files.items()}}))
