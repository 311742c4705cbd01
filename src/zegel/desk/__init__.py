"""The batch: arriving commands become one database transaction; the only writer there is.

In: commands, as values, from every door. Out: a `Reply` each: what the command came to, or the first answer again.
Refuses: deciding, choosing accounts, reading a clock, making ids, running a query that is not the port's.
"""
