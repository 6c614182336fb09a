from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from dagster import DagsterInstance

from promptreal.errors import StoreError
from promptreal.settings import Settings
from promptreal_dagster.instance import LOCATION, MODULE, open_instance, prepare, services

ROOT = Path(__file__).parents[2]


def test_an_instance_runs_one_run_of_an_app_at_a_time_and_tells_nobody_outside(settings: Settings) -> None:
    with open_instance(settings) as instance:
        assert isinstance(instance, DagsterInstance)
        assert not instance.telemetry_enabled
        assert instance.run_monitoring_enabled
        limits = instance.get_concurrency_config().run_queue_config
        assert limits is not None
        assert limits.tag_concurrency_limits == [
            {"key": "dagster/partition", "value": {"applyLimitPerUniqueValue": True}, "limit": 1}
        ]
    assert {one.name for one in settings.dagster_home.iterdir()} >= {"dagster.yaml", "workspace.yaml", "history"}


def test_a_configuration_that_was_changed_by_hand_stays(settings: Settings) -> None:
    config = prepare(settings) / "dagster.yaml"
    config.write_text("telemetry:\n  enabled: false\n")
    prepare(settings)
    assert config.read_text() == "telemetry:\n  enabled: false\n"


@pytest.mark.slow
def test_two_first_uses_at_once_both_succeed(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from promptreal.settings import Settings;"
        "from promptreal_dagster.instance import open_instance\n"
        "with open_instance(Settings(home=Path(sys.argv[1]))) as i: print(i.get_runs_count())"
    )
    both = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) for _ in range(2)]
    assert [one.communicate()[0] for one in both] == [b"0\n", b"0\n"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="file/dagster cannot be written"):
        prepare(Settings(home=tmp_path / "file"))


def test_the_two_workspaces_load_the_same_location(settings: Settings) -> None:
    shipped = yaml.safe_load((ROOT / "workspace.yaml").read_text())
    written = yaml.safe_load((prepare(settings) / "workspace.yaml").read_text())
    assert shipped == written
    assert written["load_from"] == [{"python_module": {"module_name": MODULE, "location_name": LOCATION}}]


def test_the_services_are_the_page_and_the_daemon(settings: Settings) -> None:
    page, daemon = services(settings, 3123)
    assert page.argv[:3] == (sys.executable, "-m", "dagster_webserver")
    assert "3123" in page.argv
    assert daemon.argv[:4] == (sys.executable, "-m", "dagster._daemon", "run")
    for one in (page, daemon):
        assert one.environment["DAGSTER_HOME"] == str(settings.dagster_home)
        assert one.environment["PROMPTREAL_HOME"] == str(settings.home)
        assert one.environment["DAGSTER_DISABLE_TELEMETRY"] == "1"
