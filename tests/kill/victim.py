"""A generation in a process of its own, which says on stdout which phase begins, and is there to be killed.

python -m tests.kill.victim HOME create|change|resume|redeploy|delete NAME [PROMPT]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from promptreal import apps
from promptreal.request import AppKey, parse_request
from promptreal.settings import Settings
from promptreal.workshop import Workshop


def say(**what: object) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main(home: str, what: str, name: str, prompt: str = "") -> int:
    """Runs it; the exit code is 0 when it is complete."""
    settings = Settings(home=Path(home))
    app = AppKey(name=name)
    if what == "delete":
        workshop = Workshop.open(settings)
        workshop.target.delete(app)
        workshop.history.delete(app)
        apps.forget(workshop.store, app)
        return 0
    from promptreal_dagster import launch  # noqa: PLC0415 (deleting needs none of it)

    def tell(progress: launch.Progress) -> None:
        say(phase=progress.phase, state=progress.state, seconds=progress.seconds, text=progress.text)

    if what == "resume":
        result = launch.resume(app, tell, settings=settings)
    elif what == "redeploy":
        result = launch.redeploy(app, tell, settings=settings)
    else:
        request, _ = parse_request(prompt=prompt, app_name=name)
        result = launch.generate(request, what == "change", tell, settings=settings)
    release = json.loads(result.release.model_dump_json()) if result.release else None
    say(result=str(result.build_status), error=str(result.error or ""), release=release, run_id=result.run_id)
    return 0 if result.error is None else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
