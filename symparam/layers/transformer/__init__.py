"""The layers of transformers and of state spaces, with the weights that Hugging Face's have, by their names."""
