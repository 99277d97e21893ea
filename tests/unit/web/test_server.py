from __future__ import annotations

import pytest

from askme.errors import ServeError
from askme.web.server import bound


def test_a_port_in_use_is_told_with_its_remedy() -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port}: the port is in use.*--port 0"):
            bound("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "999.1.1.1", "no such host"])
def test_a_host_that_is_not_ours_is_told(host: str) -> None:
    with pytest.raises(ServeError, match=r"Cannot listen on .*--host 127\.0\.0\.1"):
        bound(host, 0)


def test_port_zero_takes_a_free_one() -> None:
    with bound("127.0.0.1", 0) as one, bound("127.0.0.1", 0) as other:
        assert one.getsockname()[1] != other.getsockname()[1]
