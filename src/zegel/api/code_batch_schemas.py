"""Bodies about batches of codes."""

from typing import Annotated, Any, Final, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, Day, Positive, Till


@with_config(STRICT)
class CodeBatchIn(TypedDict):
    """Codes to be made. `zegel codes make` makes more than 10,000, into a file."""

    count: Annotated[int, Field(ge=1, description="How many: at most 10,000.", json_schema_extra={"maximum": 10_000})]
    coupon: Annotated[str, Field(min_length=1, max_length=64, description="A coupon of the live program.", json_schema_extra=TEXT)]
    valid_from: NotRequired[Annotated[Day, Field(description="The first day; at once, where it is left out.")]]
    valid_until: NotRequired[Annotated[Day, Field(description="The last day; without end, where it is left out.")]]
    worth_minor: NotRequired[Annotated[Positive, Field(description="Of a voucher: what each is worth; else what the program says.")]]


@with_config(STRICT)
class CancelBatchIn(TypedDict):
    """Nothing is asked."""


@with_config(STRICT)
class CodeLookupIn(TypedDict):
    """What does this code open?"""

    code: Annotated[str, Field(min_length=1, max_length=64, examples=["7QNU-KC9P-6NU6-SAYK"], json_schema_extra=TEXT)]
    till: NotRequired[Till]


CODE_LOOKUP: Final[TypeAdapter[Any]] = TypeAdapter(CodeLookupIn)
CODE_BATCH: Final[TypeAdapter[Any]] = TypeAdapter(CodeBatchIn)
CANCEL_BATCH: Final[TypeAdapter[Any]] = TypeAdapter(CancelBatchIn)
