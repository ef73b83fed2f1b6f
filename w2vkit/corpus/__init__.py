"""A corpus as token ids: segmented, encoded, cached."""
