"""How a number is written: thousands in groups, a real minus, and never a minus before a zero."""

MINUS = "\u2212"


def number(value: float, decimals: int = 0) -> str:
    """1234.5 -> "1,234" or "1,234.5"; -0.04 -> "0.0" at one decimal."""
    text = f"{value:,.{decimals}f}"
    negative = text.startswith("-") and any(c in "123456789" for c in text)
    return (MINUS if negative else "") + text.lstrip("-")


def trimmed(value: float, decimals: int) -> str:
    """The number without zeros at the end of its decimals: 3.25, 8.5, 14."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
