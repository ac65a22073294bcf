"""Open formats in and out. Data packs (Frictionless Data Package with Parquet tables) live in `exchange.packs`."""
