"""Sending: scheduling, flow control, non-blocking writes, shutdown."""
