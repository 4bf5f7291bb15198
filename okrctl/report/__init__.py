"""A workspace and a day become one frozen value with every figure of a report."""
