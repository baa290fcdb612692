"""Disjoint sets that may refuse to unite: things are joined pair by pair unless what is known of them forbids it.

Every set carries what is known of all its members. Whether two sets fit is asked of the sets, not of the two things
that brought them together, so a thing that says nothing cannot tie two that contradict each other.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

F = TypeVar("F")
Labels = Mapping[Hashable, frozenset[Hashable]]


class Components(Generic[F]):
    """Union-find over 0 … len(`known`)-1. The order of `join` calls matters only where `fit` says no."""

    def __init__(self, known: Sequence[F], fit: Callable[[F, F], bool], combine: Callable[[F, F], F]) -> None:
        self._parent = list(range(len(known)))
        self._known = list(known)
        self._fit = fit
        self._combine = combine

    def find(self, item: int) -> int:
        """The set of `item`, named by its smallest member."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def known(self, item: int) -> F:
        """What is known of the set of `item`."""
        return self._known[self.find(item)]

    def join(self, first: int, second: int, *, force: bool = False) -> bool:
        """Unite the sets of both where they fit (`force`: even where not). True where they are one afterwards."""
        low, high = sorted((self.find(first), self.find(second)))
        if low == high:
            return True
        if not force and not self._fit(self._known[low], self._known[high]):
            return False
        self._parent[high] = low
        self._known[low] = self._combine(self._known[low], self._known[high])
        return True

    def join_all(self, members: Iterable[int]) -> None:
        """Unite `members`, in their order, as far as they fit. Linear where all do."""
        roots: list[int] = []
        for member in members:
            if not any(self.join(root, member) for root in roots):
                roots.append(member)

    def groups(self) -> list[list[int]]:
        """All sets, each sorted, in the order of their smallest members."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


def plain(size: int) -> Components[None]:
    """Sets of 0 … `size`-1 that never refuse."""
    return Components([None] * size, lambda _first, _second: True, lambda _first, _second: None)


def labelled(labels: Sequence[Labels]) -> Components[Labels]:
    """Sets that refuse where both speak on one topic of their labels and share no value there."""
    return Components(labels, agree, _both)


def agree(first: Labels, second: Labels) -> bool:
    """Whether two labels share a value on every topic that both speak on."""
    small, large = sorted((first, second), key=len)
    return not any(topic in large and values.isdisjoint(large[topic]) for topic, values in small.items())


def _both(first: Labels, second: Labels) -> Labels:
    small, large = sorted((first, second), key=len)
    if all(values <= large.get(topic, frozenset()) for topic, values in small.items()):
        return large
    return {**large, **{topic: large.get(topic, frozenset()) | values for topic, values in small.items()}}
