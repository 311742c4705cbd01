"""Decision → journal entry: the only place that chooses accounts.

In: what decide/ decided, and a draft of the purse's next entry. Out: the draft's postings and the effects as booked.
Refuses: deciding anything; a posting of nothing.
"""
