"""REST /v1: JSON in, one command to the desk, a receipt and its reasons out; problems have stable codes.

In: requests with an API key. Out: answers made of receipts, and RFC 9457 problems.
Refuses: deciding, writing, trusting a header about company, branch or address; JSON that two readers could read differently.
"""
