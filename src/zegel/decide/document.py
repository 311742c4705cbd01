"""The receipt document: canonical JSON `{"body":…,"purchase":…,"v":1}`, whose SHA-256 the journal entry holds.

`purchase` is the purchase as sent (null where there is none). The body's keys, in sorted order:
`actor`, `at`, `balances` ([unit, account, count] after this receipt, of every unit that moved), `branch`, `business_date`, `company`,
`effects` (decide.effects), `engine` (number), `facts`, `failed`, `happened_at`, `kind` (ledger.entries kind), `of` (receipt id this one
follows: a hold, a sale, a redemption; "" for none), `postings` ([unit, source, destination, amount, [seq, n]] each, only those that move
a lot that was there before), `program` (digest, hex), `purse` (UUID), `reason`, `review` (1 when it came in late and waits for a
person), `seq`, `source`, `till`, `totals`, `uses` ([[what, count]], and behind it what was chosen of a reward, where something was).

`facts` holds every fact that rules may look at, as they were before: `asked` (by Program.questions, 1 yes, 0 no, -1 not known; left out
where a version asks nothing), `member` (0, 1), `purchase_number`, `since`, `tenure_months`,
`tenure_years` (-1 for nobody), `tier`, `windows` (by Program.windows), and `left` (only where discounts have limits or budgets: rule, what
is left of each limit or -1 where no card was shown, what is left of the budget or -1,
and of a gift with a stock how many there are), and `withheld` (only where there are any: what would
have been used by itself, had the member not chosen to say so each time).
`failed` is [[rule index in Compiled.rules, index of its first failing test]]; the test index is -1 where the rule applied but its
articles came to too little to give anything, -2 where a better rule took its place, -3 where the price can go no lower, -4 where it does
not go together with another, -5 for a promotion where nothing else was earned, -6 where the last time is too short ago, -7 where a
limit of a discount is used up, -8 where multipliers, or what goes off, left nothing of what was earned, -9 where nothing is left of a
gift, -10 where there was nothing for it to go off. Rules that fired are named by the effects.
`totals` (sales): `net_minor` before and `pays_minor` after Zegel's effects, `discount_minor` between them, `hold_expires_at` (holds),
`later_minor` where so much of it is paid when a trial is over; (returns) `refund_minor`, `money_minor` of it in money where not all of it
is, `not_charged_minor` where so much was to be charged for goods on trial and is not any more, and `repriced` 1 where what is left was
priced anew.

A receipt that was kept long enough has no lines any more (decide.thinning): it has a key `thinned` besides, with `after_months` and the
`digest` (hex) of the whole document, which is the one that its entry holds. Its purchase has no lines and `vat`, the sum a rate.
"""

from json import loads
from typing import Any, Final

from zegel.core.value import value

ENGINE: Final = 1
"""The engine's number. A change that alters any golden decision gets a new one; the old path stays while receipts need it."""


THINNED: Final = "thinned"
"""The key of a document that lost its lines."""


@value
class Document:
    """A receipt document read back: its body and its purchase (None where there is none), as plain JSON values.

    `thinned`: after how many months its lines were removed, 0 where they are there; what is left of such a purchase is not told as one.
    """

    body: dict[str, Any]
    purchase: dict[str, Any] | None
    thinned: int = 0


def read(document: bytes) -> Document:
    """`document` read back."""
    found = loads(document)
    if THINNED in found:
        return Document(found["body"], None, found[THINNED]["after_months"])
    return Document(found["body"], found["purchase"])
