"""Experiences over HTTP: what there is and how many seats are left, replies, the door, who comes."""

from json import loads
from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from zegel.api.door import Answer, Door, parameters
from zegel.api.schemas import SOMEBODY, STRICT, Actor, Branch, IdentifierIn, MemberId, Reason, Till, strictly
from zegel.api.shapes import CLOSED, Moment, Said
from zegel.api.writes import writing
from zegel.core.ids import purse_text
from zegel.core.refusals import UnknownExperience
from zegel.decide.seats import STATES
from zegel.flows.commands import AnswerInvitation, CallOff, CheckIn
from zegel.flows.seats import DOSSIER, called_off, seats_of
from zegel.hall.answers import moment_text
from zegel.hall.calls import Call, Found, header_of, someone
from zegel.program.words import clock

PAGE: Final = 200


@with_config(strictly(**SOMEBODY))
class ReplyIn(TypedDict):
    """Whether a member comes, and with how many guests."""

    actor: NotRequired[Actor]
    answer: Literal["accept", "decline"]
    branch: NotRequired[Branch]
    guests: NotRequired[Annotated[int, Field(ge=0, le=1000)]]
    identifier: NotRequired[IdentifierIn]
    member: NotRequired[MemberId]
    till: NotRequired[Till]


@with_config(strictly(**SOMEBODY))
class CheckInIn(TypedDict):
    """Who is at the door."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    identifier: NotRequired[IdentifierIn]
    member: NotRequired[MemberId]
    till: NotRequired[Till]


@with_config(STRICT)
class CancellationIn(TypedDict):
    """Why an experience does not go on."""

    actor: NotRequired[Actor]
    branch: NotRequired[Branch]
    reason: Reason
    till: NotRequired[Till]


@with_config(CLOSED)
class CostOut(TypedDict):
    """What a seat costs; who says no through `cancel_until` gets it back."""

    cancel_until: str
    count: int
    unit: str


@with_config(CLOSED)
class ExperienceOut(TypedDict):
    """An experience. `left`: how many seats nobody has; a day and a time are those of the branch."""

    experience: str
    names: Said
    date: str
    starts: str
    branch: str
    seats: int
    left: int
    reply_until: str
    guests: int
    cost: CostOut | None
    called_off: bool


@with_config(CLOSED)
class ExperiencesOut(TypedDict):
    """Every experience of the live program."""

    experiences: list[ExperienceOut]


@with_config(CLOSED)
class GuestOut(TypedDict):
    """A member's reply: `asked` is when they said yes, which is their place in the line."""

    member: str
    state: str
    guests: int
    asked: Moment


@with_config(CLOSED)
class GuestsOut(TypedDict):
    """Who replied, who asked first comes first."""

    guests: list[GuestOut]


CANCELLATION: Final[TypeAdapter[Any]] = TypeAdapter(CancellationIn)
REPLY: Final[TypeAdapter[Any]] = TypeAdapter(ReplyIn)
CHECK_IN: Final[TypeAdapter[Any]] = TypeAdapter(CheckInIn)


def _reply(call: Call, found: Found, canonical: bytes) -> AnswerInvitation:
    """POST /v1/experiences/{experience}/replies."""
    header, who = header_of(call, found, canonical), someone(call, found)
    return AnswerInvitation(header, who, call.params["experience"], found["answer"] == "accept", found.get("guests", 0))


def _check_in(call: Call, found: Found, canonical: bytes) -> CheckIn:
    """POST /v1/experiences/{experience}/check-ins."""
    return CheckIn(header_of(call, found, canonical), someone(call, found), call.params["experience"])


def _call_off(call: Call, found: Found, canonical: bytes) -> CallOff:
    """POST /v1/experiences/{experience}/cancellation."""
    return CallOff(header_of(call, found, canonical), call.new_id(), call.params["experience"], found["reason"])


call_off = writing(CANCELLATION, _call_off)
reply = writing(REPLY, _reply)
check_in = writing(CHECK_IN, _check_in)


async def list_experiences(door: Door, call: Call) -> Answer:
    """GET /v1/experiences: what members may come to, with the seats that are left."""
    parameters(call)
    left = await door.queries.counters(call.grant.company)
    found = [
        {
            "experience": one.id, "names": {"nl": one.names.nl, "en": one.names.en}, "date": one.date, "starts": clock(one.starts),
            "branch": one.branch, "seats": one.seats, "left": left.left(seats_of(one.id), one.seats), "reply_until": one.reply_until,
            "guests": one.guests, "called_off": await door.desk.find(call.grant.company, called_off(one.id)) is not None,
            "cost": {"unit": one.unit, "count": one.cost, "cancel_until": one.cancel_until} if one.cost else None,
        }
        for one in call.live(call.at).program.experiences
    ]  # fmt: skip
    return Answer(200, to_json({"experiences": found}))


async def list_guests(door: Door, call: Call) -> Answer:
    """GET /v1/experiences/{experience}/guests: everybody who replied, in the order in which they said yes."""
    parameters(call)
    asked = call.params["experience"]
    if all(one.id != asked for one in call.live(call.at).program.experiences):
        raise UnknownExperience(experience=asked[:60])
    found, after = [], (b"", "")
    while page := await door.queries.dossiers(call.grant.company, DOSSIER, STATES, after, PAGE):
        after = (page[-1].purse, page[-1].id)
        found += [(loads(one.data), one) for one in page if one.id == asked]
    found.sort(key=lambda pair: (pair[0]["asked"], pair[1].purse))
    told = [
        {"member": purse_text(one.purse), "state": one.state, "guests": data["guests"], "asked": moment_text(data["asked"])}
        for data, one in found
    ]
    return Answer(200, to_json({"guests": told}))
