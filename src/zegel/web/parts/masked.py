"""What is private, shown so that only its owner knows it again."""


def masked(address: str) -> str:
    """An address as its owner knows it again and nobody else.

    >>> masked("fatima@voorbeeld.nl"), masked("jo@x.nl")
    ('f…a@voorbeeld.nl', 'j…@x.nl')
    """
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…{name[-1:] if len(name) > 2 else ''}@{host}"
