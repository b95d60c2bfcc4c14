"""Random streams that depend on what they are for, not on who drew before.

The same (seed, future, building, component, cause) always gives the same stream, so
the same luck befalls every scenario, and adding a building leaves the luck of the
others alone.
"""

import hashlib
import operator

import numpy as np


def stream(seed: int, *keys: str | int) -> np.random.Generator:
    """Return the random stream of a keyed cause.

    Parameters
    ----------
    seed
        Seed of the whole study [-].
    keys
        What the stream is for, e.g. future, building, component, cause. Text and whole
        numbers differ: ``"1"`` is not ``1``; an integer of numpy is one of Python.

    Returns
    -------
    numpy.random.Generator
        Generator whose output depends on `seed` and `keys` alone.

    Notes
    -----
    The key is hashed with BLAKE2b into the 128-bit state of PCG64, so distinct keys
    give independent streams whatever their order of creation.

    References
    ----------
    O'Neill (2014), PCG: a family of simple fast space-efficient statistically good
    algorithms for random number generation, HMC-CS-2014-0905.

    Examples
    --------
    >>> float(stream(1, 0, "house", "ac").random()) == float(
    ...     stream(1, 0, "house", "ac").random()
    ... )
    True
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in (seed, *keys):
        text = f"str:{part}" if isinstance(part, str) else f"int:{operator.index(part)}"
        digest.update(len(text).to_bytes(4, "big"))
        digest.update(text.encode())
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest.digest(), "big")))
