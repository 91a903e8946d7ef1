"""A classifier of digits, with the training that tutorials show."""

import argparse

import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader

hidden_size = 500
num_classes = 10
batch_size = 100
learning_rate = 0.001
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class NeuralNet(nn.Module):
    def __init__(self, input_size, hidden_size, num_classes):
        super(NeuralNet, self).__init__()
        self.fc1 = nn.Linear(input_size, hidden_size)
        self.bn = nn.BatchNorm1d(hidden_size)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        out = self.fc1(x)
        out = self.relu(self.bn(out))
        return self.fc2(out)


def accuracy(model, loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for images, labels in loader:
            outputs = model(images.reshape(-1, 28 * 28))
            correct += (outputs.argmax(1) == labels).sum().item()
    return correct


net = NeuralNet(784, hidden_size, num_classes).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(net.parameters(), lr=learning_rate)


def train(loader, epochs=5):
    for epoch in range(epochs):
        for i, (images, labels) in enumerate(loader):
            outputs = net(images.reshape(-1, 28 * 28).to(device))
            loss = criterion(outputs, labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    from torchvision import datasets, transforms

    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    data = datasets.MNIST("data", train=True, transform=transforms.ToTensor(), download=True)
    train(DataLoader(data, batch_size=batch_size, shuffle=True), args.epochs)
    torch.save(net.state_dict(), "net.ckpt")
