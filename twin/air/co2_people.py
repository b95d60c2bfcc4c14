"""CO₂ that people breathe out, by age, sex and activity."""

from typing import Final

import numpy as np

# Persily & de Jonge (2017), table 4, L/s at 0 °C and 101 325 Pa for 1.0, 1.2, 1.4 and
# 2.0 met; first row of each pair for men, second for women. Status S.
_AGES: Final = (0, 1, 3, 6, 11, 16, 21, 30, 40, 50, 60, 70, 80)
_MET: Final = (1.0, 1.2, 1.4, 2.0)
_MALE: Final = (
    (0.0009, 0.0011, 0.0013, 0.0018),
    (0.0015, 0.0018, 0.0021, 0.0030),
    (0.0019, 0.0023, 0.0026, 0.0038),
    (0.0025, 0.0030, 0.0035, 0.0050),
    (0.0034, 0.0041, 0.0048, 0.0068),
    (0.0037, 0.0045, 0.0053, 0.0075),
    (0.0039, 0.0048, 0.0056, 0.0080),
    (0.0037, 0.0046, 0.0053, 0.0076),
    (0.0038, 0.0046, 0.0054, 0.0077),
    (0.0038, 0.0046, 0.0054, 0.0077),
    (0.0033, 0.0040, 0.0046, 0.0066),
    (0.0031, 0.0038, 0.0045, 0.0064),
    (0.0030, 0.0036, 0.0042, 0.0060),
)
_FEMALE: Final = (
    (0.0008, 0.0010, 0.0012, 0.0017),
    (0.0014, 0.0017, 0.0020, 0.0028),
    (0.0017, 0.0021, 0.0024, 0.0035),
    (0.0023, 0.0027, 0.0032, 0.0046),
    (0.0029, 0.0035, 0.0041, 0.0058),
    (0.0029, 0.0036, 0.0042, 0.0059),
    (0.0031, 0.0038, 0.0044, 0.0063),
    (0.0029, 0.0035, 0.0041, 0.0059),
    (0.0029, 0.0036, 0.0042, 0.0060),
    (0.0030, 0.0036, 0.0042, 0.0060),
    (0.0027, 0.0033, 0.0038, 0.0055),
    (0.0026, 0.0032, 0.0037, 0.0053),
    (0.0025, 0.0030, 0.0035, 0.0050),
)


def co2_generation(age: float, is_female: bool, metabolic_rate: float) -> float:
    """Return the CO₂ that one person breathes out.

    Parameters
    ----------
    age
        Age [a].
    is_female
        Whether the person is a woman or girl.
    metabolic_rate
        Activity; linear between the columns of the table and beyond them [met].

    Returns
    -------
    float
        Flow at 0 °C and 101 325 Pa [m³/s].

    References
    ----------
    Persily and de Jonge (2017), Indoor Air 27, 868, table 4,
    doi 10.1111/ina.12383; status S.

    Examples
    --------
    >>> round(co2_generation(35.0, False, 1.2) * 1e6, 2)
    4.6
    """
    row = max(int(np.searchsorted(_AGES, age, side="right")) - 1, 0)
    table = (_FEMALE if is_female else _MALE)[row]
    place = min(max(int(np.searchsorted(_MET, metabolic_rate)), 1), len(_MET) - 1)
    low, high = _MET[place - 1], _MET[place]
    share = (metabolic_rate - low) / (high - low)
    return (table[place - 1] + share * (table[place] - table[place - 1])) / 1000.0
