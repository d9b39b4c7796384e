"""Sending: scheduling, flow control, non-blocking writes, and the end."""
