"""The layers of transformers and state space models as Hugging Face counts them: weights named and laid out as there."""
