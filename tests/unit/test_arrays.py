import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import numpy as np
import pytest

from askme import arrays


@pytest.mark.parametrize("mapped", [False, True])
def test_an_array_comes_back_as_it_was_written(tmp_path, mapped):
    np.save(tmp_path / "a.npy", np.arange(6).reshape(2, 3))
    assert arrays.load(tmp_path / "a.npy", mapped=mapped).tolist() == [[0, 1, 2], [3, 4, 5]]


def test_arrays_come_back_by_name(tmp_path):
    np.savez(tmp_path / "a.npz", one=np.ones(2), name=np.array("x"))
    held = arrays.load_all(tmp_path / "a.npz")
    assert (held["one"].tolist(), str(held["name"])) == ([1.0, 1.0], "x")


@pytest.mark.parametrize("load", [arrays.load, arrays.load_all])
def test_what_holds_code_is_not_read(tmp_path, load):
    np.savez(tmp_path / "a.npz", np.array([object()]))
    np.save(tmp_path / "a.npy", np.array([object()]))
    with pytest.raises(ValueError, match="pickle"):
        load(tmp_path / ("a.npy" if load is arrays.load else "a.npz"))


def test_one_thread_reads_at_a_time(tmp_path, monkeypatch):
    np.save(tmp_path / "a.npy", np.ones(1))
    np.savez(tmp_path / "a.npz", np.ones(1))
    free, real = Lock(), np.load

    def read(*given, **named):
        assert free.acquire(blocking=False), "two at once"
        time.sleep(0.01)
        free.release()
        return real(*given, **named)

    monkeypatch.setattr(np, "load", read)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(arrays.load, [tmp_path / "a.npy"] * 4))
        list(threads.map(arrays.load_all, [tmp_path / "a.npz"] * 4))
