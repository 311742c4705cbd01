"""Rewards: what is promised, what is left of it at each branch, how often it was given; its stock, its category and its photo."""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from zegel.core.refusals import NotSignedIn, UnknownReward
from zegel.desk.register import Change
from zegel.hall.calls import Call
from zegel.hall.stock import kept
from zegel.program.model import Reward
from zegel.program.sentences import sentences
from zegel.store.counters import Counters
from zegel.store.people_queries import PeopleQueries
from zegel.store.people_records import Deed
from zegel.store.reward_faces import NO_FACE, RewardFace, put_face
from zegel.web.office.frame import framed
from zegel.web.office.member import units_of
from zegel.web.office.shelf import gifts
from zegel.web.office.shelf.stock import refill, remains_of, shown
from zegel.web.office.taking import taken_list
from zegel.web.parts.asked import Answer, Asked, Page, Sent
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.parts.photos import MOST_BYTES, NoPhoto, Photo, drawn
from zegel.web.parts.tables import Column, Row, fact, listed, row
from zegel.web.parts.visitors import Visitor
from zegel.web.parts.words import Tongue

HERE: Final = "/kantoor/beloningen"
DAYS: Final = 30
COLUMNS: Final = (
    Column("reward"), Column("category"), Column("price"), fact("cost", "money"), fact("stock", "count"), fact("given", "count"),
)  # fmt: skip
GIVEN: Final = (Column("day", "day"), Column("branch"), fact("given", "count"))


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/beloningen: every reward of the live program; `category` shows those of one."""
    call = await door.call(asked)
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    company = call.grant.company
    faces, left = await door.queries.reward_faces.all(company), await door.queries.counters(company)
    given = await given_lately(door, call, figures)
    rewards = [_told(call, reward, faces.get(reward.id, NO_FACE), left, given, figures, tongue) for reward in _rewards(call)]
    things = gifts.told(call, left, figures, tongue)
    categories = sorted({one["category"] for one in rewards if one["category"]})
    category = asked.text("category", 60)
    listing = listed(
        asked, COLUMNS, [_row(one) for one in rewards if category in ("", one["category"])], "reward", [("category", category)]
    )
    if listing.wish.file:
        return await taken_list(door, asked, call, "rewards", listing)
    by_id = {one["to"]: one for one in rewards}
    shows = {
        "list": listing, "rewards": [by_id[shown.to["reward"]] for shown in listing.rows], "categories": categories,
        "category": category, "days": DAYS, "given_in_all": sum(one["given"] for one in rewards),
        "nearly": [one for one in (*rewards, *things) if one["nearly"]], "gifts": things,
    }  # fmt: skip
    return Page("office/rewards.html", await framed(door, asked, call, "rewards", shows))


async def one(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/beloningen/{reward}."""
    call = await door.call(asked)
    return await _page(door, asked, call, _reward(call, asked.params["reward"]), "", 200)


async def _page(door: Door, asked: Asked, call: Call, reward: Reward, trouble: str, status: int) -> Answer:
    visitor = _visitor(asked)
    figures, tongue = door.figures(asked, call), door.renderer.tongue("office", asked.speaks)
    company = call.grant.company
    face = (await door.queries.reward_faces.all(company)).get(reward.id, NO_FACE)
    left = await door.queries.counters(company)
    given = await given_lately(door, call, figures)
    rows = [
        row({"day": day, "branch": branch, "given": count}) for (which, day, branch), count in given.items() if which == reward.id
    ]  # fmt: skip
    listing = listed(asked, GIVEN, rows, "-day")
    if listing.wish.file:
        return await taken_list(door, asked, call, "given", listing)
    said = next((found for found in sentences(call.live(asked.at).program) if found.path == f"rewards.{reward.id}"), None)
    shows = {
        "one": _told(call, reward, face, left, given, figures, tongue), "list": listing, "days": DAYS, "trouble": trouble,
        "says": "" if said is None else said.nl if asked.speaks == "nl" else said.en,
        "stock": shown(kept("reward", reward), left, visitor),
        "may_face": "program:write" in visitor.rights,
    }  # fmt: skip
    return Page("office/reward.html", await framed(door, asked, call, "rewards", shows), status)


async def restock(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/beloningen/{reward}/voorraad: so many more of it (or less), at a branch, and why."""
    call = await door.call(asked)
    reward = _reward(call, asked.params["reward"])
    await refill(door, asked, call, kept("reward", reward))
    return Sent(f"{HERE}/{quote(reward.id)}")


async def dress(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/beloningen/{reward}/gezicht: its category, and its photo: another, none, or the one that it has."""
    call = await door.call(asked)
    reward = _reward(call, asked.params["reward"])
    company = call.grant.company
    old = (await door.queries.reward_faces.all(company)).get(reward.id, NO_FACE)
    sent = asked.files.get("photo", b"")
    photo: Photo | None = None
    if sent:
        try:
            photo = await drawn(sent)
        except NoPhoto as refused:
            return await _page(door, asked, call, reward, refused.why, 422)
    kept = "" if asked.text("no_photo", 4) == "yes" else old.photo
    face = RewardFace(asked.text("category", 60), photo.hash if photo else kept)
    done = Deed(
        call.grant.actor, "reward.face", f"reward:{reward.id}", {"category": old.category, "photo": old.photo},
        {"category": face.category, "photo": face.photo}, "", asked.request_id,
    )  # fmt: skip

    async def work(_people: PeopleQueries) -> Change[None]:
        return Change(put_face(company, reward.id, face, photo.sizes if photo else {}, asked.at), (done,), None)

    await door.people.register.change(company, asked.at, work)
    return Sent(f"{HERE}/{quote(reward.id)}")


def _visitor(asked: Asked) -> Visitor:
    if asked.visitor is None:
        raise NotSignedIn()
    return asked.visitor


def _rewards(call: Call) -> tuple[Reward, ...]:
    return call.live(call.at).program.rewards


def _reward(call: Call, named: str) -> Reward:
    found = next((reward for reward in _rewards(call) if reward.id == named), None)
    if found is None:
        raise UnknownReward(what=named[:60])
    return found


async def given_lately(door: Door, call: Call, figures: Figures) -> dict[tuple[str, str, str], int]:
    """(reward, day, branch) → how often it was given, lately."""
    today = figures.local(call.at).date()
    first = (today - timedelta(days=DAYS - 1)).isoformat()
    return await door.queries.reward_faces.taken(call.grant.company, first, today.isoformat())


def _told(
    call: Call, reward: Reward, face: RewardFace, left: Counters, given: dict[tuple[str, str, str], int], figures: Figures,
    tongue: Tongue,
) -> dict[str, Any]:  # fmt: skip
    """A reward as a card of the list."""
    units, say = units_of(call), tongue.say
    unit = units.get(reward.cost_unit)
    price = say("for a token") if reward.token or unit is None else figures.counted(reward.cost, unit.names)
    if reward.cash_minor:
        price = say("and cash", price=price, cash=figures.money(reward.cash_minor))
    name = tongue.words(reward.names)
    remains = remains_of(kept("reward", reward), left, figures, tongue)
    return {
        "id": reward.id, "name": name[:1].upper() + name[1:], "to": f"{HERE}/{quote(reward.id)}", "price": price,
        "cost": reward.cost_price_minor or None, "category": face.category, "photo": face.photo, "stock": remains.words,
        "nearly": remains.nearly,
        "remains": remains.count, "given": sum(n for key, n in given.items() if key[0] == reward.id),
        "part": remains.part, "limited": remains.count is not None,
    }  # fmt: skip


def _row(one: dict[str, Any]) -> Row:
    cells = {
        "reward": one["name"], "category": one["category"], "price": one["price"], "cost": one["cost"], "stock": one["remains"],
        "given": one["given"],
    }  # fmt: skip
    return row(cells, {"reward": one["to"], "given": one["to"]})


MOST_UPLOAD: Final = MOST_BYTES + 64 * 1024
"""Bytes of the form with a photo in it."""
