"""Standard effective temperature by the two-node model of the human body."""

import math
from typing import Final

from numba import njit

_SKIN_NEUTRAL: Final = 33.7
_CORE_NEUTRAL: Final = 36.8
_FLOW_NEUTRAL: Final = 6.3
_SHARE_NEUTRAL: Final = 0.1
_MET: Final = 58.2  # W/m²
_WEIGHT: Final = 70.0  # kg
_SURFACE: Final = 1.8258  # m²
_LEWIS: Final = 2.2  # K/torr
_STEFAN: Final = 0.95 * 5.6697e-8 * 4.0
_SEATED: Final = 0.7
_SWEAT: Final = 170.0
_DILATE: Final = 120.0
_CONSTRICT: Final = 0.5
_SWEAT_MOST: Final = 500.0
_FLOWS: Final = (0.5, 90.0)
_MINUTES: Final = 59
_ROUNDS: Final = 12
_CLOTH_ROUNDS: Final = 4
_STILL: Final = 0.1
_STANDARD_HUMIDITY: Final = 0.5


@njit(cache=True, inline="always", error_model="numpy")
def _saturation(temp: float) -> float:
    """Return the saturation pressure over water [torr]."""
    return math.exp(18.6686 - 4030.183 / (temp + 235.0))


@njit(cache=True, inline="always", error_model="numpy")
def _film_moving(metabolic_rate: float) -> float:
    """Return the convective film of a moving body in still air [W/(m²K)]."""
    film: float = 5.66 * max(metabolic_rate - 0.85, 0.0) ** 0.39
    return max(3.0, film)


@njit(cache=True, error_model="numpy")
def _evaporate(sweat: float, most: float, wet_most: float) -> tuple[float, float]:
    """Return heat of evaporation and wettedness of the skin."""
    wanted = 0.68 * sweat
    part = wanted / most
    wet = 0.06 + 0.94 * part
    diffused = wet * most - wanted
    if wet > wet_most:
        wet = wet_most
        part = (wet_most - 0.06) / 0.94
        wanted = part * most
        diffused = 0.06 * (1.0 - part) * most
    if most < 0.0:
        return 0.0, wet_most
    return wanted + diffused, wet


@njit(cache=True, error_model="numpy")
def _body(
    room: tuple[float, float, float, float], metabolic_rate: float, clothing: float
) -> tuple[float, float, float, float]:
    """Return skin temperature, wettedness, heat of the skin, and radiant film.

    `room` holds air and radiant temperature, vapour pressure [torr] and air speed.
    """
    air, radiant, vapour, speed = room
    cloth = 0.155 * clothing
    bare = 1.0 + 0.15 * clothing
    rest = metabolic_rate * _MET
    heat = rest
    is_bare = clothing <= 0.0
    wet_most = 0.38 * speed**-0.29 if is_bare else 0.59 * speed**-0.08
    permeable = 1.0 if is_bare else 0.45
    film = max(_film_moving(metabolic_rate), 8.600001 * speed**0.53)
    vapour_way = 1.0 / (_LEWIS * bare * film) + cloth / (_LEWIS * permeable)
    skin, core, flow = _SKIN_NEUTRAL, _CORE_NEUTRAL, _FLOW_NEUTRAL
    share = _SHARE_NEUTRAL
    neutral = _SHARE_NEUTRAL * _SKIN_NEUTRAL + (1 - _SHARE_NEUTRAL) * _CORE_NEUTRAL
    evaporated = 0.1 * metabolic_rate
    wet, glow, dry = 0.06, 4.7, 0.0
    outside = skin
    for _ in range(_MINUTES):
        for _again in range(_CLOTH_ROUNDS):
            glow = _STEFAN * ((outside + radiant) / 2.0 + 273.15) ** 3 * _SEATED
            both = glow + film
            way = 1.0 / (bare * both)
            felt = (glow * radiant + film * air) / both
            outside = (way * skin + cloth * felt) / (way + cloth)
        dry = (skin - felt) / (way + cloth)
        inner = (core - skin) * (5.28 + 1.163 * flow)
        breath = 0.0023 * heat * (44.0 - vapour) + 0.0014 * heat * (34.0 - air)
        skin += (inner - dry - evaporated) * _SURFACE / (0.97 * share * _WEIGHT * 60.0)
        kept = heat - inner - breath
        core += kept * _SURFACE / (0.97 * (1.0 - share) * _WEIGHT * 60.0)
        body = share * skin + (1.0 - share) * core
        warm_skin = max(skin - _SKIN_NEUTRAL, 0.0)
        cold_skin = max(_SKIN_NEUTRAL - skin, 0.0)
        warm_core = max(core - _CORE_NEUTRAL, 0.0)
        cold_core = max(_CORE_NEUTRAL - core, 0.0)
        flow = (_FLOW_NEUTRAL + _DILATE * warm_core) / (1.0 + _CONSTRICT * cold_skin)
        flow = min(max(flow, _FLOWS[0]), _FLOWS[1])
        sweat = _SWEAT * max(body - neutral, 0.0) * math.exp(warm_skin / 10.7)
        most = (_saturation(skin) - vapour) / vapour_way
        evaporated, wet = _evaporate(min(sweat, _SWEAT_MOST), most, wet_most)
        heat = rest + 19.4 * cold_skin * cold_core
        share = 0.0417737 + 0.7451833 / (flow + 0.585417)
    return skin, wet, dry + evaporated, glow


@njit(cache=True, error_model="numpy")
def standard_effective_temperature(
    temp_air: float,
    temp_radiant: float,
    air_speed: float,
    humidity_relative: float,
    metabolic_rate: float,
    clothing: float,
) -> float:
    """Return the standard effective temperature at sea level.

    Parameters
    ----------
    temp_air
        Air temperature [°C].
    temp_radiant
        Mean radiant temperature [°C].
    air_speed
        Air speed; below 0.1 it counts as 0.1 [m/s].
    humidity_relative
        Relative humidity, 0 to 1 [-].
    metabolic_rate
        Activity [met].
    clothing
        Insulation [clo].

    Returns
    -------
    float
        Temperature of a standard room in which the skin loses as much heat after an
        hour [°C].

    References
    ----------
    Gagge, Fobelets and Berglund (1986), ASHRAE Transactions 92(2B), 709; ASHRAE
    Standard 55-2020, normative appendix D; status S.

    Examples
    --------
    >>> round(standard_effective_temperature(25.0, 25.0, 0.15, 0.5, 1.0, 0.5), 1)
    23.8
    """
    speed = max(air_speed, _STILL)
    vapour = humidity_relative * _saturation(temp_air)
    room = (temp_air, temp_radiant, vapour, speed)
    skin, wet, lost, glow = _body(room, metabolic_rate, clothing)
    film = _film_moving(metabolic_rate)
    both = glow + film
    standard = 1.52 / (metabolic_rate + 0.6944) - 0.1835
    cloth = 0.155 * standard
    bare = 1.0 + 0.25 * standard
    efficiency = 1.0 / (1.0 + 0.155 * bare * both * standard)
    share = film / both
    permeable = 0.45 * share * (1.0 - efficiency) / (share - efficiency * 0.45)
    dry = 1.0 / (1.0 / (bare * both) + cloth)
    damp = wet / (1.0 / (_LEWIS * bare * film) + cloth / (_LEWIS * permeable))
    wanted = lost - dry * skin - damp * _saturation(skin)
    temp = skin
    for _ in range(_ROUNDS):
        vapour = _STANDARD_HUMIDITY * _saturation(temp)
        slope = vapour * 4030.183 / ((temp + 235.0) * (temp + 235.0))
        gap = wanted + dry * temp + damp * vapour
        temp -= gap / (dry + damp * slope)
    return temp
