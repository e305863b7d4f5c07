"""Writes src/data/formats/parquet/samples: one table as several writers of Parquet write it, which the tests read.

    python3 -m pip install pyarrow==25.0.1 polars==1.44.2 duckdb==1.5.6 fastparquet==2026.9.0 pandas==3.0.6
    python3 scripts/oracles/parquet_files.py
"""

import datetime
import decimal
import pathlib

import duckdb
import fastparquet
import polars
import pyarrow
import pyarrow.parquet

FOLDER = pathlib.Path(__file__).parents[2] / "src" / "data" / "formats" / "parquet" / "samples"
ROWS = 12
NOON = datetime.datetime(2024, 2, 29, 12, 0, 0, 123456)


def column(kind, value):
    """Every fifth value is missing, the first one too."""
    return pyarrow.array([None if i % 5 == 0 else value(i) for i in range(ROWS)], kind)


PLAIN = {
    "click": pyarrow.array([i % 2 for i in range(ROWS)], pyarrow.int8()),
    "id": column(pyarrow.int64(), lambda i: 9007199254740993 + i),
    "yes": column(pyarrow.bool_(), lambda i: i % 3 == 0),
    "single": column(pyarrow.float32(), lambda i: i / 8),
    "double": column(pyarrow.float64(), lambda i: i / 7),
    "text": column(pyarrow.string(), lambda i: "é漢🙂 " + "x" * i),
    "few": column(pyarrow.string(), lambda i: f"v{i % 3}"),
    "seconds": column(pyarrow.timestamp("ms"), lambda i: NOON.replace(microsecond=0) + datetime.timedelta(hours=i)),
    "micros": column(pyarrow.timestamp("us", tz="UTC"), lambda i: NOON + datetime.timedelta(hours=i)),
    "none": pyarrow.array([None] * ROWS, pyarrow.string()),
}
MORE = {
    "day": column(pyarrow.date32(), lambda i: NOON.date() + datetime.timedelta(days=i)),
    "price": column(pyarrow.decimal128(9, 2), lambda i: decimal.Decimal(i * 5) / 100 - 3),
    "exact": column(pyarrow.decimal128(38, 8), lambda i: decimal.Decimal("-12345678901234567890.12345678") + i),
    "list": column(pyarrow.list_(pyarrow.int64()), lambda i: list(range(i % 4))),
    "part": column(pyarrow.struct({"a": pyarrow.int64(), "b": pyarrow.string()}), lambda i: {"a": i, "b": f"b{i}"}),
}
LARGE = {
    "unsigned": column(pyarrow.uint64(), lambda i: 18446744073709551615 - i),
    "nanos": column(pyarrow.timestamp("ns"), lambda i: NOON + datetime.timedelta(hours=i)),
    "large": column(pyarrow.large_string(), lambda i: f"large {i}"),
}
ALL = pyarrow.table({**PLAIN, **MORE, **LARGE})


def write(name, table=ALL, **options):
    pyarrow.parquet.write_table(table, FOLDER / f"{name}.parquet", store_schema=False, write_statistics=False, **options)


def main():
    FOLDER.mkdir(exist_ok=True)
    for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
        write(f"pyarrow-{codec}", compression=codec, row_group_size=7, data_page_version="1.0" if codec in ["none", "gzip", "zstd"] else "2.0")
    flat = pyarrow.table({**PLAIN, **LARGE})
    encodings = {"click": "DELTA_BINARY_PACKED", "id": "DELTA_BINARY_PACKED", "unsigned": "DELTA_BINARY_PACKED", "micros": "DELTA_BINARY_PACKED"}
    encodings |= {"text": "DELTA_BYTE_ARRAY", "few": "DELTA_LENGTH_BYTE_ARRAY", "single": "BYTE_STREAM_SPLIT", "double": "BYTE_STREAM_SPLIT"}
    for version in ["1.0", "2.0"]:
        write(f"pyarrow-delta-{version[0]}", flat, use_dictionary=False, column_encoding=encodings, data_page_version=version, compression="zstd")
    write("pyarrow-int96", flat, use_deprecated_int96_timestamps=True)
    write("pyarrow-pages", ALL, data_page_size=32, write_batch_size=3, write_page_index=True, compression="none")
    polars.from_arrow(ALL).write_parquet(FOLDER / "polars-lz4.parquet", compression="lz4", statistics=False)
    connection = duckdb.connect()
    connection.register("t", ALL)
    for version in ["V1", "V2"]:
        connection.execute(f"copy (select * from t) to '{FOLDER}/duckdb-{version}.parquet' (format parquet, codec 'zstd', parquet_version '{version}')")
    # What has gaps becomes floats or objects on the way through pandas.
    frame = pyarrow.table(PLAIN).drop_columns(["none", "yes", "id"]).to_pandas()
    fastparquet.write(str(FOLDER / "fastparquet-brotli.parquet"), frame, compression="BROTLI")


main()
