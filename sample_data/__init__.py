"""A synthetic county in the layouts real exports have, with planted and documented findings."""
