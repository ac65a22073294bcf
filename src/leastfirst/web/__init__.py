"""The public site: a Django app for each thing that a person visits, and no logic of the stages."""
