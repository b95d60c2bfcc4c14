"""Compiled loops over lanes: the same sum for many buildings side by side.

A *lane* is one member of a batch of equal topology, always the last axis of an array.
A loop over lanes is compiled to vector instructions when the compiler knows that its
arrays do not overlap. Numba has that promise as a flag of its compiler, yet not as an
option of ``njit``; it is set here, in one place. Without it the loops give the same
numbers, only later.
"""

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar

from numba import njit

_P = ParamSpec("_P")
_R = TypeVar("_R")

_ROOT_TOP: Final = (0.34983897, 2.14404717, 0.34177557)
_ROOT_BELOW: Final = (0.07856538, 1.73789178)
_TAYLOR: Final = (1.0, 1.0, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720)
_SQUARINGS: Final = 1.0 / 1024.0


def lane_loop(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a loop over lanes whose array arguments never overlap.

    The caller promises that no array that is written shares memory with another
    argument. Arithmetic is strict, so that a lane has the same bits whatever stands
    beside it.

    Parameters
    ----------
    function
        Function of arrays whose last axis counts lanes.

    Returns
    -------
    Callable
        The compiled function; the plain one is its ``py_func``.
    """
    compiled: Any = _compile(function)
    _promise_no_overlap(compiled)
    return compiled  # type: ignore[no-any-return]  # numba is untyped


def phase(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function that calls lane loops and allocates nothing.

    Views of arrays then cost no counting of references.

    Parameters
    ----------
    function
        Function of arrays, without allocation.

    Returns
    -------
    Callable
        The compiled function; the plain one is its ``py_func``.
    """
    compiled: Any = _compile(function)
    return compiled  # type: ignore[no-any-return]  # numba is untyped


def _compile(function: Any) -> Any:  # noqa: ANN401 - numba is untyped
    """Compile a function that allocates nothing."""
    compile_with: Any = njit
    return compile_with(cache=True, nogil=True, error_model="numpy", _nrt=False)(
        function
    )


def _promise_no_overlap(compiled: Any) -> None:  # noqa: ANN401 - numba is untyped
    """Set the flag, where this numba has it."""
    compiler = getattr(compiled, "_compiler", None)
    before = getattr(compiler, "_customize_flags", None)
    if before is None:
        return

    def customised(flags: Any) -> Any:  # noqa: ANN401
        changed = before(flags)
        changed.noalias = True
        return changed

    compiler._customize_flags = customised  # type: ignore[union-attr]


@njit(cache=True, inline="always", error_model="numpy")
def cube_root(quantity: float) -> float:
    """Return the cube root of a number that is not negative, without branches.

    Parameters
    ----------
    quantity
        Zero or more, meant for 0.001 to 80 [any].

    Returns
    -------
    float
        Within 4e-6 of it between 0.001 and 80, zero at zero [any].

    Notes
    -----
    A rational function of the square root and one step of Halley's method.

    Examples
    --------
    >>> round(cube_root(8.0), 4)
    2.0
    """
    root: float = quantity**0.5
    top = _ROOT_TOP[0] + root * (_ROOT_TOP[1] + root * _ROOT_TOP[2])
    below = _ROOT_BELOW[0] + root * (_ROOT_BELOW[1] + root)
    guess = root * top / below
    cube = guess * guess * guess
    return float(guess * (cube + 2.0 * quantity) / (2.0 * cube + quantity + 1e-300))


@njit(cache=True, inline="always", error_model="numpy")
def exponential(exponent: float) -> float:
    """Return the exponential function between −40 and 40, without branches.

    Parameters
    ----------
    exponent
        Argument; beyond ±40 the value at ±40 is returned [-].

    Returns
    -------
    float
        Within 1e-10 of it, relatively [-].

    Notes
    -----
    Taylor polynomial of the argument over 1024, squared ten times.

    Examples
    --------
    >>> round(exponential(-1.0), 9)
    0.367879441
    """
    x = min(max(exponent, -40.0), 40.0) * _SQUARINGS
    high = _TAYLOR[4] + x * (_TAYLOR[5] + x * _TAYLOR[6])
    y = 1.0 + x * (1.0 + x * (0.5 + x * (_TAYLOR[3] + x * high)))
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    y = y * y
    return y * y


@njit(cache=True, inline="always", error_model="numpy")
def decay_mean(exponent: float) -> tuple[float, float]:
    r"""Return :math:`e^{-z}` and its mean over the step, :math:`(1 - e^{-z})/z`.

    Parameters
    ----------
    exponent
        Rate times duration :math:`z`, zero or more [-].

    Returns
    -------
    tuple[float, float]
        What is left at the end, and in the mean [-].

    Examples
    --------
    >>> [round(one, 6) for one in decay_mean(1.0)]
    [0.367879, 0.632121]
    """
    left = exponential(-exponent)
    series = 1.0 - exponent * (0.5 - exponent * (_TAYLOR[3] - exponent * _TAYLOR[4]))
    mean = (1.0 - left) / max(exponent, 1e-3)
    return left, series if exponent < 1e-3 else mean  # noqa: PLR2004


@njit(cache=True, inline="always", error_model="numpy")
def settle_shares(exponent: float) -> tuple[float, float, float]:
    r"""Return the shares that describe a well-mixed volume over one step.

    They are :math:`e^{-z}`, :math:`\varphi = (1 - e^{-z})/z`, :math:`(1 - \varphi)/z`.

    With supply :math:`s h` per volume over the step, its end is
    :math:`c_1 = e^{-z} c_0 + \varphi\,s h` and its mean
    :math:`\bar c = \varphi c_0 + \frac{1 - \varphi}{z} s h`, whatever the exponent.

    Parameters
    ----------
    exponent
        Rate times duration :math:`z`, zero or more [-].

    Returns
    -------
    tuple[float, float, float]
        The three shares [-].

    Examples
    --------
    >>> [round(one, 6) for one in settle_shares(0.0)]
    [1.0, 1.0, 0.5]
    """
    left, mean = decay_mean(exponent)
    series = _TAYLOR[3] - exponent * (_TAYLOR[4] - exponent * _TAYLOR[5])
    series = 0.5 - exponent * series
    rest = (1.0 - mean) / max(exponent, 1e-3)
    return left, mean, series if exponent < 1e-3 else rest  # noqa: PLR2004
