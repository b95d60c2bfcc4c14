"""Breaks laws on purpose, one at a time, and reports what no test noticed.

Coverage says which lines ran; a mutant says whether anybody would have cared. Each
entry names the law, the file, a text that stands in it once, what it becomes, and the
tests that must fail. They run in a copy of the tree, so the checkout stays as it is.

    python tests/mutants.py             all of them, for the night
    python tests/mutants.py hazard air  those whose law or file holds one of the words
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("twin", "tests", "buildings", "scenarios", "weather", "packs", "docs")
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Mutant:
    """One law, broken."""

    law: str
    file: str
    old: str
    new: str
    tests: str = ""
    """Folders or files, separated by blanks; empty for the folder of the floor."""

    @property
    def selection(self) -> list[str]:
        """Paths that pytest is given: the tests, and the module's own examples."""
        floor = self.file.split("/")[1]
        return [*(self.tests or f"tests/{floor}").split(), self.file]


PSYCHROMETRICS = "twin/ground/psychrometrics.py"
RANDOM = "twin/ground/random.py"
HASHING = "twin/ground/hashing.py"
BALANCE = "twin/ground/balance.py"
CALENDAR = "twin/ground/calendar.py"
EXCHANGE = "twin/air/exchange.py"
LEAK = "twin/air/leak.py"
LINK = "twin/air/link.py"
OPENING = "twin/air/opening.py"
WINDOW = "twin/air/window.py"
FLOW = "twin/air/flow.py"
CONDUCTION = "twin/physics/conduction.py"
RESPONSE = "twin/physics/response.py"
ENCLOSURE = "twin/physics/enclosure.py"
SUN_PATCH = "twin/physics/sun_patch.py"
GLAZING = "twin/physics/glazing.py"
PANE_STACK = "twin/physics/pane_stack.py"
CAVITY = "twin/physics/cavity.py"
SIMPLE_WINDOW = "twin/physics/simple_window.py"
SHADING = "twin/physics/shading.py"
PLANT = "twin/physics/plant.py"
ELEMENTS = "twin/physics/elements.py"
FILMS = "twin/physics/films.py"
GROUND_FLOOR = "twin/physics/ground_floor.py"
BATTERY = "twin/systems/battery.py"
TANK = "twin/systems/stirred_tank.py"
HEAT_PUMP = "twin/systems/heat_pump.py"
HEAT_RECOVERY = "twin/systems/heat_recovery.py"
VEHICLE = "twin/systems/electric_vehicle.py"
CEILING_FAN = "twin/systems/ceiling_fan.py"
COLLECTOR = "twin/systems/solar_thermal.py"
FACES = "twin/annual/faces.py"
ZONE_HOUR = "twin/annual/zone_hour.py"
MACHINE_HOUR = "twin/annual/machine_hour.py"
SHARES = "twin/scenario/shares.py"
SCENARIO_MACHINES = "twin/scenario/machines.py"
REDUCE = "twin/annual/reduce.py"
MACHINE_ROOMS = "twin/annual/machine_rooms.py"
FIT_OUT = "twin/annual/fit_out.py"
MIXING = "twin/annual/mixing.py"
SHELL = "twin/annual/shell.py"
BATCH = "twin/annual/batch.py"
SUNLIGHT = "twin/annual/sunlight.py"
COOLER = "twin/systems/room_air_conditioner.py"
SUNPOWER = "twin/systems/photovoltaic.py"
HEAT_INDEX = "twin/health/heat_index.py"
UTCI_TERMS = "twin/health/utci_terms.py"
STANDING = "twin/health/standing.py"
DOORSTEP = "twin/scenario/doorstep.py"
ADAPTIVE = "twin/health/adaptive.py"
HAZARD = "twin/life/hazard.py"
WEAR = "twin/life/wear.py"
DECISION = "twin/life/decision.py"
OPERATION = "twin/ledger/operation.py"
EMBODIED = "twin/ledger/embodied.py"
REFRIGERANT = "twin/ledger/refrigerant.py"
MONEY = "twin/ledger/money.py"
VIEW = "twin/ledger/view.py"
CASH = "twin/ledger/cash.py"
APPRAISAL = "twin/ledger/appraisal.py"
WEIGH = "twin/criteria/weigh.py"
POLLUTANT_HOUR = "twin/annual/pollutant_hour.py"
CLEAN_AIR = "twin/annual/reduce_clean_air.py"
RESULT = "twin/annual/result.py"
FILTER = "twin/io/filter.py"

# The examples of a module count as tests as well, see `Mutant.selection`.
MUTANTS = (
    # ---------------------------------------------------------------- ground
    Mutant(
        "saturation follows Magnus",
        PSYCHROMETRICS,
        "MAGNUS_SLOPE * theta / (MAGNUS_TEMP + theta)",
        "MAGNUS_SLOPE * theta / (MAGNUS_TEMP - theta)",
    ),
    Mutant(
        "vapour displaces dry air",
        PSYCHROMETRICS,
        "MOLAR_RATIO_WATER_AIR * vapour / (pressure - vapour)",
        "MOLAR_RATIO_WATER_AIR * vapour / (pressure + vapour)",
    ),
    Mutant(
        "vapour pressure inverts the humidity ratio",
        PSYCHROMETRICS,
        "ratio * pressure / (MOLAR_RATIO_WATER_AIR + ratio)",
        "ratio * pressure / MOLAR_RATIO_WATER_AIR",
    ),
    Mutant(
        "warm air is lighter",
        PSYCHROMETRICS,
        "dtype=np.float64) + KELVIN",
        "dtype=np.float64) - KELVIN",
    ),
    Mutant(
        "relative humidity is not clipped in silence",
        PSYCHROMETRICS,
        "np.asarray(vapour / vapour_pressure_saturation(temp_air))",
        "np.minimum(vapour / vapour_pressure_saturation(temp_air), 1.0)",
    ),
    Mutant("every key counts", RANDOM, "(seed, *keys)", "(seed, *keys[:1])"),
    Mutant("the seed counts", RANDOM, "(seed, *keys)", "(0, *keys)"),
    Mutant(
        "keys do not run into each other",
        RANDOM,
        'digest.update(len(text).to_bytes(4, "big"))',
        "pass",
    ),
    Mutant("text and number differ", RANDOM, 'f"str:{part}"', 'f"int:{part}"'),
    Mutant("field order is no key order", HASHING, "in sorted(thing)", "in thing"),
    Mutant("a dataclass counts by name", HASHING, "D{type(thing).__name__}(", "D("),
    Mutant("floats count exactly", HASHING, "float(thing).hex()", "float(thing):.12g"),
    Mutant(
        "the shape of an array counts",
        HASHING,
        "A{thing.dtype.str}{thing.shape}",
        "A{thing.dtype.str}",
    ),
    Mutant("text knows its length", HASHING, "U{len(thing)}:{thing};", "U{thing}"),
    Mutant("residuals have two signs", BALANCE, "np.max(np.abs(", "np.max(("),
    Mutant(
        "what is no number is not conserved",
        BALANCE,
        "if not relative <= TOLERANCE",
        "if relative > TOLERANCE",
    ),
    Mutant("a balance is tight", BALANCE, "Final = 1e-9", "Final = 1e-6"),
    Mutant("February has 28 days", CALENDAR, "(31, 28, 31, 30", "(31, 29, 30, 30"),
    Mutant("the first weekday is kept", CALENDAR, "+ first_weekday) % 7", "+ 2) % 7"),
    # ---------------------------------------------------------------- air
    Mutant(
        "an excess decays",
        EXCHANGE,
        "share = -math.expm1(-exponent)",
        "share = math.expm1(exponent)",
        "tests/air",
    ),
    Mutant(
        "the steady state is source over loss",
        EXCHANGE,
        "settled = source_rate / loss_rate",
        "settled = source_rate * loss_rate",
        "tests/air",
    ),
    Mutant(
        "the mean lies between start and end",
        EXCHANGE,
        "settled + gap * share / exponent",
        "settled + gap * share",
        "tests/air",
    ),
    Mutant(
        "without air change a source accumulates",
        EXCHANGE,
        "gained = source_rate * duration",
        "gained = 0.5 * source_rate * duration",
        "tests/air",
    ),
    Mutant(
        "stack and wind act against each other in part",
        FLOW,
        "_INTERACTION: Final = -0.33",
        "_INTERACTION: Final = 0.33",
        "tests/air",
    ),
    Mutant(
        "leaks follow a power law",
        FLOW,
        "float(leakage * together**LEAK_EXPONENT)",
        "float(leakage * together)",
        "tests/air",
    ),
    Mutant(
        "the pressure test is at 50 Pa",
        FLOW,
        "/ 3600.0 / _REFERENCE**LEAK_EXPONENT",
        "/ 3600.0",
        "tests/air",
    ),
    Mutant(
        "the stronger drive opens the window's flow",
        FLOW,
        "math.sqrt(max(wind, stack))",
        "math.sqrt(min(wind, stack))",
        "tests/air",
    ),
    Mutant(
        "tiny losses keep the source's triangle",
        EXCHANGE,
        "0.5 * (gained - fall) - exponent",
        "1.0 * (gained - fall) - exponent",
        "tests/air/test_exchange.py",
    ),
    Mutant(
        "pure stack has its factor",
        FLOW,
        "* 0.5 ** (LEAK_EXPONENT + 1.0)",
        "* 0.5 ** LEAK_EXPONENT",
        "tests/air/test_flow.py",
    ),
    Mutant(
        "dynamic pressure is half",
        FLOW,
        "0.5 * density * wind_local * wind_local",
        "density * wind_local * wind_local",
        "tests/air/test_flow.py",
    ),
    Mutant(
        "the stack factor of AIM-2 has its floor and ceiling",
        LEAK,
        "stack = (1.0 + power * level) / (power + 1.0)",
        "stack = 1.0 / (power + 1.0)",
        "tests/air/test_leak.py",
    ),
    Mutant(
        "a flue sees more wind",
        LEAK,
        "shelter * (1.0 - flue) + _FLUE_WEIGHT * flue",
        "shelter",
        "tests/air/test_leak.py",
    ),
    Mutant(
        "wind crosses between openings",
        WINDOW,
        "cross + stack))",
        "stack))",
        "tests/air/test_window.py",
    ),
    Mutant(
        "a window on one side has its own wind",
        WINDOW,
        "max(quarter * _WIND * wind, cross + stack)",
        "cross + stack",
        "tests/air/test_window.py",
    ),
    Mutant(
        "openings in series resist twice",
        WINDOW,
        "return one * other / math.hypot(one, other)",
        "return min(one, other)",
        "tests/air/test_window.py",
    ),
    Mutant(
        "two heights work by their distance",
        WINDOW,
        "2.0 * GRAVITY * height_between",
        "GRAVITY * height_between",
        "tests/air/test_window.py",
    ),
    Mutant(
        "a doorway flows both ways over a third of its speed",
        LINK,
        "_DOOR: Final = DISCHARGE_DOOR / 3.0",
        "_DOOR: Final = DISCHARGE_DOOR / 2.0",
        "tests/air/test_link.py",
    ),
    Mutant(
        "what a zone gives the other gets",
        LINK,
        "matrix[other, one] += flow",
        "matrix[other, one] -= flow",
        "tests/air/test_link.py",
    ),
    Mutant(
        "nobody opens to heat",
        OPENING,
        "_ramp((rules.warmer_tolerated - warmer) / _WEATHER_BAND)",
        "1.0",
        "tests/air/test_opening.py",
    ),
    Mutant(
        "asleep nobody opens more",
        OPENING,
        "night = min(night, rules.share_sleep_most)",
        "night = night + 0.0",
        "tests/air/test_opening.py",
    ),
    Mutant(
        "who leaves shuts",
        OPENING,
        "asked *= rules.share_empty + state.is_present * (1.0 - rules.share_empty)",
        "asked *= 1.0",
        "tests/air/test_opening.py",
    ),
    Mutant(
        "who cools shuts",
        OPENING,
        "asked += state.is_cooling * (min(asked, rules.share_cooling) - asked)",
        "asked += 0.0",
        "tests/air/test_opening.py",
    ),
    Mutant(
        "smoke opens the window before all else",
        OPENING,
        "asked = max(asked, rules.share_cooking * state.is_burning)",
        "asked = asked + 0.0",
        "tests/air/test_opening.py",
    ),
    Mutant(
        "air a damp room only with drier air",
        OPENING,
        "rules.share_humid * damp * state.is_drier * mild",
        "rules.share_humid * damp * mild",
        "tests/air/test_opening.py",
    ),
    # ---------------------------------------------------------------- physics
    Mutant(
        "cells together conduct as the layer",
        CONDUCTION,
        "resistances[-1] += resistance / 2.0",
        "resistances[-1] += resistance",
        "tests/physics/test_conduction.py",
    ),
    Mutant(
        "cells together hold the heat of the layer",
        CONDUCTION,
        "layer.material.heat_capacity * share",
        "layer.material.heat_capacity * layer.thickness",
        "tests/physics/test_conduction.py",
    ),
    Mutant(
        "walls are cut fine enough",
        CONDUCTION,
        "math.ceil(layer.thickness / CELL_THICKNESS)",
        "math.ceil(layer.thickness / 1.0)",
        "tests/physics/test_conduction.py",
    ),
    Mutant(
        "what enters an element is stored or leaves",
        RESPONSE,
        "storage=duration * gain.sum(axis=1) / (1.0 - left)",
        "storage=duration * gain.sum(axis=1) / (1.0 + left)",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "the hour's mean drives the modes",
        RESPONSE,
        "mean = -np.expm1(-exponent) / exponent",
        "mean = np.exp(-0.5 * exponent)",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "modes take up heat within the hour",
        RESPONSE,
        "[-1.0, 1.0]]) + taken.T @ taken",
        "[-1.0, 1.0]])",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "fast states are settled, not cut off",
        RESPONSE,
        "gain_slow = gain[:order] + matrix[:order, fast] @ settled[:, order:]",
        "gain_slow = gain[:order]",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "the most visible states are kept",
        RESPONSE,
        "hankel[::-1], 0.0), basis[:, ::-1]",
        "hankel[::-1], 0.0), basis",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "the order follows the bound",
        RESPONSE,
        "np.sum(tail > error_bound)",
        "np.sum(tail > 30.0 * error_bound)",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "what is settled keeps the static flow",
        RESPONSE,
        "        full.transmittance,\n",
        "        full.transmittance * 1.01,\n",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "inside and outside are the right way round",
        RESPONSE,
        "face[0, OUTSIDE] = chain.conductance[0]",
        "face[0, OUTSIDE] = chain.conductance[-1]",
        "tests/physics/test_response.py",
    ),
    Mutant(
        "warm ceilings stay calm",
        FILMS,
        "return (unstable, stable) if cosine > 0.0",
        "return (unstable, stable) if cosine < 0.0",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "convection follows a cube root",
        FILMS,
        "factor * cube_root(abs(gap))",
        "factor * abs(gap) ** 0.25",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "wind is stronger on the face it blows on",
        FILMS,
        "is_windward) > 0.0, onto, behind",
        "is_windward) > 0.0, behind, onto",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "roughness counts for the forced part only",
        FILMS,
        "natural + roughness * (smooth - natural)",
        "roughness * smooth",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "warmth and wind add as squares",
        FILMS,
        "(natural * natural + forced * forced) ** 0.5",
        "natural + forced",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "radiation is taken between two temperatures",
        FILMS,
        "(one + two) * (one * one + two * two)",
        "4.0 * one * one * one",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "the film of glass knows its height",
        FILMS,
        "quotient**0.25 * _GLASS_CONDUCTIVITY / height",
        "quotient**0.25 * _GLASS_CONDUCTIVITY",
        "tests/physics/test_films.py",
    ),
    Mutant(
        "a face does not see itself",
        ENCLOSURE,
        "1.0 / np.maximum(1.0 - share, 1e-9)",
        "1.0 / np.maximum(1.0 + 0.0 * share, 1e-9)",
        "tests/physics/test_enclosure.py",
    ),
    Mutant(
        "grey faces resist",
        ENCLOSURE,
        "1.0 / view + (1.0 - inward) / inward",
        "1.0 / view + (1.0 - inward)",
        "tests/physics/test_enclosure.py",
    ),
    Mutant(
        "what is not absorbed goes round",
        ENCLOSURE,
        "np.eye(len(area)) - seen * back[None, :]",
        "np.eye(len(area))",
        "tests/physics/test_enclosure.py",
    ),
    Mutant(
        "light leaves by the glass that it strikes",
        ENCLOSURE,
        "back = 1.0 - np.asarray(absorbed) - np.asarray(passed)",
        "back = 1.0 - np.asarray(absorbed)",
        "tests/physics/test_enclosure.py",
    ),
    Mutant(
        "a low sun passes over the floor",
        SUN_PATCH,
        "lands = reach * np.abs(np.cos(turn)) < depth",
        "lands = reach * np.abs(np.cos(turn)) > depth",
        "tests/physics/test_sun_patch.py",
    ),
    Mutant(
        "a slanting sun strikes side walls",
        SUN_PATCH,
        "1.0 - reach * np.abs(np.sin(turn)) / depth",
        "1.0 - 0.0 * reach * np.abs(np.sin(turn)) / depth",
        "tests/physics/test_sun_patch.py",
    ),
    Mutant(
        "what lies between zones counts once",
        ELEMENTS,
        "1 if is_shared else zone.multiplier",
        "zone.multiplier",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "storeys multiply walls",
        ELEMENTS,
        "else zone.multiplier",
        "else 1",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "roofs and walls stay apart",
        ELEMENTS,
        "        surface.is_roof,\n",
        "        False,\n",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "faces of one construction are one element unless asked",
        ELEMENTS,
        "apart = (surface.exposure,) if merge is Merge.BY_FACE else ()",
        "apart = (surface.exposure,)",
        "tests/physics/test_elements.py",
    ),
    Mutant(
        "plant stops at its capacity",
        PLANT,
        "heats = min(max(wanted, 0.0), largest)",
        "heats = max(wanted, 0.0)",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "cooling starts above its set-point",
        PLANT,
        "end > limits[1, zone, lane] + _TOUCH",
        "end < limits[1, zone, lane] + _TOUCH",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "held zones end the hour at the set-point",
        PLANT,
        "there = (goal - left * start) / (1.0 - left)",
        "there = goal",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "plant never has the wrong sign",
        PLANT,
        "cools = min(max(wanted, least), 0.0)",
        "cools = max(wanted, least)",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "what is fixed runs",
        PLANT,
        "plant[zone, lane] = power if is_held else plant[zone, lane]",
        "plant[zone, lane] = 0.0",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "neighbours are felt",
        PLANT,
        "value = matrix[zones + zone, zones + other, lane]",
        "value = matrix[zones + zone, zones + other, lane] * diagonal",
        "tests/physics/test_plant.py",
    ),
    Mutant(
        "panes reflect between them",
        PANE_STACK,
        "between = 1.0 - first.reflectance_back * second.reflectance_front",
        "between = 1.0 + 0.0 * first.reflectance_back",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "both polarisations count",
        PANE_STACK,
        "face = np.stack([across, along])",
        "face = np.stack([across, across])",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "a slanting ray goes a longer way through glass",
        PANE_STACK,
        "passed = np.exp(-extinction / inside)",
        "passed = np.exp(-extinction) + 0.0 * inside",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "behind is before, seen from the room",
        PANE_STACK,
        "sheets = [_turned(sheet) for sheet in reversed(sheets)]",
        "sheets = list(reversed(sheets))",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "the inner pane warms the room",
        GLAZING,
        "inner=place @ absorbed",
        "inner=(1.0 - place) @ absorbed",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "diffuse light comes from all sides",
        GLAZING,
        "2.0 * nodes * weights",
        "weights",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "no beam strikes from behind",
        GLAZING,
        "* is_before for share in three",
        "for share in three",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "the rated films are taken off",
        GLAZING,
        "1.0 / glazing.u_value - RESISTANCE_FILMS",
        "1.0 / glazing.u_value",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "warm gaps conduct more",
        GLAZING,
        "slope = (warmer - colder) / (2.0 * _SLOPE_STEP)",
        "slope = (colder - warmer) / (2.0 * _SLOPE_STEP)",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "gaps radiate",
        CAVITY,
        "+ exchange * STEFAN_BOLTZMANN * powers",
        "+ 0.0 * exchange * powers",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "a coating counts on both faces of a gap",
        CAVITY,
        "1.0 / emissivity[0] + 1.0 / emissivity[1] - 1.0",
        "1.0 / emissivity[0] + 1.0 / emissivity[0] - 1.0",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "single glass passes more than double of the same gain",
        SIMPLE_WINDOW,
        "share * single + (1.0 - share) * double",
        "share * double + (1.0 - share) * single",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "simple windows pass less slanting sun",
        SIMPLE_WINDOW,
        "np.polyval(weights @ _TRANSMITTANCE, cosine_incidence)",
        "np.polyval(weights @ _TRANSMITTANCE, 1.0 + 0.0 * cosine_incidence)",
        "tests/physics/test_glazing.py",
    ),
    Mutant(
        "a low sun shines in under an overhang",
        SHADING,
        "is_hit = is_above & (away >= 0.0) & (away <= overhang.depth)",
        "is_hit = is_above & (away >= 0.0)",
        "tests/physics/test_shading.py",
    ),
    Mutant(
        "fins end where they end",
        SHADING,
        "top = (height + fin.extension_above - level) / slope",
        "top = (height + 1e3 + fin.extension_above - level) / slope",
        "tests/physics/test_shading.py",
    ),
    Mutant(
        "shadows that overlap count once",
        SHADING,
        "reached = np.maximum(reached, end)",
        "reached = reached + np.maximum(end - start, 0.0)",
        "tests/physics/test_shading.py",
    ),
    Mutant(
        "left is not right",
        SHADING,
        "return -fin.distance if fin.is_left else",
        "return -fin.distance if not fin.is_left else",
        "tests/physics/test_shading.py",
    ),
    Mutant(
        "shades take sky as well",
        SHADING,
        "shares.append(float(lit @ weight.ravel()))",
        "shares.append(float(weight.sum() + 0.0 * lit[0]))",
        "tests/physics/test_shading.py",
    ),
    Mutant(
        "small slabs lose at their edge",
        GROUND_FLOOR,
        "2.0 * area / perimeter",
        "area / perimeter",
        "tests/physics/test_ground_floor.py",
    ),
    Mutant(
        "insulated slabs have a formula of their own",
        GROUND_FLOOR,
        "if thickness < dimension:",
        "if thickness < 1e9:",
        "tests/physics/test_ground_floor.py",
    ),
    # ---------------------------------------------------------------- systems
    Mutant(
        "the coil is cold enough for its rating",
        COOLER,
        "TEMP_COIL: Final = 12.1",
        "TEMP_COIL: Final = 12.6",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "the coil's humidity belongs to its temperature",
        COOLER,
        "HUMIDITY_COIL: Final = 0.00877",
        "HUMIDITY_COIL: Final = 0.00908",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "air that passes the coil by is not cooled",
        COOLER,
        "capacity_rated * (1.0 - BYPASS) * part_load",
        "capacity_rated * part_load",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "no heating from a cold coil",
        COOLER,
        "(temp_air - TEMP_COIL), 0.0))",
        "(temp_air - TEMP_COIL), -1e9))",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "curves multiply wet bulb and outdoors",
        COOLER,
        "curve[5] * x * y",
        "curve[5] * x",
        "tests/systems/test_room_air_conditioner.py",
    ),
    Mutant(
        "hot cells give less",
        SUNPOWER,
        "TEMP_COEFFICIENT: Final = -0.0035",
        "TEMP_COEFFICIENT: Final = 0.0035",
        "tests/systems/test_photovoltaic.py",
    ),
    Mutant(
        "modules face the equator",
        SUNPOWER,
        "180.0 if weather.latitude >= 0.0 else 0.0",
        "0.0 if weather.latitude >= 0.0 else 180.0",
        "tests/systems/test_photovoltaic.py",
    ),
    Mutant(
        "losses are lost",
        SUNPOWER,
        "left * (1.0 - plant.losses) * plant.inverter",
        "left * (1.0 + plant.losses) * plant.inverter",
        "tests/systems/test_photovoltaic.py",
    ),
    Mutant(
        "a battery loses both ways",
        BATTERY,
        "battery.efficiency_charge * charge * STEP",
        "charge * STEP",
        "tests/systems/test_battery.py",
    ),
    Mutant(
        "a battery gives what it holds",
        BATTERY,
        "discharge = max(min(-surplus, battery.power_discharge, there), 0.0)",
        "discharge = max(min(-surplus, battery.power_discharge), 0.0)",
        "tests/systems/test_battery.py",
    ),
    Mutant(
        "heat ages a battery",
        BATTERY,
        "math.exp(n[3] / kelvin) + math.exp(-n[4] / kelvin)",
        "math.exp(-n[3] / kelvin) + math.exp(-n[4] / kelvin)",
        "tests/systems/test_battery.py",
    ),
    Mutant(
        "a tank cools towards its room",
        TANK,
        "load.free - tank.loss * (temp - load.temp_around) - drawn",
        "load.free - tank.loss * temp - drawn",
        "tests/systems/test_stirred_tank.py",
    ),
    Mutant(
        "hot water is not drawn hotter than it is used",
        TANK,
        "min((temp - load.temp_cold) / span, 1.0)",
        "(temp - load.temp_cold) / span",
        "tests/systems/test_stirred_tank.py",
    ),
    Mutant(
        "too much sun is dumped",
        TANK,
        "return 0.0, max(min(balance, load.free), 0.0)",
        "return 0.0, 0.0",
        "tests/systems/test_stirred_tank.py",
    ),
    Mutant(
        "the mean of a relaxing tank is its integral",
        TANK,
        "mean = temp + straight * _second_integral(x)",
        "mean = temp + 0.5 * straight",
        "tests/systems/test_stirred_tank.py",
    ),
    Mutant(
        "frost takes capacity",
        HEAT_PUMP,
        "factor = _FROST_CAPACITY * (1.0 - frost) if frost > 0.0 else 1.0",
        "factor = 1.0",
        "tests/systems/test_heat_pump.py",
    ),
    Mutant(
        "cycling costs",
        HEAT_PUMP,
        "return steady * part_load_factor(min(part_load / PART_LOAD_LEAST, 1.0))",
        "return steady",
        "tests/systems/test_heat_pump.py",
    ),
    Mutant(
        "too cold a day stops the pump",
        HEAT_PUMP,
        "temp_outdoor >= machine.temp_least",
        "temp_outdoor <= machine.temp_least",
        "tests/systems/test_heat_pump.py",
    ),
    Mutant(
        "frost on the core limits recovery",
        HEAT_RECOVERY,
        "guarded = min(unit.sensible, most)",
        "guarded = unit.sensible",
        "tests/systems/test_heat_recovery.py",
    ),
    Mutant(
        "a warm room is bypassed",
        HEAT_RECOVERY,
        "temp_air > unit.temp_bypass",
        "temp_air < unit.temp_bypass",
        "tests/systems/test_heat_recovery.py",
    ),
    Mutant(
        "who leaves soon charges now",
        VEHICLE,
        "return max(min(max(wanted, must), vehicle.power, room), 0.0)",
        "return max(min(wanted, vehicle.power, room), 0.0)",
        "tests/systems/test_electric_vehicle.py",
    ),
    Mutant(
        "fans harm in great heat",
        CEILING_FAN,
        " & (temp_operative < TEMP_HARM)",
        "",
        "tests/systems/test_ceiling_fan.py",
    ),
    Mutant(
        "a fan's power follows the cube of its speed",
        CEILING_FAN,
        "share**3",
        "share**2",
        "tests/systems/test_ceiling_fan.py",
    ),
    Mutant(
        "collectors lose more the hotter they are",
        COLLECTOR,
        "collector.loss_square * warmer * abs(warmer)",
        "collector.loss_square * abs(warmer)",
        "tests/systems/test_solar_thermal.py",
    ),
    # ---------------------------------------------------------------- health
    Mutant(
        "humidity adds to heat",
        HEAT_INDEX,
        "+ 10.14333127 * damp",
        "- 10.14333127 * damp",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "vapour is felt outdoors",
        UTCI_TERMS,
        "(0, 0, 0, 1, 5.12733497)",
        "(0, 0, 0, 1, 5.02733497)",
        "tests/health/test_utci.py",
    ),
    Mutant(
        "the ground stores heat by day",
        STANDING,
        "_STORED_DAY: Final = 0.19",
        "_STORED_DAY: Final = 0.0",
        "tests/health/test_standing.py",
    ),
    Mutant(
        "walls are as warm as the air",
        STANDING,
        "+ (1.0 - sky_view) * glow_air",
        "+ (1.0 - sky_view) * 0.0",
        "tests/health/test_standing.py",
    ),
    Mutant(
        "shade has no beam",
        DOORSTEP,
        'if place == "sun" else np.zeros',
        "if True else np.zeros",
        "tests/scenario/test_doorstep.py",
    ),
    Mutant(
        "calm air counts as half a metre a second",
        DOORSTEP,
        "np.maximum(wind, WIND_LEAST)",
        "np.maximum(wind, 0.0)",
        "tests/scenario/test_doorstep.py",
    ),
    Mutant(
        "cool hours use the simple formula",
        HEAT_INDEX,
        "is_simple = 0.5 * (simple + warm) < _SIMPLE_BELOW",
        "is_simple = warm < -1e9",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "dry heat is milder",
        HEAT_INDEX,
        "index -= drier",
        "index += drier",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "danger begins at its class",
        HEAT_INDEX,
        "DANGER: Final = 41.0",
        "DANGER: Final = 46.0",
        "tests/health/test_heat_index.py",
    ),
    Mutant(
        "today is not yet in the running mean",
        ADAPTIVE,
        "result[number] = running",
        "result[number] = (1.0 - MEMORY) * float(day) + MEMORY * running",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "yesterday weighs a fifth",
        ADAPTIVE,
        "MEMORY: Final = 0.8",
        "MEMORY: Final = 0.7",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "people accept more cold than heat",
        ADAPTIVE,
        "(-3.0, 2.0)",
        "(-2.0, 3.0)",
        "tests/health/test_adaptive.py",
    ),
    Mutant(
        "December precedes January",
        ADAPTIVE,
        "for day in daily[-_SPIN_UP:]:",
        "for day in daily[:_SPIN_UP]:",
        "tests/health/test_adaptive.py",
    ),
    # ---------------------------------------------------------------- annual
    Mutant(
        "walls exchange long waves with the sky",
        FACES,
        "drive[lane] = moving * air + cooling * sky",
        "drive[lane] = moving * air + cooling * air",
        "tests/annual/test_hours_oracle.py",
    ),
    Mutant(
        "what a face hands on it hands both ways",
        FACES,
        "matrix[star, air, lane] -= radiant * to_air",
        "matrix[star, air, lane] -= 0.5 * radiant * to_air",
        "tests/annual/test_hours_oracle.py",
    ),
    Mutant(
        "modes go on from hour to hour",
        FACES,
        "after = decay[state, lane] * modes[state, lane] + drive",
        "after = 0.5 * decay[state, lane] * modes[state, lane] + drive",
        "tests/annual/test_hours_oracle.py",
    ),
    Mutant(
        "air that moves takes its heat along",
        MIXING,
        "matrix[far, near, lane] -= heat",
        "matrix[far, near, lane] += heat",
        "tests/annual/test_hours_balance.py",
    ),
    Mutant(
        "cooling waits for its trigger",
        ZONE_HOUR,
        "is_warm = own[row.TEMP_OPERATIVE, lane] > trigger",
        "is_warm = own[row.TEMP_AIR, lane] > trigger",
        "tests/annual/test_zone_hour.py",
    ),
    Mutant(
        "what the air cannot hold condenses",
        ZONE_HOUR,
        "after = min(end, most)",
        "after = end",
        "tests/annual/test_zone_hour.py",
    ),
    Mutant(
        "CO₂ of people is counted in parts per million",
        ZONE_HOUR,
        "flow[lane] * co2_outdoor + source[lane] * PPM",
        "flow[lane] * co2_outdoor + source[lane]",
        "tests/annual/test_zone_hour.py",
    ),
    Mutant(
        "upright faces see half of the sky",
        SHELL,
        "view = 0.5 * (1.0 + np.cos(np.radians(exposure.tilt)))",
        "view = 1.0 + 0.0 * exposure.tilt",
        "tests/annual/test_shell.py",
    ),
    Mutant(
        "elements hold heat by their area",
        SHELL,
        "scale = np.sqrt(element.area)",
        "scale = element.area",
        "tests/annual/test_shell.py",
    ),
    Mutant(
        "a lee has less wind",
        BATCH,
        "direction - exposure.azimuth)) >= 0.0",
        "direction - exposure.azimuth)) <= 0.0",
        "tests/annual/test_batch.py",
    ),
    Mutant(
        "habits shift set-points lane by lane",
        ZONE_HOUR,
        "cool[lane] = set_cool + rooms[row.COOLING_SHIFT, lane]",
        "cool[lane] = set_cool + rooms[row.COOLING_SHIFT, 0]",
        "tests/annual/test_batch.py",
    ),
    Mutant(
        "beam falls on the floor as far as it reaches",
        SUNLIGHT,
        "beam[:, pane.zone] += light.on_floor * entered",
        "beam[:, pane.zone] += entered",
        "tests/annual/test_sunlight.py",
    ),
    Mutant(
        "light that glass absorbs is not lost",
        SUNLIGHT,
        "inner[:, column] += through * within * light.beam",
        "inner[:, column] += through * out * light.beam",
        "tests/annual/test_sunlight.py",
    ),
    # ---------------------------------------------------------------- life
    Mutant(
        "a used unit has used up some of its life",
        HAZARD,
        "spent = math.pow(age / scale, shape)",
        "spent = 0.0",
        "tests/life",
    ),
    Mutant(
        "what is left is counted from now",
        HAZARD,
        "1.0 / shape) - age)",
        "1.0 / shape))",
        "tests/life",
    ),
    Mutant(
        "survival falls with age",
        HAZARD,
        "math.exp(-math.pow(age / scale, shape))",
        "math.exp(-math.pow(scale / age, shape))",
        "tests/life",
    ),
    Mutant(
        "working times keep their mean",
        HAZARD,
        "normal - variance / 2.0)",
        "normal)",
        "tests/life",
    ),
    Mutant(
        "what broke waits for a crew",
        WEAR,
        "with crews.request(priority=REPAIR_FIRST) as turn:\n        yield turn",
        "with crews.request(priority=REPAIR_FIRST) as turn:\n        turn",
        "tests/life",
    ),
    Mutant(
        "owners follow a rule with its probability",
        WEAR,
        "< rule.share",
        ">= rule.share",
        "tests/life",
    ),
    Mutant(
        "a rule holds from its start",
        WEAR,
        "rule.start <= town.env.now",
        "rule.start >= town.env.now",
        "tests/life",
    ),
    Mutant(
        "an annuity pays interest over the life",
        DECISION,
        "rate / -math.expm1(-growth)",
        "rate * -math.expm1(-growth)",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "a subsidy lowers what the decider pays",
        DECISION,
        "(product.cost.value - grant)",
        "(product.cost.value + grant)",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "a decider counts only its share of the bill",
        DECISION,
        "owner.bill_share * bill / units",
        "bill / units",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "units of a kind share its bill",
        DECISION,
        "owner.bill_share * bill / units",
        "owner.bill_share * bill",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "a subsidy ends",
        DECISION,
        "one.start <= time < one.end\n        and (not one.deciders",
        "one.start <= time\n        and (not one.deciders",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "a ban ends an offer",
        DECISION,
        "if one.start <= time < one.end\n        ]",
        "if one.start <= time\n        ]",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "no subsidy is above the price",
        DECISION,
        "return min(paid, price)",
        "return paid",
        "tests/life/test_decision.py",
    ),
    Mutant(
        "the least annuity wins",
        DECISION,
        "price < best[0]",
        "price > best[0]",
        "tests/life/test_decision.py",
    ),
    # ---------------------------------------------------------------- ledger
    Mutant(
        "what is left of a purchase falls with its age",
        CASH,
        "np.maximum(0.0, 1.0 - age / life)",
        "np.minimum(1.0, age / life)",
    ),
    Mutant(
        "what was taken away since is worth nothing",
        CASH,
        'last = last[~(left > last["time"].to_numpy(dtype=float))]',
        "last = last.copy()",
    ),
    Mutant(
        "the residual value stands after the last year",
        CASH,
        "residual_values(ledger, events, lives, last_year + 1)",
        "residual_values(ledger, events, lives, last_year)",
    ),
    Mutant(
        "the residual value pays nothing back",
        APPRAISAL,
        "saved = gain[:, :-1]  # without the year of the residual value",
        "saved = gain[:, :-1] + np.eye(1, horizon.years) * gain[:, -1:]",
    ),
    Mutant(
        "a scenario gains what it spends less",
        APPRAISAL,
        "np.asarray(spent[1] - spent[0])",
        "np.asarray(spent[0] - spent[1])",
    ),
    Mutant(
        "energy of later years is discounted like money",
        MONEY,
        "gained = present_value(energy, year, rate, base_year)",
        "gained = float(np.sum(energy))",
    ),
    Mutant(
        "electricity never has less than its least upstream emission",
        OPERATION,
        "np.maximum(direct * path.upstream_uplift, direct + path.upstream_floor)",
        "np.minimum(direct * path.upstream_uplift, direct + path.upstream_floor)",
    ),
    Mutant(
        "export earns its own price",
        OPERATION,
        "-rise * world.electricity_export_price",
        "rise * world.electricity_export_price",
    ),
    Mutant(
        "upstream of a fuel comes on top of burning it",
        OPERATION,
        "fuel.direct * (fuel.upstream_uplift - 1.0)",
        "fuel.direct * fuel.upstream_uplift",
    ),
    Mutant(
        "transport counts tonnes",
        EMBODIED,
        "masses[book.product] / 1000.0",
        "masses[book.product]",
    ),
    Mutant(
        "a programme refurbishes, a failure replaces",
        EMBODIED,
        'return "B5" if cause.startswith(PROGRAMME_PREFIX) else "B4"',
        'return "B4" if cause.startswith(PROGRAMME_PREFIX) else "B5"',
    ),
    Mutant(
        "no more leaks than was charged",
        REFRIGERANT,
        "np.minimum(1.0, leak * np.maximum(age, 0.0))",
        "leak * np.maximum(age, 0.0)",
    ),
    Mutant(
        "what is left escapes in part at the end",
        REFRIGERANT,
        "quantity * charge * left * escape",
        "quantity * charge * escape",
    ),
    Mutant(
        "later money is worth less",
        MONEY,
        "(base_year - np.asarray(year, dtype=np.float64))",
        "(np.asarray(year, dtype=np.float64) - base_year)",
    ),
    Mutant(
        "payback holds for good",
        MONEY,
        "year[negative[-1] + 1]",
        "year[negative[0] + 1]",
    ),
    Mutant(
        "what lies beyond the boundary is in no sum",
        VIEW,
        "fossil * ~(is_operation | is_export)",
        "fossil * ~is_operation",
    ),
    Mutant(
        "direct emission is a part of operation",
        VIEW,
        "fossil * (is_operation & is_direct)",
        "fossil * is_operation",
    ),
    # ---------------------------------------------------------------- criteria
    Mutant(
        "a missing value never passes",
        WEIGH,
        "unknown = applies & ~_known(sample, missing_limit)",
        "unknown = applies & ~applies",
    ),
    Mutant(
        "doubt counts against passing",
        WEIGH,
        "worst = sample.values + sign * sample.doubt",
        "worst = sample.values - sign * sample.doubt",
    ),
    Mutant(
        "on the limit is within it",
        WEIGH,
        "values <= threshold",
        "values < threshold",
    ),
    Mutant(
        "an interval across the limit is not shown",
        WEIGH,
        "State.FAIL if possible <= decision.rejection else State.NOT_SHOWN",
        "State.FAIL",
    ),
    Mutant(
        "who is not there sets no fan",
        MACHINE_HOUR,
        "if is_there else 0.0\n        power, moved",
        "if people >= 0.0 else 0.0\n        power, moved",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "a fan's power is heat",
        MACHINE_HOUR,
        "heat[lane] = power",
        "heat[lane] = 0.5 * power",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "fans let people cool less while they are there",
        MACHINE_HOUR,
        "offset[lane] = rise if counts else 0.0",
        "offset[lane] = rise",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "people may not follow their fans",
        MACHINE_HOUR,
        "temp_setback_fan(fan.air_speed, held) * rooms[row.FAN_SETBACK, lane]",
        "temp_setback_fan(fan.air_speed, held)",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "fans run at the latest where cooling would",
        MACHINE_HOUR,
        "min(rooms[row.FAN_LIMIT, lane], held)",
        "rooms[row.FAN_LIMIT, lane]",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "an exchanger gives heat back",
        MACHINE_HOUR,
        "counts = total - used * blown",
        "counts = total",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "an exchanger gives water back",
        MACHINE_HOUR,
        "unit.latent * part * blown",
        "unit.latent * blown",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "the supply fan warms the room",
        MACHINE_HOUR,
        "unit.specific_power * blown if has",
        "unit.specific_power * wanted if has",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "a unit takes over what plain fans bring",
        MACHINE_HOUR,
        "total = fan - plain +",
        "total = fan +",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "plain fans that stand still draw nothing",
        MACHINE_HOUR,
        " - FAN_POWER * plain\n",
        "\n",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "what a unit brings for people is the more of two",
        MACHINE_HOUR,
        "* people, plain)",
        "* people, 0.0)",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "exhaust draws on leaks",
        MACHINE_HOUR,
        "flow_combined(blown, wanted, natural)",
        "flow_combined(wanted, wanted, natural)",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "outdoors limits a heat pump",
        MACHINE_HOUR,
        "largest[lane] = pump.backup + capacity_in_use(",
        "largest[lane] = 2.0 * pump.backup + capacity_in_use(",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "an inverter gains at part load",
        MACHINE_HOUR,
        "power[lane] *= ratio if counts else 1.0",
        "power[lane] *= 1.0",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "a machine works for each storey",
        MACHINE_ROOMS,
        "number = fans.number * zone.multiplier",
        "number = fans.number",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "what is broken does not heat",
        FIT_OUT,
        'changes["is_heated"] = has_cooling',
        'changes["is_heated"] = True',
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "fans serve a floor each",
        FIT_OUT,
        "number=zone.floor_area / traits.floor_area.value",
        "number=1.0",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "water comes back with the heat",
        MACHINE_HOUR,
        "state[1, lane] = unit",
        "state[1, lane] = 0.0 * unit",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "what is broken moves no air",
        SHARES,
        'name = tenure.product if tenure.is_working else ""',
        "name = tenure.product",
        "tests/scenario/test_room_machines.py",
    ),
    Mutant(
        "a reversible unit's COP is counted once",
        SCENARIO_MACHINES,
        "worn if is_reversible else products",
        "products",
        "tests/scenario/test_room_machines.py",
    ),
    Mutant(
        "cooling set-points rise for fans",
        ZONE_HOUR,
        "rooms[row.COOLING_SHIFT, lane] + offset",
        "rooms[row.COOLING_SHIFT, lane]",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "cooling waits longer for fans",
        ZONE_HOUR,
        "trigger = rooms[row.COOLING_TRIGGER, lane] + offset",
        "trigger = rooms[row.COOLING_TRIGGER, lane]",
        "tests/annual/test_zone_machines.py",
    ),
    Mutant(
        "fans raise the limit of overheating",
        REDUCE,
        "gap > BANDS[2][1] + offset",
        "gap > BANDS[2][1]",
        "tests/annual/test_reduce.py",
    ),
    # ---------------------------------------------------------------- indoor air
    Mutant(
        "particles of open windows do not pass leaks",
        POLLUTANT_HOUR,
        "window = min(own[row.FLOW_WINDOW, lane], free)",
        "window = 0.0 * free",
        "tests/annual/test_pollutants.py",
    ),
    Mutant(
        "particles of leaks do not come through windows",
        POLLUTANT_HOUR,
        "leak[lane] = free - window",
        "leak[lane] = free",
        "tests/annual/test_pollutants.py",
    ),
    Mutant(
        "clean air counts cleaners",
        CLEAN_AIR,
        "(flow[lane] + added + cleaned) / most",
        "(flow[lane] + added) / most",
        "tests/annual/test_clean_air.py",
    ),
    Mutant(
        "clean air of a full room is brought by its fans",
        CLEAN_AIR,
        "added = added if has else each * most - plain",
        "added = added if has else 0.0 * each",
        "tests/annual/test_clean_air.py",
    ),
    Mutant(
        "clean air that exhaust draws adds as the legs of a right angle",
        CLEAN_AIR,
        "if rooms[row.UNIT_BALANCED, lane] > 0.0 else drawn",
        "if rooms[row.UNIT_BALANCED, lane] > -1.0 else drawn",
        "tests/annual/test_clean_air.py",
    ),
    Mutant(
        "clean air is never told too large",
        RESULT,
        "bins = enough.sum(axis=-1) - 1",
        "bins = enough.sum(axis=-1)",
        "tests/annual/test_clean_air.py",
    ),
    Mutant(
        "air passes by a filter",
        FILTER,
        "return self.classes[name].value * self.seal.value",
        "return self.classes[name].value",
        "tests/annual/test_cleaner.py",
    ),
)


def is_noticed(mutant: Mutant, copy: Path) -> bool | None:
    """Break a law in the copy, run its tests, mend it; None where nothing ran."""
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        status = run_tests(mutant.selection, copy)
    finally:
        path.write_text(source, encoding="utf-8")
    return None if status == 5 else status != 0


def run_tests(selection: list[str], copy: Path) -> int:
    """Return pytest's exit status in the copy: 0 passed, 5 no tests."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONHASHSEED": "0"}
    environment.pop("NUMBA_CACHE_DIR", None)
    paths = [name for name in selection if (copy / name).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    try:
        return subprocess.run(
            [*command, *paths],
            cwd=copy,
            env=environment,
            timeout=SECONDS,
            capture_output=True,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return 1  # a law so broken that the tests do not end


def copy_tree(target: Path) -> None:
    """Copy what the tests need; the copy is a checkout of its own."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "architecture")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, target / name)


def main(words: list[str]) -> int:
    """Run the mutants whose law or file holds one of the words."""
    chosen = [
        one
        for one in MUTANTS
        if not words or any(word in f"{one.law} {one.file}" for word in words)
    ]
    survivors = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder)
        copy_tree(copy)
        for selection in sorted({tuple(one.selection) for one in chosen}):
            if run_tests(list(selection), copy) not in {0, 5}:
                print(f"{' '.join(selection)}: fails without any mutant")
                return 2
        for mutant in chosen:
            start = time.monotonic()
            noticed = is_noticed(mutant, copy)
            told = {True: "noticed", False: "SURVIVED", None: "NO TESTS"}[noticed]
            spent = time.monotonic() - start
            print(f"{told:9} {spent:5.1f} s  {mutant.file}: {mutant.law}", flush=True)
            if not noticed:
                survivors.append(mutant)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} broken laws were noticed")
    return int(bool(survivors))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
