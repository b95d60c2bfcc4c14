"""Kinds of values that input files give for each hour of a day."""

from typing import Annotated

from pydantic import Field

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Shares24 = Annotated[tuple[Share, ...], Field(min_length=24, max_length=24)]
Switch24 = Annotated[
    tuple[Annotated[int, Field(ge=0, le=1)], ...], Field(min_length=24, max_length=24)
]
