"""One hour of all elements of a building: prepare, fill the equations, close."""

from typing import Final

from twin.annual import faces, glass_hour
from twin.annual import scratch as row
from twin.annual.series import (
    GLASS,
    SHARED,
    Climate,
    Fabric,
    Layout,
    Sun,
)
from twin.ground.lanes import phase
from twin.ground.types import FloatArray

_SHARED_ROWS: Final = (
    row.D_IN,
    row.D_OUT,
    row.D_CROSS,
    row.HC_IN,
    row.HR_IN,
    row.HC_OUT,
    row.HR_OUT,
    row.PUSH_IN,
    row.PUSH_OUT,
)
_DEN_OUT: Final = row.HR_OUT
"""Inverse of an outer face; no room is behind it, hence no radiant film."""


@phase
def remember(
    layout: Layout, fabric: Fabric, face: FloatArray, modes: FloatArray
) -> None:
    """Write the flows that all elements remember.

    Parameters
    ----------
    layout
        Which element lies where.
    fabric
        Elements in each lane.
    face
        Table of faces, shape ``(element, row, lane)``; memories are written [any].
    modes
        Modes of all elements, shape ``(state, lane)`` [any].
    """
    for element in range(layout.zone.shape[0]):
        own = face[element]
        first, last = layout.first[element], layout.first[element + 1]
        faces.recall(
            fabric.gain_in[first:last],
            fabric.gain_out[first:last],
            modes[first:last],
            own[row.HIST_IN],
            own[row.HIST_OUT],
        )


@phase
def _film_room(
    films: FloatArray,
    first: int,
    rows: tuple[int, int, int, int],
    own: FloatArray,
    near: FloatArray,
) -> None:
    """Write the films of a face inside; `rows` are temp, radiant, and both films."""
    fixed = films[5] if first == 0 else films[6]
    faces.film_room(
        own[rows[0]],
        near[row.TEMP_AIR],
        near[row.STAR],
        own[row.AREA],
        own[rows[1]],
        own[rows[2]],
        (films[first], films[first + 1], fixed),
        own[rows[3]],
    )


@phase
def _film_glass(films: FloatArray, own: FloatArray, near: FloatArray) -> None:
    """Write the films of windows inside."""
    glass_hour.film_glass(
        own[row.T_IN],
        near[row.TEMP_AIR],
        near[row.STAR],
        own[row.AREA],
        own[row.RAD_IN],
        own[row.HC_IN],
        (films[0], films[5]),
        own[row.HR_IN],
    )


@phase
def dress(
    layout: Layout,
    climate: Climate,
    sun: Sun,
    hour: int,
    weather: FloatArray,
    face: FloatArray,
    zones: FloatArray,
) -> None:
    """Write the films of all faces and what drives the outer ones.

    Parameters
    ----------
    layout
        Which element lies where.
    climate
        Outdoors.
    sun
        Sunlight.
    hour
        Hour of the year [-].
    weather
        Outdoors of the hour, shape ``(row, lane)`` [any].
    face
        Table of faces, shape ``(element, row, lane)``; films are written [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    """
    for element in range(layout.zone.shape[0]):
        own = face[element]
        kind = layout.kind[element]
        films = layout.films[element]
        if kind == GLASS:
            glass_hour.conduct_glass(
                own[row.GLASS_BASE : row.GLASS_BEND + 1],
                own[row.T_IN],
                own[row.T_OUT],
                own[row.D_IN],
                own[row.D_OUT],
                own[row.D_CROSS],
            )
            _film_glass(films, own, zones[layout.zone[element]])
        else:
            inside = (row.T_IN, row.RAD_IN, row.HC_IN, row.HR_IN)
            _film_room(films, 0, inside, own, zones[layout.zone[element]])
        if kind == SHARED:
            back = (row.T_OUT, row.RAD_BACK, row.HC_OUT, row.HR_OUT)
            _film_room(films, 2, back, own, zones[layout.behind[element]])
        elif kind <= GLASS:
            faces.film_open(
                own[row.T_OUT],
                weather[row.W_OUTDOOR : row.W_SKY + 1],
                own[row.AREA],
                own[row.RAD_SKY : row.ABSORB + 1],
                (
                    films[2],
                    films[3],
                    films[4],
                    films[6],
                    climate.forced[hour, element],
                    sun.opaque[hour, element],
                ),
                own[row.HC_OUT],
                own[row.DRIVE_OUT],
            )
            if kind == GLASS:
                glass_hour.absorb_glass(
                    own[row.DRIVE_OUT], sun.outer[hour, element], sun.glass
                )
        else:
            faces.film_soil(
                own[row.LINK_GROUND],
                weather[row.W_GROUND],
                own[row.HC_OUT],
                own[row.DRIVE_OUT],
            )


@phase
def _receive(
    own: FloatArray,
    near: FloatArray,
    radiant: float,
    rows: tuple[int, int, int, int],
) -> None:
    """Write gain and push of one side; `rows` are shares, memory, gain, push."""
    faces.receive(
        own[rows[0] : rows[0] + 3],
        near[row.BEAM],
        near[row.DIFFUSE],
        radiant,
        own[rows[1]],
        own[rows[2]],
        own[rows[3]],
    )


@phase
def fill_faces(
    layout: Layout,
    sun: Sun,
    hour: int,
    radiant: FloatArray,
    face: FloatArray,
    zones: FloatArray,
    equations: tuple[FloatArray, FloatArray],
) -> None:
    """Add all faces to the equations of stars and airs.

    Parameters
    ----------
    layout
        Which element lies where.
    sun
        Sunlight.
    hour
        Hour of the year [-].
    radiant
        Radiant heat released in each zone, shape ``(zone,)`` [W].
    face
        Table of faces, shape ``(element, row, lane)`` [any].
    zones
        Table of zones, shape ``(zone, row, lane)``; sums of films are written [any].
    equations
        Matrix and right-hand side, stars before airs [W/K, W].
    """
    matrix, right = equations
    count = zones.shape[0]
    for element in range(layout.zone.shape[0]):
        own = face[element]
        kind = layout.kind[element]
        zone = layout.zone[element]
        near = zones[zone]
        inside = (row.SHARE_BEAM, row.HIST_IN, row.GAIN_IN, row.PUSH_IN)
        _receive(own, near, radiant[zone], inside)
        if kind == SHARED:
            other = layout.behind[element]
            back = (row.BACK_BEAM, row.HIST_OUT, row.GAIN_OUT, row.PUSH_OUT)
            _receive(own, zones[other], radiant[other], back)
            faces.add_shared(
                own,
                _SHARED_ROWS,
                matrix,
                right,
                (zone, count + zone, other, count + other),
                near[row.FILMS],
                zones[other, row.FILMS],
                near.shape[1],
            )
            continue
        if kind == GLASS:
            light = sun.inner[hour, element]
            glass_hour.absorb_glass(own[row.GAIN_IN], light, sun.glass)
            glass_hour.absorb_glass(own[row.PUSH_IN], light, sun.glass)
            _outward(own, near)
        faces.add_face(
            own[row.D_IN : row.D_CROSS + 1],
            (own[row.HC_OUT], own[row.DRIVE_OUT], own[row.HIST_OUT]),
            own[row.HC_IN : row.HR_IN + 1],
            own[row.PUSH_IN],
            (own[row.DEN], own[_DEN_OUT]),
            equations,
            near[row.FILMS],
            (zone, count + zone),
        )


@phase
def _outward(own: FloatArray, near: FloatArray) -> None:
    """Add light of the room that the outer panes absorb on its way out."""
    faces.receive(
        own[row.BACK_BEAM : row.BACK_BEAM + 3],
        near[row.BEAM],
        near[row.DIFFUSE],
        0.0,
        own[row.HIST_OUT],
        own[row.GAIN_OUT],
        own[row.PUSH_OUT],
    )
    faces.add_row(own[row.DRIVE_OUT], own[row.GAIN_OUT])


@phase
def close_faces(
    layout: Layout,
    fabric: Fabric,
    face: FloatArray,
    zones: FloatArray,
    modes: FloatArray,
    sums: FloatArray,
    star: FloatArray,
) -> None:
    """Write all face temperatures, move and remember all modes, and count heat.

    Parameters
    ----------
    layout
        Which element lies where.
    fabric
        Elements in each lane.
    face
        Table of faces, shape ``(element, row, lane)``; temperatures and memories are
        written [any].
    zones
        Table of zones, shape ``(zone, row, lane)`` [any].
    modes
        Modes of all elements, moved, shape ``(state, lane)`` [any].
    sums
        Added: heat that entered, and its absolute sum, ``(2, lane)`` [W].
    star
        Added: long-wave residual and throughput, shape ``(2, lane)`` [W].
    """
    for element in range(layout.zone.shape[0]):
        own = face[element]
        near = zones[layout.zone[element]]
        if layout.kind[element] == SHARED:
            far = zones[layout.behind[element]]
            faces.close_shared(
                own,
                _SHARED_ROWS,
                near[row.STAR],
                near[row.TEMP_AIR],
                far[row.STAR],
                far[row.TEMP_AIR],
            )
            faces.count_gain(own[row.GAIN_OUT], sums[0], sums[1])
            faces.count_star(
                own[row.HR_OUT], own[row.T_OUT], far[row.STAR], star[0], star[1]
            )
            faces.count_gain(own[row.GAIN_IN], sums[0], sums[1])
            faces.count_star(
                own[row.HR_IN], own[row.T_IN], near[row.STAR], star[0], star[1]
            )
        else:
            faces.close_face(
                own[row.HC_IN : row.HR_IN + 1],
                (own[row.HC_OUT], own[row.DRIVE_OUT], own[row.HIST_OUT]),
                own[row.D_CROSS],
                (own[row.DEN], own[_DEN_OUT]),
                (own[row.PUSH_IN], own[row.GAIN_IN]),
                (near[row.STAR], near[row.TEMP_AIR]),
                (own[row.T_IN], own[row.T_OUT]),
                (sums, star),
            )
        first, last = layout.first[element], layout.first[element + 1]
        if last > first:
            faces.advance(
                fabric.decay[first:last],
                fabric.gain_in[first:last],
                fabric.gain_out[first:last],
                own[row.T_IN],
                own[row.T_OUT],
                modes[first:last],
                own[row.HIST_IN],
                own[row.HIST_OUT],
            )
