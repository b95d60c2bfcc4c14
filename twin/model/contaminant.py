"""What indoor air carries: where it comes from and where it goes."""

from dataclasses import dataclass

from twin.model.sourced import SourcedNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelEmission:
    """What a burner gives to the room for each joule of fuel, hood left out."""

    no2: float
    """Nitrogen dioxide [µg/J]."""
    co: float
    """Carbon monoxide [µg/J]."""
    pm25: float
    """Fine particles of the flame alone [µg/J]."""
    hood_capture: float
    """Share of burner and food emissions that hood or chimney takes away [-]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contaminants:
    """Numbers of the indoor contaminants of a community."""

    penetration_pm25: float
    """Share of outdoor fine particles that comes through leaks [-]."""
    deposition_pm25: float
    """Rate at which fine particles settle [1/h]."""
    decay_no2: float
    """Rate at which nitrogen dioxide reacts with surfaces [1/h]."""
    food_pm25: float
    """Fine particles of frying for each joule of useful cooking heat [µg/J]."""
    electric_pm25: float
    """Fine particles of a hot plate for each joule of its power [µg/J]."""
    lpg: FuelEmission
    natural_gas: FuelEmission
    wood: FuelEmission
    hood_capture_electric: float
    """Share of food emissions that the hood over an electric cooker takes away [-]."""
    board_area: float
    """Area of boards and furniture that give off formaldehyde per floor area [-]."""
    board_transfer: float
    """Mass transfer between board and air [m/h]."""
    board_equilibrium: float
    """Formaldehyde over a new board at 23 °C and 50 % humidity [µg/m³]."""
    board_decay: float
    """Rate at which what a board can give off fades [1/a]."""
    board_residual: float
    """Share of the new board's equilibrium that is left in the long run [-]."""
    board_age: float
    """Age of boards and finishes [a]."""
    formaldehyde_slope: float
    """Temperature B of :math:`e^{-B(1/T - 1/T_0)}` [K]."""
    formaldehyde_humidity: float
    """Rise per relative humidity of one [-]."""
    tvoc_area: float
    """Emission of volatile organic compounds per floor area at 23 °C [µg/(m² h)]."""
    tvoc_slope: float
    """Temperature B of their emission [K]."""
    quanta_loss: float
    """Deposition and inactivation of infectious particles [1/h]."""
    no2_outdoor: float
    """Nitrogen dioxide outdoors where the site gives none [µg/m³]."""
    co_outdoor: float
    """Carbon monoxide outdoors where the site gives none [µg/m³]."""
    formaldehyde_outdoor: float
    """Formaldehyde outdoors where the site gives none [µg/m³]."""
    tvoc_outdoor: float
    """Volatile organic compounds outdoors where the site gives none [µg/m³]."""
    numbers: tuple[SourcedNumber, ...] = ()
    """Every number with its source and status."""
