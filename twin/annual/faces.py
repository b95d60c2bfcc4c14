"""One hour of the faces of a building: films, light, elimination, advance, in lanes.

Every function is a loop over lanes. Rows of tables are arguments of their own, because
the compiler may then assume that they do not overlap; hence the long signatures.
"""

from twin.annual.scratch import T_IN, T_OUT
from twin.ground.lanes import lane_loop
from twin.ground.types import FloatArray, IntArray
from twin.physics.films import (
    FILM_LEAST,
    convection_natural,
    convection_outside,
    radiation_secant,
)


@lane_loop
def gather(source: FloatArray, index: IntArray, target: FloatArray) -> None:
    """Write a row of a table, one column for each lane; a single one for all."""
    if source.shape[0] == 1:
        for lane in range(target.shape[0]):
            target[lane] = source[0]
    else:
        for lane in range(target.shape[0]):
            target[lane] = source[index[lane]]


@lane_loop
def clear(target: FloatArray) -> None:
    """Write zeros."""
    for lane in range(target.shape[0]):
        target[lane] = 0.0


@lane_loop
def copy_row(source: FloatArray, target: FloatArray) -> None:
    """Copy one row to another."""
    for lane in range(target.shape[0]):
        target[lane] = source[lane]


@lane_loop
def clear_rows(target: FloatArray) -> None:
    """Write zeros to several rows."""
    for row in range(target.shape[0]):
        for lane in range(target.shape[1]):
            target[row, lane] = 0.0


@lane_loop
def copy_rows(source: FloatArray, target: FloatArray) -> None:
    """Copy as many rows as the target has."""
    for row in range(target.shape[0]):
        for lane in range(target.shape[1]):
            target[row, lane] = source[row, lane]


@lane_loop
def add_row(target: FloatArray, source: FloatArray) -> None:
    """Add one row to another."""
    for lane in range(target.shape[0]):
        target[lane] += source[lane]


@lane_loop
def recall(
    gain_in: FloatArray,
    gain_out: FloatArray,
    modes: FloatArray,
    hist_in: FloatArray,
    hist_out: FloatArray,
) -> None:
    """Write what the modes of an element remember to the flows of both faces."""
    lanes = hist_in.shape[0]
    for lane in range(lanes):
        hist_in[lane] = 0.0
        hist_out[lane] = 0.0
    for state in range(modes.shape[0]):
        for lane in range(lanes):
            hist_in[lane] += gain_in[state, lane] * modes[state, lane]
            hist_out[lane] += gain_out[state, lane] * modes[state, lane]


@lane_loop
def film_room(
    temp_face: FloatArray,
    temp_air: FloatArray,
    temp_star: FloatArray,
    area: FloatArray,
    radiant: FloatArray,
    film: FloatArray,
    factors: tuple[float, float, float],
    film_radiant: FloatArray,
) -> None:
    """Write convective and radiant coefficients of a face inside [W/K].

    `factors` are those of a cold and of a warm face and the constant film.
    """
    cold, warm, fixed = factors
    for lane in range(area.shape[0]):
        natural = convection_natural(temp_face[lane], temp_air[lane], cold, warm)
        natural = max(natural, FILM_LEAST)
        film[lane] = area[lane] * (fixed if fixed >= 0.0 else natural)
        film_radiant[lane] = radiant[lane] * radiation_secant(
            temp_face[lane], temp_star[lane]
        )


@lane_loop
def film_open(
    temp_face: FloatArray,
    outdoors: FloatArray,
    area: FloatArray,
    surroundings: FloatArray,
    factors: tuple[float, float, float, float, float, float],
    film: FloatArray,
    drive: FloatArray,
) -> None:
    """Write the coefficient of an outer face [W/K], and what drives it [W].

    `outdoors` holds air and sky; `surroundings` what the face exchanges with the sky
    and with all else, and its absorptance, area included; `factors` are those of a cold
    and of a warm face, roughness, the constant film, the wind's part and the sun.
    """
    cold, warm, rough, fixed, forced, irradiance = factors
    for lane in range(area.shape[0]):
        air = outdoors[0, lane]
        sky = outdoors[1, lane]
        face = temp_face[lane]
        natural = convection_natural(face, air, cold, warm)
        moving = convection_outside(natural, forced, rough)
        moving = area[lane] * (fixed if fixed >= 0.0 else moving)
        moving += surroundings[1, lane] * radiation_secant(face, air)
        cooling = surroundings[0, lane] * radiation_secant(face, sky)
        film[lane] = moving + cooling
        light = surroundings[2, lane] * irradiance
        drive[lane] = moving * air + cooling * sky + light


@lane_loop
def film_soil(
    link: FloatArray, ground: FloatArray, film: FloatArray, drive: FloatArray
) -> None:
    """Write the link of an element to the ground, zero for a closed back."""
    for lane in range(link.shape[0]):
        film[lane] = link[lane]
        drive[lane] = link[lane] * ground[lane]


@lane_loop
def receive(
    shares: FloatArray,
    beam: FloatArray,
    diffuse: FloatArray,
    radiant: float,
    hist: FloatArray,
    gain: FloatArray,
    push: FloatArray,
) -> None:
    """Write what light and radiant heat bring to a face, and its push with memory.

    `shares` are the rows for beam, diffuse light and radiant heat.
    """
    for lane in range(gain.shape[0]):
        value = shares[0, lane] * beam[lane] + shares[1, lane] * diffuse[lane]
        gain[lane] = value + shares[2, lane] * radiant
        push[lane] = gain[lane] + hist[lane]


@lane_loop
def add_face(
    conduction: FloatArray,
    outside: tuple[FloatArray, FloatArray, FloatArray],
    room: FloatArray,
    push: FloatArray,
    inverses: tuple[FloatArray, FloatArray],
    equations: tuple[FloatArray, FloatArray],
    films: FloatArray,
    unknowns: tuple[int, int],
) -> None:
    """Take both faces out of an element; add it to its zone's star and air.

    `conduction` holds the rows in, out and cross; `outside` film, drive and memory of
    the outer face; `room` the films of the inner face; `unknowns` star and air. Both
    faces share one division: their inverses are written.
    """
    film, drive, hist = outside
    inverse, inverse_out = inverses
    matrix, right = equations
    star, air = unknowns
    for lane in range(push.shape[0]):
        convective = room[0, lane]
        radiant = room[1, lane]
        cross = conduction[2, lane]
        outer = conduction[1, lane] + film[lane]
        inner = conduction[0, lane] + convective + radiant
        both = inner * outer - cross * cross
        common = 1.0 / (both * outer)
        own = outer * outer * common
        back = both * common
        driven = push[lane]
        driven += cross * back * (drive[lane] + hist[lane])
        push[lane] = driven
        inverse[lane] = own
        inverse_out[lane] = back
        to_air = convective * own
        to_star = radiant * own
        matrix[star, star, lane] += radiant - radiant * to_star
        matrix[air, air, lane] += convective - convective * to_air
        matrix[star, air, lane] -= radiant * to_air
        right[star, lane] += to_star * driven
        right[air, lane] += to_air * driven
        films[lane] += convective


@lane_loop
def add_shared(
    face: FloatArray,
    rows: tuple[int, int, int, int, int, int, int, int, int],
    matrix: FloatArray,
    right: FloatArray,
    unknowns: tuple[int, int, int, int],
    films_in: FloatArray,
    films_out: FloatArray,
    lanes: int,
) -> None:
    """Add an element between two zones to the equations of both.

    Of a zone's own star and air, which are symmetric, the upper element is written.
    `rows` are D in, out, cross, convective and radiant films in and out, push in and
    out; `unknowns` star and air of the zone and of its neighbour.
    """
    for side in range(2):
        near = side
        far = 1 - side
        for lane in range(lanes):
            own = face[rows[far], lane] + face[rows[3 + 2 * far], lane]
            own += face[rows[4 + 2 * far], lane]
            here = face[rows[near], lane] + face[rows[3 + 2 * near], lane]
            here += face[rows[4 + 2 * near], lane]
            cross = face[rows[2], lane]
            inverse = 1.0 / (here * own - cross * cross)
            # temp of the near face = sum of weights times unknowns + settled
            settled = (
                own * face[rows[7 + near], lane] + cross * (face[rows[7 + far], lane])
            )
            settled *= inverse
            near_weight = own * inverse
            far_weight = cross * inverse
            convective = face[rows[3 + 2 * near], lane]
            radiant = face[rows[4 + 2 * near], lane]
            far_convective = far_weight * face[rows[3 + 2 * far], lane]
            far_radiant = far_weight * face[rows[4 + 2 * far], lane]
            star = unknowns[2 * near]
            air = unknowns[2 * near + 1]
            other_star = unknowns[2 * far]
            other_air = unknowns[2 * far + 1]
            matrix[star, star, lane] += radiant - radiant * near_weight * radiant
            matrix[air, air, lane] += convective - (
                convective * near_weight * convective
            )
            matrix[star, air, lane] -= radiant * near_weight * convective
            matrix[star, other_star, lane] -= radiant * far_radiant
            matrix[star, other_air, lane] -= radiant * far_convective
            matrix[air, other_star, lane] -= convective * far_radiant
            matrix[air, other_air, lane] -= convective * far_convective
            right[star, lane] += radiant * settled
            right[air, lane] += convective * settled
    for lane in range(lanes):
        films_in[lane] += face[rows[3], lane]
        films_out[lane] += face[rows[5], lane]


@lane_loop
def close_face(
    room: FloatArray,
    outside: tuple[FloatArray, FloatArray, FloatArray],
    cross: FloatArray,
    inverses: tuple[FloatArray, FloatArray],
    inner: tuple[FloatArray, FloatArray],
    zone: tuple[FloatArray, FloatArray],
    temps: tuple[FloatArray, FloatArray],
    counted: tuple[FloatArray, FloatArray],
) -> None:
    """Write both face temperatures of an element, and count its heat.

    `room` are the films of the inner face, `outside` film, drive and memory of the
    outer one, `inner` push and gain, `zone` star and air; `counted` heat that entered
    the building and its absolute sum, and the same of the room's long-wave exchange.
    """
    film, drive, hist = outside
    inverse, inverse_out = inverses
    push, gain = inner
    temp_star, temp_air = zone
    temp_in, temp_out = temps
    sums, star = counted
    for lane in range(cross.shape[0]):
        radiant = room[1, lane]
        pull = room[0, lane] * temp_air[lane] + radiant * temp_star[lane]
        inside = inverse[lane] * (push[lane] + pull)
        pull = drive[lane] + hist[lane] + cross[lane] * inside
        behind = inverse_out[lane] * pull
        temp_in[lane] = inside
        temp_out[lane] = behind
        heat = drive[lane] - film[lane] * behind
        sums[0, lane] += heat + gain[lane]
        sums[1, lane] += abs(heat) + abs(gain[lane])
        exchanged = radiant * (inside - temp_star[lane])
        star[0, lane] += exchanged
        star[1, lane] += abs(exchanged)


@lane_loop
def close_shared(
    face: FloatArray,
    rows: tuple[int, int, int, int, int, int, int, int, int],
    star: FloatArray,
    air: FloatArray,
    far_star: FloatArray,
    far_air: FloatArray,
) -> None:
    """Write both face temperatures of an element between two zones."""
    for lane in range(star.shape[0]):
        convective, radiant = face[rows[3], lane], face[rows[4], lane]
        back_convective, back_radiant = face[rows[5], lane], face[rows[6], lane]
        one = face[rows[0], lane] + convective + radiant
        two = face[rows[1], lane] + back_convective + back_radiant
        cross = face[rows[2], lane]
        push = face[rows[7], lane] + convective * air[lane] + radiant * star[lane]
        back = face[rows[8], lane] + back_convective * far_air[lane]
        back += back_radiant * far_star[lane]
        inverse = 1.0 / (one * two - cross * cross)
        face[T_IN, lane] = inverse * (two * push + cross * back)
        face[T_OUT, lane] = inverse * (cross * push + one * back)


@lane_loop
def advance(
    decay: FloatArray,
    gain_in: FloatArray,
    gain_out: FloatArray,
    temp_in: FloatArray,
    temp_out: FloatArray,
    modes: FloatArray,
    hist_in: FloatArray,
    hist_out: FloatArray,
) -> None:
    """Move the modes of an element over the hour; write what they then remember."""
    lanes = hist_in.shape[0]
    for lane in range(lanes):
        hist_in[lane] = 0.0
        hist_out[lane] = 0.0
    for state in range(modes.shape[0]):
        for lane in range(lanes):
            drive = gain_in[state, lane] * temp_in[lane]
            drive += gain_out[state, lane] * temp_out[lane]
            after = decay[state, lane] * modes[state, lane] + drive
            modes[state, lane] = after
            hist_in[lane] += gain_in[state, lane] * after
            hist_out[lane] += gain_out[state, lane] * after


@lane_loop
def store(
    storage: FloatArray, modes: FloatArray, sign: float, heat: FloatArray
) -> None:
    """Add the heat of a mode [J]."""
    for lane in range(modes.shape[0]):
        heat[lane] += sign * storage[lane] * modes[lane]


@lane_loop
def count_gain(gain: FloatArray, entered: FloatArray, through: FloatArray) -> None:
    """Add the heat that a face receives to the balance of the building."""
    for lane in range(gain.shape[0]):
        entered[lane] += gain[lane]
        through[lane] += abs(gain[lane])


@lane_loop
def count_star(
    film: FloatArray,
    temp_face: FloatArray,
    temp_star: FloatArray,
    residual: FloatArray,
    through: FloatArray,
) -> None:
    """Add a face's long-wave exchange to that of its room."""
    for lane in range(film.shape[0]):
        heat = film[lane] * (temp_face[lane] - temp_star[lane])
        residual[lane] += heat
        through[lane] += abs(heat)
