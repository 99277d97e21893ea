import hashlib
import os

from askme.embedding.digest import file_digest

LARGE = b"x" * (1 << 20)


def test_a_large_file_is_hashed_once(tmp_path, monkeypatch):
    file = tmp_path / "weights.bin"
    file.write_bytes(LARGE)
    expected = hashlib.sha256(LARGE).hexdigest()
    assert file_digest(file, tmp_path / "cache") == expected
    monkeypatch.setattr(hashlib, "file_digest", None)
    assert file_digest(file, tmp_path / "cache") == expected


def test_a_replaced_file_is_hashed_again_even_with_its_old_time(tmp_path):
    file = tmp_path / "weights.bin"
    file.write_bytes(LARGE)
    stat = file.stat()
    before = file_digest(file, tmp_path / "cache")
    file.write_bytes(b"y" * len(LARGE))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file_digest(file, tmp_path / "cache") != before


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path):
    file = tmp_path / "weights.bin"
    file.write_bytes(LARGE)
    (tmp_path / "cache").write_text("a file, no folder")
    assert file_digest(file, tmp_path / "cache") == hashlib.sha256(LARGE).hexdigest()
