"""What a shop promises: its file, its rules as typed values, its mistakes, its sentences in Dutch and English.

In: a YAML or JSON document. Out: a `Program`, compiled to generated functions; or every mistake in it at once.
Refuses: deciding anything about a purchase (decide/ does), booking, free code in a program file.
"""
