"""Matching on many machines: the same functions in stages that Spark carries out."""
