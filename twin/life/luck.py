"""The luck of one component group: draws that depend on what they are for."""

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

    __slots__ = ("_draws", "_keys", "_seed")

    def __init__(self, seed: int, future: int, building: str, component: str) -> None:
        self._seed = seed
        self._keys = (future, building, component)
        self._draws: dict[tuple[str, int], list[float]] = {}

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
        drawn = self._draws.get((cause, block))
        if drawn is None:
            source = stream(self._seed, *self._keys, cause, block)
            draw = source.standard_normal if is_normal else source.random
            drawn = draw(BLOCK).tolist()
            self._draws[cause, block] = drawn
        return drawn[place]
