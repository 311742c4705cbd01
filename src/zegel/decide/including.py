"""Facts as they were before a purchase, or with it counted in (semantics 28).

With it means what the basket came to when it was rung up, before any discount: the same for every rule of the basket.
"""

from collections.abc import Mapping, Sequence

from zegel.core.purchase import Line
from zegel.core.rounding import part_of
from zegel.decide.measures import counted
from zegel.decide.pieces import pieces
from zegel.decide.plan import Plan

NOTHING_RETURNED: Mapping[int, int] = {}


def windows_with(
    plan: Plan, windows: tuple[int, ...], lines: Sequence[Line], masks: Sequence[int], returned: Mapping[int, int] = NOTHING_RETURNED
) -> tuple[int, ...]:
    """What history comes to for rules: `windows`, and what this basket adds to them where the program says so.

    `returned` (line number → thousandths) is taken out of the basket. What is earned is not known yet and never counted in.
    """
    program = plan.compiled.program
    if program.settings.facts != "including this purchase" or not windows:
        return windows
    nets, items = [], pieces(lines)
    for n, line in enumerate(lines):
        out = returned.get(line.number, 0)
        nets.append(line.net_minor - (part_of(line.net_minor, out, line.quantity) if out else 0))
        if out:
            left = (line.quantity - out) // 1000 if line.measure == "piece" else int(line.quantity > out)
            items[n] = min(items[n], left)
    spend, held = plan.compiled.survey(masks, nets, items)
    added = counted(plan, spend, held, {}, 1)
    return tuple([
        n if window.before or window.kind == "now" else n + added.get(window.measure, 0)
        for n, window in zip(windows, program.windows, strict=False)
    ])  # fmt: skip
