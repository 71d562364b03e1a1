8j
locationweights.binj
offset16j
length8p