"""Commands over facts held in memory: the same flows, without any store. Backtests, comparisons, forecasts and stories stand on it.

In: commands in booking order and a program version (or several). Out: outcomes, and purses to look at;
stories as files, and what did not come out as they tell.
Refuses: fetching, writing, clocks; counters are unlimited unless they are set, and a report of a replay says so.
"""
