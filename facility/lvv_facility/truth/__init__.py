"""What right metrics must give, derived from the simulated sky and the known noise by formula."""
