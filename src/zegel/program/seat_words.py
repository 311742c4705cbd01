"""Experiences in sentences."""

from collections.abc import Iterator

from zegel.program.model import Program, Words
from zegel.program.seats import Experience
from zegel.program.words import Language, clock, conditions, day


def seat_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """(path, sentence) of each experience."""
    for one in program.experiences:
        yield f"experiences.{one.id}", Words(_said(program, one, "nl"), _said(program, one, "en"))


def _said(program: Program, one: Experience, language: Language) -> str:
    whom = conditions(program, one.tests, language)
    on, until = day(one.date, language), day(one.reply_until, language)
    if language == "nl":
        who = f"; u bent uitgenodigd {whom}" if whom else "; elk lid is uitgenodigd"
        many = "is 1 plaats" if one.seats == 1 else f"zijn {one.seats} plaatsen"
        along = f" en u mag {one.guests} {'gast' if one.guests == 1 else 'gasten'} meebrengen" if one.guests else ""
        return (
            f"{one.names.nl} is op {on} om {clock(one.starts)} uur ({one.branch}){who}. Er {many}{along}; meld u aan t/m {until}."
            " Is het vol, dan komt u op de wachtlijst."
        )
    who = f"; you are invited {whom}" if whom else "; every member is invited"
    many = "is 1 seat" if one.seats == 1 else f"are {one.seats} seats"
    along = f" and you may bring {one.guests} {'guest' if one.guests == 1 else 'guests'}" if one.guests else ""
    return (
        f"{one.names.en} is on {on} at {clock(one.starts)} ({one.branch}){who}. There {many}{along}; reply through {until}."
        " When it is full you go on the waiting list."
    )
