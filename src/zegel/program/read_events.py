"""Events as a program declares them, and what rules ask of what is told with them."""

from zegel.program import forms
from zegel.program.conditions import All, Compare, NamedTest, OneOf, Op, Test
from zegel.program.events import FORMS, Event, EventField
from zegel.program.naming import Words
from zegel.program.page import Page
from zegel.program.tree import Node, Row, Table

SCORE_LAW = (
    "Whoever writes a review is rewarded whatever the score: negative ones are treated alike (ACM guideline on protecting the online "
    "consumer, reviews; Civil Code 6:193g)."
)
"""Why no rule may look at a score (domain.md M31, 2.4)."""


def read_event(page: Page, name: str, node: Node) -> Event:
    """One entry of `events`."""
    found = page.table(node, "event") if not (isinstance(node, Table) and not node.entries) else {}
    names = page.words(found["names"]) if "names" in found else Words(name, name)
    return Event(name, read_fields(page, found.get("fields")), names)


def read_fields(page: Page, told: Node | None) -> tuple[EventField, ...]:
    """`{pages: count, kind: [long, short]}`: what can be told, by name."""
    fields: list[EventField] = []
    if told is not None and not isinstance(told, Table):
        page.wrong(told, "wrong_kind", "Here fields are needed, such as {pages: count}.")
    for key, entry in told.entries.items() if isinstance(told, Table) else ():
        page.id(entry.named)
        if isinstance(entry.node, Row):
            words = tuple(page.text(item, "a word") for item in entry.node.items)
            fields.append(EventField(key, "text", words))
        else:
            form = page.choice(entry.node, FORMS, "word")
            fields.append(EventField(key, next(f for f in FORMS if f == form), ()))
    return tuple(sorted(fields, key=lambda field: field.id))


def read_told(page: Page, node: Node, event: Event | None) -> tuple[NamedTest, ...]:
    """`with: {pages: at least 3}`: what a rule asks of an event. A score may not be asked."""
    if not isinstance(node, Table):
        page.wrong(node, "wrong_kind", "Here fields of the event are needed, such as {pages: at least 3}.")
        return ()
    known = {field.id: field for field in event.fields} if event else {}
    tests: list[Test] = []
    for key, entry in sorted(node.entries.items()):
        field = known.get(key)
        at = entry.named
        if field is None:
            if event:
                page.unknown(at, key, known, "field")
        elif field.form == "score":
            page.wrong(at, "against_the_law", "A score cannot decide what a review earns.", SCORE_LAW)
        else:
            tests.append(_asked(page, entry.node, field))
    return (NamedTest("with", tests[0] if len(tests) == 1 else All(tuple(tests))),) if tests else ()


def _asked(page: Page, node: Node, field: EventField) -> Test:
    fact = f"event:{field.id}"
    if field.form == "yes or no":
        return Compare(fact, "==", int(page.form(node, forms.yes_no, harmless=True)))
    if field.form == "text":
        words = tuple(page.text(item, "a word") for item in page.items(node))
        for item, word in zip(page.items(node), words, strict=True):
            if field.words and word not in field.words:
                page.unknown(item, word, field.words, "word")
        return OneOf(fact, words)
    nothing: tuple[Op, str] = (">=", "")
    op, text = page.form(node, forms.compared, nothing)
    return Compare(fact, op, page.part(node, text, forms.count, 0)) if text else All(())
