"""What is promised: charters and their pledges, read from YAML."""
