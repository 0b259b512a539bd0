"""Which failures of a flow run are the server's."""

from __future__ import annotations

import httpx
import pytest
from prefect import flow
from prefect.serializers import JSONSerializer

from contracts.errors import InputRejected, Transient
from deployments.attempt import failed_without_server


@pytest.mark.usefixtures("prefect_server")
def test_only_a_server_that_does_not_answer_is_to_blame() -> None:
    @flow(persist_result=True, result_serializer=JSONSerializer())
    def failing(error: object) -> None:
        assert isinstance(error, Exception)
        raise error

    away = httpx.ConnectError("nobody listens")
    for error, blamed in ((away, True), (Transient("x", code="x"), False), (InputRejected("x", code="x"), False)):
        assert (
            failed_without_server(failing.with_options(validate_parameters=False)(error, return_state=True)) is blamed
        )
