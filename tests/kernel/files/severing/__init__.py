"""Files from which passages were taken out: nothing of the passages is in any byte of them."""
