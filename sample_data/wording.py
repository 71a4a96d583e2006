"""The words and headings the county's own systems use, each with the contract word it stands for."""

CHANNELS = {
    "phone": "Voice In",
    "email": "E-mail",
    "text": "SMS",
    "in_person": "Walk-in",
    "letter": "Post",
    "web": "Web Form",
}
REQUESTERS = {
    "staff": "Employee",
    "youth": "Youth",
    "parent": "Parent/Guardian",
    "caregiver": "Resource Family",
    "tribe": "Tribal Representative",
    "partner": "Partner Agency",
    "attorney_court": "Attorney/Court",
    "community": "Community",
}
LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "tl": "Tagalog",
    "hmn": "Hmong",
    "ru": "Russian",
    "ar": "Arabic",
    "sign": "ASL",
    "other": "Other",
}
RACES = {
    "black": "BL",
    "native_american": "NA",  # a code a careless reader takes for a missing value
    "asian": "AS",
    "pacific_islander": "PI",
    "latino": "HL",
    "white": "WH",
    "multiracial": "MU",
    "mena": "ME",
}
ROLES = {
    "supervisor": "Supervisor",
    "manager": "Manager",
    "director": "Director",
    "worker": "Social Worker",
    "support": "Support",
}
AGREED = {"yes": "Y", "no": "N"}

LEVELS = {
    "worker": "Line staff",
    "supervisor": "First-line supervisor",
    "manager": "Program manager",
    "director": "Executive",
    "support": "Clerical",
}
PROGRAMS = {"er": "ER", "fm": "FM", "fr": "FR", "pp": "PP"}
STATUSES = {
    "active": "Active",
    "vacant": "Vacant (budgeted)",
    "hold": "Hold (unbudgeted)",
    "inactive": "Inactive",
    "proposed": "Proposed",
}

RATERS = {
    "direct_report": "I report to this leader",
    "peer": "I am a colleague of this leader",
    "supervisor": "I supervise this leader",
    "family": "My family works with this unit",
    "observer": "I observed as part of a joint team",
    "self": "I am this leader",
}
SURVEY_RACES = {
    "black": "Black or African American",
    "native_american": "American Indian or Alaska Native",
    "asian": "Asian",
    "pacific_islander": "Native Hawaiian or Pacific Islander",
    "latino": "Hispanic or Latino",
    "white": "White",
    "multiracial": "Two or more",
    "mena": "Middle Eastern or North African",
}

TICKET_HEADINGS = {
    "inquiry_id": "Ticket #",
    "received_at": "Received",
    "acknowledged_at": "First Human Reply",
    "expectation_set": "Follow-up Agreed",
    "promised_by": "Promised By",
    "resolved_at": "Closed",
    "channel": "Channel",
    "requester": "Requester Type",
    "language": "Language",
    "race": "Race/Eth",
    "unit": "Assigned Unit",
    "role": "Responder Role",
    "topic": "Category",
}
TICKET_WORDS = {
    "channel": CHANNELS,
    "requester": REQUESTERS,
    "language": LANGUAGES,
    "race": RACES,
    "role": ROLES,
    "expectation_set": AGREED,
}
POSITION_HEADINGS = {
    "position_id": "Position #",
    "class": "Class Title",
    "role": "Level",
    "unit": "Org Unit",
    "component": "Program",
    "status": "Status",
    "authorised_fte": "Budgeted FTE",
    "filled_fte": "Filled FTE",
    "incumbent_id": "Employee #",
    "effective_from": "Effective Date",
    "effective_to": "Through",
    "vacant_since": "Vacant Since",
    "leave_from": "Leave Start",
    "leave_to": "Leave End",
    "hired_on": "Hire Date",
    "report_date": "Report Run",
}
POSITION_WORDS = {"role": LEVELS, "component": PROGRAMS, "status": STATUSES}
SURVEY_HEADINGS = {
    "response_id": "ResponseId",
    "recorded_at": "RecordedDate",
    "wave": "Wave",
    "unit": "Q1",
    "rater": "Q2",
    "race": "Q3",
    "language": "Q4",
}
SURVEY_WORDS = {"rater": RATERS, "race": SURVEY_RACES, "language": LANGUAGES}
