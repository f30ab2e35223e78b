from tests.kivy_tools import kivy_window, stage

__all__ = ["kivy_window", "stage"]
