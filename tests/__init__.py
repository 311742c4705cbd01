"""The tests. A folder a package, and stories, golden, contract, model, house beside them (CONTRIBUTING.md)."""
