"""The command line: serve, import, demo, and whatever an operator needs. `app` is all of it, `run` runs it.

In: words. Out: sentences, a code (says.Exit), and work done by the packages below.
Refuses: deciding, tracebacks for what a person did wrong, importing what a command does not need (`zegel help` is there at once).
"""

from zegel.cli.app import app as app
from zegel.cli.app import run as run
