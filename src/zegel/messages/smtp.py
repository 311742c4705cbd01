"""Mail by SMTP: one connection for as long as there is something to send."""

import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Literal, Protocol

from zegel.core.ids import CompanyId
from zegel.core.periods import Instant
from zegel.core.value import value
from zegel.messages.letters import Mail, one_line

if TYPE_CHECKING:  # a server that sends no mail does not load it
    import aiosmtplib

SECONDS: Final = 15.0
Security = Literal["starttls", "tls", "none"]
_ADDRESS: Final = re.compile(r"[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]{1,255}")


@value
class Server:
    """Where mail goes out: host and port, who signs in there ("" nobody), how the line is sealed, and whom mail comes from."""

    host: str
    port: int
    user: str
    password: str
    security: Security
    sender: str


class Undeliverable(Exception):
    """This mail will never go out: the server said so, or its address is none."""


class NotNow(Exception):
    """The mail did not go out this time; it is tried again."""


class Channel(Protocol):
    """What carries a mail away."""

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        ...

    async def send(self, message: EmailMessage) -> None:
        """Hand it over. Raises Undeliverable or NotNow."""
        ...

    async def close(self) -> None:
        """Nothing more for now."""
        ...


class Smtp:
    """The channel of a `Server`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._open: aiosmtplib.SMTP | None = None

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self._server.sender

    async def send(self, message: EmailMessage) -> None:
        """One mail to the server, which says that it has it. Whatever is said about this one address with 5xx is final."""
        import aiosmtplib  # noqa: PLC0415 - see above

        try:
            line = await self._line()
            await line.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            await self.close()
            said = "; ".join(f"{one.code} {one.message}" for one in refused.recipients)
            if all(one.code >= 500 for one in refused.recipients):
                raise Undeliverable(one_line(said)) from None
            raise NotNow(one_line(said)) from None
        except aiosmtplib.SMTPDataError as refused:
            await self.close()
            said = one_line(f"{refused.code} {refused.message}")
            if refused.code >= 500:
                raise Undeliverable(said) from None
            raise NotNow(said) from None
        except (aiosmtplib.SMTPException, OSError) as trouble:
            await self.close()
            raise NotNow(one_line(f"{type(trouble).__name__}: {trouble}")) from None

    async def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        import aiosmtplib  # noqa: PLC0415 - see above

        line, self._open = self._open, None
        if line is None or not line.is_connected:
            return
        try:
            await line.quit()
        except (aiosmtplib.SMTPException, OSError):
            line.close()

    async def _line(self) -> "aiosmtplib.SMTP":
        import aiosmtplib  # noqa: PLC0415 - see above

        if self._open is not None and self._open.is_connected:
            return self._open
        at = self._server
        line = aiosmtplib.SMTP(
            hostname=at.host, port=at.port, timeout=SECONDS, use_tls=at.security == "tls", start_tls=at.security == "starttls",
            username=at.user or None, password=at.password or None,
        )  # fmt: skip
        await line.connect()
        self._open = line
        return line


def message_of(mail: Mail, company: CompanyId, message: str, shop: str, sender: str, to: str, at: Instant) -> EmailMessage:
    """The mail addressed. Its Message-ID is always the same, so that one that went out twice is one to whoever reads it."""
    if not is_address(to):
        raise Undeliverable("not an e-mail address")
    made = EmailMessage(policy=POLICY)
    made["Subject"] = _in_header(mail.subject)
    made["From"] = Address(_in_header(shop), addr_spec=sender)
    made["To"] = to
    made["Date"] = format_datetime(datetime.fromtimestamp(at // 1000, UTC))
    made["Message-ID"] = f"<{sha256(f'{company}/{message}'.encode()).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # no out-of-office reply, please (RFC 3834)
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    return made


def _in_header(text: str) -> str:
    """`text` on one line, and no encoded word: Python would decode one that somebody typed, with the line break that may hide in it."""
    return one_line(text).replace("=?", "= ?")


def is_address(text: str) -> bool:
    """Whether mail can be addressed to it: one plain address of ASCII, nothing that a header could mistake for more."""
    return text.isascii() and _ADDRESS.fullmatch(text) is not None
