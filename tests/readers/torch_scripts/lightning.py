"""An autoencoder whose training is Lightning's."""

import torch
from torch import nn
from torch.nn import functional as F

try:
    import pytorch_lightning as pl

    Base = pl.LightningModule
except ImportError:
    Base = nn.Module


class Encoder(nn.Module):
    def __init__(self, latent_dim=16):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1, stride=2),
            nn.GELU(),
            nn.Conv2d(8, 16, 3, padding=1, stride=2),
            nn.GELU(),
            nn.Flatten(),
            nn.Linear(16 * 8 * 8, latent_dim),
        )

    def forward(self, x):
        return self.net(x)


class Decoder(nn.Module):
    def __init__(self, latent_dim=16):
        super().__init__()
        self.linear = nn.Sequential(nn.Linear(latent_dim, 16 * 8 * 8), nn.GELU())
        self.net = nn.Sequential(
            nn.ConvTranspose2d(16, 8, 3, output_padding=1, padding=1, stride=2),
            nn.GELU(),
            nn.ConvTranspose2d(8, 3, 3, output_padding=1, padding=1, stride=2),
            nn.Tanh(),
        )

    def forward(self, z):
        x = self.linear(z)
        x = x.reshape(x.shape[0], -1, 8, 8)
        return self.net(x)


class Autoencoder(nn.Module):
    def __init__(self, latent_dim=16):
        super().__init__()
        self.encoder = Encoder(latent_dim)
        self.decoder = Decoder(latent_dim)
        self.example_input_array = torch.zeros(2, 3, 32, 32)

    def forward(self, x):
        return self.decoder(self.encoder(x))

    def training_step(self, batch, batch_idx):
        x, _ = batch
        loss = F.mse_loss(self(x), x)
        self.log("train_loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)
