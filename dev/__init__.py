"""The workshop: what builds, checks and tests Zegel.

In come the words after `./zegel test`, `check`, `lock`; out go verdicts, seconds and an exit code.
It refuses to be imported by the product: nothing under src/ may know it.
"""
