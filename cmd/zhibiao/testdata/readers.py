"""Opens every table of a dataset in pyarrow, pandas, DuckDB and polars, by their ordinary calls and one path.

Each must see the rows that the manifest states, and each column with its type: those of the observations as they
are listed here, since tools outside of the project depend on them, those of the others as the codebook states them.
"""

import json
import re
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.dataset

OBSERVATIONS = """
obs_id string, doc_id string, metric dict, metric_text string, measure dict, value float64?, value_exact decimal128(38,9)?,
value_low float64?, value_high float64?, qualifier dict, value_step float64?, unit dict, quote string, unit_text string?,
region dict?, region_name dict?, region_level dict?, region_iso dict?, region_source dict, year int16?, period string?, freq dict?,
period_start date32?, period_end date32?, period_source dict, status dict, status_cue string?, basis dict?, entity string?,
scope string?, sentence string, char_start int32, char_end int32, byte_start int32, byte_end int32, table_id int32?,
table_row int32?, table_col int32?, rule_id dict, inferences list<string>, confidence float32, review dict, source_path string,
source_url string?, title string, publisher string?, published date32?
"""

# What a type of the codebook is in Arrow, DuckDB and polars.
ALTERNATIVE = pa.struct([("value", pa.float64()), pa.field("obs_id", pa.string(), nullable=False), ("published", pa.date32())])
TYPES = {
    "string": (pa.string(), "VARCHAR", "String"),
    "dict": (pa.string(), "VARCHAR", "String"),
    "bool": (pa.bool_(), "BOOLEAN", "Boolean"),
    "int16": (pa.int16(), "SMALLINT", "Int16"),
    "int32": (pa.int32(), "INTEGER", "Int32"),
    "int64": (pa.int64(), "BIGINT", "Int64"),
    "float32": (pa.float32(), "FLOAT", "Float32"),
    "float64": (pa.float64(), "DOUBLE", "Float64"),
    "decimal128(38,9)": (pa.decimal128(38, 9), "DECIMAL(38,9)", "Decimal(precision=38, scale=9)"),
    "date32": (pa.date32(), "DATE", "Date"),
    "list<string>": (pa.list_(pa.string()), "VARCHAR[]", "List(String)"),
    "list<struct<value: float64, obs_id: string, published: date32>>": (
        pa.list_(ALTERNATIVE),
        'STRUCT("value" DOUBLE, obs_id VARCHAR, published DATE)[]',
        "List(Struct({'value': Float64, 'obs_id': String, 'published': Date}))",
    ),
}


def codebook(text):
    """The columns of each table, as name: (type, nullable)."""
    tables, table = {}, None
    for line in text.splitlines():
        if line.startswith("## "):
            table = tables.setdefault(line[3:].strip(), {})
        elif m := re.match(r"\| (\w\S*) \| (.+?) \| (yes|no) \|", line):
            table[m[1]] = (m[2], m[3] == "yes")
    return tables


def same(got, want, *where):
    if got != want:
        sys.exit(f"{' '.join(map(str, where))}: {got}, want {want}")


def plain(arrow_type):
    """The type without the names of list items and what may be null within."""
    return str(arrow_type).replace(" not null", "").replace("element: ", "item: ")


root = Path(sys.argv[1])
books = codebook((root / "codebook.md").read_text(encoding="utf-8"))
listed = {}
for part in OBSERVATIONS.replace("\n", " ").split(", "):
    name, kind = part.strip().rsplit(" ", 1)
    listed[name] = (kind.rstrip("?"), kind.endswith("?"))
for name, kind in listed.items():
    same(books["observations"].get(name), kind, "codebook observations", name)

rows = {}
for f in json.loads((root / "manifest.json").read_text())["files"]:
    if "table" in f:
        rows[f["table"]] = rows.get(f["table"], 0) + f["rows"]
same(sorted(rows), sorted(books), "tables of the manifest")

for table, n in sorted(rows.items()):
    path = root / table
    glob = f"{path}/**/*.parquet"
    arrow = pyarrow.dataset.dataset(path, partitioning="hive").to_table()
    frame = polars.scan_parquet(path, hive_partitioning=True).collect()
    relation = duckdb.read_parquet(glob, hive_partitioning=True)
    same(arrow.num_rows, n, table, "rows in pyarrow")
    same(len(pandas.read_parquet(path)), n, table, "rows in pandas")
    same(frame.height, n, table, "rows in polars")
    same(relation.count("*").fetchall()[0][0], n, table, "rows in DuckDB")
    duck = dict(zip(relation.columns, map(str, relation.types)))
    for name, (kind, nullable) in books[table].items():
        in_arrow, in_duckdb, in_polars = TYPES[kind]
        field = arrow.schema.field(name)
        same(plain(field.type), plain(in_arrow), table, name, "in pyarrow")
        same(duck[name], in_duckdb, table, name, "in DuckDB")
        same(str(frame.schema[name]), in_polars, table, name, "in polars")
        same(field.nullable, nullable, table, name, "nullable")
        if not nullable:
            same(arrow[name].null_count, 0, table, name, "nulls")
        same(b"description" in (field.metadata or {}), True, table, name, "description")
    same(set(arrow.schema.names) - set(books[table]) <= {"report_year"}, True, table, "columns beside the codebook's")
    # Two engines read the same values.
    for name, (kind, _) in books[table].items():
        if kind == "float64" and n:
            total = relation.sum(f'"{name}"').fetchall()[0][0]
            same(total is None, frame[name].null_count() == n, table, name, "is all null")
            if total is not None and abs(total - frame[name].sum()) > 1e-9 * abs(total) + 1e-9:
                sys.exit(f"{table} {name}: DuckDB sums {total}, polars {frame[name].sum()}")
print(f"{len(rows)} tables, {sum(rows.values())} rows: pyarrow {pa.__version__}, pandas {pandas.__version__}, "
      f"DuckDB {duckdb.__version__}, polars {polars.__version__}")
