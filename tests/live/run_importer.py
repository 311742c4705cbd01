"""A second process that books in bulk, as an import does: `python -m tests.live.run_importer COMPANY COUNT MEMBER...`.

Says `ready` when it begins and `booked N` when it is done. Receipt numbers stand in for keys, so that it may be run again.
"""

import asyncio
import hashlib
import sys
from collections.abc import Iterator

from tests.live.shop import BRANCH
from zegel import main
from zegel.core.ids import CompanyId, PurseId, purse_of
from zegel.core.periods import local_moment
from zegel.core.purchase import Line, Purchase
from zegel.core.purchase_document import with_document
from zegel.flows.commands import Header, RecordPurchase

AT_ONCE = 256
NET_MINOR = 200


def command(company: CompanyId, number: int, member: PurseId) -> RecordPurchase:
    """Purchase `number` of two euros."""
    at = main.now()
    here = local_moment(at, "Europe/Amsterdam")
    header = Header(
        company, "import", "", b"", at, at, here.business_date, here.weekday, here.minute, "importer", BRANCH, "till-9"
    )  # fmt: skip
    line = Line(1, "B1", "bread", "", (), "", 1000, "piece", NET_MINOR, 0, NET_MINOR, 900, None)
    purchase = Purchase(
        BRANCH, "till-9", "importer", "import", f"I-{number}", "till", "EUR", at, here.business_date, here.weekday, here.minute, None,
        (line,), (), b"",
    )  # fmt: skip
    new = PurseId(hashlib.sha256(f"{company} {number}".encode()).digest()[:16])
    return RecordPurchase(header, with_document(purchase), member, new, ())


def batches(company: CompanyId, count: int, members: list[PurseId]) -> Iterator[list[RecordPurchase]]:
    """All of it, a batch at a time."""
    for first in range(0, count, AT_ONCE):
        yield [command(company, number, members[number % len(members)]) for number in range(first, min(count, first + AT_ONCE))]


def say(what: str) -> None:
    """A line to whoever started this process."""
    sys.stdout.write(what + "\n")
    sys.stdout.flush()


async def run(company: CompanyId, count: int, members: list[PurseId]) -> None:
    """Book everything; what is busy is sent again."""
    booked = 0
    async with main.open_house(main.Settings()) as house:
        say("ready")
        for commands in batches(company, count, members):
            while commands:
                replies = await house.desk.submit_bulk(commands)
                refusals = [reply.outcome.refusal for reply in replies]
                assert {refusal.code for refusal in refusals if refusal} <= {"busy", "receipt_number_used"}
                booked += sum(1 for refusal in refusals if refusal is None or refusal.code == "receipt_number_used")
                commands = [each for each, said in zip(commands, refusals, strict=True) if said and said.code == "busy"]
    say(f"booked {booked}")


if __name__ == "__main__":
    asyncio.run(run(CompanyId(sys.argv[1]), int(sys.argv[2]), [purse for text in sys.argv[3:] if (purse := purse_of(text))]))
