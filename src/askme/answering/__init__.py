"""Step 3 of the journey: the answer, drafted from the statements found."""
