"""The catalogue over HTTP: articles by number, put in and read, page by page."""

from typing import Any

from pydantic_core import to_json

from zegel.api import article_schemas
from zegel.api.bodies import read_body, refuse_control
from zegel.api.door import Answer, Door, parameters
from zegel.api.reads import page_of, paged
from zegel.core.article import Article, wrong_with
from zegel.core.periods import Day
from zegel.core.refusals import Malformed
from zegel.hall.calls import Call, Found
from zegel.hall.refusals import NoSuchArticle, NoSuchDay
from zegel.hall.translate import is_day
from zegel.program.country.class_words import wrong_class


async def put_article(door: Door, call: Call) -> Answer:
    """PUT /v1/articles/{sku}: the article from now on. What it does not say is not known any more."""
    parameters(call)
    found, _ = read_body(article_schemas.ARTICLE, call.body)
    refuse_control(call.params["sku"])
    article = article_of(call.params["sku"], found)
    await door.queries.put_articles(call.grant.company, [article], call.at)
    door.shelves.forget(call.grant.company)
    return Answer(200, to_json(_shown(article)))


async def get_article(door: Door, call: Call) -> Answer:
    """GET /v1/articles/{sku}."""
    parameters(call)
    found = await door.queries.article(call.grant.company, call.params["sku"])
    if found is None:
        raise NoSuchArticle()
    return Answer(200, to_json(_shown(found)))


async def list_articles(door: Door, call: Call) -> Answer:
    """GET /v1/articles: by number."""
    limit, position = page_of(call, "articles", "")
    found = await door.queries.articles(call.grant.company, position or "", limit + 1)
    last = found[limit - 1].sku if len(found) > limit else None
    return paged(call, "articles", "", "articles", [_shown(one) for one in found[:limit]], last)


def article_of(sku: str, found: Found) -> Article:
    """The article that a body says; refuses `malformed`, `no_such_day`."""
    marked_on = found.get("marked_on", "")
    if marked_on and not is_day(marked_on):
        raise NoSuchDay(field="marked_on")
    names = found.get("names", {})
    article = Article(
        sku, names.get("nl", ""), names.get("en", ""), found.get("category", ""), found.get("brand", ""), tuple(found.get("tags", ())),
        found.get("vat_bp"), found.get("cost_minor"), found.get("floor_minor"), found.get("condition") or "", found.get("legal_class", ""),
        Day(marked_on),
    )  # fmt: skip
    if wrong := wrong_with(article) or wrong_class(article.legal_class):
        raise Malformed(wrong, field=wrong.partition(":")[0])
    return article


def _shown(article: Article) -> dict[str, Any]:
    return {
        "sku": article.sku, "names": {"nl": article.name_nl, "en": article.name_en}, "category": article.category, "brand": article.brand,
        "tags": list(article.tags), "vat_bp": article.vat_bp, "cost_minor": article.cost_minor, "floor_minor": article.floor_minor,
        "condition": article.condition or None, "legal_class": article.legal_class,
        "marked_on": article.marked_on or None,
    }  # fmt: skip
