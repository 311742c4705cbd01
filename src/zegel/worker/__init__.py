"""What happens without being asked: the clock's commands, and the seals over the books.

In: the time. Out: `RunDue` commands through the desk, seals in the database and in a file.
Refuses: booking by itself, deciding what is due, sealing what it cannot sign.
"""
