"""A file per thing that happens: which facts it needs, which decision and booking it makes.

In: a command and the facts the desk fetched (or replay holds). Out: an `Outcome`, or a refusal; purses moved on in memory.
Refuses: fetching, writing, clocks. What is missing is asked for once, by raising `Missing`.
"""
