"""Program versions as statements, so that publishing, and its line in the audit log, are one transaction."""

from collections.abc import Mapping, Sequence

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.store.records import ProgramVersion
from zegel.store.statements import Step


def shelving(company: CompanyId, version: ProgramVersion, units: Mapping[str, Sequence[str]], counters: Mapping[str, int]) -> list[Step]:
    """Add a version, with the accounts of its units (unit → account names) and the counters that it needs; what is there already stays.

    A counter keeps what is left of it: publishing again gives no new stock.
    """
    numbered = (
        "INSERT INTO program_version (company, number, digest, document, live_from, published_at, written) VALUES"
        " ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM program_version WHERE company = $1), $2, $3, $4, $5, $6)"
    )
    row = (company, version.digest, version.document, version.live_from, version.published_at, version.written)
    accounts = [(company, unit, name) for unit, names in sorted(units.items()) for name in names]
    left = [(company, name, count) for name, count in sorted(counters.items())]
    return [
        (numbered, [row]),
        ("INSERT INTO account (company, unit, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", accounts),
        ("INSERT INTO counter (company, id, remains) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", left),
    ]


def withdrawing(company: CompanyId, number: int, at: Instant) -> Step:
    """Version `number` never goes live; no row where it did, where it was taken back before, and where there is none."""
    sql = "UPDATE program_version SET withdrawn_at = $3 WHERE company = $1 AND number = $2 AND withdrawn_at IS NULL AND live_from > $3"
    return sql, [(company, number, at)]
