"""Towns for sample records, each with its region and country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A town where it really is."""

    city: str
    region: str
    country: str


PLACES = tuple(
    Place(*line.split(", "))
    for line in """\
Paris, Île-de-France, France
Lyon, Auvergne-Rhône-Alpes, France
Nice, Provence, France
Rome, Lazio, Italy
Florence, Tuscany, Italy
Venice, Veneto, Italy
Berlin, Berlin, Germany
Munich, Bavaria, Germany
Hamburg, Hamburg, Germany
Madrid, Madrid, Spain
Barcelona, Catalonia, Spain
Seville, Andalusia, Spain
London, England, United Kingdom
Edinburgh, Scotland, United Kingdom
Dublin, Leinster, Ireland
Amsterdam, North Holland, Netherlands
Vienna, Vienna, Austria
Salzburg, Salzburg, Austria
Zurich, Zurich, Switzerland
Lisbon, Lisbon, Portugal
Prague, Prague, Czechia
Copenhagen, Hovedstaden, Denmark
Stockholm, Stockholm, Sweden
Athens, Attica, Greece
New York, New York, United States
Chicago, Illinois, United States
San Francisco, California, United States
Toronto, Ontario, Canada
Vancouver, British Columbia, Canada
Tokyo, Kanto, Japan
Sydney, New South Wales, Australia
Auckland, Auckland, New Zealand
""".splitlines()
)
