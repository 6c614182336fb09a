"""From an AppSpec to a repository. `GENERATORS` names the implementations."""

GENERATORS = {"blueprint": "promptreal.generate.blueprint:BlueprintGenerator"}
