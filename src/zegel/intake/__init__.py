"""Purchases out of files: CSV, NDJSON and Parquet, read by a mapping file.

In: a file and a mapping. Out: purchases in order with the rows they came from, and every row that is refused with its reason.
Refuses: deciding anything, guessing what a column means, losing a row silently, holding a file in memory.
"""
