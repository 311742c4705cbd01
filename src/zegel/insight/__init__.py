"""What the books say to whoever runs the shop: figures a day, and who used to come.

In: entries with their receipts, as they come under a seal. Out: numbers to add to what stands, so that every figure stands for entries
that are sealed, each counted once. Refuses: names and addresses, and a figure that cannot be opened to its entries.
"""
