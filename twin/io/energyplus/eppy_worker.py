"""The script of the process in which eppy reads an IDF; imports nothing of `twin`.

Eppy keeps the dictionary in attributes of its class. In a process of its own each file
meets its own dictionary and nothing stays behind.

Arguments: the dictionary (IDD), the IDF, a file to be written. That file tells version,
objects and fields as JSON.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

_NUMBERS = frozenset({"real", "integer"})


def read(idd: str, idf: str) -> dict[str, Any]:
    """Return what an IDF holds.

    Parameters
    ----------
    idd
        Dictionary of EnergyPlus.
    idf
        Model.

    Returns
    -------
    dict[str, Any]
        Version of the dictionary; by type its fields (name, whether a number), how many
        stand before the extensible ones and how many those are; the objects.
    """
    editor = importlib.import_module("eppy.modeleditor")
    editor.IDF.setiddname(idd)
    model = editor.IDF(idf)
    kinds: dict[str, Any] = {}
    objects: list[tuple[str, list[Any]]] = []
    titles = {
        str(info[0]["idfobj"]).upper(): info[0]["idfobj"] for info in model.idd_info
    }
    for key, info in zip(model.model.dtls, model.idd_info, strict=True):
        kind = titles.get(key.upper(), key)
        members = model.idfobjects.get(key.upper(), [])
        if len(members):
            kinds[kind] = describe(info)
        objects += [(kind, list(one.obj[1:])) for one in members]
    version = ".".join(str(one) for one in model.idd_version)
    return {"version": version, "kinds": kinds, "objects": objects}


def describe(info: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields of one type.

    Parameters
    ----------
    info
        As eppy keeps it: the type itself, then its fields.

    Returns
    -------
    dict[str, Any]
        Names and whether they are numbers, first extensible field, size of a group.
    """
    size = next(
        (
            int(key.partition(":")[2])
            for key in info[0]
            if key.startswith("extensible:")
        ),
        0,
    )
    fields = [
        (one.get("field", [""])[0], bool(_NUMBERS & set(one.get("type", ()))))
        for one in info[1:]
    ]
    begin = next(
        (place for place, one in enumerate(info[1:]) if "begin-extensible" in one),
        len(fields),
    )
    return {"fields": fields[: begin + size], "begin": begin, "size": size}


if __name__ == "__main__":
    told = read(sys.argv[1], sys.argv[2])
    Path(sys.argv[3]).write_text(json.dumps(told), encoding="utf-8")
