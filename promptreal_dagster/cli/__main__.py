"""`python -m promptreal_dagster.cli`."""

import sys

from promptreal_dagster.cli.main import main

sys.exit(main())
