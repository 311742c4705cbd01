"""What the routes of batches of codes answer, for the OpenAPI document only."""

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED, Moment, Said
from zegel.flows.code_standing import STATES


@with_config(CLOSED)
class CodeBatchOut(TypedDict):
    """A batch of codes and how it stands. `worth_minor` 0: no voucher."""

    asked: int
    batch: str
    cancelled: Annotated[int, Field(description="Codes with uses left that were ended.")]
    coupon: str
    expired: Annotated[int, Field(description="Codes past their last day, not used up and not ended.")]
    form: Annotated[str, Field(description="`text`, `EAN-13`, or the pattern that the program says.")]
    held: Annotated[int, Field(description="Uses that open holds have set aside.")]
    issued: int
    made_at: str | None
    state: Annotated[str, Field(json_schema_extra={"enum": ["making", "issued", "cancelled"]})]
    used: Annotated[int, Field(description="Uses that are gone.")]
    used_up: Annotated[int, Field(description="Codes without a use left.")]
    uses: Annotated[int, Field(description="How often each code may be used.")]
    valid_from: str | None
    valid_until: str | None
    worth_minor: int


@with_config(CLOSED)
class MadeCodesOut(CodeBatchOut):
    """The batch with its codes. They are shown this once: the answer to the same request again has null."""

    codes: list[str] | None


@with_config(CLOSED)
class OpenedOut(TypedDict):
    """One coupon that a code opens. `coupon` null: none of the live program any more."""

    coupon: str | None
    kind: Annotated[
        Literal["shared", "made", "receipt"], Field(description="A code for everybody, one that was made, or one off a receipt.")
    ]
    personal: Annotated[bool, Field(description="Whether it is one member's own.")]
    says: Said | None
    state: Annotated[str, Field(json_schema_extra={"enum": list(STATES)})]
    until: Annotated[Moment | None, Field(description="Usable until just before; null without an end.")]
    uses_left: Annotated[int | None, Field(description="Null: as often as the limits of the coupon allow.")]
    value_minor: Annotated[int | None, Field(description="What is on a voucher; null where it is none.")]


@with_config(CLOSED)
class CodeOut(TypedDict):
    """What a code opens: one coupon, or of a receipt's code each that its sale gave."""

    opens: list[OpenedOut]


@with_config(CLOSED)
class CodeBatchPage(TypedDict):
    """A page of batches."""

    batches: list[CodeBatchOut]
    next: str | None
