"""What Zegel costs, measured in one run against its own parts, a bare driver and pgbench.

In: `./zegel bench [--quick] [--full] [--part NAME] [--database sqlite|postgres]`, `./zegel bench profile PART`.
Out: a table, and bench/RESULTS.md.
Refuses: settings that could lose a commit, and to say anything of a figure without its spread and the machine's own pace beside it.
"""
