"""What is erased of somebody who left, and what is taken off a member's card: statements for one transaction.

Entries, postings, lots and counts stay: they name a random number, and nobody any more.
"""

from collections.abc import Sequence
from json import dumps
from typing import Final

from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.purchase import Identifier
from zegel.store.personal import PERSONAL
from zegel.store.statements import Step

_ROWS: Final = {by: tuple(name for name, one in PERSONAL.items() if one.gone == "rows" and one.by == by) for by in ("purse", "subject")}
"""Tables of which every row of a purse goes, or of `member:<uuid>`."""


def erase_steps(company: CompanyId, purses: Sequence[PurseId], addresses: Sequence[str]) -> list[Step]:
    """Everything that is known of whoever these purses belong to. Receipts keep their place and their hash, not what they held."""
    steps: list[Step] = [
        (f"DELETE FROM {table} WHERE purse = $1 AND company = $2", [(one, company) for one in purses]) for table in _ROWS["purse"]
    ]
    subjects = [(company, f"member:{purse_text(one)}") for one in purses]
    bare = [(company, purse_text(one)) for one in purses]  # how sign-in codes name them
    steps += [(f"DELETE FROM {table} WHERE company = $1 AND subject = $2", [*subjects, *bare]) for table in _ROWS["subject"]]
    steps.append(("UPDATE receipt SET document = NULL WHERE purse = $1 AND company = $2", [(one, company) for one in purses]))
    mails = "SELECT id FROM message_intent WHERE company = $1 AND purse = $2"
    steps.append((f"DELETE FROM message_intent WHERE company = $1 AND id IN ({mails})", [(company, one) for one in purses]))
    if addresses:
        nobodys = "SELECT id FROM message_intent WHERE company = $1 AND address = $2 AND purse IS NULL"
        steps.append((f"DELETE FROM message_intent WHERE company = $1 AND id IN ({nobodys})", [(company, text) for text in addresses]))
    theirs = "SELECT hash FROM code WHERE company = $1 AND member = $2"
    steps.append((f"UPDATE code SET state = 'cancelled' WHERE company = $1 AND hash IN ({theirs})", [(company, one) for one in purses]))
    steps.append(("UPDATE staff SET purse = NULL WHERE company = $1 AND purse = $2", [(company, one) for one in purses]))
    return steps


def forget_sale(company: CompanyId, sale: str, told: dict[str, Json]) -> Step:
    """What a till sold without a line, while somebody has to look at it, without whose card it was."""
    nobody = told | {"code": "", "member": "", "shown": ""}
    sql = "UPDATE offline_sale SET told = $3 WHERE company = $1 AND id = $2"
    return sql, [(company, sale, dumps(nobody, sort_keys=True, ensure_ascii=False))]


def drop_identifier(company: CompanyId, purse: PurseId, identifier: Identifier) -> Step:
    """What a member showed finds them no longer."""
    sql = "DELETE FROM identifier WHERE company = $1 AND kind = $2 AND value = $3 AND purse = $4"
    return sql, [(company, identifier.kind, identifier.text, purse)]
