"""Every schema a study file ever had, oldest first."""
