"""The order in which tests are tried is domain.md M28's, for every rule of every program, whatever the order in the file."""

import pytest

from tests.program.files import EVERY_FILE, small
from tests.programs import read_yaml
from zegel.program.compile import Compiled
from zegel.program.turns import ORDER, in_turn

M28 = ("member", "age", "tier", "dates", "once per", "basket", "channel")
"""Member active, age, tier, window, how often, what is in the basket, channel: the tests among what M28 lists."""


def test_the_order_is_that_of_the_domain():
    assert [name for name in ORDER if name in M28] == list(M28)


@pytest.mark.parametrize("name", sorted(EVERY_FILE))
def test_every_rule_of_every_program_is_tried_in_that_order(name):
    for rule in Compiled(read_yaml(EVERY_FILE[name])).rules:
        assert rule.tests == in_turn(rule.tests)
        assert {named.name for named in rule.tests} <= set(ORDER)


def test_the_order_in_the_file_does_not_matter():
    rule = (
        "{give: 1 point, per: item, where: {channel: web}, basket: at least 5.00 EUR, when: {day: monday}, once per: day, "
        "for: {age: at least 18, member: true}}"
    )

    tests = small(f"earn: {{a: {rule}}}\n").earn[0].tests

    assert [named.name for named in tests] == ["member", "age", "day", "once per", "basket", "channel"]
