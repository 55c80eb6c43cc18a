"""What is published of small counts, seen from the outside."""
