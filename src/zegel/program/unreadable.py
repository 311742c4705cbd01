"""What a reader of YAML or JSON says of text that it cannot read, in plain words: who writes a program need not know what a scalar is."""

import re
from typing import Final

from zegel.program.phrases import NOTHING, Phrase, phrase

_STARTS: Final = re.compile(r"found character '(?P<sign>.+)' that cannot start any token")
_ELSEWHERE: Final = (
    phrase("This line begins at another place than its neighbours."),
    phrase("Begin it below the first letter of the line above."),
)
_PLAIN: Final = (
    ("found character '\\t'", phrase("A tab stands at the beginning of a line."), phrase("Use spaces.")),
    (
        "mapping values are not allowed",
        phrase("A colon stands where none can, or the line begins too far to the right."),
        phrase("Begin it where its neighbours begin; put a text with a colon in quotes."),
    ),
    ("expected ',' or ']'", phrase("A list that begins with `[` does not end well."), phrase("A comma or `]` is missing.")),
    ("expected ',' or '}'", phrase("A table between braces does not end well."), phrase("A comma or the closing brace is missing.")),
    (
        "could not find expected ':'",
        phrase("Behind a key its colon is missing."),
        phrase("Write it as `key: value`, with a space behind the colon."),
    ),
    ("expected <block end>", *_ELSEWHERE),
    ("mapping keys are not allowed", *_ELSEWHERE),
    (
        "sequence entries are not allowed",
        phrase("A `-` stands where no list can begin."),
        phrase("Begin the list on the next line, or write it as `[a, b]`."),
    ),
    ("special characters are not allowed", phrase("A character that nobody can see stands in the file."), phrase("Type it again.")),
    ("chomping or indentation", phrase("Behind `|` or `>` nothing else can stand."), phrase("Put the text in quotes.")),
    (
        "unexpected end of stream",
        phrase("Something in quotes has no end."),
        phrase("Close it with the same quote that it begins with."),
    ),
    ("unknown escape character", phrase("Between double quotes a backslash has a meaning of its own."), phrase("Use single quotes.")),
)
"""What the reader of YAML says → what is wrong, and what to do."""


def yaml_says(problem: str) -> tuple[Phrase, Phrase]:
    """What is wrong and what to do, of a `problem` that the reader of YAML has; its own words where we know none."""
    for theirs, ours, hint in _PLAIN:
        if theirs in problem:
            return ours, hint
    starts = _STARTS.search(problem)
    if starts is not None:
        return phrase("A text cannot begin with “{sign}”.", sign=starts["sign"]), phrase("Put it in quotes.")
    return phrase("This is not YAML: {why}.", why=problem), NOTHING


def json_says(problem: str) -> Phrase:
    """What is wrong with a text in quotes, of what the reader of JSON says of it."""
    if problem.startswith("Unterminated string"):
        return phrase("text in quotes has no end.")
    if problem.startswith("Invalid control character"):
        return phrase("a tab or a line break stands in text in quotes.")
    return phrase("a backslash stands before something that it cannot stand before.")
