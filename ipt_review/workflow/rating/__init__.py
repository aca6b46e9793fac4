"""From the first rating to the submitted coding, and back."""
