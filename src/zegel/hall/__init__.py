"""What all doors share, so that none needs another.

In: who asks and what, in the API's words (a form is read into the same ones). Out: commands with their headers; receipts, reasons and
members as they are shown, in Dutch and English; what a refusal says.
Refuses: what cannot be meant, as a day that no calendar has. It knows no HTTP and no page, and decides nothing.
"""
