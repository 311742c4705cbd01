"""Numbered migrations, forward only, never edited once released.

In: a connection inside a database transaction. Out: the same database, one step newer.
Refuses: going back; copying ledger tables (a copy drops triggers), so columns are only ever added to them.
"""
