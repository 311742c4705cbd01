"""What happens to a row that is there already; every other table refuses it. The same words on both databases."""

from collections.abc import Mapping
from typing import Final

UPSERTS: Final[Mapping[str, str]] = {
    "hold": " ON CONFLICT (purse, company, seq) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at",
    "returned": " ON CONFLICT (purse, company, sale_purse, sale_seq, line) DO UPDATE SET quantity = returned.quantity + excluded.quantity",
    "measure_day": " ON CONFLICT (purse, company, measure, day) DO UPDATE SET value = measure_day.value + excluded.value",
    "dossier": " ON CONFLICT (purse, company, kind, id) DO UPDATE SET state = excluded.state, data = excluded.data, at = excluded.at",
    "member": " ON CONFLICT (purse, company)"
    " DO UPDATE SET name = excluded.name, language = excluded.language, birthday = excluded.birthday",
    "member_word": " ON CONFLICT DO NOTHING",
}
