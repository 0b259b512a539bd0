"""The calendar of drops: when a band tells its fans, and how many of them are expected."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from contracts.errors import ConfigurationError

Floats = NDArray[np.float64]
DROPS_VARIABLE = "fanchant_drops"


class Drop(BaseModel):
    """One announcement: submissions rise in a line from none to the peak, and fall in a line to none.

    `ramp_s` is from the start to the peak, `duration_s` from the start to the end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    start: AwareDatetime
    peak_per_min: float = Field(ge=0)
    ramp_s: float = Field(gt=0)
    duration_s: float = Field(gt=0)

    @model_validator(mode="after")
    def _falls_after_its_peak(self) -> Drop:
        if self.duration_s <= self.ramp_s:
            raise ValueError("duration_s must be longer than ramp_s")
        return self

    def planned_per_s(self, at_s: Floats, stretch: float = 1.0, power: float = 1.0) -> Floats:
        """Expected submissions per second at `at_s` (seconds since 1970).

        The peak may come `stretch` times as late as planned, and be approached in a line or, at a `power` above 1,
        slowly at first and steeply then.
        """
        since_s = at_s - self.start.timestamp()
        ramp_s = min(self.ramp_s * stretch, 0.99 * self.duration_s)
        rising = np.clip(since_s / ramp_s, 0, 1) ** power
        falling = np.clip((self.duration_s - since_s) / (self.duration_s - ramp_s), 0, 1)
        return np.asarray(np.minimum(rising, falling) * self.peak_per_min / 60)


Calendar = tuple[Drop, ...]
_CALENDAR: TypeAdapter[Calendar] = TypeAdapter(Calendar)


def read_drops(value: object) -> Calendar:
    """The calendar from its Prefect variable: a list of drops as JSON values, or None where there is none.

    Raises:
        ConfigurationError: a drop lacks something; the message names which.
    """
    try:
        return _CALENDAR.validate_python(value or (), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigurationError(
            f"the variable {DROPS_VARIABLE} is not a list of drops: {'.'.join(map(str, first['loc']))}: "
            f"{first['msg']}; a drop needs name, start (with its time zone), peak_per_min, ramp_s and duration_s",
            code="drops_unreadable",
        ) from error


def planned_per_s(calendar: Calendar, at_s: Floats, stretch: float = 1.0, power: float = 1.0) -> Floats:
    """What all drops together expect at `at_s`, submissions per second."""
    return sum((drop.planned_per_s(at_s, stretch, power) for drop in calendar), np.zeros_like(at_s))
