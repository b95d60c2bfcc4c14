"""Files of sensors: any tidy export reads the same, anything else is told by line."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twin.ground.errors import InputError
from twin.io.measured_write import lines_text
from twin.io.sensor_map import Place, read_sensor_map
from twin.io.sensors import read_sensors
from twin.io.untrusted import MAX_CELL, MAX_COLUMNS, read_within

HEAD = ("timestamp", "sensor", "temp_c", "rh_percent", "co2_ppm")
ROWS = (
    ("2026-07-01T00:00:00+08:00", "a1", "28.4", "72.5", "640"),
    ("2026-07-01T00:30:00+08:00", "a1", "28.2", "", "655"),
    ("2026-07-01T00:00:00+08:00", "b.2:x-Y", "-1.5e0", "100", "1"),
)


def table(head, rows, delimiter=",", end="\n"):
    return end.join(delimiter.join(one) for one in (head, *rows)) + end


def read(folder, text, *ignored):
    path = folder / "indoor.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sensors(path, read_within(path), ignored)


def problems(folder, text, *ignored):
    with pytest.raises(InputError) as caught:
        read(folder, text, *ignored)
    assert caught.value.source == str(folder / "indoor.csv")
    return [str(one) for one in caught.value.problems]


def same(one, other):
    assert one.ids == other.ids
    assert one.subject.tolist() == other.subject.tolist()
    assert one.time.tolist() == other.time.tolist()
    assert one.values.keys() == other.values.keys()
    for name, values in one.values.items():
        assert np.array_equal(values, other.values[name], equal_nan=True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_commas_semicolons_and_tabs_read_the_same(tmp_path, delimiter, end, mark):
    found = read(tmp_path, mark + table(HEAD, ROWS, delimiter, end))
    assert found.ids == ("a1", "b.2:x-Y")
    assert found.subject.tolist() == [0, 0, 1]
    assert np.diff(found.time).tolist() == [1_800_000, -1_800_000]
    assert found.values["temperature"].tolist() == [28.4, 28.2, -1.5]
    assert found.values["CO2"].tolist() == [640.0, 655.0, 1.0]
    humidity = found.values["relative humidity"]
    assert humidity[[0, 2]].tolist() == [72.5, 100.0]
    assert np.isnan(humidity[1])
    assert found.counts["rh_percent: blank cells"] == 1
    assert found.counts["rows"] == 3


def test_quoted_cells_and_blanks_around_them_read_the_same(tmp_path):
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows((HEAD, *ROWS))
    spaced = [tuple(f" {one} " for one in row) for row in (HEAD, *ROWS)]
    plain = read(tmp_path, table(HEAD, ROWS))
    same(plain, read(tmp_path, target.getvalue()))
    same(plain, read(tmp_path, table(spaced[0], spaced[1:], ";")))


@given(order=st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_rows_and_columns_does_not_matter(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("order")
    begin = datetime(2026, 7, 1, tzinfo=UTC)
    rows = [
        (
            (begin + timedelta(hours=n // 2)).isoformat(),
            f"s{n % 2}",
            f"{20 + n}",
            "",
            "",
        )
        for n in range(6)
    ]
    plain = read(folder, table(HEAD, rows))
    same(plain, read(folder, table(HEAD, [rows[n] for n in order])))
    turned = [row[::-1] for row in rows]
    other = read(folder, table(HEAD[::-1], turned))
    assert other.time.tolist() == plain.time.tolist()
    assert other.values["temperature"].tolist() == plain.values["temperature"].tolist()


def test_ppb_of_no2_become_micrograms_at_20_degrees(tmp_path):
    """1 ppb is 1.9125 µg/m³ where the European Union states its limits."""
    head = ("timestamp", "sensor", "no2_ppb", "pm25_ug_m3")
    found = read(tmp_path, table(head, [(ROWS[0][0], "a", "40", "12.5")]))
    assert found.values["NO2"][0] == pytest.approx(40 * 1.9125, rel=2e-4)
    assert found.values["PM2.5"].tolist() == [12.5]
    given = table(("timestamp", "sensor", "no2_ug_m3"), [(ROWS[0][0], "a", "76.5")])
    assert read(tmp_path, given).values["NO2"].tolist() == [76.5]
    both = table(
        ("timestamp", "sensor", "no2_ppb", "no2_ug_m3"), [(ROWS[0][0], "a", "1", "2")]
    )
    assert "in one unit" in problems(tmp_path, both)[0]


def test_one_instant_is_one_time_whatever_offset_it_is_written_with(tmp_path):
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    times = [
        noon.astimezone(timezone(timedelta(minutes=offset))).isoformat()
        for offset in (0, 480, -210, 345)
    ]
    times += [times[0].replace("+00:00", "Z"), times[0].replace("T", " ")]
    rows = [(one, f"s{n}", "20", "", "") for n, one in enumerate(times)]
    found = read(tmp_path, table(HEAD, rows))
    assert set(found.time.tolist()) == {round(noon.timestamp() * 1000)}
    assert found.counts["rows with offset +08:00"] == 1
    assert found.counts["rows with offset -03:30"] == 1
    assert found.counts["rows with offset +00:00"] == 3


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 1, 2),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), 2, 1),
    ],
)
def test_when_clocks_change_no_hour_is_lost_and_none_is_there_twice(
    tmp_path, change, before, after
):
    """Local clocks jump over 02:00 in March and tell 02:00 twice in October."""
    rows = []
    for step in range(-24, 24):
        moment = change + timedelta(hours=step)
        zone = timezone(timedelta(hours=before if step < 0 else after))
        rows.append((moment.astimezone(zone).isoformat(), "a", "20", "", ""))
    found = read(tmp_path, table(HEAD, rows))
    assert np.diff(found.time).tolist() == [3_600_000] * 47


def test_rows_that_repeat_are_left_out_and_counted(tmp_path):
    found = read(tmp_path, table(HEAD, [*ROWS, ROWS[1], ROWS[1], ROWS[2]]))
    same(found, read(tmp_path, table(HEAD, ROWS)))
    found = read(tmp_path, table(HEAD, [*ROWS, ROWS[1], ROWS[1], ROWS[2]]))
    assert found.counts["rows that repeat another, left out"] == 3


def test_a_repeat_in_another_offset_is_a_repeat_too(tmp_path):
    again = ("2026-06-30T16:00:00Z", *ROWS[0][1:])
    found = read(tmp_path, table(HEAD, [ROWS[0], again]))
    assert found.counts["rows that repeat another, left out"] == 1


@pytest.mark.parametrize("other", ["28.5", ""])
def test_rows_that_contradict_each_other_are_told_with_both_lines(tmp_path, other):
    rows = [ROWS[0], (*ROWS[0][:2], other, *ROWS[0][3:])]
    (told,) = problems(tmp_path, table(HEAD, rows))
    assert told == "line 3: same time as line 2 and other values"


@pytest.mark.parametrize(
    "cell",
    ["nan", "NaN", "inf", "-inf", "1e999", "1_000", "0x10", "２０", "20 °C", "--1",
     "=1+1", "999", "-60.1"],
)  # fmt: skip
def test_a_cell_that_is_no_possible_number_is_told_with_place_value_and_span(
    tmp_path, cell
):
    (told,) = problems(tmp_path, table(HEAD, [(*ROWS[0][:2], cell, "", "")]))
    assert told.startswith("line 2, column temp_c: must be a finite number from -60 to")
    assert "or blank for a missing value" in told
    assert told.endswith(f"(got {cell!r})")


def test_a_decimal_comma_is_told_to_be_a_point(tmp_path):
    row = (*ROWS[0][:2], "28,4", "", "")
    (told,) = problems(tmp_path, table(HEAD, [row], ";"))
    assert "with a decimal point" in told
    assert "'28,4'" in told


def test_an_unlikely_value_is_kept_and_counted(tmp_path):
    row = (*ROWS[0][:2], "55", "72", "300")
    found = read(tmp_path, table(HEAD, [ROWS[1], row]))
    assert 55.0 in found.values["temperature"]
    assert found.counts["temp_c: unlikely values (outside 0 to 50), kept"] == 1
    assert found.counts["co2_ppm: unlikely values (outside 380 to 5000), kept"] == 1


@pytest.mark.parametrize(
    "time",
    ["2026-07-01T00:00:00", "2026-07-01", "01.07.2026 00:00", "1751328000", "yesterday",
     "2026-02-30T00:00:00Z", "2026-07-01T25:00:00Z", "2026-07-01T00:00:00+15:00",
     "1970-01-01T00:00:00Z", "2026-07-01T00:00:00 Europe/Berlin"],
)  # fmt: skip
def test_a_time_that_could_be_several_or_none_is_refused(tmp_path, time):
    (told,) = problems(tmp_path, table(HEAD, [(time, *ROWS[0][1:])]))
    assert told.startswith("line 2, column timestamp: must be ISO 8601 with offset")
    assert told.endswith(f"(got {time!r})")


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "../../etc/passwd", "Mrs Li",
     "李", "", "-1", "a" * 65, "a\x1b[31m"],
)  # fmt: skip
def test_a_sensor_that_is_no_code_is_told_and_not_repeated(tmp_path, name):
    rows = [ROWS[0], (ROWS[0][0], f'"{name}"', "20", "", "")]
    (told,) = problems(tmp_path, table(HEAD, rows))
    assert told.startswith("line 3, column sensor: must be a code")
    assert not name or name not in told


def test_columns_that_nobody_declared_are_told_with_the_nearest_known(tmp_path):
    head, row = (*HEAD, "temp_cc", "battery"), (*ROWS[0], "1", "=cmd()")
    told = problems(tmp_path, table(head, [row]))
    assert len(told) == 2
    assert "did you mean 'temp_c'?" in told[0]
    assert "--ignore" in told[1]
    found = read(tmp_path, table(head, [row]), "temp_cc", "battery")
    assert found.values.keys() == {"temperature", "relative humidity", "CO2"}


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("sensor", "temp_c"), "column timestamp: is required"),
        (("timestamp", "temp_c"), "column sensor: is required"),
        (("timestamp", "sensor"), "no measured column; at least one of: temp_c"),
        (("timestamp", "sensor", "temp_c", "temp_c"), "given twice"),
        (tuple(f"c{n}" for n in range(MAX_COLUMNS + 1)), f"at most {MAX_COLUMNS}"),
    ],
)
def test_a_header_that_cannot_be_used_is_told(tmp_path, head, told):
    assert any(told in one for one in problems(tmp_path, table(head, [head])))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "is empty"),
        (b"\n\n ", "is empty"),
        (b"timestamp,sensor,temp_c\n", "no row below its header"),
        (b"timestamp,sensor,temp_c\n\x00", "zero byte"),
        (b"timestamp,sensor,temp_c\n\xff\xfe", "not UTF-8 text at byte"),
        (b'timestamp,sensor,temp_c\n"open', "no CSV"),
        (b"timestamp,sensor,temp_c\n1,2\n", "line 2: 2 cells, the header has 3"),
        (b"timestamp,sensor,temp_c\n1,2," + b"9" * (MAX_CELL + 1), "longer than"),
    ],
)
def test_a_file_that_is_no_table_is_told(tmp_path, text, told):
    assert any(told in one for one in problems(tmp_path, text))


def test_all_problems_are_told_at_once_and_many_of_a_kind_are_counted(tmp_path):
    good, bad = ROWS[0], ("now", "../x", "hot", "101", "0")
    told = problems(tmp_path, table(HEAD, [good, *[bad] * 25]))
    for title in ("timestamp", "sensor", "temp_c", "rh_percent", "co2_ppm"):
        lines = [one for one in told if f", column {title}:" in one]
        assert len(lines) == 10
        assert lines[0].startswith("line 3,")
        assert f"column {title}: 15 more of the same kind" in told


def test_a_link_to_nowhere_and_a_folder_are_no_files(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "gone")
    for path in (tmp_path / "link.csv", tmp_path, tmp_path / "a\x00b"):
        with pytest.raises(InputError):
            read_within(path)
    (tmp_path / "large").write_bytes(b"1" * 11)
    with pytest.raises(InputError, match="larger"):
        read_within(tmp_path / "large", limit=10)


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_spreadsheet_takes_a_text_for_a_formula(text):
    written = lines_text(("a",), [(text,)])
    ((_,), (cell,)) = csv.reader(io.StringIO(written, newline=""))
    assert cell == "'" + text.replace("\r", "\n")
    assert (
        lines_text(("a",), [(-1.5,), (float("nan"),), (None,)]) == 'a\n-1.5\n""\n""\n'
    )


def places(folder, text):
    path = folder / "places.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sensor_map(path)


def test_a_map_tells_the_zone_of_each_sensor_and_the_bedroom_of_each_person(tmp_path):
    found = places(
        tmp_path,
        "sensors:\n  a1: {building: house_1, zone: living}\n"
        "  7: {building: house_2, zone: living}\n"
        "persons:\n  Patient/p1: {building: house_1, zone: bed}\nignore: [battery]\n",
    )
    assert found.places("x", ["7", "a1", "7"], are_persons=False) == (
        Place("house_2", "living"),
        Place("house_1", "living"),
        Place("house_2", "living"),
    )
    assert found.places("x", ["Patient/p1"], are_persons=True)[0].zone == "bed"
    assert found.ignore == ("battery",)


def test_who_has_no_place_is_counted_and_not_named(tmp_path):
    found = places(tmp_path, "persons:\n  li: {building: h, zone: b}\n")
    with pytest.raises(InputError, match="2 of 3 persons") as caught:
        found.places("x", ["li", "secret-1", "secret-2"], are_persons=True)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("persons:\n  Mrs-Li: {building: h}\n", "persons.entry 1.zone: is required"),
        ("persons:\n  Mrs-Li: {building: ../x, zone: b}\n", "persons.entry 1.building"),
        ("persons:\n  Mrs-Li: {building: h, zone: <b>}\n", "persons.entry 1.zone"),
        (
            "persons:\n  Mrs-Li: {building: h, zone: b, age: 3}\n",
            "entry 1.age: unknown",
        ),
        ("persons:\n  Mrs-Li: 7\n", "persons.entry 1"),
        ("persons:\n  ? Mrs-Li\n  : {}\n  Mrs-Li: {}\n", "given twice"),
        ("persons:\n  Mrs-Li: {}\n  Mrs-Li: {}\n", "line 3"),
        (f"sensors:\n  Mrs-Li{'i' * 600}: {{building: h, zone: b}}\n", "1 to 512"),
        ("sensors: [Mrs]\n", "sensors"),
        ("sensor: {}\n", "did you mean 'sensors'?"),
        ("sensors: &x {}\npersons: *x\n", "anchors"),
        ("sensors: !!python/object/apply:os.system [id]\n", "not valid YAML"),
    ],
)
def test_a_map_that_cannot_be_used_is_told_without_any_name(tmp_path, text, told):
    with pytest.raises(InputError) as caught:
        places(tmp_path, text)
    assert told in str(caught.value)
    assert "Mrs-Li" not in str(caught.value)
