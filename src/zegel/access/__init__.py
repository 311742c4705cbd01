"""Who is asking and what they may do: API keys with scopes; how an identifier is written so that it is found again.

In: what a request carries. Out: a `Grant` (company, source, scopes, branch), or the refusal `not_signed_in`.
Refuses: keeping a secret that it could show again, trusting a header about whom it concerns, reading a clock.
"""
