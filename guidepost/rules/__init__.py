"""The guideline language. Pure: no I/O, no models, no clock."""
