"""What a run is made of, and the data that it names."""

from pathlib import Path
from typing import Final

from zegel.core.canonical import Json
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.demo import journey as data
from zegel.demo.journey import Journey

CHECKOUT: Final = Path(__file__).parents[3]
WHOLE: Final = "complete-journey"
FIXTURE: Final = "fixture"


@value
class Plan:
    """`until` is the end of a run: everything happens before it. `data` is WHOLE or FIXTURE."""

    weeks: int
    until: Instant
    data: str

    def kept(self) -> dict[str, Json]:
        """As JSON."""
        return {"weeks": self.weeks, "until": self.until, "data": self.data}


def open_journey(plan: Plan) -> Journey:
    """The data that the plan names."""
    if plan.data == FIXTURE:
        return data.of_fixture(CHECKOUT / data.FIXTURE, plan.weeks)
    folder = data.package_data()
    assert folder is not None, "the data set was there when the run began"
    return data.of_package(folder, plan.weeks)
