"""Texts and channels: what is to be said to somebody, as a mail in Dutch or English, and how it leaves the house.

In: the kind of a message with its data, or an entry with its receipt. Out: mails, and the notices that an entry gives rise to.
Refuses: to decide anything, to know who may be written to without being told, and to put a line break in a header.
"""
