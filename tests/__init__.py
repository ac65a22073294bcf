"""The tests. This file says that `tests` is ours: a package that we install (textstat) brings one of that name."""
