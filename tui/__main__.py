"""`python -m tui` is `variorum`."""

from tui.cli.main import main

raise SystemExit(main())
