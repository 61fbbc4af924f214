"""Opens a dataset with ordinary calls of DuckDB, pyarrow, pandas and, where it is here, polars."""
import json, os, sys

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as pads

root = sys.argv[1]
manifest = json.load(open(os.path.join(root, "manifest.json")))
rows = {}
for f in manifest["files"]:
    if "table" in f:
        rows[f["table"]] = rows.get(f["table"], 0) + f["rows"]

want = {
    "value": pa.float64(), "value_exact": pa.decimal128(38, 9), "year": pa.int16(), "period_end": pa.date32(),
    "confidence": pa.float32(), "metric": pa.string(), "char_start": pa.int32(), "published": pa.date32(),
}
for name, n in sorted(rows.items()):
    path = os.path.join(root, name)
    t = pads.dataset(path, partitioning="hive").to_table()
    assert t.num_rows == n, (name, t.num_rows, n)
    assert len(pd.read_parquet(path)) == n
    glob = path + "/**/*.parquet"
    assert duckdb.sql(f"select count(*) from read_parquet('{glob}', hive_partitioning=true)").fetchall()[0][0] == n, name
    try:
        import polars as pl
        assert pl.read_parquet(path).height == n, name
        assert pl.scan_parquet(path, hive_partitioning=True).collect().height == n, name
    except ImportError:
        pass
    for f in t.schema:
        if f.name != "report_year":
            assert b"description" in (f.metadata or {}), (name, f.name)
        if name == "observations" and f.name in want:
            assert f.type == want[f.name], (f.name, f.type)
    if name == "observations":
        assert t.schema.field("inferences").type.value_type == pa.string()
        assert t.schema.field("metric").metadata[b"sdmx"] == b"INDICATOR"
        assert not t.schema.field("obs_id").nullable and t.schema.field("region").nullable
        assert pa.types.is_integer(t.schema.field("report_year").type), t.schema.field("report_year").type
        got = n == 0 or duckdb.sql(f"select typeof(value_exact), typeof(year), typeof(period_end), typeof(inferences), report_year from read_parquet('{glob}') limit 1").fetchall()[0]
        assert n == 0 or got[:4] == ("DECIMAL(38,9)", "SMALLINT", "DATE", "VARCHAR[]"), got
