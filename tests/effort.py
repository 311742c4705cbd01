"""How far a property looks: a few examples each time, many in the longer form (ZEGEL_ALL=1)."""

import os

from hypothesis import settings

LONGER = os.environ.get("ZEGEL_ALL") == "1"


def examples(few: int) -> settings:
    """`few` examples, a thousand in the longer form."""
    return settings(max_examples=1000 if LONGER else few)
