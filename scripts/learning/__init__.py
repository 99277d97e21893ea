"""What the measure of relevance is learned with; `scripts/train_relevance.py` runs it."""
