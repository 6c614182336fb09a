from __future__ import annotations

import subprocess
import sys

from dagster import AssetKey, AssetsDefinition, DefaultScheduleStatus, DefaultSensorStatus

from assets.checks import CHECKS
from promptreal_dagster.definitions import defs

ASSETS = ("spec", "source_tree", "image", "deployment", "hpa")


def _assets() -> dict[str, AssetsDefinition]:
    return {one.key.path[-1]: one for one in defs.assets or () if isinstance(one, AssetsDefinition)}


def test_the_assets_are_the_five_steps_in_order() -> None:
    parents = {name: sorted(key.path[-1] for key in one.dependency_keys) for name, one in _assets().items()}
    assert parents == {
        "spec": [],
        "source_tree": ["spec"],
        "image": ["source_tree"],
        "deployment": ["image", "source_tree", "spec"],
        "hpa": ["deployment"],
    }


def test_every_asset_says_what_it_is() -> None:
    for name, one in _assets().items():
        spec = one.get_asset_spec(AssetKey(name))
        assert spec.partitions_def is not None and spec.partitions_def.name == "apps"
        assert spec.description
        assert spec.kinds
        assert (spec.group_name, list(spec.owners), spec.code_version) == ("generation", ["team:platform"], "1")


def test_every_gate_is_a_blocking_check_of_its_asset() -> None:
    checks = {name: sorted(spec.name for spec in one.check_specs) for name, one in _assets().items()}
    assert checks == {
        "spec": [],
        "source_tree": ["generated_tests", "secrets", "static_analysis"],
        "image": ["bundle"],
        "deployment": ["acceptance", "contract", "probe"],
        "hpa": [],
    }
    assert {name: sorted(one) for name, one in CHECKS.items()} == {k: v for k, v in checks.items() if v}
    assert all(spec.blocking for one in _assets().values() for spec in one.check_specs)


def test_the_jobs_are_these() -> None:
    repository = defs.get_repository_def()
    jobs = {name: repository.get_job(name) for name in repository.job_names if not name.startswith("__")}
    assert {name: dict(one.run_tags) for name, one in jobs.items()} == {
        "generate": {},
        "change": {"promptreal/change": "true"},
        "redeploy": {"promptreal/redeployment": "true"},
        "new_app": {},
        "stop": {},
        "start": {},
        "delete": {},
        "redeploy_all": {},
    }
    assert {name for name, one in jobs.items() if one.partitions_def is None} == {"new_app", "redeploy_all"}
    assert all(one.description for one in jobs.values())
    assert sorted(jobs["redeploy"].nodes_in_topological_order[i].name for i in range(2)) == ["deployment", "hpa"]


def test_the_sensors_run_and_the_schedule_waits_to_be_switched_on() -> None:
    repository = defs.get_repository_def()
    assert {one.name: one.default_status for one in repository.sensor_defs} == {
        "requests": DefaultSensorStatus.RUNNING,
        "failed_runs": DefaultSensorStatus.RUNNING,
        "canceled_runs": DefaultSensorStatus.RUNNING,
        "lost_runs": DefaultSensorStatus.RUNNING,
    }
    assert {one.name: one.default_status for one in repository.schedule_defs} == {
        "nightly_redeployment": DefaultScheduleStatus.STOPPED
    }
    assert all(one.description for one in (*repository.sensor_defs, *repository.schedule_defs))


def test_loading_the_definitions_warns_of_nothing_and_opens_no_role() -> None:
    program = (
        "import sys, promptreal_dagster.definitions as d; d.defs.get_repository_def();"
        "heavy = {'textblob', 'bandit', 'detect_secrets', 'urllib3', 'inflect', 'jinja2.sandbox', 'dagster_graphql'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")
