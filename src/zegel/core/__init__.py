"""The shared words: money, units, ids, periods, rounding, purchases, refusals.

In: plain values. Out: plain values, exact and checked.
Refuses: floats, clocks, randomness, input and output of any kind.
"""
