"""Random cases of PyTorch's modules, one file for each family."""
