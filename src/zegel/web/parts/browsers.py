"""What somebody's browser is called, so that they know it again in a list: `Chrome · Android`, `Safari · iPhone`. No version, no more."""

from typing import Final

_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
"""What its own text holds, and its name: the first that is found, for each calls itself those below it too."""
_DEVICES: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"), ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip
MOST: Final = 80
"""Signs of a name that is kept."""


def browser_named(said: str) -> str:
    """What a browser that says this of itself is called, "" where it says nothing that we know; a name that was made before stays.

    >>> browser_named("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36")
    'Chrome · Android'
    >>> browser_named("Mozilla/5.0 (X11; Linux x86_64) AppleWeb"), browser_named("curl/8.5"), browser_named("Safari · Mac")
    ('Linux', '', 'Safari · Mac')
    """
    if " · " in said:
        return said[:MOST]
    found = [next((name for mark, name in names if mark in said), "") for names in (_BROWSERS, _DEVICES)]
    return " · ".join(filter(None, found))
