"""Write the results of Standard 140 into its page.

Usage: python docs/validation/generate_standard140.py WEATHER.epw
"""

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

from twin.cli.validating_standard140 import Wanted, run_and_show

PAGE = Path(__file__).with_name("standard140.md")
START = "<!-- results: written by generate_standard140.py -->\n"


def main() -> None:
    """Run every case and replace what stands below the mark."""
    said = io.StringIO()
    with redirect_stdout(said):
        run_and_show(Wanted(weather=Path(sys.argv[1]), form="markdown"))
    head, mark, _ = PAGE.read_text(encoding="utf-8").partition(START)
    if not mark:
        sys.exit(f"{PAGE}: the mark is lacking")
    text = f"{head}{START}\n{said.getvalue().rstrip()}\n"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
