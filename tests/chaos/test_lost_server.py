"""Which failures of a flow run are the server's."""

from __future__ import annotations

import httpx
import pytest
from prefect import flow
from prefect.concurrency._asyncio import ConcurrencySlotAcquisitionError
from prefect.serializers import JSONSerializer

from contracts.errors import InputRejected, Transient
from deployments.attempt import failed_without_server


@pytest.mark.usefixtures("prefect_server")
def test_only_a_server_that_does_not_answer_is_to_blame() -> None:
    @flow(persist_result=True, result_serializer=JSONSerializer())
    def failing(error: object) -> None:
        assert isinstance(error, Exception)
        raise error

    away: list[Exception] = [httpx.ConnectError("nobody listens"), ConcurrencySlotAcquisitionError("no slots")]
    ours: list[Exception] = [Transient("x", code="x"), InputRejected("x", code="x")]
    for error in (*away, *ours):
        state = failing.with_options(validate_parameters=False)(error, return_state=True)
        assert failed_without_server(state) is (error in away)
