"""Asking a running askme more than it likes, and measuring what becomes of it."""
