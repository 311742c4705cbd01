"""What the route of envelopes answers."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED


@with_config(CLOSED)
class BudgetOut(TypedDict):
    """What is in a branch's envelope for one kind of reason; never more is left than of the envelope."""

    envelope_minor: int
    left_minor: int
    name: Annotated[str, Field(description="As `gestures.budgets` of the program calls it.")]


@with_config(CLOSED)
class ReasonOut(TypedDict):
    """What a branch may give for one reason in a month; never more is left than of the envelope."""

    envelope_minor: int
    left_minor: int
    name: Annotated[str, Field(description="`years`, `waited`, `child`, `wrong`, `day`, or `other`: none of them.")]


@with_config(CLOSED)
class EnvelopeOut(TypedDict):
    """What one branch may give in a month."""

    branch: str
    budgets: list[BudgetOut]
    envelope_minor: int
    left_minor: int
    month: Annotated[str, Field(description="`2026-03`, on the wall of the branch.")]
    reasons: list[ReasonOut]


@with_config(CLOSED)
class EnvelopesOut(TypedDict):
    """The envelopes of the branches that the asker may give from."""

    currency: str
    envelopes: list[EnvelopeOut]
