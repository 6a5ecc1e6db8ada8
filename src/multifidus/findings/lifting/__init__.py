"""What a lift does to the low back: mass, reach and posture -> equations, loads on the spine -> findings."""
