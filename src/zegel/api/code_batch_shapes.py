"""What the routes of batches of codes answer, for the OpenAPI document only."""

from typing import Annotated

from pydantic import Field, with_config
from typing_extensions import TypedDict

from zegel.api.shapes import CLOSED


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
class CodeBatchPage(TypedDict):
    """A page of batches."""

    batches: list[CodeBatchOut]
    next: str | None
