"""A year of grocery baskets through a loyalty program: the Complete Journey, moved to end yesterday, with a stated shopper.

In: the data set's Parquet files or the committed fixture, a day. Out: purchases in booking order, and what the shopper does.
Refuses: odd household ids, converting a currency, calling the data real, drawing anything by lot that a second run would not draw.
"""
