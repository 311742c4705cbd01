"""Which schema this code was written for. Apart from store.migrate, so that a server that only serves does not load SQLAlchemy."""

from typing import Final

from zegel.store.errors import SchemaDiffers

HEAD: Final = "0031"
"""The newest step, which this code needs."""

STEPS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
    "0025",
    "0026",
    "0027",
    "0028",
    "0029",
    "0030",
    "0031",
)
"""Every step that this code knows, in order."""

VERSION_TABLE: Final = "zegel_schema"
VERSION_SQL: Final = f"SELECT version_num FROM {VERSION_TABLE}"


def checked(found: str) -> None:
    """Refuse a database that this code was not written for. `found` is its newest step, "" for an empty database."""
    if found == HEAD:
        return
    if not found:
        raise SchemaDiffers("This database has no Zegel in it yet: run `zegel migrate` first.")
    if found in STEPS:
        raise SchemaDiffers(f"This database is at step {found} and this version of Zegel needs {HEAD}: run `zegel migrate`.", older=True)
    raise SchemaDiffers(f"This database is at step {found}, which is newer than this version of Zegel knows ({HEAD}): use a newer Zegel.")
