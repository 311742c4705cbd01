"""What is kept of requests that were answered."""

from zegel.core.value import value


@value
class Seen:
    """One request as the access log has it: nothing of whom it concerned."""

    request_id: str
    method: str
    route: str
    status: int
    code: str
    key: str
    milliseconds: int
