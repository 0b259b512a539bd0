"""The common base of every contract."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """Immutable, strict about unknown fields: a typo in a producer fails at the producer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
