from tests.kivy_tools import kivy_window, stage  # noqa: F401
