"""A file per question: what does it cost, what is earned, what may be used, what goes back, which tier, what is due.

In: a compiled program, the member's facts, a purchase. Out: a `Decision`: effects as data and reasons, yes and no.
Refuses: choosing accounts (booking/ does), touching a basket or a purse, any clock.
"""
