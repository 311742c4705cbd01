"""Programs as tests write them: each text is read once a process, for reading was most of what a small story cost.

What comes of it is a value, which nobody can change. tests/program, where reading itself is tested, reads for itself.
"""

from functools import lru_cache

from zegel import main
from zegel.program import read
from zegel.program.compile import Compiled
from zegel.program.model import Program


@lru_cache(maxsize=500)
def read_yaml(text: str) -> Program:
    """The program of a text."""
    return read.read_yaml(text)


@lru_cache(maxsize=500)
def compiled(document: bytes) -> Compiled:
    """The program of a stored document, ready to be asked."""
    return main.compiled(document)
