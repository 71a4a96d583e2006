"""Small drawings as images, so that each can carry its words: verdict marks and key marks."""

from base64 import b64encode

from dash import html

from dashboard.drawing.theme import ACCENT, BAND, CHANGED, COMMON, CONCERN, CONTROL, IMPROVEMENT, INK, MUTED

LINE = 'fill="none" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'
DIAMOND = '<path d="M12 1.5 22.5 12 12 22.5 1.5 12z" {}/>'
DRAWINGS = {
    "improvement": f'<circle cx="12" cy="12" r="10.5" fill="{IMPROVEMENT}"/>'
    f'<path d="M7 14.5l5-5.5 5 5.5" stroke="#fff" {LINE}/>',
    "concern": DIAMOND.format(f'fill="{CONCERN}"') + f'<path d="M8 10.5l4 4.5 4-4.5" stroke="#fff" {LINE}/>',
    "change": f'<rect x="2.5" y="2.5" width="19" height="19" rx="1.5" fill="{CHANGED}"/>'
    f'<path d="M7 12h10M13.5 8.5L17 12l-3.5 3.5" stroke="#fff" {LINE}/>',
    "none": f'<circle cx="12" cy="12" r="10" fill="none" stroke="{COMMON}" stroke-width="1.6"/>'
    f'<path d="M6.5 12c1.8-3.6 3.7-3.6 5.5 0s3.7 3.6 5.5 0" stroke="{COMMON}" {LINE}/>',
    "unjudged": f'<path d="M6 12h12" stroke="{MUTED}" stroke-dasharray="2.5 4.5" {LINE}/>',
    "short": DIAMOND.format(f'fill="none" stroke="{CONCERN}" stroke-width="2"')
    + f'<path d="M8 12h8" stroke="{CONCERN}" {LINE}/>',
    "late": f'<circle cx="12" cy="12" r="9.5" fill="none" stroke="{CONCERN}" stroke-width="2"/>'
    f'<path d="M12 6.5V12l3.5 2.5" stroke="{CONCERN}" {LINE}/>',
    "mark-improvement": f'<circle cx="12" cy="12" r="8.5" fill="{IMPROVEMENT}"/>',
    "mark-concern": DIAMOND.format(f'fill="{CONCERN}"'),
    "mark-change": f'<rect x="4" y="4" width="16" height="16" fill="{CHANGED}"/>',
    "mark-none": f'<circle cx="12" cy="12" r="5.5" fill="{COMMON}"/>',
    "mark-band": f'<rect x="1" y="5" width="22" height="14" fill="{BAND}"/>'
    f'<path d="M1 12h22" stroke="{INK}" stroke-width="1.6"/>',
    "mark-dot": f'<path d="M1 12h22" stroke="{INK}" stroke-width="2"/>'
    f'<circle cx="12" cy="12" r="5.5" fill="{INK}"/>',
    "mark-hollow": f'<path d="M1 12h22" stroke="{INK}" stroke-width="2"/>'
    f'<circle cx="12" cy="12" r="5.5" fill="#fff" stroke="{INK}" stroke-width="2.2"/>',
    "mark-hollow-diamond": f'<path d="M1 12h22" stroke="{INK}" stroke-width="2"/>'
    f'<path d="M12 5.5 18.5 12 12 18.5 5.5 12z" fill="#fff" stroke="{INK}" '
    'stroke-width="2.2"/>',
    "mark-quiet": f'<path d="M1 12h22" stroke="{CONTROL}" stroke-width="2"/>'
    f'<circle cx="12" cy="12" r="5" fill="{CONTROL}"/>',
    "mark-target": f'<path d="M1 12h22" stroke="{ACCENT}" stroke-width="2.4" stroke-dasharray="5 3.5"/>',
    "mark-pending": f'<circle cx="12" cy="12" r="7.5" fill="#fff" stroke="{COMMON}" stroke-width="2.4"/>',
}


def data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _image(name: str) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">'
    return data_uri(f"{head}{DRAWINGS[name]}</svg>")


IMAGES = {name: _image(name) for name in DRAWINGS}


def icon(name: str, class_name: str = "icon") -> html.Img:
    """A drawing beside words that say the same; screen readers pass it by."""
    return html.Img(src=IMAGES[name], alt="", className=class_name)
