"""How figures become parameters: what each says, under whom it was measured, what the network implies."""
