"""Cases after the sale (domain.md M33-M35, M39): which kinds there are, how each goes on, what each says.

The law's own remedies come first: goodwill is only ever offered besides them, and a refusal is a person's, with a reason.
"""

from collections.abc import Mapping
from typing import Any, Final

from zegel.core.canonical import quoted
from zegel.core.value import value
from zegel.decide.cash_back import PAID, SENT, SENT_BACK, TO_CHECK, TO_PAY
from zegel.decide.referring import WHY
from zegel.program.errand_words import errand_called
from zegel.program.model import Program, Words
from zegel.program.words import Language, both, day, money, named

WARRANTY, REBATE, TRADE_IN, SERVICE, TRIAL, TASK = "warranty", "rebate", "trade in", "service", "trial", "task"
REFERRAL: Final = "referral"
"""The dossier of a friend who came by a member (decide.referring); a case only while it is looked at."""
KINDS: Final = (WARRANTY, REBATE, TRADE_IN, SERVICE, TASK)
"""What somebody moves on, and all but a task opens. A trial begins with its sale, and ends with a return or by itself."""
LISTED: Final = (*KINDS, TRIAL, REFERRAL)
MOVED: Final = (*KINDS, REFERRAL, TRIAL)
"""What somebody moves on: also a friend about whom the office is asked, and a trial of which the shop says that it charged it."""

RUNNING, KEPT, RETURNED = "running", "kept", "returned"
TO_CHARGE, CHARGED, NOT_CHARGED, TO_RELEASE, RELEASED = "to charge", "charged", "not charged", "to release", "released"
"""The states of a trial. One that was paid at the sale is `kept` or `returned`; else the shop is told to charge it, or to set free
what it held, once, and says what came of that."""

MOVES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    WARRANTY: {"valid": ("claimed", "void"), "claimed": ("honoured", "valid")},
    REBATE: {
        "claimed": ("approved", "refused"), TO_PAY: (),
        TO_CHECK: (TO_PAY,), SENT: (PAID, SENT_BACK), PAID: (SENT_BACK,), SENT_BACK: (TO_PAY,),
    },
    TRADE_IN: {"offered": ("taken", "cancelled")},
    SERVICE: {
        "open": ("acknowledged", "closed"), "acknowledged": ("remedied", "offered", "closed"), "remedied": ("offered", "closed"),
        "offered": ("accepted", "declined"), "accepted": ("closed",), "declined": ("closed",), "closed": ("open",),
    },
    TASK: {"to do": ("done", "dropped"), "done": ("to do",)},
    TRIAL: {TO_CHARGE: (CHARGED, NOT_CHARGED), NOT_CHARGED: (CHARGED,), TO_RELEASE: (RELEASED,)},
    REFERRAL: {"held": ("approved", "refused")},
}  # fmt: skip
"""Kind → state → the states that may follow. A rebate in money that is approved is `to pay`, and sent with a payment file."""

FRIEND_STATES: Final = ("registered", "held", "approved", "refused", "rewarded", "rejected")
"""How a friend can stand, by the friend's own dossier."""

STATES: Final = tuple(
    sorted(
        {RUNNING, KEPT, RETURNED, TO_CHARGE, TO_RELEASE, "rewarded", "rejected"}
        | {state for moves in MOVES.values() for then in moves.items() for state in (then[0], *then[1])}
    )
)
"""Every state that a case can be in."""

FIRST: Final = {WARRANTY: "valid", REBATE: "claimed", TRADE_IN: "offered", SERVICE: "open", TASK: "to do"}
"""Kind → the state in which a case begins."""

GIVES: Final = {REBATE: "approved", TRADE_IN: "taken", SERVICE: "accepted"}
"""Kind → the state that gives the member something."""

NEEDS_REASON: Final = frozenset({NOT_CHARGED, SENT_BACK, "refused", "cancelled", "void", "declined", "open", "dropped", "to do"})
"""States that say why: also a case that was closed and is open again, and a task that is to be done after all."""
REMEDIES: Final = ("repaired", "replaced", "refunded", "nothing due")
"""What the law gives whom something went wrong for, and that comes before any goodwill."""
CLOSED: Final = "closed"
"""It is done, unless the customer comes back about it."""
SETTLED: Final = frozenset({CLOSED, "done", PAID})
"""States of what is done, and could still be opened again."""
OVER: Final = ((SERVICE, CLOSED), (TASK, "done"), (TASK, "dropped"))
"""(kind, state) of what is forgotten after `settings.keep cases`. A warranty, a rebate and a trade-in stay: what was had once is not had
again, and who has a warranty still has it then."""


@value
class Cased:
    """A case of `kind` about `what` is in `state` from now on. `until`: through which day a trial that begins runs, and a warranty holds
    ("" for anything else).

    `minor` is what the shop is to charge for it now, or (running) when it is over, or to set free; what a trade-in is bought for; what a
    goodwill that is offered is worth (0 for anything else, and not written).
    """

    kind: str
    state: str
    what: str
    until: str = ""
    minor: int = 0

    def json(self) -> str:
        minor = f'"minor":{self.minor},' if self.minor else ""
        return (
            f'{{"effect":"case","kind":{quoted(self.kind)},{minor}"state":{quoted(self.state)},"until":{quoted(self.until)},'
            f'"what":{quoted(self.what)}}}'
        )


CALLED: Final = {
    WARRANTY: Words("garantie", "warranty"), REBATE: Words("teruggave", "rebate"), TRADE_IN: Words("inruil", "trade-in"),
    SERVICE: Words("melding", "case"), TRIAL: Words("proef", "trial"),
    TASK: Words("taak", "task"),
    REFERRAL: Words("vriend", "friend"),
}  # fmt: skip
SAID: Final = {
    TO_PAY: Words("te betalen", "to be paid"), SENT: Words("naar de bank", "with the bank"), PAID: Words("betaald", "paid"),
    TO_CHECK: Words("rekening nakijken", "account to be checked"),
    SENT_BACK: Words("teruggestuurd door de bank", "sent back by the bank"),
    "valid": Words("geldig", "valid"), "claimed": Words("aangevraagd", "claimed"), "honoured": Words("ingelost", "honoured"),
    "void": Words("vervallen", "void"), "approved": Words("goedgekeurd", "approved"), "refused": Words("afgewezen", "refused"),
    "offered": Words("aangeboden", "offered"), "taken": Words("ingeleverd", "handed in"), "cancelled": Words("geannuleerd", "cancelled"),
    "open": Words("ontvangen", "received"), "acknowledged": Words("in behandeling", "being looked at"),
    "remedied": Words("hersteld of vergoed", "put right"), "accepted": Words("gebaar aangenomen", "gesture accepted"),
    "running": Words("loopt", "running"), "kept": Words("gehouden", "kept"), "returned": Words("teruggebracht", "returned"),
    TO_CHARGE: Words("nu af te schrijven", "to be charged now"), CHARGED: Words("afgeschreven", "charged"),
    NOT_CHARGED: Words("afschrijven mislukt", "could not be charged"),
    TO_RELEASE: Words("teruggebracht, vrij te geven", "returned, to be set free"),
    RELEASED: Words("vrijgegeven", "set free"),
    "declined": Words("gebaar afgeslagen", "gesture declined"), "closed": Words("afgesloten", "closed"),
    "to do": Words("te doen", "to do"), "done": Words("gedaan", "done"), "dropped": Words("niet nodig", "not needed"),
    "registered": Words("telt nog niet mee", "does not count yet"), "held": Words("eerst bekijken", "looked at first"),
    "rewarded": Words("beloond", "rewarded"), "rejected": Words("telt niet mee", "does not count"),
    "over the limit": Words("boven het aantal", "beyond the limit"),
}  # fmt: skip


def about(program: Program, kind: str, data: Mapping[str, Any], language: Language) -> str:
    """What a case is about: a promise as the program calls it, a task by what is to be done; else as it stands, an article's number or
    what somebody complained of."""
    what, rule = str(data.get("what") or ""), str(data.get("rule") or "")
    if kind == TASK:
        return next((errand_called(one, language) for one in program.errands if one.id == what), what)
    if what:
        return named(program, kind, what, language) if kind in (REBATE, TRADE_IN) else what
    return named(program, kind, rule, language) if rule else ""


def case_words(effect: Mapping[str, Any], program: Program) -> Words:
    """`garantie P100: geldig`, `proef MATRAS: loopt t/m 12 juni 2026, daarna te betalen: € 500,00`, `taak “Bel deze klant”: gedaan`."""
    kind, state, currency = CALLED[effect["kind"]], SAID[effect["state"]], program.currency
    what = both(lambda language: about(program, effect["kind"], effect, language))
    if effect["kind"] == REFERRAL:
        why = WHY.get(effect["what"], Words("", ""))
        tail = (f" ({why.nl})", f" ({why.en})") if why.nl else ("", "")
        return Words(f"{kind.nl}: {state.nl}{tail[0]}", f"{kind.en}: {state.en}{tail[1]}")
    if effect["kind"] in (SERVICE, TASK):  # in the words of whoever complained, or asked
        what = Words(f"“{what.nl}”", f"“{what.en}”")
    until = effect.get("until", "")
    nl, en = (f" t/m {day(until, 'nl')}", f" through {day(until, 'en')}") if until else ("", "")
    if until and effect.get("minor"):
        then = [money(effect["minor"], currency, language) for language in ("nl", "en")]
        nl, en = f"{nl}, daarna te betalen: {then[0]}", f"{en}, to be paid after it: {then[1]}"
    elif effect.get("minor"):
        nl, en = f" ({money(effect['minor'], currency, 'nl')})", f" ({money(effect['minor'], currency, 'en')})"
    return Words(f"{kind.nl} {what.nl}: {state.nl}{nl}", f"{kind.en} {what.en}: {state.en}{en}")
