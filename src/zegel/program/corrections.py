"""How much of a unit each role corrects by hand alone, up or down; what is more waits for a second person."""

from zegel.core.value import value


@value
class Correcting:
    """`roles` says up to how much of `unit` each role corrects alone, the least first. A unit that is not named has no limit."""

    unit: str
    roles: tuple[tuple[str, int], ...]

    def alone(self, role: str) -> int:
        """What `role` may do alone: one that is not named nothing; nobody said ("") as little as the humblest."""
        return dict(self.roles).get(role, 0) if role else self.roles[0][1]

    def may_approve(self, count: int, role: str) -> bool:
        """Whether `role` may agree to so much: within its own limit, or where it is the highest there is."""
        return count <= self.alone(role) or role == self.roles[-1][0]
