"""Text to canonical value: dates, figures, quantities, numbers, names; what finds a value is what reads it."""
