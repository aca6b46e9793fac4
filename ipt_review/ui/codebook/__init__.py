"""The Codebook room: what a study changes about its codebook."""
