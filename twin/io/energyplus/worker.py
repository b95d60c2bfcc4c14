"""The script of the process in which EnergyPlus runs; imports nothing of `twin`.

Arguments: a file to be written, then what the ``energyplus`` program would be given.
The file tells exit code, version and seconds as JSON.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any


def run(arguments: list[str]) -> dict[str, Any]:
    """Run EnergyPlus once and return how it ended and how long its parts took.

    Parameters
    ----------
    arguments
        What the ``energyplus`` program would be given.

    Returns
    -------
    dict[str, Any]
        Exit code, version, and seconds on the clock and of the processor: all, until
        the first day begins (``start``), until its warm-up is over (``warm``).
    """
    begin = time.perf_counter()
    api = importlib.import_module("pyenergyplus.api").EnergyPlusAPI()
    state = api.state_manager.new_state()
    api.runtime.set_console_output_status(state, False)
    marks: dict[str, tuple[float, float]] = {}

    def mark(name: str) -> None:
        marks[name] = (time.perf_counter(), time.process_time())

    api.runtime.callback_begin_new_environment(state, lambda _: mark("start"))
    api.runtime.callback_after_new_environment_warmup_complete(
        state, lambda _: mark("warm")
    )
    mark("begin")
    code = api.runtime.run_energyplus(state, arguments)
    mark("end")
    first = marks["begin"]
    seconds = {
        name: (marks[name][0] - first[0], marks[name][1] - first[1])
        for name in ("start", "warm", "end")
        if name in marks
    }
    return {
        "code": int(code),
        "version": str(api.functional.ep_version()),
        "load": first[0] - begin,
        "seconds": seconds,
    }


if __name__ == "__main__":
    told = run(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps(told), encoding="utf-8")
