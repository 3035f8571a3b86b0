"""What must not change: digests of what the program prints, and records that replay."""
