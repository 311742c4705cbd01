"""Where in the file a rule stands: most under their own id, what a tier or a membership gives under that."""


def path_of(rule: str, section: str) -> str:
    """The path of the rule called `rule`, in `section` where it has an entry of its own.

    >>> path_of("tuesdays", "earn"), path_of("tier:goud:points", "earn"), path_of("membership:plus", "earn")
    ('earn.tuesdays', 'tiers.steps.goud.gives.points', 'memberships.plus.article')
    """
    head, _, rest = rule.partition(":")
    name, _, what = rest.partition(":")
    if head == "tier" and what:
        return f"tiers.steps.{name}.gives.{what}"
    if head == "membership" and name:
        return f"memberships.{name}.gives.{what}" if what else f"memberships.{name}.article"
    if head == "entitlement" and name:
        return f"entitlements.{name}"
    return f"{section}.{rule}"


def is_shipping_of_an_entitlement(rule: str) -> bool:
    """Whether the rule is what an entitlement to free shipping takes off: the entitlement says it."""
    return ":" in rule and rule.endswith(":free shipping")
