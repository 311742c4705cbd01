"""What a program says of its partners, to members. What partners pay each other is between them: no sentence tells it."""

from collections.abc import Iterator

from zegel.program.model import Program, Words
from zegel.program.why import bare
from zegel.program.words import both, joined, many, named, of, unit_names


def partner_sentences(program: Program) -> Iterator[tuple[str, Words]]:
    """One sentence of the coalition, and one of each partner."""
    coalition = program.coalition
    if coalition is None:
        return
    points = both(lambda language: many(unit_names(program, coalition.unit), language))
    names = both(lambda language: joined([of(p.names, language) for p in coalition.partners], "en" if language == "nl" else "and"))
    yield (
        "partners",
        Words(
            f"uw {points.nl} gelden bij {names.nl}: u spaart en besteedt ze bij elk van hen.",
            f"your {points.en} are good at {names.en}: you earn and spend them at each of them.",
        ),
    )
    for partner in coalition.partners:
        where = Words(
            joined([named(program, "branch", branch, "nl") for branch in partner.branches], "en"),
            joined([named(program, "branch", branch, "en") for branch in partner.branches], "and"),
        )
        rate = next((rule for rule in program.earn if rule.id == f"partner:{partner.id}"), None)
        if rate is None:
            yield f"partners.who.{partner.id}", Words(f"bij {partner.names.nl} horen: {where.nl}.", f"{partner.names.en} has: {where.en}.")
        else:
            gives = Words(bare(program, rate, "nl"), bare(program, rate, "en"))
            at = Words("", "") if partner.branches == (partner.id,) else Words(f" ({where.nl})", f" ({where.en})")
            yield (
                f"partners.who.{partner.id}",
                Words(f"bij {partner.names.nl}{at.nl} krijgt u {gives.nl}.", f"at {partner.names.en}{at.en} you get {gives.en}."),
            )
