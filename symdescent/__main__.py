"""``python -m symdescent`` is the command line."""

from symdescent.cli import main

raise SystemExit(main())
