"""Mappings and files for the tests of intake."""

from pathlib import Path

from zegel.core.purchase import Identifier
from zegel.intake.mapping import Mapping, read_mapping
from zegel.intake.purchases import Assembler, Basket, baskets
from zegel.intake.rows import Raw, Rows, open_rows

MAPPING = """
zegel: 1
mapping: purchases
source: old-till
currency: EUR
times: {zone: Europe/Amsterdam}
purchase:
  rows with the same: bon
  branch: filiaal
  moment: moment
  identifier: {kind: card, text: pas}
line:
  sku: artikel
  quantity: aantal
  net: netto
"""
HEADER = "bon,filiaal,moment,pas,artikel,aantal,netto"


def mapping(changed: str = MAPPING, **replaced: str) -> Mapping:
    """The mapping, with texts replaced: `mapping(netto="bruto - korting")`."""
    for old, new in replaced.items():
        changed = changed.replace(f": {old}\n", f": {new}\n")
    return read_mapping(changed)


def csv_file(folder: Path, *rows: str, header: str = HEADER, name: str = "sales.csv", end: str = "\n") -> Path:
    """A CSV file of these rows."""
    path = folder / name
    path.write_bytes(end.join([header, *rows, ""]).encode())
    return path


def zone_of(_branch: str) -> tuple[str, int]:
    """Every branch is in Amsterdam and opens at midnight."""
    return "Europe/Amsterdam", 0


def assembler(rows: Rows, made: Mapping) -> Assembler:
    """An assembler for these rows."""
    return Assembler(made, rows.header, zone_of, lambda kind, text: Identifier(kind, text.strip().upper()))


def read(path: Path, made: Mapping | None = None) -> list[Basket]:
    """The baskets of a file."""
    made = made or mapping()
    rows = open_rows(path, made)
    return list(baskets(rows, assembler(rows, made)))


def raws(path: Path, made: Mapping | None = None) -> list[Raw]:
    """The rows of a file."""
    return list(open_rows(path, made or mapping()))


def faults(found: list[Basket]) -> list[tuple[int, str]]:
    """Line and code of each refused basket."""
    return [(basket.fault.line, basket.fault.code) for basket in found if basket.fault]
