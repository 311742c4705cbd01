"""The section `corrections`."""

from collections.abc import Sequence

from zegel.program.corrections import Correcting
from zegel.program.page import Page
from zegel.program.phrases import phrase
from zegel.program.read_rules import RuleReader
from zegel.program.tree import Node, Table


def read_corrections(rules: RuleReader, named: Sequence[tuple[str, Node]]) -> tuple[Correcting, ...]:
    """The section."""
    return tuple(_one(rules, rules.page, name, node) for name, node in named)


def _one(rules: RuleReader, page: Page, name: str, node: Node) -> Correcting:
    found = page.table(node, "correction")
    unit = rules.units.find(page, node, name)
    roles = found.get("alone")
    if roles is None:
        return Correcting(unit, (("", 0),))
    if not isinstance(roles, Table) or not roles.entries:
        page.wrong(roles, "wrong_kind", phrase("Here roles are needed, each with a count: {{cashier: 100 {name}}}.", name=name))
        return Correcting(unit, (("", 0),))
    made = []
    for role, entry in roles.entries.items():
        page.id(entry.named)
        count, of = rules.units.amount(page, entry.node)
        if of and unit and of != unit:
            page.wrong(entry.node, "not_together", phrase("These are corrections of `{name}`.", name=name), "", f"{count} {name}")
        made.append((role, count))
    return Correcting(unit, tuple(sorted(made, key=lambda role: (role[1], role[0]))))
