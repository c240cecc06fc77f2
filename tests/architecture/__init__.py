"""The rules of the house, each as one test over the whole tree (docs/adr/0003)."""
