"""Bodies about articles."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from zegel.api.schemas import STRICT, TEXT, LongWord, NotNegative, Word


@with_config(STRICT)
class NamesIn(TypedDict):
    """What an article is called."""

    en: NotRequired[LongWord]
    nl: NotRequired[LongWord]


@with_config(STRICT)
class ArticleIn(TypedDict):
    """An article of the catalogue. A field that is left out is not known. Amounts are of one whole measure."""

    brand: NotRequired[LongWord]
    category: NotRequired[Annotated[str, Field(max_length=200, description="A path: `bakery/bread`.", json_schema_extra=TEXT)]]
    condition: NotRequired[Annotated[Literal["A", "B", "C", "D"] | None, Field(description="From as new (A) to damaged (D).")]]
    cost_minor: NotRequired[Annotated[NotNegative | None, Field(description="What it costs the shop.")]]
    floor_minor: NotRequired[Annotated[NotNegative | None, Field(description="What it costs at least, whatever comes off.")]]
    legal_class: NotRequired[Word]
    marked_on: NotRequired[
        Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="Since when it is damaged or marked down.")]
    ]
    names: NotRequired[NamesIn]
    tags: NotRequired[Annotated[list[Annotated[str, Field(min_length=1, max_length=64, json_schema_extra=TEXT)]], Field(max_length=20)]]
    vat_bp: NotRequired[Annotated[int | None, Field(ge=0, le=10_000, description="VAT in basis points: 900 is 9 %.")]]


@with_config(STRICT)
class ArticleLineIn(ArticleIn):
    """One article of a bulk body."""

    sku: Annotated[str, Field(min_length=1, max_length=64, description="Its own number.", json_schema_extra=TEXT)]


ARTICLE: Final[TypeAdapter[Any]] = TypeAdapter(ArticleIn)
ARTICLE_LINE: Final[TypeAdapter[Any]] = TypeAdapter(ArticleLineIn)
