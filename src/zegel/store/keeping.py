"""What was kept long enough goes: statements for one company, each for the rows that are older than a moment."""

from collections.abc import Sequence
from json import loads

from zegel.core.ids import CompanyId, receipt_of
from zegel.core.periods import Instant
from zegel.decide.cash_back import ACCOUNT, KEPT, PAYMENT
from zegel.store.lookups import Row
from zegel.store.statements import Reader, Step


def purge_mail(company: CompanyId, messages: Instant, addresses: Instant) -> Sequence[Step]:
    """Mail to members that was worth telling until before `messages`; codes and typed addresses that are done with since `addresses`.

    An address that stands in a message was typed: a code, a receipt by mail, an invitation. A message to a member goes to the address of
    their card. It goes by how long it is worth telling: until then its id keeps the same from being told twice.
    """
    typed = "address <> '' AND (until < $2 OR sent_at < $2 OR failed_at < $2)"
    return [
        ("DELETE FROM message_intent WHERE company = $1 AND until < $2", [(company, messages)]),
        (f"DELETE FROM message_intent WHERE company = $1 AND {typed}", [(company, addresses)]),
        ("DELETE FROM one_time WHERE company = $1 AND expires_at < $2", [(company, addresses)]),
        ("DELETE FROM throttle WHERE company = $1 AND hour_from < $2 AND blocked_until < $2", [(company, addresses)]),
    ]


def purge_marks(company: CompanyId, before: Instant) -> Sequence[Step]:
    """Marks of devices, payment cards and addresses that were last seen before then."""
    return [("DELETE FROM dossier WHERE company = $1 AND kind = 'mark' AND at < $2", [(company, before)])]


async def old_cases(view: Reader, company: CompanyId, settled: Sequence[tuple[str, str]], before: Instant) -> list[Row]:
    """(purse, kind, id, state, data) of cases of a kind in a state of `settled` that were last moved before then."""
    sql = "SELECT purse, kind, id, state, data FROM dossier WHERE company = $1 AND kind = $2 AND state = $3 AND at < $4"
    return [row for kind, state in settled for row in await view.read(sql, (company, kind, state, before))]


def purge_cases(company: CompanyId, cases: Sequence[Row], before: Instant) -> Sequence[Step]:
    """Those of `cases` that nobody moved since, and what the receipts of their moves hold; entries and hashes stay.

    A task names the receipt of the sale that it came from, too: only receipts of cases are emptied.
    """
    still = "company = $1 AND purse = $2 AND kind = $3 AND id = $4 AND state = $5 AND at < $6"
    emptied = (
        f"UPDATE receipt SET document = NULL WHERE purse = $7 AND company = $1 AND seq = $8 AND kind = 'case'"
        f" AND EXISTS (SELECT 1 FROM dossier WHERE {still})"
    )
    keys = [(company, *row[:4], before) for row in cases]
    told = [[receipt_of(name) for name in loads(row[4]).get("receipts", [])] for row in cases]
    moves = [(*key, one.purse, one.seq) for key, named in zip(keys, told, strict=True) for one in named]
    return [(emptied, moves), (f"DELETE FROM dossier WHERE {still}", keys)] if keys else []


def purge_accounts(company: CompanyId, before: Instant) -> Sequence[Step]:
    """Bank accounts that rebates were paid into before then, and payments as their files had them."""
    sql = "DELETE FROM dossier WHERE company = $1 AND kind IN ($2, $3) AND state <> $4 AND at < $5"
    return [(sql, [(company, ACCOUNT, PAYMENT, KEPT, before)])]


def purge_lost(company: CompanyId, before: Instant) -> Sequence[Step]:
    """Numbers of cards that were lost or replaced before then: a till says of them no more than of any number that nobody has."""
    return [("DELETE FROM lost_card WHERE company = $1 AND at < $2", [(company, before)])]


def purge_visits(company: CompanyId, before: Instant) -> Sequence[Step]:
    """Sessions that are over since before then, codes that were scanned, and what tills might let members spend."""
    return [
        ("DELETE FROM web_session WHERE company = $1 AND (ended_at < $2 OR idle_until < $2 OR expires_at < $2)", [(company, before)]),
        ("DELETE FROM qr_spent WHERE company = $1 AND at < $2", [(company, before)]),
        ("DELETE FROM till_lease WHERE company = $1 AND expires_at < $2", [(company, before)]),
    ]
