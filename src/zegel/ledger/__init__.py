"""The books of one purse: accounts, postings, journal entries with their hash chain, lots, balances.

In: journal entries. Out: a purse moved on by them, or the first thing that is wrong.
Refuses: knowing what a program is, choosing accounts (booking/ does), reading a clock.
"""
