"""Sources and sinks of indoor air pollution: ``buildings/contaminants.yaml``."""

from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field

from twin.ground.errors import InputError
from twin.io.schema import Strict, check, load_yaml
from twin.io.sourced import (
    NumberRecord,
    ShareRecord,
    numbers_in,
    sourced_number,
    unit_problems,
)
from twin.model.contaminant import Contaminants, FuelEmission

CONTAMINANTS_FILE: Final = "contaminants.yaml"
"""Name of the file in the folder of buildings."""

_UNITS: Final = {
    "deposition_pm25": "1/h",
    "decay_no2": "1/h",
    "quanta_loss": "1/h",
    "food_pm25": "µg/J",
    "electric_pm25": "µg/J",
    "no2": "µg/J",
    "co": "µg/J",
    "pm25": "µg/J",
    "board_area": "m²/m²",
    "board_transfer": "m/h",
    "board_equilibrium": "µg/m³",
    "board_decay": "1/a",
    "board_age": "a",
    "formaldehyde_slope": "K",
    "tvoc_area": "µg/(m² h)",
    "tvoc_slope": "K",
    "no2_outdoor": "µg/m³",
    "co_outdoor": "µg/m³",
    "formaldehyde_outdoor": "µg/m³",
    "tvoc_outdoor": "µg/m³",
}


Number = Annotated[NumberRecord, Field()]


class RemovalRecord(Strict):
    """How fast air is cleaned without being changed."""

    penetration_pm25: ShareRecord = Field(
        description="Share of outdoor PM2.5 that comes through leaks [-]."
    )
    deposition_pm25: Number = Field(description="Settling of PM2.5 [1/h].")
    decay_no2: Number = Field(description="Reaction of NO₂ with surfaces [1/h].")
    quanta_loss: Number = Field(
        description="Deposition and inactivation of infectious particles [1/h]."
    )


class CookingRecord(Strict):
    """What food and hot plates give off."""

    food_pm25: Number = Field(description="PM2.5 per useful cooking heat [µg/J].")
    electric_pm25: Number = Field(description="PM2.5 of a hot plate per power [µg/J].")
    hood_capture_electric: ShareRecord = Field(
        description="Share that the hood over an electric cooker takes away [-]."
    )


class FuelRecord(Strict):
    """What a burner gives off per joule of fuel, and its hood."""

    no2: Number = Field(description="NO₂ [µg/J].")
    co: Number = Field(description="CO [µg/J].")
    pm25: Number = Field(description="PM2.5 of the flame alone [µg/J].")
    hood_capture: ShareRecord = Field(
        description="Share of burner and food emissions taken away [-]."
    )


class FuelsRecord(Strict):
    """Burners by fuel."""

    lpg: FuelRecord = Field(description="Liquefied gas.")
    natural_gas: FuelRecord = Field(description="Piped gas.")
    wood: FuelRecord = Field(description="Open fire or stove.")


class FinishesRecord(Strict):
    """Boards, furniture and finishes."""

    board_area: Number = Field(description="Board area per floor area [m²/m²].")
    board_transfer: Number = Field(description="Mass transfer to the air [m/h].")
    board_equilibrium: Number = Field(
        description="Formaldehyde over a new board at 23 °C and 50 % [µg/m³]."
    )
    board_decay: Number = Field(description="Fading with age [1/a].")
    board_residual: ShareRecord = Field(description="Share that never fades [-].")
    board_age: Number = Field(description="Age of the finishes [a].")
    formaldehyde_slope: Number = Field(description="B of exp(−B(1/T − 1/T₀)) [K].")
    formaldehyde_humidity: Number = Field(
        description="Rise per relative humidity of one [-]."
    )
    tvoc_area: Number = Field(description="TVOC per floor area [µg/(m² h)].")
    tvoc_slope: Number = Field(description="B of their emission [K].")


class OutdoorRecord(Strict):
    """Outdoor air where the site gives none of its own."""

    no2_outdoor: Number = Field(description="NO₂ [µg/m³].")
    co_outdoor: Number = Field(description="CO [µg/m³].")
    formaldehyde_outdoor: Number = Field(description="Formaldehyde [µg/m³].")
    tvoc_outdoor: Number = Field(description="TVOC [µg/m³].")


class ContaminantsFile(Strict):
    """Sources and sinks of indoor contaminants."""

    removal: RemovalRecord = Field(description="Cleaning by surfaces.")
    cooking: CookingRecord = Field(description="Food and hot plates.")
    fuels: FuelsRecord = Field(description="Burners.")
    finishes: FinishesRecord = Field(description="Formaldehyde and TVOC.")
    outdoor: OutdoorRecord = Field(description="Outdoor air.")


def load_contaminants(path: Path) -> Contaminants:
    """Return the contaminants of a file.

    Parameters
    ----------
    path
        A ``contaminants.yaml``.

    Returns
    -------
    Contaminants
        Numbers with their sources.

    Raises
    ------
    InputError
        Every problem of the file.
    """
    checked, problems = check(ContaminantsFile, load_yaml(path))
    if checked is not None:
        for place, one in numbers_in("", checked):
            wanted = _UNITS.get(place.rpartition(".")[2], "-")
            problems += unit_problems(place, one, wanted)
    if checked is None or problems:
        raise InputError(str(path), problems)
    flat: dict[str, Any] = {
        key: one.value
        for part in (
            checked.removal, checked.cooking, checked.finishes, checked.outdoor
        )
        for key, one in part
    }  # fmt: skip
    for name, fuel in checked.fuels:
        flat[name] = FuelEmission(**{key: one.value for key, one in fuel})
    numbers = tuple(
        sourced_number(place, one) for place, one in numbers_in("", checked)
    )
    return Contaminants(**flat, numbers=numbers)
