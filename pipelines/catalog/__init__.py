"""The practice model as data: behaviours, roles, elements, editions and the crosswalk between them."""
