"""Location of the stylesheets and the sample articles.

In a wheel they lie inside the package; in a checkout they lie beside it.
"""

from pathlib import Path


def _folder(name: str) -> Path:
    package = Path(__file__).parent
    bundled = package / name
    return bundled if bundled.is_dir() else package.parent / name


STYLES = _folder("styles")
SEEDS = _folder("seeds")
