"""The way of data through a cluster: frames of rows, their order, tasks, and kept results."""
