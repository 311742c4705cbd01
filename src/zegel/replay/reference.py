"""docs/reference/stories.md, made from the code; a test holds the page to it."""

from typing import Final

from zegel.program.reference import key_table
from zegel.replay.story import STORY_KEYS

_HEAD: Final = """# Stories

Made from the code by `zegel.replay.reference`; a test holds it to that.

A story says what happens to somebody, day by day, and what must come of it. `zegel program test` plays it on a program, in memory:
nothing is booked, and no database is needed. So a shop tries its own rules before customers do.

```yaml
story: Ten breads, the eleventh is free
member: {name: anna, since: 2019-03-02}
steps:
  - {on: 2026-03-03, buys: 10 × BREAD at 2.50 EUR, expect: {points: 50, stamps: {bread card: full}, reward: free bread}}  # Tuesday
  - {on: 2026-03-05, buys: 1 × BREAD at 2.50 EUR, uses: free bread, expect: {pays: 0.00 EUR, points: 0, said: gratis brood}}
  - {on: 2027-03-31, at: "23:59", expect: {points: 50}}
  - {on: 2027-04-01, at: "00:00", expect: {points: 0, expired: 50}}
```

## Where they stand

| given | the program | the stories |
|---|---|---|
| a folder | `program.yaml` in it, or its only `*.yaml` | `stories/*.yaml` in it |
| a program file `bakery.yaml` | that file | `stories/bakery/*.yaml` beside it, else `stories/*.yaml` |

One story a file. `articles.yaml` among them is no story: it lists what all of them can buy.

## What a step does

Due work comes first, as it does in the books: what lapsed by then has lapsed. Then at most one thing happens: something is bought,
something comes back, or a reward is handed over. Last, everything below `expect` is held against what came of it; what is not named
there may be anything. A step that is refused and does not expect it fails; the next steps are played all the same. The stock of rewards
is that of the program, full at the start.

A story is read as strictly as [a program](program.md): the same short forms, all mistakes at once, each with its line and a hint.
"""
_TITLES: Final = {
    "story": "The file", "articles.yaml": "`articles.yaml`", "member": "`member`", "article": "`articles`", "step": "`steps`",
    "invoice": "`steps.….invoice`", "dispute": "`steps.….disputes`",
    "expect": "`steps.….expect`",
}  # fmt: skip

MISTAKES: Final = {
    "unknown_article": "No such article is listed, or it was not bought in that step.",
    "unknown_card": "The program has no such stamp card.",
    "unknown_friend": "No friend of that name was brought by then.",
    "unknown_goodwill": "The program has no such goodwill.",
    "unknown_entitlement": "The program gives no such entitlement.",
    "unknown_experience": "The program has no such experience.",
    "unknown_refusal": "Zegel has no such refusal.",
    "unknown_remedy": "The law knows no such remedy.",
    "unknown_step": "There is no such step above that one, or no purchase was made in it.",
}
"""The codes that a mistake in a story can have besides those of a program."""


def stories_reference() -> str:
    """The text of docs/reference/stories.md."""
    parts = [_HEAD, *(f"## {_TITLES[kind]}\n\n{key_table(keys)}" for kind, keys in STORY_KEYS.items())]
    mistakes = "\n".join(f"| `{code}` | {says} |" for code, says in MISTAKES.items())
    parts.append(f"## Mistakes\n\nThose of [a program](program.md#mistakes), and:\n\n| code | means |\n|---|---|\n{mistakes}\n")
    return "\n".join(parts)
