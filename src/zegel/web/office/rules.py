"""Each rule as a sentence beside its form. What a form changes is written into the draft's file, and nothing around it."""

from asyncio import to_thread
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from zegel.core.canonical import Json
from zegel.core.refusals import Malformed
from zegel.core.value import value
from zegel.program import fields as forms
from zegel.program.editing import changed
from zegel.program.fields import SECTIONS, Field
from zegel.program.model import Program, Words
from zegel.program.page import ID_SHAPE, MAX_ID
from zegel.program.read import read_yaml
from zegel.program.sentences import sentences
from zegel.program.terms import heading_of
from zegel.program.tree import Problem, ProgramMistakes, document_of
from zegel.program.words import Language, of
from zegel.store.segments import Segment
from zegel.web.office.drafting import LONGEST, Desktop, kept, on_the_table
from zegel.web.office.frame import framed
from zegel.web.office.key_words import ADDED, KEYS_SAID
from zegel.web.office.program import looked_at, publishing
from zegel.web.office.segment_picks import KEY, Pick, is_picked, picks_of, with_picked
from zegel.web.parts.asked import Answer, Asked, Page, Piece, Sent
from zegel.web.parts.door import Door

HERE: Final = "/kantoor/programma/regel"
MAIN: Final[dict[str, tuple[str, ...]]] = {
    "earn": ("give", "per", "multiply", "at most"), "stamp cards": ("stamp", "slots", "full gives"),
    "discounts": ("off", "price", "take", "pay", "spend", "at most"), "coupons": ("code", "off", "give", "voucher"),
    "rewards": ("costs", "stock", "cost price", "VAT"), "tiers": ("from", "gives"), "units": ("worth", "expires", "pending"),
}  # fmt: skip
"""The keys that a form shows first, also while they are empty; of other sections those that are filled in."""


_PLACES: Final = {section: n for n, section in enumerate(ADDED)}
"""Where a section stands in the menu; what is seldom changed comes last."""


@value
class Shown:
    """A field as the page shows it: what was typed, and what is wrong with that."""

    id: str
    field: Field
    label: str
    typed: str
    wrong: tuple[str, ...]
    picks: tuple[Pick, ...] = ()


@value
class Group:
    """Fields that belong together; `key` "" for the rule's own, "more" for those that are seldom used."""

    key: str
    label: str
    fields: tuple[Shown, ...]
    is_open: bool


@value
class Read:
    """What the draft's text comes to: its tree, and the program or its mistakes."""

    tree: Mapping[str, Json]
    program: Program | None
    mistakes: tuple[Problem, ...]


def read(text: str) -> Read:
    """The text as far as it can be read."""
    try:
        tree = forms.tree_of(text)
    except ProgramMistakes as wrong:
        return Read({}, None, tuple(wrong.problems))
    try:
        return Read(tree, read_yaml(text), ())
    except ProgramMistakes as wrong:
        return Read(tree, None, tuple(wrong.problems))


def path_of(section: str, name: str) -> str:
    """The rule's path, as sentences and mistakes have it."""
    return ".".join(forms.place_of(section, name))


def is_below(path: str, whole: str) -> bool:
    """Whether `path` is `whole` or a part of it."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def said_of(program: Program, whole: str, language: Language) -> list[str]:
    """What the program says of a rule."""
    return [one.nl if language == "nl" else one.en for one in sentences(program, full=True) if is_below(one.path, whole)]


def address_of(section: str, name: str) -> str:
    """Where the rule's form is."""
    return f"{HERE}?{urlencode({'deel': section, 'naam': name})}"


async def show(door: Door, asked: Asked) -> Answer:
    """GET /kantoor/programma/regel: the rules, and the form of one."""
    table = await on_the_table(door, asked)
    found = await to_thread(read, table.text)
    section, name = _asked_for(asked, found)
    return await _page(door, asked, table, found, section, name, {}, ())


async def keep(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/regel: write the form into the draft; what cannot be read stays as it was typed, with what is wrong."""
    table = await on_the_table(door, asked)
    section, name, typed = *_named(asked, await to_thread(read, table.text)), _typed(asked)
    along = await to_thread(with_picked, table.text, typed, await _saved(door, table))
    text, wrong = await to_thread(forms.filled_in, along, section, name, typed)
    after = await to_thread(read, text)
    document = document_of(text)
    mine = [one for one in after.mistakes if is_below(one.path, path_of(section, name))]
    if wrong or mine or document is None:
        return await _page(door, asked, table, after, section, name, typed, wrong, 422)
    await kept(door, asked, text, document, asked.number("revision", 0, 2**53))
    return Sent(address_of(section, name))


async def look(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/regel/bekijk: the sentence of the form as it stands; nothing is kept."""
    table = await on_the_table(door, asked)
    section, name = _named(asked, await to_thread(read, table.text))
    along = await to_thread(with_picked, table.text, _typed(asked), await _saved(door, table))
    text, wrong = await to_thread(forms.filled_in, along, section, name, _typed(asked))
    after = await to_thread(read, text)
    shows = _sentence(asked, table, after, section, name, is_untyped=bool(wrong))
    return Piece("office/sentence.html", await framed(door, asked, table.call, "program", shows))


async def add(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/regel/nieuw: one rule more, with something to begin with; its form says what is still missing."""
    table = await on_the_table(door, asked)
    section, name = asked.text("deel", 40), " ".join(asked.text("naam", 200).split())
    found = await to_thread(read, table.text)
    if section not in ADDED:
        raise Malformed("deel: a section of the program", field="deel")
    if len(name) > MAX_ID or not ID_SHAPE.fullmatch(name) or (section, name) in forms.rules_of(found.tree):
        return await _page(door, asked, table, found, *_first(found), {}, (), 422, adds=(section, name))
    text = await to_thread(changed, table.text, forms.place_of(section, name), begun(found.tree, section, name))
    document = document_of(text)
    if document is None:
        raise Malformed("The draft is no file that a form can change.", field="text")
    await kept(door, asked, text, document, asked.number("revision", 0, 2**53))
    return Sent(address_of(section, name))


async def drop(door: Door, asked: Asked) -> Answer:
    """POST /kantoor/programma/regel/weg: without this rule from the draft on. What members have of it is theirs."""
    table = await on_the_table(door, asked)
    section, name = _named(asked, await to_thread(read, table.text))
    text = await to_thread(changed, table.text, forms.place_of(section, name), None)
    document = document_of(text)
    if document is None:
        raise Malformed("The draft is no file that a form can change.", field="text")
    await kept(door, asked, text, document, asked.number("revision", 0, 2**53))
    return Sent(HERE)


def begun(tree: Mapping[str, Json], section: str, name: str) -> Json:
    """What a new rule begins as."""
    company, units, rewards = (tree.get(key) for key in ("company", "units", "rewards"))
    currency = company.get("currency", "EUR") if isinstance(company, Mapping) else "EUR"
    unit = next(iter(units), "points") if isinstance(units, Mapping) else "points"
    reward = next(iter(rewards), "") if isinstance(rewards, Mapping) else ""
    begins: dict[str, Json] = {
        "earn": {"give": f"1 {unit}", "per": f"1.00 {currency}"},
        "stamp cards": {"stamp": "1 per visit", "slots": "10", "full gives": reward},
        "tiers": {"from": "1000"},
        "discounts": {"off": "5%"},
        "coupons": {"code": name.upper().replace(" ", ""), "off": "5%"},
        "rewards": {"gives": {"item": name}, "costs": f"100 {unit}"},
    }
    return begins[section]


def _typed(asked: Asked) -> dict[str, str]:
    """What was typed in each field; of several that were ticked a list with commas."""
    return {
        name[2:]: ", ".join(filter(None, asked.texts(name, 2_000))) if name.endswith(f".{KEY}") else asked.text(name, 2_000)
        for name in asked.fields if name.startswith("f:")
    }  # fmt: skip


async def _saved(door: Door, table: Desktop) -> list[Segment]:
    """What the office keeps under a name; nothing for who may not see that."""
    return await door.queries.segments.all(table.company) if "segments:read" in table.call.grant.scopes else []


def _first(found: Read) -> tuple[str, str]:
    every = list(forms.rules_of(found.tree))
    return next((one for one in every if one[0] in MAIN and one[0] != "units"), every[0] if every else ("", ""))


def _asked_for(asked: Asked, found: Read) -> tuple[str, str]:
    asked_for = (asked.text("deel", 40), asked.text("naam", 200))
    return asked_for if asked_for in forms.rules_of(found.tree) else _first(found)


def _named(asked: Asked, found: Read) -> tuple[str, str]:
    named = (asked.text("deel", 40), asked.text("naam", 200))
    if named not in forms.rules_of(found.tree):
        raise Malformed("naam: a rule of the draft", field="naam")
    return named


async def _page(
    door: Door, asked: Asked, table: Desktop, found: Read, section: str, name: str, typed: Mapping[str, str],
    wrong: tuple[forms.Untyped, ...], status: int = 200, adds: tuple[str, str] | None = None,
) -> Answer:  # fmt: skip
    figures, live = door.figures(asked, table.call), table.call.live(asked.at)
    mistakes = [one for one in found.mistakes if section and is_below(one.path, path_of(section, name))]
    before = await to_thread(read, table.text) if typed else found  # the form is that of the rule as it stands
    saved = await _saved(door, table)
    groups, unplaced = _groups(before.tree, section, name, typed, mistakes, wrong, asked.speaks, saved) if section else ([], mistakes)
    looked = await to_thread(looked_at, table.text, live, asked.speaks, figures, asked.at)
    shows = {
        "chapters": _menu(before, section, name, asked.speaks), "section": section, "name": name, "groups": groups, "unplaced": unplaced,
        "elsewhere": [one for one in found.mistakes if one not in mistakes], "draft": table.draft, "revision": table.revision,
        "looked": looked, "added": [(key, of(said, asked.speaks)) for key, said in ADDED.items()], "adds": adds, "longest": LONGEST,
        **_sentence(asked, table, found, section, name, is_untyped=bool(wrong)), "hints": [],
        **await publishing(door, asked, table.call, table.draft),
    }  # fmt: skip
    return Page("office/rules.html", await framed(door, asked, table.call, "program", shows), status)


def _sentence(asked: Asked, table: Desktop, found: Read, section: str, name: str, *, is_untyped: bool) -> dict[str, Any]:
    """What the rule says as the form stands, and what it says live."""
    whole = path_of(section, name) if section else ""
    said = said_of(found.program, whole, asked.speaks) if found.program and section and not is_untyped else []
    was = said_of(table.call.live(asked.at).program, whole, asked.speaks) if section else []
    hints = [one.said(asked.speaks) for one in found.mistakes if section and is_below(one.path, whole)]
    return {"said": said, "was": [] if said == was else was, "hints": hints, "is_new": bool(section) and not was, "is_wrong": not said}


def _menu(found: Read, section: str, name: str, language: Language) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every rule with its first sentence, under its chapter's heading."""
    said: dict[str, str] = {}
    for one in sentences(found.program, full=True) if found.program else []:
        said.setdefault(one.path, one.nl if language == "nl" else one.en)
    wrong = [one.path for one in found.mistakes]
    chapters: dict[str, list[dict[str, Any]]] = {}
    for of_section, rule in sorted(forms.rules_of(found.tree), key=lambda one: _PLACES.get(one[0], len(_PLACES))):
        whole = path_of(of_section, rule)
        chapters.setdefault(of(heading_of(whole), language), []).append({
            "name": rule, "to": address_of(of_section, rule), "here": (of_section, rule) == (section, name), "says": said.get(whole, ""),
            "wrong": any(is_below(path, whole) for path in wrong),
        })  # fmt: skip
    return list(chapters.items())


def _groups(
    tree: Mapping[str, Json], section: str, name: str, typed: Mapping[str, str], mistakes: list[Problem], wrong: tuple[forms.Untyped, ...],
    language: Language, saved: list[Segment],
) -> tuple[list[Group], list[Problem]]:  # fmt: skip
    """The form, and the mistakes that belong to no field of it."""
    every = forms.fields_of(tree, section, name)
    at, unplaced = _placed(every, path_of(section, name), mistakes, language)
    for one in wrong:
        at.setdefault(one.field, []).append(of(one.message.words, language))
    shown = [
        Shown(
            f"f{n}",
            one,
            _label(one, language),
            typed.get(one.name, one.typed),
            tuple(at.get(one.name, ())),
            picks_of(tree, saved, typed.get(one.name, one.typed), language) if is_picked(one) else (),
        )
        for n, one in enumerate(every)
    ]
    first = MAIN.get(section, tuple(key.name for key in (one.key for one in every) if key.needed))
    own = [one for one in shown if not one.field.group]
    main = [one for one in own if one.field.place[0] in first or one.typed or one.wrong]
    groups = [Group("", "", tuple(main), is_open=True)]
    for key in dict.fromkeys(one.field.group for one in shown if one.field.group):
        inside = tuple(one for one in shown if one.field.group == key)
        is_open = key == "why" or any(one.typed or one.wrong for one in inside)
        groups.append(Group(key, of(KEYS_SAID.get(key, Words(key, key)), language), inside, is_open))
    more = tuple(one for one in own if one not in main)
    return [*groups, *([Group("more", "", more, is_open=False)] if more else [])], unplaced


def _placed(
    every: list[Field], whole: str, mistakes: list[Problem], language: Language
) -> tuple[dict[str, list[str]], list[Problem]]:  # fmt: skip
    """Each mistake at the field that its path leads to: the nearest above it, else the first below it."""
    at: dict[str, list[str]] = {}
    unplaced = []
    for one in mistakes:
        rest = one.path[len(whole) + 1 :]
        above = [field.name for field in every if is_below(rest, field.name)]
        below = [field.name for field in every if rest and is_below(field.name, rest)]
        missing = [field.name for field in every if not rest and f"`{field.name}`" in one.message]
        found = max(above, key=len, default="") or next(iter([*below, *missing]), "")
        if found:
            at.setdefault(found, []).append(" ".join(filter(None, one.said(language))))
        else:
            unplaced.append(one)
    return at, unplaced


def _label(field: Field, language: Language) -> str:
    key = field.place[-1]
    return of(KEYS_SAID.get(key, Words(key, key)), language)


assert set(ADDED) <= set(SECTIONS), "what a form adds is a section of the language"
