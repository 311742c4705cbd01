"""One key of a program file, as data."""

from zegel.core.value import value


@value
class Key:
    """One key: its name, the form of its value, what it says, its default ("" where there is none), whether it must stand."""

    name: str
    form: str
    says: str
    default: str = ""
    needed: bool = False
