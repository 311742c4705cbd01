"""What a day brings a member, or why not, in words; for whoever asks."""

from zegel.core.ids import PurseId
from zegel.core.periods import Day
from zegel.decide.plan import plan_of
from zegel.desk.desk import Desk
from zegel.flows.on_a_day import OnDay, on_day
from zegel.hall.calls import Call, local
from zegel.hall.members import member_around
from zegel.ledger.purse import Purse
from zegel.program.errand_words import errand_bare
from zegel.program.model import Program, Words
from zegel.program.occasion_words import on_the_day
from zegel.program.words import Language, both, condition, counted, day, unit_names
from zegel.store.queries import NamedQueries

_WHY = {
    "no member": Words("deze kaart is van niemand", "nobody owns this card"),
    "no birthday": Words("wij weten de verjaardag niet", "we do not know the birthday"),
    "never": Words("dat valt op geen dag meer", "that falls on no day any more"),
    "blocked": Words("er is geblokkeerd", "there is a block"),
    "not then": Words("dat is toen niet gegeven; nu zou het wel gelden", "that was not given then; now it would hold"),
}
_ON = {
    "before joining": Words("lid pas sinds {day}", "a member only since {day}"),
    "another day": Words("dat valt op {day}", "that falls on {day}"),
    "given before": Words("dat was er al op {day}", "that was there on {day} already"),
}
_DID = {
    "given": {
        "occasion": Words("gegeven", "given"),
        "message": Words("geschreven", "written"),
        "task": Words("aan het team gevraagd", "asked of the team"),
    },
    "due": {
        "occasion": Words("wordt gegeven, zoals het nu staat", "will be given, as things stand"),
        "message": Words("wordt geschreven, zoals het nu staat", "will be written, as things stand"),
        "task": Words("wordt het team gevraagd, zoals het nu staat", "will be asked of the team, as things stand"),
    },
}  # fmt: skip


def today_of(call: Call) -> Day:
    """The day that it is for the company."""
    return local(call.live(call.at), "", call.at).business_date


async def day_of(desk: Desk, queries: NamedQueries, call: Call, member: PurseId, on: Day) -> tuple[Purse, tuple[OnDay, ...]]:
    """The member's purse, and how everything stands on that day; refuses `unknown_member`."""
    purse, facts = await member_around(desk, call, member)
    known = await queries.profile_of(call.grant.company, purse.id)
    birthday = known.profile.birthday if known else ""
    return purse, on_day(facts, plan_of(call.live(call.at)), purse, birthday, on, today_of(call))


def kind_of(program: Program, one: OnDay) -> str:
    """`occasion`, `message` or `task`."""
    return next((errand.kind for errand in program.errands if errand.id == one.occasion.id), "occasion")


def day_said(program: Program, one: OnDay) -> Words:
    """`50 punten, op uw verjaardag: dat valt op 15 juni 2026.`"""
    return both(lambda language: _said(program, one, language))


def _said(program: Program, one: OnDay, language: Language) -> str:
    name = _name(program, one, language)
    return f"{name[:1].upper()}{name[1:]}: {_reason(program, one, language)}."


def _name(program: Program, one: OnDay, language: Language) -> str:
    errand = next((errand for errand in program.errands if errand.id == one.occasion.id), None)
    if errand is not None:
        return errand_bare(errand, language)
    what = counted(one.occasion.count, unit_names(program, one.occasion.unit), language)
    return f"{what}, {on_the_day(one.occasion, language)}"


def _reason(program: Program, one: OnDay, language: Language) -> str:
    if one.state != "not":
        words = _DID[one.state][kind_of(program, one)]
    elif one.test is not None:
        when = condition(program, one.test, language)
        return f"dat geldt alleen {when}" if language == "nl" else f"that holds only {when}"
    else:
        words = _WHY.get(one.why) or _ON[one.why]
    said = words.nl if language == "nl" else words.en
    return said.format(day=day(one.on, language)) if one.on else said
