import importlib.util
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from askme import settings as module
from askme.errors import SettingsError
from askme.policy import KeyPolicy, ProfilePolicy
from askme.settings import Settings, load, meaning, shown, strangers, unknown_profiles

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


HASH = f"sha256:{'a' * 64}"
EVERY = {
    "corpus": "c", "index": "i", "model": "m", "cache": "k", "vector_store": "v:s", "threads": 2, "max_file_mb": 3.5,
    "max_question_chars": 40, "host": "::1", "port": 5, "public_url": "https://ask.example",
    "hosts": ["ask.example", "www.ask.example"], "trusted_proxies": ["10.0.0.0/8"], "rate_per_address": "5/second",
    "rate_per_profile": "1/second;9/minute", "at_once": 3, "answer_seconds": 4.5, "conversation_minutes": 6.5,
    "log_requests": True, "log_questions": True, "metrics": "off",
    "profiles": {"ada": {"visibility": "private", "origins": ["https://ada.example"], "show": ["email"]}},
    "keys": {"crm": {"hash": HASH}, "hr": {"hash": HASH, "profiles": ["ada"]}},
}  # fmt: skip
SHOWN = {name: str(value) for name, value in EVERY.items()} | {
    "hosts": "ask.example www.ask.example",
    "trusted_proxies": "10.0.0.0/8",
    "profiles": "ada: private, from https://ada.example, shows email",
    "keys": "crm: all profiles, hash ********; hr: ada, hash ********",
}


def in_toml(value):
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {in_toml(one)}' for name, one in value.items())}}}"
    return json.dumps(value)


def in_environment(value):
    return value if isinstance(value, str) else json.dumps(value)


def test_every_setting_can_come_from_every_layer(folder, monkeypatch):
    assert set(EVERY) == set(Settings.model_fields), "a new setting needs a line here"
    toml(folder, "".join(f"{name} = {in_toml(value)}\n" for name, value in EVERY.items()))
    for options, env, origin in ((None, {}, "askme.toml"), (None, EVERY, "ASKME_{}"), (EVERY, {}, "--{}")):
        with monkeypatch.context() as patched:
            for name, value in env.items():
                text = " , ".join(value) if isinstance(value, list) else in_environment(value)
                patched.setenv(f"ASKME_{name.upper()}", text)
            found, origins = load(options)
        assert shown(found) == SHOWN
        assert all(origins[name] == origin.format(name.upper() if "ASKME" in origin else name) for name in EVERY), (
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
    'hosts = ["https://a.b"]': r"setting hosts\.0 = 'https://a\.b' cannot be used: .* without scheme and port",
    "hosts = [3]": r"setting hosts\.0 = 3 cannot be used",
    'trusted_proxies = "proxy"': r"setting trusted_proxies\.0 = 'proxy' cannot be used: .*write 10\.0\.0\.1",
    'rate_per_address = "60"': r"setting rate_per_address = '60' cannot be used: write it as 60/minute",
    'rate_per_profile = "0/minute"': r"setting rate_per_profile = '0/minute' cannot be used: the number must be from 1",
    'public_url = "https://a.b/c"': r"setting public_url = 'https://a\.b/c' cannot be used: .*write https://host",
    "at_once = true": r"at_once = True cannot be used: true and false are no numbers",
    'metrics = "all"': r"setting metrics = 'all' cannot be used: .*'local', 'public' or 'off'",
    "profiles = 3": r"setting profiles = 3 cannot be used",
    '[profiles.ada]\nvisibility = "secret"': r"setting profiles\.ada\.visibility = 'secret' .*'private'",
    '[profiles.ada]\norigins = ["a.b"]': r"setting profiles\.ada\.origins\.0 = 'a\.b' cannot be used: .*no origin",
    "[profiles.ada]\norigin = []": r"there is no setting profiles\.ada\.origin: profiles\.ada takes visibility, ",
    "[keys.crm]": r"setting keys\.crm\.hash is missing",
    f'[keys.crm]\nhash = "{HASH}"\nprofiles = []': r"setting keys\.crm = \*{8} cannot be used: profiles is empty",
}


@pytest.mark.parametrize(("text", "told"), BAD_FILES.items(), ids=range(len(BAD_FILES)))
def test_a_bad_file_names_the_file_the_setting_and_the_value(folder, text, told):
    toml(folder, text)
    with pytest.raises(SettingsError, match=told):
        load()


@pytest.mark.parametrize(
    "text",
    ["keys = 'askme_hunter2'", "keys.crm = 'askme_hunter2'", "keys.crm.hash = 'askme_hunter2'",
     "keys.crm.hash = ['askme_hunter2']", "keys.crm = {hash = 'sha256:hunter2'}", "keys.crm.key = 'askme_hunter2'"],
)  # fmt: skip
def test_a_key_that_stands_where_none_belongs_is_not_repeated(folder, monkeypatch, text):
    toml(folder, text)
    with pytest.raises(SettingsError, match=r"askme\.toml: .*keys") as caught:
        load()
    assert "hunter2" not in str(caught.value)
    (folder / "askme.toml").unlink()
    monkeypatch.setenv("ASKME_KEYS", '{"crm": {"hash": "askme_hunter2"')
    with pytest.raises(SettingsError, match=r"environment cannot be read: .*keys") as caught:
        load()
    assert "hunter2" not in str(caught.value)


def test_a_table_about_nobody_is_told():
    keys = {"crm": {"hash": HASH, "profiles": ["bob", "eve"]}}
    settings = Settings(profiles={"ada": {}, "adda": {"visibility": "private"}}, keys=keys)
    assert unknown_profiles(settings, ["ada", "bob"]) == [
        "setting keys.crm.profiles names the profile 'eve', which nobody has. Profiles: ada, bob.",
        "setting profiles.adda names the profile 'adda', which nobody has. Profiles: ada, bob.",
    ]


def test_a_profile_without_a_table_is_public_and_open_to_no_other_site():
    policy = Settings().policy("ada")
    assert (policy.visibility, policy.origins, policy.show) == ("public", (), frozenset())


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
    for table in (ProfilePolicy, KeyPolicy):
        assert all(f"`{name}`" in script.document() for name in table.model_fields)
