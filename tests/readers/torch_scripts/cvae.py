"""A conditional GAN's generator and a convolutional VAE with two inputs."""

import numpy as np
import torch
import torch.nn as nn

img_shape = (1, 32, 32)


class Generator(nn.Module):
    def __init__(self, latent_dim=100, n_classes=10):
        super().__init__()
        self.label_emb = nn.Embedding(n_classes, n_classes)

        def block(in_feat, out_feat, normalize=True):
            layers = [nn.Linear(in_feat, out_feat)]
            if normalize:
                layers.append(nn.BatchNorm1d(out_feat, 0.8))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            return layers

        self.model = nn.Sequential(
            *block(latent_dim + n_classes, 128, normalize=False),
            *block(128, 256),
            nn.Linear(256, int(np.prod(img_shape))),
            nn.Tanh(),
        )

    def forward(self, noise, labels):
        gen_input = torch.cat((self.label_emb(labels), noise), -1)
        img = self.model(gen_input)
        img = img.view(img.size(0), *img_shape)
        return img


generator = Generator()
optimizer = torch.optim.Adam(generator.parameters(), lr=0.0002)
z = torch.randn(16, 100)
gen_labels = torch.randint(0, 10, (16,))
gen_imgs = generator(z, gen_labels)
