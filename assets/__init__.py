"""What the programs show and say: fonts, look, translations, sample offices.

`find` and `translation` are all that other rooms need to get at the files; both work from a wheel.
"""

from assets.files import AssetsError, find
from assets.translation import Translation, languages, translation

__all__ = ["AssetsError", "Translation", "find", "languages", "translation"]
