"""What was bought long ago is forgotten: an entry without postings vouches for what is left of the receipts (decide.thinning)."""

from hashlib import sha256

from zegel.core.refusals import UnknownReceipt
from zegel.decide.document import read
from zegel.decide.plan import plan_of
from zegel.decide.thinning import LINES_GONE, LinesGone, names_articles, thinned
from zegel.flows.facts import Facts, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.flows.known import nobody
from zegel.flows.profile_commands import ForgetLines
from zegel.flows.receipts import finish
from zegel.ledger.draft import Draft


def wants(command: ForgetLines) -> Wants:
    """The purse."""
    return Wants(None, (), None, (command.purse,))


def needs(_shelf: Shelf, command: ForgetLines, resolved: Resolved) -> Needs:
    """The purse as it is, also where it was merged into another or is blocked: its receipts are in its own chain; and the receipts."""
    if command.purse not in resolved.known_purses or any(one.purse != command.purse for one in command.receipts):
        raise UnknownReceipt()
    return Needs((PurseNeeds(command.purse),), command.receipts)


def run(facts: Facts, _resolved: Resolved, command: ForgetLines) -> Outcome:
    """What was erased or thinned before is left alone; where nothing else is named, nothing is booked. Counts and points stay."""
    header, months = command.header, command.after_months
    plan = plan_of(facts.shelf.live_at(header.happened_at))
    left: list[tuple[int, str]] = []
    for receipt in command.receipts:
        document = facts.receipts.get(receipt)
        if document is None or not names_articles(document) or read(document).thinned:
            continue
        kept = thinned(document, months)
        left.append((receipt.seq, sha256(kept).hexdigest()))
        facts.receipts[receipt] = kept
    if not left:
        return Outcome()
    gone = LinesGone(months, tuple(sorted(left)))
    entry, receipt_made = finish(facts, plan, Draft(facts.purses[command.purse]), header, LINES_GONE, [gone], nobody(plan))
    return Outcome((entry,), receipt_made)
