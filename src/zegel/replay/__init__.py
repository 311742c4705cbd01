"""Commands over facts held in memory: the same flows, without any store. Backtests, comparisons and forecasts stand on it.

In: commands in booking order and a program version (or several). Out: outcomes, and purses to look at.
Refuses: fetching, writing, clocks; counters are unlimited unless they are set, and a report of a replay says so.
"""
