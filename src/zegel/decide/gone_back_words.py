"""What is said of points that a return takes back, and of what is owed after it: `1 punt gaat terug`, `2 punten gaan terug`."""

from zegel.program.model import Words


def gone_back(amount: Words, *, one: bool) -> Words:
    """That `amount` goes back; `one`: it is said in the singular."""
    nl, en = (("gaat", "was"), ("goes", "it")) if one else (("gaan", "waren"), ("go", "they"))
    return Words(
        f"{amount.nl} {nl[0]} terug: zonder wat terugkwam {nl[1]} die niet verdiend.",
        f"{amount.en} {en[0]} back: without what came back {en[1]} would not have been earned.",
    )


def and_owed(said: Words, debt: Words, *, one: bool) -> Words:
    """The same sentence, and that `debt` is settled with what is earned later."""
    nl, en = ("wordt", "is") if one else ("worden", "are")
    return Words(f"{said.nl[:-1]}; {debt.nl} {nl} later verrekend.", f"{said.en[:-1]}; {debt.en} {en} settled later.")
