"""The Kivy program around a page."""

from kivy.app import App
from kivy.core.window import Window
from kivy.uix.widget import Widget

from assets.look.kit import Kit


class LookApp(App):
    """Shows `page` on the kit's ground. F1 must not open Kivy's settings, nor a .kv file be looked for."""

    def __init__(self, kit: Kit, page: Widget, title: str) -> None:
        super().__init__(title=title)
        self._kit, self._page = kit, page

    def build(self) -> Widget:
        Window.clearcolor = self._kit.colour("ground")
        return self._page

    def load_kv(self, *_: object, **__: object) -> bool:
        return False

    def open_settings(self, *_: object) -> bool:
        return False
