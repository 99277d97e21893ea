import importlib.util
from pathlib import Path

import pytest
from pydantic import SecretStr

from askme import settings as module
from askme.errors import SettingsError
from askme.settings import Settings, load, meaning, shown, strangers

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("ASKME_CACHE")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def toml(folder, text):
    (folder / "askme.toml").write_text(text, "utf-8")


def test_each_layer_beats_the_one_below(folder, monkeypatch):
    def port():
        values, origins = load({"port": option})
        return values.port, origins["port"]

    option = None
    assert port() == (7860, "default")
    toml(folder, "port = 1111")
    assert port() == (1111, "askme.toml")
    monkeypatch.setenv("ASKME_PORT", "2222")
    assert port() == (2222, "ASKME_PORT")
    option = 0
    assert port() == (0, "--port"), "an option of 0 is given, too"


def test_every_setting_can_come_from_every_layer(folder, monkeypatch):
    values = {"corpus": "c", "index": "i", "model": "m", "cache": "k", "vector_store": "v:s", "host": "::1"}
    values |= {"threads": 2, "max_file_mb": 3.5, "max_question_chars": 40, "port": 5}
    assert set(values) == set(Settings.model_fields), "a new setting needs a line here"
    toml(folder, "".join(f"{name} = {value!r}\n" for name, value in values.items()))
    expected = {name: str(value) for name, value in values.items()}
    for options, env, origin in ((None, {}, "askme.toml"), (None, values, "ASKME_{}"), (values, {}, "--{}")):
        with monkeypatch.context() as patched:
            for name, value in env.items():
                patched.setenv(f"ASKME_{name.upper()}", str(value))
            found, origins = load(options)
        assert shown(found) == expected
        assert all(origins[name] == origin.format(name.upper() if "ASKME" in origin else name) for name in values), (
            origins
        )


def test_an_empty_variable_and_an_option_of_none_count_as_not_given(monkeypatch):
    monkeypatch.setenv("ASKME_PORT", "")
    values, origins = load({"port": None, "host": None})
    assert (values.port, origins["port"], origins["host"]) == (7860, "default", "default")


def test_a_byte_order_mark_is_no_part_of_the_file(folder):
    toml(folder, "\ufeffport = 1111")
    assert load()[0].port == 1111


def test_the_home_folder_is_put_in(folder, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    toml(folder, 'corpus = "~/people"')
    assert load()[0].corpus == Path("/home/ada/people")


BAD_FILES = {
    "port = ": r"askme\.toml cannot be read: Invalid value .* Mend or remove it",
    "\ufeffport = [": r"askme\.toml cannot be read",
    "prot = 1": r"askme\.toml: there is no setting 'prot'\. Settings: corpus, index, .*port",
    "[askme]\nport = 1": r"there is no setting 'askme'",
    'port = "abc"': r"askme\.toml: setting port = 'abc' cannot be used: .*integer.*It is: Port",
    "port = true": r"port = True cannot be used: true and false are no numbers",
    "port = 70000": r"port = 70000 cannot be used",
    "threads = 0": r"threads = 0 cannot be used",
    "max_file_mb = inf": r"max_file_mb = inf cannot be used",
    "max_file_mb = nan": r"max_file_mb = nan cannot be used",
    'corpus = ["a"]': r"corpus = \['a'\] cannot be used",
    'corpus = ""': r"corpus = '' cannot be used: it names no folder",
    'index = "a\\u0000b"': r"index = .* cannot be used: it names no folder",
    'model = ""': r"model = '' cannot be used",
    "host = 3": r"host = 3 cannot be used",
}


@pytest.mark.parametrize(("text", "told"), BAD_FILES.items(), ids=range(len(BAD_FILES)))
def test_a_bad_file_names_the_file_the_setting_and_the_value(folder, text, told):
    toml(folder, text)
    with pytest.raises(SettingsError, match=told):
        load()


def test_a_file_that_is_no_text_or_a_folder_is_said_plainly(folder):
    (folder / "askme.toml").write_bytes(b"corpus = '\xff'")
    with pytest.raises(SettingsError, match=r"askme\.toml cannot be read"):
        load()
    (folder / "askme.toml").unlink()
    (folder / "askme.toml").mkdir()
    with pytest.raises(SettingsError, match=r"askme\.toml cannot be read"):
        load()


def test_a_bad_variable_is_named(monkeypatch):
    monkeypatch.setenv("ASKME_PORT", "abc")
    with pytest.raises(SettingsError, match=r"^ASKME_PORT: setting port = 'abc' cannot be used"):
        load()


def test_variables_that_are_no_settings_are_found(monkeypatch):
    monkeypatch.setenv("ASKME_PROT", "1")
    monkeypatch.setenv("ASKME_TEST_DATA", "x")
    assert strangers() == ["ASKME_PROT"]


class WithSecret(Settings):
    key: SecretStr = SecretStr("hunter2")


def test_secrets_are_masked(folder, monkeypatch):
    assert "hunter2" not in str(shown(WithSecret()))
    assert shown(WithSecret())["key"] == "********"
    monkeypatch.setattr(module, "Settings", WithSecret)
    toml(folder, 'key = ["hunter2"]')
    with pytest.raises(SettingsError, match=r"setting key = \*{8} cannot be used") as caught:
        load()
    assert "hunter2" not in str(caught.value)


def test_every_setting_says_what_it_is_for():
    assert [name for name in Settings.model_fields if not meaning(name).endswith(".")] == []


def test_the_documentation_is_that_of_the_settings():
    spec = importlib.util.spec_from_file_location("document_settings", ROOT / "scripts" / "document_settings.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.FILE.read_text("utf-8") == script.document(), "run: python scripts/document_settings.py"
