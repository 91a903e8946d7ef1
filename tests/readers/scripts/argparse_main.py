#!/usr/bin/env python
import argparse
import os
import sys

import keras
from keras.layers import *
from keras.models import Model


def parse_args():
    parser = argparse.ArgumentParser(description='train')
    parser.add_argument('--hidden', type=int, default=64, help='units')
    parser.add_argument('--layers', type=int, default=2)
    parser.add_argument('--bidirectional', action='store_true')
    parser.add_argument('--data-dir', default='./data')
    return parser.parse_args([])


def build(args):
    inp = Input(shape=(100, 40), name='features')
    x = inp
    for i in range(args.layers):
        rnn = GRU(args.hidden, return_sequences=i < args.layers - 1)
        x = Bidirectional(rnn)(x) if args.bidirectional else rnn(x)
    x = Dense(12, activation='softmax')(x)
    return Model(inp, x)


def main():
    global net
    args = parse_args()
    if not os.path.exists(args.data_dir):
        print('no data in', args.data_dir)
    net = build(args)
    net.summary()
    return 0


if __name__ == '__main__':
    main()
