"""The lock on spending: at a till somebody's points, rewards and store credit go only by the changing code on their own telephone.

Static and paper codes, numbers and names identify and earn. It holds for whoever is signed in with a PIN; an integration with a key answers
for its own customers. What something is worth is what the desk would book for it now.
"""

from fractions import Fraction

from zegel.access.qr import Qr
from zegel.core.ids import CompanyId, PurseId, purse_of
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.decide.document import read
from zegel.desk.desk import Desk
from zegel.flows.commands import Command, Exchange, OpenHold, OrderReward, RecordPurchase, Redeem
from zegel.flows.facts import Shelf
from zegel.hall.answers import Json, body_of
from zegel.hall.refusals import raise_passing
from zegel.program.model import Program


def may_spend(command: Command) -> bool:
    """Whether a command could take something from its member."""
    if isinstance(command, Exchange):
        return may_spend(command.bought)
    if isinstance(command, RecordPurchase | OpenHold):
        return bool(command.uses) or any(tender.kind == "store_credit" for tender in command.purchase.tenders)
    return isinstance(command, Redeem | OrderReward)


async def refuse_locked(desk: Desk, qr: Qr, command: Command) -> PurseId | None:
    """Refuse `spend_locked` and `step_up_needed` where a command of a till spends without proof; gives whose proof it needs.

    What the desk will refuse anyway is left to the desk. A request that was answered before is answered again, and spends nothing.
    """
    header = command.header
    if not header.source.startswith("till:") or not header.actor.startswith("staff:") or not may_spend(command):
        return None
    if not await _is_enrolled(desk, header.source):
        return None
    if header.key and await desk.first_answer(header.company, header.source, header.key, header.body_hash) is not None:
        return None
    found = await spending_of(desk, command)
    if found is None:
        return None
    await qr.need_proof(header.company, found.purse, header.source, found.worth_minor, found.most_minor, header.at)
    return found.purse


async def refuse_unproved(desk: Desk, qr: Qr, company: CompanyId, source: str, document: bytes, more_minor: int, at: Instant) -> None:
    """Refuse as `refuse_locked` would when a basket that was only quoted (`document`) is paid, with `more_minor` of what the shop owes."""
    if not await _is_enrolled(desk, source):
        return
    body, program = body_of(document), program_of(await desk.shelves.of(company), document)
    purse, worth = purse_of(body["purse"]), worth_spent(program, body)
    if purse is not None and (worth is not None or more_minor):
        await qr.need_proof(company, purse, source, (worth or 0) + more_minor, program.settings.proof_above_minor, at)


async def is_locked(desk: Desk, qr: Qr, company: CompanyId, purse: PurseId, source: str, at: Instant) -> bool:
    """Whether a till may spend nothing of the member's for now: no changing code of theirs was scanned at it."""
    return await _is_enrolled(desk, source) and not await qr.is_shown(company, purse, source, at)


async def _is_enrolled(desk: Desk, source: str) -> bool:
    """Whether it is a till that the shop trusts, with people who sign in at it."""
    return await desk.store.queries.people.device(source.removeprefix("till:")) is not None


@value
class Spending:
    """Whose it is, what it is worth, and above what its owner shows once more that it is them (`settings.proof above`)."""

    purse: PurseId
    worth_minor: int
    most_minor: int

    @property
    def needs_proof(self) -> bool:
        """Whether they show it first."""
        return self.worth_minor > self.most_minor


async def spending_of(desk: Desk, command: Command) -> Spending | None:
    """What a command would take from its member now; None for nothing, and where the desk would refuse it.

    Raises `busy` and `storage_full`, for else it would be taken without proof.
    """
    outcome = await desk.ask(command)
    raise_passing(outcome.refusal)
    if outcome.refusal is not None or outcome.receipt is None:
        return None
    body = body_of(outcome.receipt.document)
    program = program_of(await desk.shelves.of(command.header.company), outcome.receipt.document)
    purse, worth = purse_of(body["purse"]), worth_spent(program, body)
    return None if purse is None or worth is None else Spending(purse, worth, program.settings.proof_above_minor)


def program_of(shelf: Shelf, document: bytes) -> Program:
    """The program by which a receipt was decided."""
    return shelf.by_digest(bytes.fromhex(read(document).body["program"])).program


def worth_spent(program: Program, body: Json) -> int | None:
    """What a receipt spends, in minor units and rounded up; None where it spends nothing of the member's own.

    Points count for what they are worth, or for the reward or the discount that they are spent on where that is worth more.
    """
    worths = {unit.id: unit.worth for unit in program.units}
    as_discount = {rule.id: rule.worth for rule in program.points_off}
    rewards = {reward.id: reward.worth_minor for reward in program.rewards}
    spent, total = False, Fraction(0)
    for effect in body["effects"]:
        if effect["effect"] == "spend":
            spent = True
            counted = effect["count"] * max(worths.get(effect["unit"], Fraction(0)), as_discount.get(effect["what"], Fraction(0)))
            total += max(counted, Fraction(rewards.get(effect["what"], 0) * effect["times"]))
        elif effect["effect"] == "pay" and effect["purse"] == body["purse"]:
            spent, total = True, total + effect["count"]
    return -((-total).__floor__()) if spent else None
