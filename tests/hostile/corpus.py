"""What nobody should send (reliability.md §3), in one place: tests run it against every route, and Hypothesis may draw from it.

Every list says what must become of its members. Nothing in here may ever be answered with a 5xx.
"""

from itertools import chain

# -- numbers, as raw JSON tokens

NO_INTEGER = (
    "0.1", "0.005", "1e3", "1E3", "1e400", "-1e400", "1e-400", "10.0", "-0.0",
    '"10"', '" 10 "', '"1_000"', '"\u0661\u0660"', '"\uff11\uff10"',
    '"0x10"', '"1,000"', '"1.000,00"', '"NaN"', "true", "false", "[]", "{}", "[1]", '{"$ne":1}', '""',
)  # fmt: skip
"""Well-formed JSON that is no whole number: refused wherever a number is asked for, whatever it looks like."""

NO_JSON_NUMBER = (
    "NaN",
    "Infinity",
    "-Infinity",
    "+1",
    "01",
    "-01",
    ".5",
    "1.",
    "0x10",
    "1_000",
    "\u0661",
    "--1",
    "1e",
    "- 1",
    "undefined",
    "'1'",
)
"""Not JSON at all."""

TOO_LARGE = (
    str(10**12 + 1), str(-(10**12) - 1), str(2**53 - 1), str(2**53), str(2**53 + 1), str(2**63 - 1), str(2**63), str(-(2**63)), str(2**64),
    "9" * 4300, "9" * 4301, "-" + "9" * 5000,
)  # fmt: skip
"""Whole numbers beyond what Zegel keeps (10^12); the longest are beyond what Python turns into text."""

EDGES = ("0", "-0", "-1", "1", str(2**31 - 1), str(2**31), str(2**31 + 1), "-2147483649", str(10**12), str(-(10**12)), "null")
"""Whole numbers that some fields take and others refuse: 2xx or 4xx, never 5xx."""

# -- JSON documents that no two readers should read differently


def broken(body: bytes) -> dict[str, bytes]:
    """`body` (a JSON object with at least one field) made hostile in every way that must be refused as a whole."""
    inner = body.strip()[1:-1]
    first = inner.split(b":", 1)[0].strip()
    return {
        "empty": b"",
        "spaces": b"   ",
        "null": b"null",
        "true": b"true",
        "a number": b"1",
        "a text": b'"purchase"',
        "an array": b"[" + body + b"]",
        "an empty array": b"[]",
        "cut short": body[:-1],
        "two documents": body + body,
        "a trailing comma": body[:-1] + b",}",
        "a trailing NUL": body + b"\x00",
        "a comment": b"/* hi */" + body,
        "single quotes": body.replace(b'"', b"'"),
        "a byte order mark": b"\xef\xbb\xbf" + body,
        "UTF-16": body.decode().encode("utf-16"),
        "UTF-16 without mark": body.decode().encode("utf-16-le"),
        "UTF-32": body.decode().encode("utf-32"),
        "Latin-1": b'{"\xe9":1}',
        "overlong UTF-8": b'{"\xc0\xaf":1}',
        "a cut UTF-8 sequence": b'{"branch":"\xf0\x9f\x92"}',
        "a surrogate in UTF-8": b'{"branch":"\xed\xa0\x80"}',
        "the same key twice": b"{" + inner + b"," + inner + b"}",
        "the first key twice": b"{" + first + b":null," + inner + b"}",
        "the first key twice, escaped": b"{" + _escaped(first) + b":null," + inner + b"}",
        "an unknown field": b"{" + inner + b',"surprise":1}',
        "__proto__": b"{" + inner + b',"__proto__":{"admin":true}}',
        "constructor": b"{" + inner + b',"constructor":{"prototype":{}}}',
        "fields of the server's own": b"{" + inner + b',"company":"molen","source":"office","balance":1,"role":"admin","tenant_id":1}',
        "an operator": b'{"$ne":1}',
        "an empty key": b"{" + inner + b',"":1}',
        "a key with a NUL": b"{" + inner + b',"a\\u0000b":1}',
        "lone surrogate escapes": b"{" + inner + b',"\\ud800":"\\udfff"}',
        "deep arrays": b"[" * 100_000,
        "deep arrays, closed": b"[" * 100_000 + b"]" * 100_000,
        "deep objects": b'{"a":' * 100_000,
        "a deep field": b"{" + inner + b',"deep":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        "a million keys": b"{" + b",".join(b'"k%d":1' % n for n in range(100_000)) + b"}",
        "colliding keys": b"{" + b",".join(b'"%s":1' % (b"\\u0000" * n) for n in range(300)) + b"}",
        "a long text": b"{" + inner + b',"long":"' + b"x" * 900_000 + b'"}',
        "too large": b"{" + inner + b',"long":"' + b"x" * 1_100_000 + b'"}',
        "raw control characters": b"{" + inner + b',"a":"\x01"}',
        "HTML": b"<html></html>",
        "XML with an entity": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        "a form": b"branch=dorpsstraat&net_minor=1",
        "gzip": b"\x1f\x8b\x08\x00" + bytes(100),
    }  # fmt: skip


def _escaped(key: bytes) -> bytes:
    """The key with its first letter as an escape: `"\\u0062ranch"`."""
    return b'"\\u%04x' % key[1] + key[2:]


# -- texts

CONTROL = (
    "a\x00b", "\x01", "a\rb", "a\nb", "\r\nSet-Cookie: a=b", "\x1b[31mred", "a\tb", "\x7f", "\x80", "\x9f", "\u2028", "\u2029",
    "\ufeffa", "\ufffe",
    "\ufdd0", "\u202eexe.piz", "\u2066a\u2069", "\u202aa\u202c",
)  # fmt: skip
"""Text that shows something else than was sent, or breaks a line: refused everywhere."""

STRANGE = (
    "", " ", "   ", "\u00a0", "\u200b", "\u200d", "a\u0301" * 100, "Zo\u0308e", "Zo\u00eb", "\ufb01", "\u00df", "\u0130", "\u0131",
    "\u0430dmin",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f9c0", "=HYPERLINK(\"http://a.b\",\"x\")", "\uff1d1+1", "@SUM(A1)", "+1", "-1",
    "'; DROP TABLE entry; --", "\" OR 1=1", "%00", "{{7*7}}", "{%raw%}", "${7*7}", "%s%n%n", "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "</script>", "]]>", "../../v1/search/orders/?", "..\\..\\", "%_%", "a AND b NEAR c", "null", "undefined", "NaN", "true", "CON",
    "None",
)  # fmt: skip
"""Text that is only text: taken as it is where it fits, or refused; never understood."""

TOO_LONG = ("x" * 1_000, "x" * 100_000, "\u00e9" * 60_000, "\U0001f9c0" * 60_000)
"""Longer than any text field is."""

# -- ids and keys

IDS = (
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11",
    "0B4F1C7E-53C5-4A53-9C0F-6F7F6A1F3C11", "{0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11}", "0b4f1c7e53c54a539c0f6f7f6a1f3c11",
    "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.1", "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.0", "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.-1",
    "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.01",
    "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11." + "9" * 30, "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.1.1",
    "0b4f1c7e-53c5-4a53-9c0f-6f7f6a1f3c11.\u0661", "0", "-1", "1", "9" * 40, "null", "undefined", "%00", "a%2fb", "..", "*", "'",
    "\u00e9",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV", "7ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "\x00", "a\x00", "x" * 8_000, "\U0001f9c0", "a b", "a;b", "a?b", "a#b",
)  # fmt: skip
"""Ids that belong to nobody here: 404 (or 400 where a body holds them), and always the same one."""

NO_CARD = ("", " ", "\u00e9", "a b c \u2603", "%", "x" * 65, "x" * 254, "../1", "1;2", "<1>", "\u0661\u0662")
NO_PHONE = (
    "",
    "abc",
    "+",
    "+0123456789",
    "12",
    "0",
    "06",
    "+" + "1" * 16,
    "+31 6 12 34 56 7x",
    "tel:+31612345678",
    "+31612345678,1",
    "911",
    "\u0660" * 10,
)
NO_EMAIL = (
    "", "a", "a@", "@b.nl", "a@b", "a@b.", "a@.nl", "a@@b.nl", "a b@c.nl", '"a b"@c.nl', "a@b.nl, c@d.nl", "a@b..nl",
    "x" * 65 + "@b.nl",
    "a@b.nl\u200b", "A <a@b.nl>", "a@b.nl;c@d.nl",
)  # fmt: skip

# -- moments

NO_MOMENT = (
    "", "now", "today", "yesterday", "2026-03-03", "10:15", "2026-03-03T10:15:00", "2026-03-03 10:15", "2026-03-03T10:15+01:00",
    "2026-03-03T24:00:00Z", "2026-03-03T23:60:00Z", "2026-03-03T23:59:60Z", "2026-02-29T10:00:00Z", "2026-13-01T10:00:00Z",
    "2026-00-01T10:00:00Z",
    "2026-04-31T10:00:00Z", "0000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "2026-W10-2T10:00:00Z",
    "2026-062T10:00:00Z",
    "20260303T101500Z", "2026-03-03T10:15:00+25:00", "2026-03-03T10:15:00+1:00", "2026-03-03T10:15:00 Europe/Amsterdam", "1772532000",
    "1772532000000", "2026-03-03T10:15:00Z\u0000", "2026-03-03T10:15:00\u221201:00", "\u0662\u0660\u0662\u0666-03-03T10:15:00Z",
    "2026-03-03T10:15:00,5Z", "3 maart 2026", "Tue, 03 Mar 2026 10:15:00 GMT",
)  # fmt: skip
"""No moment that everybody would read alike."""

STRANGE_MOMENTS = (
    "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1582-10-10T00:00:00Z", "1900-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "2026-03-03T10:00:00+14:00",
    "2026-03-03T10:00:00-14:00",
    "2026-03-29T02:30:00+01:00", "2025-10-26T02:30:00+02:00", "2026-03-03t09:59:59z", "2026-03-03T09:59:59.123456789Z",
    "2024-02-29T10:00:00Z",
)  # fmt: skip
"""Moments that exist: recorded, or refused for what they are; never a 5xx."""

# -- around the body

QUERIES = (
    "limit=0", "limit=-1", "limit=201", "limit=1000000", "limit=1e3", "limit=ten", "limit=", "limit=%31%30%30%30", "limit=1&limit=2",
    "page=-1",
    "cursor=", "cursor=x", "cursor=AAAAAAAA", "cursor=" + "A" * 8_000, "cursor=../../etc", "cursor=%00", "sort=secret_hash",
    "filter[a][b]=1",
    "fields=*", "limit=5&surprise=1", "&&&", "=", "%", "%zz", "limit=\u0661", "a=" + "b" * 8_000, "limit=5;cursor=x", "%66ields=1",
)  # fmt: skip
"""Queries of lists: refused as malformed, or as a cursor that is not ours."""

CONTENT_TYPES = (
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
    "application/json; charset=iso-8859-1", "application/xml", "application/jsonx", "application/json, text/plain", "", "json", "*/*",
    "application/vnd.api+json", "application/x-ndjson ",
)  # fmt: skip
ENCODINGS = ("gzip", "deflate", "br", "zstd", "identity, gzip", "x")

NUMBERS = tuple(chain(NO_INTEGER, TOO_LARGE))
