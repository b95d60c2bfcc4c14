"""Array types used by every floor."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
"""Array of 64-bit floats."""

IntArray: TypeAlias = NDArray[np.int64]
"""Array of 64-bit integers."""

BoolArray: TypeAlias = NDArray[np.bool_]
"""Array of booleans."""

Real: TypeAlias = float | NDArray[np.floating[Any]]
"""A number or an array of numbers; functions of `Real` broadcast."""
