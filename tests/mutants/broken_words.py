"""Promises about what a receipt says, broken on purpose."""

from tests.mutants.broken import Mutant

EXPLAIN = "tests/decide/test_explain.py"

WORDS = (
    Mutant(
        "the channel is tried before who somebody is",
        "src/zegel/program/turns.py",
        '    "paused", "code", "member",',
        '    "paused", "code", "channel", "member",',
        "tests/program/test_turns.py",
    ),
    Mutant(
        "the office is not told what held",
        "src/zegel/decide/office.py",
        "if rule is None or not self._tries:",
        "if rule is None or self._tries:",
        f"{EXPLAIN}::test_the_office_reads_every_test_that_held_and_every_share",
    ),
    Mutant(
        "another channel is not said to be in the way",
        "src/zegel/decide/hints.py",
        "and channel not in one.values",
        "and channel in one.values",
        f"{EXPLAIN}::test_what_would_help_names_the_channel_too_where_that_is_another",
    ),
)
