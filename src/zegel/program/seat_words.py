"""Experiences in sentences."""

from collections.abc import Iterator

from zegel.program.group_words import states_branches
from zegel.program.model import Program, Words
from zegel.program.seats import Experience
from zegel.program.words import Language, clock, conditions, counted, day, named, unit_names


def seat_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each experience."""
    for one in program.experiences:
        yield f"experiences.{one.id}", Words(_said(program, one, "nl"), _said(program, one, "en"))


def _said(program: Program, one: Experience, language: Language) -> str:
    whom = conditions(program, one.tests, language)
    on, until = day(one.date, language), day(one.reply_until, language)
    where = f" ({named(program, 'branch', one.branch, language)})" if states_branches(program) else ""
    if language == "nl":
        who = f"; u bent uitgenodigd {whom}" if whom else "; elk lid is uitgenodigd"
        many = "is 1 plaats" if one.seats == 1 else f"zijn {one.seats} plaatsen"
        along = f" en u mag {one.guests} {'gast' if one.guests == 1 else 'gasten'} meebrengen" if one.guests else ""
        return (
            f"{one.names.nl} is op {on} om {clock(one.starts)} uur{where}{who}. Er {many}{along}; meld u aan t/m {until}."
            f" Is het vol, dan komt u op de wachtlijst.{_costs(program, one, 'nl')}"
        )
    who = f"; you are invited {whom}" if whom else "; every member is invited"
    many = "is 1 seat" if one.seats == 1 else f"are {one.seats} seats"
    along = f" and you may bring {one.guests} {'guest' if one.guests == 1 else 'guests'}" if one.guests else ""
    return (
        f"{one.names.en} is on {on} at {clock(one.starts)}{where}{who}. There {many}{along}; reply through {until}."
        f" When it is full you go on the waiting list.{_costs(program, one, 'en')}"
    )


def _costs(program: Program, one: Experience, language: Language) -> str:
    """What a seat costs, and when that comes back; "" where it costs nothing."""
    if not one.cost:
        return ""
    amount, until = counted(one.cost, unit_names(program, one.unit), language), day(one.cancel_until, language)
    back = one.absent == "gives them back"
    if language == "nl":
        absent = "Komt u niet, dan krijgt u ze ook terug." if back else "Meldt u zich later af, of komt u niet, dan bent u ze kwijt."
        return (
            f" Elke plaats kost {amount}; die zetten wij apart zodra u zich aanmeldt. Meldt u zich af t/m {until}, dan krijgt u ze terug."
            f" {absent}"
        )
    absent = "If you do not come you get them back as well." if back else "If you cancel later, or do not come, they are gone."
    return f" Each seat costs {amount}; they are set aside when you reply. If you cancel through {until} you get them back. {absent}"
