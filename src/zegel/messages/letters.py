"""From what a message is to say to a letter, and from a letter to a mail: plain text and HTML that a screen reader reads as well."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from zegel.core.canonical import Json
from zegel.core.value import value
from zegel.messages.locales import day_in, locale_of, money_in
from zegel.messages.words import WORDS, raw
from zegel.program.familiar import NOTHING, Kept, familiar, kept_of
from zegel.program.model import Program
from zegel.program.words import Language
from zegel.store.records import Company

if TYPE_CHECKING:  # a server that sends no mail does not load it
    from jinja2 import Environment

HERE: Final = Path(__file__).resolve().parent
NOTICES: Final = ("tier", "card full", "given", "issue", "price drop", "seat", "membership", "membership ends", "tier ends", "trial ends",
           "trial over",            "message", "invitation")  # fmt: skip
"""Messages that say one thing that happened, or that is about to: `says` holds the sentences."""
LONGEST_SUBJECT: Final = 150
NAME_WIDTH: Final = 40
AMOUNT_WIDTH: Final = 12
"""Signs of the two columns of a text mail."""


@value
class Shop:
    """Who writes: the company's name and currency, the address that mail comes from, the country whose figures it writes."""

    name: str
    currency: str
    address: str
    country: str = ""
    familiar: Kept | None = None
    """Its own texts where it says `je` to its members; None where it says `u`."""

    def say(self, key: str, language: Language, **values: object) -> str:
        """The words of `key`, filled in, as the shop speaks."""
        return self._spoken(raw(key, language), language, NOTHING).format(**values)

    def spoken(self, said: str, language: Language) -> str:
        """A sentence that was filled in before."""
        return self._spoken(said, language, self.familiar)

    def _spoken(self, said: str, language: Language, kept: Kept | None) -> str:
        return said if self.familiar is None or language != "nl" else familiar(said, kept or NOTHING)

    def money(self, minor: int, language: Language) -> str:
        """An amount as people write it there."""
        return money_in(minor, self.currency, locale_of(language, self.country))

    def day(self, iso: Json, language: Language) -> str:
        """A day as people write it there."""
        return day_in(f"{iso}", locale_of(language, self.country))


def shop_of(company: Company, sender: str, program: Program | None) -> Shop:
    """The shop as its program has it write."""
    if program is None:
        return Shop(company.name, company.currency, sender)
    familiar = kept_of(program.document) if program.settings.members_are == "je" else None
    return Shop(company.name, company.currency, sender, program.country, familiar)


@value
class Letter:
    """What a mail says, before it is a mail. `code` stands large by itself; `rows` are a table of names and amounts."""

    subject: str
    title: str
    lines: tuple[str, ...]
    code: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    after: tuple[str, ...] = ()
    link: tuple[str, str] = ("", "")
    """(what it says, where it leads) of a button; ("", ""): none."""


@value
class Mail:
    """A mail, not yet addressed. `unsubscribe` "" where it is no marketing."""

    subject: str
    text: str
    html: str
    unsubscribe: str = ""


Data = Mapping[str, Json]


class NoSuchMessage(Exception):
    """A kind of message that has no text."""


def mail_of(
    kind: str, data: Data, shop: Shop, language: Language, *, name: str = "", code: str = "", unsubscribe: str = "", survey: str = ""
) -> Mail:
    """The mail of a message: a function of these alone. `code` is what was sealed, `unsubscribe` the address to leave by.

    `survey` is the address of the page where they say how it went, "" where nobody asks.
    """
    write = _WRITERS.get(kind)
    if write is None:
        raise NoSuchMessage(kind)
    letter = write(kind, dict(data) | {"code": code, "survey_at": survey}, shop, language)
    shown: dict[str, Any] = {
        "letter": letter, "shop": shop, "language": language, "unsubscribe": unsubscribe, "in_columns": in_columns,
        "say": lambda key, **given: shop.say(key, language, **given),
        "dear": shop.say("dear", language, name=one_line(name)) if name.strip() else shop.say("dear nobody", language),
    }  # fmt: skip
    made = environment()
    subject, text, html = letter.subject, made.get_template("mail.txt").render(shown), made.get_template("mail.html").render(shown)
    return Mail(one_line(subject)[:LONGEST_SUBJECT], text, html, unsubscribe)


@cache
def environment() -> "Environment":
    """Templates only from disk; HTML escapes every value, and a name that is missing stops the mail."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 - see above

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )


def in_columns(name: str, amount: str) -> str:
    """A row of a text mail: the name, on as many lines as it needs, and the amount to the right of the last."""
    *above, last = wrap(name, NAME_WIDTH) or [""]
    return "\n".join((*above, f"{last:<{NAME_WIDTH}} {amount:>{AMOUNT_WIDTH}}"))


def one_line(text: str) -> str:
    """`text` on one line: what could end a header's line, or hide in one, becomes a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _code(_kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    lines = (shop.say("code use", language),)
    after = (shop.say("code lasts", language, minutes=data.get("minutes", 10)), shop.say("code not you", language))
    return Letter(
        shop.say("code subject", language, shop=shop.name), shop.say("code title", language), lines, f"{data['code']}", after=after
    )


def _own_code(_kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    until, what = data.get("until_day"), data["what"]
    named = one_line(f"{what[language]}") if isinstance(what, dict) else ""
    more = (shop.say("gesture until", language, day=shop.day(until, language)),) if until else ()
    after = (*more, shop.say("own code once", language))
    lines = (shop.say("own code use", language, what=named),)
    return Letter(
        shop.say("own code subject", language, shop=shop.name), shop.say("own code title", language), lines, f"{data['code']}", after=after
    )


def _receipt(_kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    branch = f"{data.get('branch', '')}"
    where = branch[:1].upper() + branch[1:]
    when = one_line(shop.say("receipt when", language, day=shop.day(data["day"], language), branch=where)).rstrip(", ")
    rows = [(one_line(f"{row[0]}"), shop.money(int(row[1]), language)) for row in _rows(data["lines"])]
    if data.get("off_minor"):
        rows.append((shop.say("receipt off", language), shop.money(-_int(data["off_minor"]), language)))
    later = _int(data.get("later_minor", 0))
    rows.append((shop.say("receipt total", language), shop.money(_int(data["pays_minor"]) - later, language)))
    if later:
        rows.append((shop.say("receipt later", language), shop.money(later, language)))
    said = _said(data, shop, language)
    after = (shop.say("receipt why", language), *said) if said else ()
    number = shop.say("receipt number", language, receipt=data["receipt"])
    return Letter(
        shop.say("receipt subject", language, shop=shop.name),
        shop.say("receipt title", language),
        (when,),
        rows=tuple(rows),
        after=(*after, number),
    )


def _consent(_kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    state = "given" if data["state"] == "given" else "withdrawn"
    named = f"purpose {data['purpose']}"
    purpose = shop.say(named, language) if named in WORDS else data["purpose"]
    said = shop.say(f"consent {state}", language, purpose=purpose, channel=shop.say(f"by {data['channel']}", language))
    return Letter(
        shop.say("consent subject", language, shop=shop.name),
        shop.say(f"consent {state} title", language),
        (said, shop.say("consent change", language)),
    )


def _notice(kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    until = data.get("until_day")
    more = (shop.say("gesture until", language, day=shop.day(until, language)),) if until else ()
    link = (shop.say("survey link", language), f"{data['survey_at']}") if data.get("survey_at") else ("", "")
    title = shop.say(f"{kind} title", language)
    return Letter(shop.say(f"{kind} subject", language, shop=shop.name), title, (*_said(data, shop, language), *more), link=link)


def _expiring(kind: str, data: Data, shop: Shop, language: Language) -> Letter:
    what = data["what"]
    counted = what[language] if isinstance(what, dict) else ""
    said = shop.say("expiring says", language, what=one_line(f"{counted}"), day=shop.day(data["day"], language))
    return Letter(shop.say(f"{kind} subject", language, shop=shop.name), shop.say(f"{kind} title", language), (said,))


def _said(data: Data, shop: Shop, language: Language) -> tuple[str, ...]:
    """The sentences of `says` in one language."""
    says = data.get("says")
    found = says.get(language) if isinstance(says, dict) else None
    return tuple(_sentence(shop.spoken(f"{line}", language)) for line in found) if isinstance(found, list) else ()


def _sentence(line: str) -> str:
    """As receipts say it in a list, made a sentence of its own."""
    line = one_line(line)
    return line if not line or line[-1] in ".!?:" else f"{line}."


def _rows(lines: Json) -> Sequence[list[Any]]:
    return [row for row in lines if isinstance(row, list)] if isinstance(lines, list) else []


def _int(found: Json) -> int:
    assert isinstance(found, int)
    return found


_WRITERS: Final[dict[str, Callable[[str, Data, Shop, Language], Letter]]] = {
    "member code": _code,
    "own code": _own_code,
    "receipt": _receipt,
    "consent": _consent,
    "gesture": _notice,
    "expiring": _expiring,
    "voucher ends": _expiring,
    **dict.fromkeys(NOTICES, _notice),
}
KINDS: Final = tuple(_WRITERS)
"""Every kind of message that there is a text for."""
