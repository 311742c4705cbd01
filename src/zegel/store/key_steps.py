"""API keys as statements, so that a key and its line in the audit log are one transaction."""

from typing import Final

from zegel.core.canonical import document_bytes
from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.store.records import ApiKey
from zegel.store.statements import Step

COLUMNS: Final = "id, company, source, secret_hash, scopes, branch, created_at, expires_at, revoked_at, last_used_at"


def adding(key: ApiKey) -> Step:
    """Keep a new key. Its secret is known to nobody but whoever it was shown to."""
    row = (
        key.id, key.company, key.source, key.secret_hash, document_bytes(list(key.scopes)).decode(), key.branch, key.created_at,
        key.expires_at, key.revoked_at, key.last_used_at,
    )  # fmt: skip
    return f"INSERT INTO api_key ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", [row]


def revoking(company: CompanyId, key: str, at: Instant) -> Step:
    """End a key now; no row where there is no such key, or it was revoked before."""
    return "UPDATE api_key SET revoked_at = $3 WHERE company = $1 AND id = $2 AND revoked_at IS NULL", [(company, key, at)]
