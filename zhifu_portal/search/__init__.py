"""The public index: what may be found, how Chinese text is analysed, and the engines behind one interface."""
