"""Benchmarks: the same job by leastfirst and by plain pandas, in one run, on the same data (docs/benchmarks.md)."""
