"""Commands on a partitioned index: written on one machine, on a cluster, and read."""
