"""Programs to begin with, one for each trade that Zegel knows: their files, what they promise, and a basket that shows it."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.value import value
from zegel.program.editing import changed
from zegel.program.model import Words


@value
class Trade:
    """One of them. `lines` is a basket that shows what it does (as the API has lines), `years` how long its buyer has been a customer."""

    called: Words
    promises: Words
    lines: tuple[dict[str, Json], ...] = ()
    years: int = 6
    channel: str = "till"


def _lines(*bought: tuple[str, int, int]) -> tuple[dict[str, Json], ...]:
    return tuple(
        {"number": n, "category": category, "quantity": count * 1000, "net_minor": count * minor}
        for n, (category, count, minor) in enumerate(bought, 1)
    )


TRADES: Final[dict[str, Trade]] = {
    "bakery": Trade(
        Words("Bakkerij", "Bakery"),
        Words("punten, dinsdag dubbel, het elfde brood gratis", "points, double on Tuesday, the eleventh loaf free"),
        _lines(("bread", 2, 260), ("cake", 1, 1450)),
    ),
    "ink-shop": Trade(
        Words("Inktwinkel", "Ink shop"),
        Words("tien keer vullen, de elfde gratis, zonder naam", "ten refills, the eleventh free, no name needed"),
        _lines(("ink/refill", 2, 895)),
    ),
    "fashion": Trade(
        Words("Kleding", "Fashion"),
        Words("brons, zilver, goud; punten worden cadeaus", "bronze, silver, gold; points buy gifts"),
        _lines(("clothes/shirts", 1, 4995), ("clothes/socks", 2, 695)),
    ),
    "webshop": Trade(
        Words("Webwinkel", "Webshop"),
        Words(
            "punten wachten veertien dagen, en betalen een deel van het mandje",
            "points wait fourteen days, and pay for a part of the basket",
        ),
        _lines(("", 1, 4000)), channel="web",
    ),
    "supermarket": Trade(
        Words("Supermarkt", "Supermarket"),
        Words("punten, stempels voor een pan, ledenkorting op een weekdag", "points, stamps for a pan, a weekday discount for members"),
        _lines(("dairy", 2, 599), ("produce", 1, 425)),
    ),
    "wholesaler": Trade(
        Words("Groothandel", "Wholesaler"),
        Words(
            "3, 4, 5 procent van de jaaromzet, en bovenaan langer betalen",
            "3, 4, 5 percent of a year's turnover, and a longer payment term at the top",
        ),
    ),
    "coalition": Trade(
        Words("Winkels samen", "Shops together"),
        Words(
            "vijf partners met één spaarpot, elk een eigen tarief, per maand verrekend",
            "five partners with one purse, each with its own rate, settled by the month",
        ),
        _lines(("", 1, 2500)),
    ),
    "subscription": Trade(
        Words("Service op abonnement", "Service on subscription"),
        Words(
            "een maand proberen, tien procent korting na twaalf facturen, meer garantie voor vaste klanten",
            "a month to try, ten percent off after twelve invoices, more warranty for regulars",
        ),
        _lines(("", 1, 3000)), channel="invoice",
    ),
}  # fmt: skip
"""Every trade by the name of its template."""


def folder_of(name: str) -> Traversable:
    """The template's files."""
    return files("zegel.hall") / "templates" / name


def file_of(name: str, shop: str = "") -> str:
    """The template's program file, for `shop`."""
    text = (folder_of(name) / "program.yaml").read_text(encoding="utf-8")
    return changed(text, ("program",), shop) if shop else text


def example_of(trade: Trade, branch: str) -> dict[str, Any]:
    """The basket that shows what a trade's program does, as the API has it; {} where a basket shows nothing of it."""
    return {"branch": branch, "channel": trade.channel, "lines": list(trade.lines)} if trade.lines else {}
