"""What is kept, and the one door to the disk: documents, places, later notes and surveys."""
