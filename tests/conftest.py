"""What holds for all tests: no example of a property test fails for being slow on a machine that others use as well."""

from hypothesis import settings

settings.register_profile("shared-machine", parent=settings.default, deadline=None)
settings.load_profile("shared-machine")
