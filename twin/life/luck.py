"""The luck of one component group: draws that depend on what they are for."""

from functools import lru_cache

from twin.ground.random import stream

BLOCK = 8
"""Draws that are taken from one stream at a time [-]."""


class Luck:
    """Numbered random draws of one component group in one future.

    The n-th draw for a cause is always the same number, whoever asks for it, whenever,
    and whatever was drawn before. So the same luck befalls every scenario.

    Parameters
    ----------
    seed
        Seed of the whole study [-].
    future
        Number of the random future [-].
    building
        Identifier of the building.
    component
        Name of the component group.
    """

    __slots__ = ("_building", "_component", "_future", "_seed")

    def __init__(self, seed: int, future: int, building: str, component: str) -> None:
        self._seed = seed
        self._future = future
        self._building = building
        self._component = component

    def uniform(self, cause: str, number: int) -> float:
        """Return the n-th uniform number for a cause.

        Parameters
        ----------
        cause
            What the draw decides.
        number
            Which draw for that cause, from 0 [-].

        Returns
        -------
        float
            From 0 and below 1 [-].
        """
        return self._draw(cause, number, is_normal=False)

    def normal(self, cause: str, number: int) -> float:
        """Return the n-th standard normal number for a cause.

        Parameters
        ----------
        cause
            What the draw decides; never one of which uniform numbers are drawn.
        number
            Which draw for that cause, from 0 [-].

        Returns
        -------
        float
            Standard normal number [-].
        """
        return self._draw(cause, number, is_normal=True)

    def _draw(self, cause: str, number: int, *, is_normal: bool) -> float:
        """Return one draw of the block that holds it."""
        block, place = divmod(number, BLOCK)
        drawn = _draw_block(
            self._seed,
            self._future,
            self._building,
            self._component,
            f"{cause}:{block}",
            is_normal=is_normal,
        )
        return drawn[place]


@lru_cache(maxsize=1 << 16)
def _draw_block(
    seed: int,
    future: int,
    building: str,
    component: str,
    cause: str,
    *,
    is_normal: bool,
) -> tuple[float, ...]:
    """Return a block of draws; remembered, since every scenario asks for the same."""
    source = stream(seed, future, building, component, cause)
    draw = source.standard_normal if is_normal else source.random
    return tuple(draw(BLOCK).tolist())
