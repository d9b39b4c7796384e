"""Units: English words and signs for units of measurement, with their values in a base unit."""

from typing import NamedTuple

from tui.collation.values.number import Measure


class Unit(NamedTuple):
    """A unit: its quantity, its value in the base unit, and the base unit's value at its zero."""

    measure: Measure
    factor: float
    zero: float = 0.0


_LENGTHS = {
    "km kilometer kilometers kilometre kilometres": 1000.0,
    "metre metres meter meters": 1.0,
    "cm centimetre centimetres centimeter centimeters": 0.01,
    "mm millimetre millimetres millimeter millimeters": 0.001,
    "mile miles": 1609.344,
    "foot feet ft": 0.3048,
    "yard yards": 0.9144,
    "inch inches": 0.0254,
}
_AREAS = {
    "acre acres": 4046.86,
    "hectare hectares": 10_000.0,
    "km² km2 sq_km": 1e6,
    "m² m2 sq_m sq._m": 1.0,
    "sq_ft": 0.092903,
    "sq_mi": 2_589_988.0,
}
_VOLUMES = {
    "litre litres liter liters": 0.001,
    "gallon gallons": 0.003785,
    "barrel barrels": 0.158987,
    "m³ m3": 1.0,
}
_MASSES = {
    "kg kilo kilos kilogram kilograms": 1.0,
    "gram grams gramme grammes": 0.001,
    "ton tons tonne tonnes": 1000.0,
    "lb lbs": 0.4536,
    "ounce ounces": 0.02835,
}
_TIMES = {
    "second seconds": 1.0,
    "minute minutes": 60.0,
    "hour hours": 3600.0,
    "day days": 86_400.0,
    "week weeks": 604_800.0,
    "fortnight fortnights": 1_209_600.0,
    "month months": 2_629_800.0,
    "year years": 31_557_600.0,
    "decade decades": 315_576_000.0,
}
_SPEEDS = {
    "mph miles_per_hour miles_an_hour": 1609.344,
    "km/h kph kmh kilometres_per_hour kilometers_per_hour kilometres_an_hour "
    "kilometers_an_hour": 1000.0,
    "knot knots": 1852.0,
}
_POWERS = {
    "kw kilowatt kilowatts": 1.0,
    "mw megawatt megawatts": 1e3,
    "gw gigawatt gigawatts": 1e6,
}
_CELSIUS, _FAHRENHEIT = Unit(Measure.HEAT, 1.0), Unit(Measure.HEAT, 5 / 9, -160 / 9)
_TABLES = {
    Measure.LENGTH: _LENGTHS,
    Measure.AREA: _AREAS,
    Measure.VOLUME: _VOLUMES,
    Measure.MASS: _MASSES,
    Measure.TIME: _TIMES,
    Measure.SPEED: _SPEEDS,
    Measure.POWER: _POWERS,
}
UNITS: dict[str, Unit] = {
    word.replace("_", " "): Unit(measure, factor)
    for measure, table in _TABLES.items()
    for words, factor in table.items()
    for word in words.split()
}
"""The units by their words, in small letters, with single spaces."""
UNITS |= {
    f"{power} {word}": Unit(measure, UNITS[word].factor ** exponent)
    for power, measure, exponent in (
        ("square", Measure.AREA, 2),
        ("sq.", Measure.AREA, 2),
        ("cubic", Measure.VOLUME, 3),
    )
    for words in _LENGTHS
    for word in words.split()
}
UNITS |= dict.fromkeys(
    ("degrees celsius", "degree celsius", "degrees centigrade", "°c", "degrees c"), _CELSIUS
)
UNITS |= dict.fromkeys(("degrees fahrenheit", "degree fahrenheit", "°f", "degrees f"), _FAHRENHEIT)
