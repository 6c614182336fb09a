"""The jobs that make versions and roll them out."""

from __future__ import annotations

from dagster import AssetSelection, define_asset_job, in_process_executor

from assets.spec import CHANGE_TAG
from resources.values import REDEPLOYMENT_TAG

# What the launchpad opens with: the one thing that a person must fill in.
_WISH = {"ops": {"spec": {"config": {"prompt": ""}}}}
_EVERYTHING = AssetSelection.assets("spec", "source_tree", "image", "deployment", "hpa")

generate = define_asset_job(
    "generate",
    selection=_EVERYTHING,
    config=_WISH,
    executor_def=in_process_executor,
    description="All five steps for one app: from the prompt to an answering URL. For a new app, launch `new_app`: it "
    "makes the partition and launches this. Launch it here to try an app's name again that never got a release.",
)

change = define_asset_job(
    "change",
    selection=_EVERYTHING,
    config=_WISH,
    executor_def=in_process_executor,
    tags={CHANGE_TAG: "true"},
    description="The next version of an app that is released, from a new prompt; its data is kept by a migration. "
    "Choose the app's partition and fill in `prompt`.",
)

redeploy = define_asset_job(
    "redeploy",
    selection=AssetSelection.assets("deployment", "hpa"),
    executor_def=in_process_executor,
    tags={REDEPLOYMENT_TAG: "true"},
    description="Rolls out again what is released, from the release document alone. Needs no config: choose the app's "
    "partition.",
)

JOBS = (generate, change, redeploy)
