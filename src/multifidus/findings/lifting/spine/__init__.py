"""The model of the lumbar spine: posture and load -> muscles -> what each disc bears."""
