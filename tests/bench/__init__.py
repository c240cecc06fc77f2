"""Benchmarks: `make bench` prints one JSON line per figure; ratios are against a baseline of the same run."""
