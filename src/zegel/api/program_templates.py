"""Programs to begin with over HTTP: which there are, and one as JSON and as the file with its comments."""

from asyncio import to_thread
from typing import Any

from pydantic_core import to_json

from zegel.api.door import Answer, Door, parameters
from zegel.core.refusals import UnknownTemplate
from zegel.hall.calls import Call
from zegel.hall.trades import TRADES, file_of
from zegel.program.tree import plain, yaml_tree

Json = dict[str, Any]


def _told(name: str) -> Json:
    trade = TRADES[name]
    return {
        "template": name, "trade": {"nl": trade.called.nl, "en": trade.called.en},
        "promises": {"nl": trade.promises.nl, "en": trade.promises.en},
    }  # fmt: skip


async def list_templates(_door: Door, call: Call) -> Answer:
    """GET /v1/program/templates: every one, without its words; `zegel program new` lists the same."""
    parameters(call)
    return Answer(200, to_json({"templates": [_told(name) for name in TRADES]}))


async def get_template(_door: Door, call: Call) -> Answer:
    """GET /v1/program/templates/{template}: the program as JSON, as drafts take it, and the file as it was typed."""
    parameters(call)
    name = call.params["template"]
    if name not in TRADES:
        raise UnknownTemplate()
    return Answer(200, to_json(await to_thread(_shown, name)))


def _shown(name: str) -> Json:
    text = file_of(name)
    return _told(name) | {"program": plain(yaml_tree(text)[0]), "yaml": text}
