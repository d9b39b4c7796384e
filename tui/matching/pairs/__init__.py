"""Two documents compared: scored sentence pairs and reused ranges."""
